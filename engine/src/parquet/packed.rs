//! Small numbers in few bits: Parquet's hybrid of runs and packed groups, and its packed deltas.

use super::thrift::{varint, zigzag};

/// Values of a group that is packed together.
const GROUP: u32 = 8;
/// Groups behind one header, so that it stays one byte.
const GROUPS: u8 = 63;

/// Levels that are 0 or 1: one run if all are equal, else a packed group after the other.
#[derive(Default)]
pub struct Bits {
    packed: Vec<u8>,
    word: u64,
    filled: u32,
    count: usize,
    ones: usize,
}

impl Bits {
    /// The next level.
    #[inline]
    pub fn push(&mut self, one: bool) {
        self.word |= u64::from(one) << self.filled;
        self.filled += 1;
        self.count += 1;
        self.ones += usize::from(one);
        if self.filled == u64::BITS {
            self.packed.extend_from_slice(&self.word.to_le_bytes());
            (self.word, self.filled) = (0, 0);
        }
    }

    /// The same level, `count` times.
    #[inline]
    pub fn push_run(&mut self, one: bool, count: usize) {
        (0..count).for_each(|_| self.push(one));
    }

    /// Levels so far.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// All of it behind the number of its bytes.
    pub fn finish(mut self) -> Vec<u8> {
        if self.ones == 0 || self.ones == self.count {
            let mut one = Hybrid::sized(Vec::new(), 1);
            one.push(u32::from(self.ones > 0), self.count);
            return one.finish();
        }
        let groups = self.count.div_ceil(GROUP as usize);
        self.packed.extend_from_slice(&self.word.to_le_bytes());
        self.packed.truncate(groups);
        let mut out = vec![0; 4];
        varint(&mut out, (groups as u64) << 1 | 1);
        out.append(&mut self.packed);
        size(&mut out, 0);
        out
    }
}

/// Writes how many bytes are behind the four at `place` into these.
fn size(out: &mut [u8], place: usize) {
    let length = u32::try_from(out.len() - place - 4).unwrap_or(u32::MAX);
    out.iter_mut().skip(place).zip(length.to_le_bytes()).for_each(|(place, byte)| *place = byte);
}

/// Runs of equal values as value and count, others packed bit by bit.
pub struct Hybrid {
    width: u32,
    out: Vec<u8>,
    /// Where the number of its bytes is to stand, if it shall.
    size: Option<usize>,
    /// The last value, and how often it came.
    run: (u32, usize),
    /// The group that is filled now.
    bits: u128,
    filled: u32,
    /// Where the header of the packed groups stands, and how many there are.
    packed: Option<(usize, u8)>,
}

impl Hybrid {
    /// Values below `2^width`, appended to `out`; `width` is 16 at most.
    pub const fn new(out: Vec<u8>, width: u32) -> Self {
        Self { width, out, size: None, run: (0, 0), bits: 0, filled: 0, packed: None }
    }

    /// The same behind the number of its bytes.
    pub fn sized(mut out: Vec<u8>, width: u32) -> Self {
        let size = Some(out.len());
        out.extend([0; 4]);
        Self { size, ..Self::new(out, width) }
    }

    /// A value, `count` times.
    #[inline]
    pub fn push(&mut self, value: u32, count: usize) {
        if value != self.run.0 {
            self.end_run();
            self.run.0 = value;
        }
        self.run.1 += count;
    }

    fn end_run(&mut self) {
        let (value, mut count) = std::mem::take(&mut self.run);
        while count > 0 && (self.filled > 0 || count < GROUP as usize) {
            self.bits |= u128::from(value) << (self.filled * self.width);
            self.filled += 1;
            count -= 1;
            if self.filled == GROUP {
                self.pack();
            }
        }
        if count > 0 {
            self.end_packed();
            varint(&mut self.out, (count as u64) << 1);
            let bytes = value.to_le_bytes();
            self.out.extend(bytes.iter().take(self.width.div_ceil(8) as usize));
        }
    }

    fn pack(&mut self) {
        let (_, groups) = self.packed.get_or_insert_with(|| {
            self.out.push(0);
            (self.out.len() - 1, 0)
        });
        *groups += 1;
        let full = *groups == GROUPS;
        self.out.extend(self.bits.to_le_bytes().iter().take(self.width as usize));
        (self.bits, self.filled) = (0, 0);
        if full {
            self.end_packed();
        }
    }

    fn end_packed(&mut self) {
        if let Some((header, groups)) = self.packed.take()
            && let Some(header) = self.out.get_mut(header)
        {
            *header = groups << 1 | 1;
        }
    }

    /// All of it; the last group is filled up with zeros, which readers know to be too many.
    pub fn finish(mut self) -> Vec<u8> {
        self.end_run();
        if self.filled > 0 {
            self.pack();
        }
        self.end_packed();
        if let Some(place) = self.size {
            size(&mut self.out, place);
        }
        self.out
    }
}

