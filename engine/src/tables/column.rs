//! Cells and columns: how a value of a row becomes a value of an Arrow array.

use std::num::NonZeroU64;
use std::sync::Arc;

use arrow_array::types::{
    ArrowPrimitiveType, Int64Type, TimestampNanosecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, BooleanArray, ListArray, PrimitiveArray, StringArray, StructArray};
use arrow_buffer::NullBufferBuilder;
use arrow_schema::{DataType, Field, Fields};

/// A column under construction.
pub trait Column: Default {
    /// The Arrow type of its array.
    fn data_type() -> DataType;
    /// Bytes gathered, about.
    fn bytes(&self) -> usize;
    /// The array; the column is empty again.
    fn finish(&mut self) -> ArrayRef;
}

/// A value that a row holds.
pub trait Cell {
    /// The column that gathers such values.
    type Column: Column;
    /// Adds this value to its column.
    fn append(&self, column: &mut Self::Column);
}

/// A time as the capture states it, nanoseconds since 1970 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp(pub Option<i64>);

/// `capture_id` and the connection's own number in that capture.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionId<'a> {
    /// The capture's id, in hex.
    pub capture: &'a str,
    /// The connection's number, from 0 in order of first packets.
    pub number: u64,
}

/// One extension of a hello, as handshakes list it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExtensionItem {
    /// IANA's number.
    pub code: u16,
    /// Bytes of `extension_data`.
    pub length: u16,
    /// A reserved value that means nothing (RFC 8701).
    pub grease: bool,
}

/// Values of a fixed size.
pub struct Primitive<T: ArrowPrimitiveType> {
    values: Vec<T::Native>,
    nulls: NullBufferBuilder,
}

impl<T: ArrowPrimitiveType> Default for Primitive<T> {
    fn default() -> Self {
        Self { values: Vec::new(), nulls: NullBufferBuilder::new(0) }
    }
}

impl<T: ArrowPrimitiveType> Primitive<T> {
    #[inline]
    fn push(&mut self, value: Option<T::Native>) {
        self.values.push(value.unwrap_or_default());
        self.nulls.append(value.is_some());
    }
}

impl Column for Primitive<TimestampNanosecondType> {
    fn data_type() -> DataType {
        DataType::Timestamp(arrow_schema::TimeUnit::Nanosecond, Some("UTC".into()))
    }

    fn bytes(&self) -> usize {
        self.values.len() * 8
    }

    fn finish(&mut self) -> ArrayRef {
        let values = std::mem::take(&mut self.values);
        Arc::new(
            PrimitiveArray::<TimestampNanosecondType>::new(values.into(), self.nulls.finish()).with_timezone("UTC"),
        )
    }
}

macro_rules! primitive {
    ($native:ty, $arrow:ty) => {
        impl Column for Primitive<$arrow> {
            fn data_type() -> DataType {
                <$arrow>::DATA_TYPE
            }

            fn bytes(&self) -> usize {
                self.values.len() * size_of::<$native>()
            }

            fn finish(&mut self) -> ArrayRef {
                let values = std::mem::take(&mut self.values);
                Arc::new(PrimitiveArray::<$arrow>::new(values.into(), self.nulls.finish()))
            }
        }

        impl Cell for Option<$native> {
            type Column = Primitive<$arrow>;
            #[inline]
            fn append(&self, column: &mut Self::Column) {
                column.push(*self);
            }
        }
    };
}
primitive!(u8, UInt8Type);
primitive!(u16, UInt16Type);
primitive!(u32, UInt32Type);
primitive!(u64, UInt64Type);
primitive!(i64, Int64Type);

impl Cell for Stamp {
    type Column = Primitive<TimestampNanosecondType>;
    #[inline]
    fn append(&self, column: &mut Self::Column) {
        column.push(self.0);
    }
}

impl Cell for Option<NonZeroU64> {
    type Column = Primitive<UInt64Type>;
    #[inline]
    fn append(&self, column: &mut Self::Column) {
        column.push(self.map(NonZeroU64::get));
    }
}

/// Truth values.
pub struct Bools {
    values: Vec<bool>,
    nulls: NullBufferBuilder,
}

impl Default for Bools {
    fn default() -> Self {
        Self { values: Vec::new(), nulls: NullBufferBuilder::new(0) }
    }
}

impl Column for Bools {
    fn data_type() -> DataType {
        DataType::Boolean
    }

    fn bytes(&self) -> usize {
        self.values.len()
    }

    fn finish(&mut self) -> ArrayRef {
        let values = std::mem::take(&mut self.values);
        Arc::new(BooleanArray::new(values.into(), self.nulls.finish()))
    }
}

impl Cell for Option<bool> {
    type Column = Bools;
    #[inline]
    fn append(&self, column: &mut Bools) {
        column.values.push(self.unwrap_or_default());
        column.nulls.append(self.is_some());
    }
}

/// Ends of variable-length values in a shared buffer, Arrow's offsets.
struct Offsets {
    ends: Vec<i32>,
    nulls: NullBufferBuilder,
}

impl Default for Offsets {
    fn default() -> Self {
        Self { ends: vec![0], nulls: NullBufferBuilder::new(0) }
    }
}

impl Offsets {
    #[inline]
    fn push(&mut self, end: usize, present: bool) {
        // The engine hands its rows over long before a buffer holds 2 GiB.
        self.ends.push(i32::try_from(end).unwrap_or(i32::MAX));
        self.nulls.append(present);
    }

    const fn bytes(&self) -> usize {
        self.ends.len() * 4
    }

