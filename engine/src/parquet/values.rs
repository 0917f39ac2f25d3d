//! The values of a column, gathered in the order of rows and encoded: words and small numbers by a dictionary.

use std::hash::BuildHasher;

use arrow_array::ArrayRef;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Int64Type, TimestampNanosecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_schema::DataType;
use foldhash::fast::FixedState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::packed::{Hybrid, deltas};

pub const PLAIN: i32 = 0;
const DELTA_BINARY_PACKED: i32 = 5;
const RLE_DICTIONARY: i32 = 8;

/// More different numbers than this are no dictionary.
const DICTIONARY: usize = 256;
/// A dictionary's place takes no more bits than this.
const MOST_BITS: u32 = 16;
/// Longer texts say too little about a row group to be kept as its bounds.
const BOUND: usize = 64;

/// Rows of one chunk that follow each other.
#[derive(Clone, Copy)]
pub struct Span {
    pub chunk: u32,
    pub start: u32,
    pub length: u32,
}

impl Span {
    pub fn rows(self) -> std::ops::Range<usize> {
        self.start as usize..self.start as usize + self.length as usize
    }
}

/// Values as they are stored.
#[derive(Default)]
pub struct Values {
    pub data: Vec<u8>,
    pub encoding: i32,
    /// The dictionary's entries and their number.
    pub dictionary: Option<(Vec<u8>, usize)>,
    /// The smallest and the largest.
    pub bounds: Option<(Vec<u8>, Vec<u8>)>,
}

/// The values at these places, none of which is null.
pub fn encode(kind: &DataType, chunks: &[ArrayRef], spans: &[Span]) -> Values {
    match kind {
        DataType::Boolean => booleans(chunks, spans),
        DataType::UInt8 => small::<UInt8Type>(chunks, spans),
        DataType::UInt16 => small::<UInt16Type>(chunks, spans),
        DataType::UInt32 => small::<UInt32Type>(chunks, spans),
        DataType::UInt64 => {
            // Their order is that of unsigned numbers, which an offset gives to signed ones.
            let values = numbers::<UInt64Type, _>(chunks, spans, |value| value.cast_signed());
            wide(&values, |value| value ^ i64::MIN)
        }
        DataType::Int64 => wide(&numbers::<Int64Type, _>(chunks, spans, |value| value), |value| value),
        DataType::Timestamp(..) => {
            wide(&numbers::<TimestampNanosecondType, _>(chunks, spans, |value| value), |value| value)
        }
        _ => texts(chunks, spans),
    }
}

fn booleans(chunks: &[ArrayRef], spans: &[Span]) -> Values {
    let chunks: Vec<_> = chunks.iter().filter_map(|chunk| chunk.as_boolean_opt()).collect();
    let (mut data, mut byte, mut filled) = (Vec::new(), 0, 0);
    for span in spans {
        let Some(chunk) = chunks.get(span.chunk as usize) else { continue };
        for row in span.rows() {
            byte |= u8::from(chunk.value(row)) << filled;
            filled += 1;
            if filled == 8 {
                data.push(std::mem::take(&mut byte));
                filled = 0;
            }
        }
    }
    if filled > 0 {
        data.push(byte);
    }
    Values { data, encoding: PLAIN, ..Values::default() }
}

fn numbers<T: ArrowPrimitiveType, N>(chunks: &[ArrayRef], spans: &[Span], number: impl Fn(T::Native) -> N) -> Vec<N> {
    let chunks: Vec<&[T::Native]> =
        chunks.iter().filter_map(|chunk| chunk.as_primitive_opt::<T>()).map(|chunk| chunk.values().as_ref()).collect();
    let mut numbers = Vec::with_capacity(spans.iter().map(|span| span.length as usize).sum());
    for span in spans {
        let values = chunks.get(span.chunk as usize).and_then(|chunk| chunk.get(span.rows()));
        numbers.extend(values.unwrap_or_default().iter().map(|value| number(*value)));
    }
    numbers
}

/// Numbers of up to 32 bits.
fn small<T: ArrowPrimitiveType<Native: Into<u32>>>(chunks: &[ArrayRef], spans: &[Span]) -> Values {
    let values = numbers::<T, u32>(chunks, spans, Into::into);
    let bounds = |values: &[u32]| {
        Some((values.iter().min()?.to_le_bytes().to_vec(), values.iter().max()?.to_le_bytes().to_vec()))
    };
    let plain = |values: &[u32]| plain_numbers(values, |value| value.to_le_bytes());
    match few(&values) {
        Some((entries, indices)) => by_dictionary(plain(&entries), bounds(&entries), entries.len(), &indices),
        None => Values { data: plain(&values), encoding: PLAIN, dictionary: None, bounds: bounds(&values) },
    }
}

/// Numbers of 64 bits; `order` makes them comparable.
fn wide(values: &[i64], order: impl Fn(i64) -> i64) -> Values {
    let bounds = |values: &[i64]| {
        let least = values.iter().min_by_key(|value| order(**value))?;
        let most = values.iter().max_by_key(|value| order(**value))?;
        Some((least.to_le_bytes().to_vec(), most.to_le_bytes().to_vec()))
    };
    if let Some((entries, indices)) = few(values) {
        let plain = plain_numbers(&entries, |value| value.to_le_bytes());
        return by_dictionary(plain, bounds(&entries), entries.len(), &indices);
    }
    let mut data = Vec::new();
    deltas(&mut data, values);
    Values { data, encoding: DELTA_BINARY_PACKED, dictionary: None, bounds: bounds(values) }
}