/// The lowest `width` bits of each value, the lowest first.
fn pack(out: &mut Vec<u8>, values: impl Iterator<Item = u64>, width: u32) {
    let (mut bits, mut held) = (0_u128, 0);
    for value in values {
        bits |= u128::from(value) << held;
        held += width;
        while held >= 8 {
            out.push((bits & 0xFF) as u8);
            bits >>= 8;
            held -= 8;
        }
    }
}

/// DELTA_BINARY_PACKED: differences less the smallest of their block, 32 together in as many bits as they need.
pub fn deltas(out: &mut Vec<u8>, values: &[i64]) {
    const BLOCK: usize = 128;
    const PART: usize = 32;
    varint(out, BLOCK as u64);
    varint(out, (BLOCK / PART) as u64);
    varint(out, values.len() as u64);
    let mut last = values.first().copied().unwrap_or_default();
    zigzag(out, last);
    for block in values.get(1..).unwrap_or_default().chunks(BLOCK) {
        let mut differences = [0_i64; BLOCK];
        for (difference, value) in differences.iter_mut().zip(block) {
            *difference = value.wrapping_sub(last);
            last = *value;
        }
        let (known, unused) = differences.split_at_mut(block.len());
        let least = known.iter().copied().min().unwrap_or_default();
        unused.fill(least);
        zigzag(out, least);
        let above = |difference: &i64| difference.wrapping_sub(least).cast_unsigned();
        let widths = differences
            .chunks(PART)
            .map(|part| u64::BITS - part.iter().map(above).fold(0, |a, b| a | b).leading_zeros());
        out.extend(widths.clone().map(|width| (width & 0x7F) as u8));
        // Parts behind the last value have a width, which is 0 here, and no body.
        for (part, width) in differences.chunks(PART).zip(widths).take(block.len().div_ceil(PART)) {
            pack(out, part.iter().map(above), width);
        }
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::cast_possible_truncation, reason = "tests")]
mod tests {
    use super::*;

    /// Reads what [`Hybrid`] wrote, as Parquet's page on encodings describes it.
    fn unpacked(bytes: &[u8], width: u32, count: usize) -> Vec<u32> {
        let mut rest = bytes.iter().copied();
        let mut values = Vec::new();
        while values.len() < count {
            let (mut header, mut shift) = (0_u64, 0);
            for byte in rest.by_ref() {
                header |= u64::from(byte & 0x7F) << shift;
                shift += 7;
                if byte < 0x80 {
                    break;
                }
            }
            let take = |rest: &mut dyn Iterator<Item = u8>, count| rest.take(count).collect::<Vec<u8>>();
            if header & 1 == 0 {
                let value = take(&mut rest, width.div_ceil(8) as usize);
                let value = value.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte));
                values.extend(std::iter::repeat_n(value, (header >> 1) as usize));
            } else {
                let bytes = take(&mut rest, (header >> 1) as usize * width as usize);
                let bits: Vec<u32> =
                    bytes.iter().flat_map(|byte| (0..8).map(move |bit| u32::from(byte >> bit & 1))).collect();
                values.extend(
                    bits.chunks(width as usize).map(|bits| bits.iter().rev().fold(0, |value, bit| value << 1 | bit)),
                );
            }
        }
        values.truncate(count);
        values
    }

    #[test]
    fn the_numbers_0_to_7_are_packed_as_the_format_shows_them() {
        // apache/parquet-format, Encodings.md, "Run Length Encoding / Bit-Packing Hybrid".
        let mut hybrid = Hybrid::new(Vec::new(), 3);
        (0..8).for_each(|value| hybrid.push(value, 1));
        assert_eq!(hybrid.finish(), [0b11, 0b1000_1000, 0b1100_0110, 0b1111_1010]);
    }

    #[test]
    fn any_runs_come_back_whatever_their_lengths() {
        for width in [1, 2, 3, 7, 8, 13, 16] {
            let runs: Vec<(u32, usize)> = (0..600_u32)
                .map(|n| (n.wrapping_mul(2_654_435_761) >> (32 - width), [1, 2, 7, 8, 9, 20, 600][n as usize % 7]))
                .collect();
            let mut hybrid = Hybrid::new(Vec::new(), width);
            runs.iter().for_each(|(value, count)| hybrid.push(*value, *count));
            let values: Vec<u32> = runs.iter().flat_map(|(value, count)| std::iter::repeat_n(*value, *count)).collect();
            assert_eq!(unpacked(&hybrid.finish(), width, values.len()), values);
        }
    }

    #[test]
    fn differences_are_stored_as_the_format_shows_them() {
        // apache/parquet-format, Encodings.md, "Delta Encoding", examples 1 and 2.
        let stored = |values: &[i64]| {
            let mut out = Vec::new();
            deltas(&mut out, values);
            out
        };
        assert_eq!(stored(&[1, 2, 3, 4, 5]), [0x80, 1, 4, 5, 2, 2, 0, 0, 0, 0]);
        let [head, body] = [[0x80, 1, 4, 8, 14, 3, 2, 0, 0, 0].as_slice(), &[0xC0, 0x3F, 0, 0, 0, 0, 0, 0]];
        assert_eq!(stored(&[7, 5, 3, 1, 2, 3, 4, 5]), [head, body].concat());
    }
}