    fn finish(&mut self) -> (arrow_buffer::OffsetBuffer<i32>, Option<arrow_buffer::NullBuffer>) {
        let ends = std::mem::replace(&mut self.ends, vec![0]);
        (arrow_buffer::OffsetBuffer::new(ends.into()), self.nulls.finish())
    }
}

/// Texts.
#[derive(Default)]
pub struct Texts {
    bytes: Vec<u8>,
    offsets: Offsets,
}

impl Texts {
    #[inline]
    fn push(&mut self, value: Option<&str>) {
        self.bytes.extend_from_slice(value.unwrap_or_default().as_bytes());
        self.offsets.push(self.bytes.len(), value.is_some());
    }
}

impl Column for Texts {
    fn data_type() -> DataType {
        DataType::Utf8
    }

    fn bytes(&self) -> usize {
        self.bytes.len() + self.offsets.bytes()
    }

    fn finish(&mut self) -> ArrayRef {
        let bytes = std::mem::take(&mut self.bytes);
        let (offsets, nulls) = self.offsets.finish();
        let rows = offsets.len() - 1;
        Arc::new(StringArray::try_new(offsets, bytes.into(), nulls).unwrap_or_else(|_| StringArray::new_null(rows)))
    }
}

impl Cell for Option<&str> {
    type Column = Texts;
    #[inline]
    fn append(&self, column: &mut Texts) {
        column.push(*self);
    }
}

impl Cell for &str {
    type Column = Texts;
    #[inline]
    fn append(&self, column: &mut Texts) {
        column.push(Some(self));
    }
}

impl Cell for ConnectionId<'_> {
    type Column = Texts;
    fn append(&self, column: &mut Texts) {
        column.bytes.extend_from_slice(self.capture.as_bytes());
        column.bytes.push(b'-');
        let mut digits = [0_u8; 20];
        let mut left = self.number;
        let mut count = 0;
        for place in digits.iter_mut().rev() {
            *place = b'0' + u8::try_from(left % 10).unwrap_or_default();
            left /= 10;
            count += 1;
            if left == 0 {
                break;
            }
        }
        column.bytes.extend_from_slice(digits.get(digits.len() - count..).unwrap_or_default());
        column.offsets.push(column.bytes.len(), true);
    }
}

/// Lists of values.
#[derive(Default)]
pub struct Lists<C: Default> {
    items: C,
    count: usize,
    offsets: Offsets,
}

impl<C: Column> Column for Lists<C> {
    fn data_type() -> DataType {
        DataType::List(Arc::new(Field::new_list_field(C::data_type(), true)))
    }

    fn bytes(&self) -> usize {
        self.items.bytes() + self.offsets.bytes()
    }

    fn finish(&mut self) -> ArrayRef {
        self.count = 0;
        let items = self.items.finish();
        let (offsets, nulls) = self.offsets.finish();
        let field = Arc::new(Field::new_list_field(items.data_type().clone(), true));
        let rows = offsets.len() - 1;
        Arc::new(
            ListArray::try_new(Arc::clone(&field), offsets, items, nulls)
                .unwrap_or_else(|_| ListArray::new_null(field, rows)),
        )
    }
}

macro_rules! list {
    ($item:ty, $column:ty, $push:expr) => {
        impl Cell for Option<&[$item]> {
            type Column = Lists<$column>;
            #[inline]
            fn append(&self, column: &mut Self::Column) {
                for item in self.unwrap_or_default() {
                    $push(&mut column.items, item);
                }
                column.count += self.map_or(0, <[_]>::len);
                column.offsets.push(column.count, self.is_some());
            }
        }
    };
}
list!(u8, Primitive<UInt8Type>, |items: &mut Primitive<UInt8Type>, item: &u8| items.push(Some(*item)));
list!(u16, Primitive<UInt16Type>, |items: &mut Primitive<UInt16Type>, item: &u16| items.push(Some(*item)));
list!(u32, Primitive<UInt32Type>, |items: &mut Primitive<UInt32Type>, item: &u32| items.push(Some(*item)));
list!(&str, Texts, |items: &mut Texts, item: &&str| items.push(Some(item)));
list!(String, Texts, |items: &mut Texts, item: &String| items.push(Some(item)));

/// Extensions of hellos.
#[derive(Default)]
pub struct Extensions {
    codes: Vec<u16>,
    lengths: Vec<u16>,
    grease: Vec<bool>,
}

impl Column for Extensions {
    fn data_type() -> DataType {
        DataType::Struct(Fields::from(vec![
            Field::new("type", DataType::UInt16, true),
            Field::new("length", DataType::UInt16, true),
            Field::new("grease", DataType::Boolean, true),
        ]))
    }

    fn bytes(&self) -> usize {
        self.codes.len() * 5
    }

    fn finish(&mut self) -> ArrayRef {
        let DataType::Struct(fields) = Self::data_type() else {
            return Arc::new(StructArray::new_empty_fields(0, None));
        };
        let rows = self.codes.len();
        let arrays: Vec<ArrayRef> = vec![
            Arc::new(PrimitiveArray::<UInt16Type>::new(std::mem::take(&mut self.codes).into(), None)),
            Arc::new(PrimitiveArray::<UInt16Type>::new(std::mem::take(&mut self.lengths).into(), None)),
            Arc::new(BooleanArray::new(std::mem::take(&mut self.grease).into(), None)),
        ];
        Arc::new(
            StructArray::try_new(fields.clone(), arrays, None).unwrap_or_else(|_| StructArray::new_null(fields, rows)),
        )
    }
}

list!(ExtensionItem, Extensions, |items: &mut Extensions, item: &ExtensionItem| {
    items.codes.push(item.code);
    items.lengths.push(item.length);
    items.grease.push(item.grease);
});
