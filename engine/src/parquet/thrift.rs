//! Thrift's compact protocol, as far as Parquet's headers need it: written, never read.

/// Types of fields and of list elements.
#[derive(Clone, Copy)]
pub enum Kind {
    I32 = 5,
    Binary = 8,
    Struct = 12,
}

const TRUE: u8 = 1;
const FALSE: u8 = 2;
const BYTE: u8 = 3;
const I64: u8 = 6;
const LIST: u8 = 9;

/// Structures, field after field. Ids of a structure's fields must rise.
#[derive(Default)]
pub struct Thrift {
    out: Vec<u8>,
    /// The id of the last field, of each open structure.
    last: Vec<u8>,
}

impl Thrift {
    /// A structure's fields, without an end of their own: `fields` writes them.
    pub fn structure(fields: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut thrift = Self::default();
        thrift.element(fields);
        thrift.out
    }

    fn field(&mut self, id: u8, kind: u8) {
        let last = self.last.last().copied().unwrap_or_default();
        // No structure of Parquet has a gap of more than 15.
        self.out.push(id.saturating_sub(last) << 4 | kind);
        if let Some(last) = self.last.last_mut() {
            *last = id;
        }
    }

    pub fn boolean(&mut self, id: u8, value: bool) {
        self.field(id, if value { TRUE } else { FALSE });
    }

    pub fn byte(&mut self, id: u8, value: u8) {
        self.field(id, BYTE);
        self.out.push(value);
    }

    pub fn i32(&mut self, id: u8, value: i32) {
        self.field(id, Kind::I32 as u8);
        zigzag(&mut self.out, value.into());
    }

    pub fn i64(&mut self, id: u8, value: i64) {
        self.field(id, I64);
        zigzag(&mut self.out, value);
    }

    /// A number of bytes or rows, of which there are never too many.
    pub fn count(&mut self, id: u8, value: usize) {
        self.i64(id, i64::try_from(value).unwrap_or(i64::MAX));
    }

    /// The same where Parquet has but 32 bits.
    pub fn count32(&mut self, id: u8, value: usize) {
        self.i32(id, i32::try_from(value).unwrap_or(i32::MAX));
    }

    pub fn binary(&mut self, id: u8, value: &[u8]) {
        self.field(id, Kind::Binary as u8);
        self.bytes(value);
    }

    pub fn nested(&mut self, id: u8, fields: impl FnOnce(&mut Self)) {
        self.field(id, Kind::Struct as u8);
        self.element(fields);
    }

    /// A list; `each` writes one element.
    pub fn list<T>(&mut self, id: u8, kind: Kind, elements: &[T], mut each: impl FnMut(&mut Self, &T)) {
        self.field(id, LIST);
        match u8::try_from(elements.len()) {
            Ok(short @ 0..15) => self.out.push(short << 4 | kind as u8),
            _ => {
                self.out.push(0xF0 | kind as u8);
                varint(&mut self.out, elements.len() as u64);
            }
        }
        elements.iter().for_each(|element| each(self, element));
    }

    /// A structure in a list.
    pub fn element(&mut self, fields: impl FnOnce(&mut Self)) {
        self.last.push(0);
        fields(self);
        self.last.pop();
        self.out.push(0);
    }

    /// A text in a list.
    pub fn bytes(&mut self, value: &[u8]) {
        varint(&mut self.out, value.len() as u64);
        self.out.extend_from_slice(value);
    }

    /// A number in a list.
    pub fn number(&mut self, value: i32) {
        zigzag(&mut self.out, value.into());
    }
}

/// 7 bits a byte, the lowest first.
pub fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7F) as u8 | 0x80);
        value >>= 7;
    }
    out.push((value & 0x7F) as u8);
}

/// Small numbers of either sign in few bytes.
pub fn zigzag(out: &mut Vec<u8>, value: i64) {
    varint(out, (value.cast_unsigned() << 1) ^ (value >> 63).cast_unsigned());
}