fn texts(chunks: &[ArrayRef], spans: &[Span]) -> Values {
    let chunks: Vec<_> = chunks.iter().filter_map(|chunk| chunk.as_string_opt::<i32>()).collect();
    let mut values: Vec<&[u8]> = Vec::with_capacity(spans.iter().map(|span| span.length as usize).sum());
    for span in spans {
        let Some(chunk) = chunks.get(span.chunk as usize) else { continue };
        values.extend(span.rows().map(|row| chunk.value(row).as_bytes()));
    }
    let bounds = |values: &[&[u8]]| {
        let (least, most) = (values.iter().min()?, values.iter().max()?);
        (least.len().max(most.len()) <= BOUND).then(|| (least.to_vec(), most.to_vec()))
    };
    match repeated(&values) {
        Some((entries, indices)) => by_dictionary(plain_texts(&entries), bounds(&entries), entries.len(), &indices),
        None => Values { data: plain_texts(&values), encoding: PLAIN, dictionary: None, bounds: bounds(&values) },
    }
}

/// Each behind its length.
fn plain_texts(values: &[&[u8]]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(values.iter().map(|value| value.len() + 4).sum());
    for value in values {
        plain.extend(u32::try_from(value.len()).unwrap_or(u32::MAX).to_le_bytes());
        plain.extend_from_slice(value);
    }
    plain
}

/// One behind the other, lowest byte first.
fn plain_numbers<T: Copy, const N: usize>(values: &[T], bytes: impl Fn(T) -> [u8; N]) -> Vec<u8> {
    let mut plain = vec![0; values.len() * N];
    for (place, value) in plain.chunks_exact_mut(N).zip(values) {
        place.copy_from_slice(&bytes(*value));
    }
    plain
}

/// Different numbers as they come, and for each number its place among them; none if there are too many.
fn few<T: Copy + Eq + Into<i64>>(values: &[T]) -> Option<(Vec<T>, Vec<u32>)> {
    const SLOTS: usize = 4 * DICTIONARY;
    const SHIFT: u32 = u64::BITS - SLOTS.ilog2();
    let mut slots: Vec<Option<(T, u32)>> = vec![None; SLOTS];
    let mut entries: Vec<T> = Vec::new();
    let mut indices = Vec::with_capacity(values.len());
    for value in values {
        let number: i64 = (*value).into();
        // Fibonacci hashing: the highest bits depend on all of the number.
        let mut at = (number.cast_unsigned().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> SHIFT) as usize;
        let place = loop {
            match slots.get_mut(at % SLOTS)? {
                Some((same, place)) if same == value => break *place,
                Some(_) => at += 1,
                free => {
                    if entries.len() == DICTIONARY {
                        return None;
                    }
                    let place = u32::try_from(entries.len()).ok()?;
                    entries.push(*value);
                    *free = Some((*value, place));
                    break place;
                }
            }
        };
        indices.push(place);
    }
    Some((entries, indices))
}

/// The same for texts, of which there may be more, if they come often enough.
fn repeated<'a>(values: &[&'a [u8]]) -> Option<(Vec<&'a [u8]>, Vec<u32>)> {
    let limit = (values.len() / 4).clamp(DICTIONARY, 1 << MOST_BITS);
    let hasher = FixedState::default();
    let mut places = HashTable::<(&[u8], u32)>::new();
    let mut entries = Vec::new();
    let mut indices = Vec::with_capacity(values.len());
    let mut last: Option<(&[u8], u32)> = None;
    for value in values {
        let known = match last {
            Some((same, place)) if same == *value => (same, place),
            _ => {
                let hash = |(value, _): &(&[u8], u32)| hasher.hash_one(value);
                match places.entry(hasher.hash_one(value), |(other, _)| other == value, hash) {
                    Entry::Occupied(known) => *known.get(),
                    Entry::Vacant(free) => {
                        if entries.len() == limit {
                            return None;
                        }
                        let new = (*value, u32::try_from(entries.len()).ok()?);
                        entries.push(*value);
                        free.insert(new);
                        new
                    }
                }
            }
        };
        indices.push(known.1);
        last = Some(known);
    }
    Some((entries, indices))
}

fn by_dictionary(plain: Vec<u8>, bounds: Option<(Vec<u8>, Vec<u8>)>, entries: usize, indices: &[u32]) -> Values {
    let largest = u32::try_from(entries.saturating_sub(1)).unwrap_or(u32::MAX);
    let width = (u32::BITS - largest.leading_zeros()).max(1);
    let mut data = Hybrid::new(vec![(width & 0x3F) as u8], width);
    indices.iter().for_each(|index| data.push(*index, 1));
    Values { data: data.finish(), encoding: RLE_DICTIONARY, dictionary: Some((plain, entries)), bounds }
}
