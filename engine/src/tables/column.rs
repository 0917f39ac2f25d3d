//! Cells and columns: how a value of a row becomes a value of an Arrow array.

use std::num::NonZeroU64;
use std::sync::Arc;

use arrow_array::types::{
    ArrowPrimitiveType, Int64Type, TimestampNanosecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, BooleanArray, ListArray, PrimitiveArray, StringArray, StructArray};
use arrow_buffer::{BooleanBufferBuilder, NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, Fields};

/// A column under construction. Rows without a value cost nothing: they are filled up when a value or the end comes.
pub trait Column: Default {
    /// The Arrow type of its array.
    fn data_type() -> DataType;
    /// Bytes gathered, about.
    fn bytes(&self) -> usize;
    /// The array of `rows` values; the column is empty again.
    fn finish(&mut self, rows: usize) -> ArrayRef;
}

/// A value that a row holds.
pub trait Cell {
    /// The column that gathers such values.
    type Column: Column;
    /// Adds this value to its column, as that of `row`.
    fn append(&self, column: &mut Self::Column, row: usize);
}

/// A time as the capture states it, nanoseconds since 1970 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp(pub Option<i64>);

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

/// The rows whose values are there, kept only once a row without a value came before one with.
#[derive(Default)]
struct Places {
    rows: Vec<usize>,
}

impl Places {
    /// The value after `count` others belongs to `row`.
    #[inline]
    fn note(&mut self, count: usize, row: usize) {
        if row != count || !self.rows.is_empty() {
            self.note_hole(count, row);
        }
    }

    fn note_hole(&mut self, count: usize, row: usize) {
        if self.rows.is_empty() {
            self.rows.extend(0..count);
        }
        self.rows.push(row);
    }

    /// Which of `rows` have one of the `count` values; none if all have. Empty again.
    fn finish(&mut self, count: usize, rows: usize) -> (Option<NullBuffer>, Vec<usize>) {
        let mut places = emptied(&mut self.rows);
        if places.is_empty() {
            if count == rows {
                return (None, places);
            }
            places.extend(0..count);
        }
        let mut present = BooleanBufferBuilder::new(rows);
        present.append_n(rows, false);
        places.iter().for_each(|row| present.set_bit(*row, true));
        (Some(NullBuffer::new(present.finish())), places)
    }
}

/// What was gathered. There is room for as much again: batches are much alike, and growing copies what is there.
fn emptied<T>(gathered: &mut Vec<T>) -> Vec<T> {
    let room = Vec::with_capacity(gathered.len());
    std::mem::replace(gathered, room)
}

/// Values spread over `rows`, with nothing between them.
fn spread<T: Copy + Default>(values: Vec<T>, places: &[usize], rows: usize) -> Vec<T> {
    if values.len() == rows {
        return values;
    }
    let mut spread = vec![T::default(); rows];
    for (value, row) in values.into_iter().zip(places) {
        if let Some(place) = spread.get_mut(*row) {
            *place = value;
        }
    }
    spread
}

/// Values of a fixed size.
pub struct Primitive<T: ArrowPrimitiveType> {
    values: Vec<T::Native>,
    places: Places,
}

impl<T: ArrowPrimitiveType> Default for Primitive<T> {
    fn default() -> Self {
        Self { values: Vec::new(), places: Places::default() }
    }
}

impl<T: ArrowPrimitiveType> Primitive<T> {
    #[inline]
    fn push(&mut self, value: T::Native, row: usize) {
        self.places.note(self.values.len(), row);
        self.values.push(value);
    }

    fn take(&mut self, rows: usize) -> PrimitiveArray<T> {
        let values = emptied(&mut self.values);
        let (nulls, places) = self.places.finish(values.len(), rows);
        PrimitiveArray::new(spread(values, &places, rows).into(), nulls)
    }
}

impl Column for Primitive<TimestampNanosecondType> {
    fn data_type() -> DataType {
        DataType::Timestamp(arrow_schema::TimeUnit::Nanosecond, Some("UTC".into()))
    }

    fn bytes(&self) -> usize {
        self.values.len() * 8
    }

    fn finish(&mut self, rows: usize) -> ArrayRef {
        Arc::new(self.take(rows).with_timezone("UTC"))
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

            fn finish(&mut self, rows: usize) -> ArrayRef {
                Arc::new(self.take(rows))
            }
        }

        impl Cell for Option<$native> {
            type Column = Primitive<$arrow>;
            #[inline]
            fn append(&self, column: &mut Self::Column, row: usize) {
                if let Some(value) = *self {
                    column.push(value, row);
                }
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
    fn append(&self, column: &mut Self::Column, row: usize) {
        if let Some(time) = self.0 {
            column.push(time, row);
        }
    }
}

impl Cell for Option<NonZeroU64> {
    type Column = Primitive<UInt64Type>;
    #[inline]
    fn append(&self, column: &mut Self::Column, row: usize) {
        if let Some(value) = *self {
            column.push(value.get(), row);
        }
    }
}

/// Truth values.
#[derive(Default)]
pub struct Bools {
    values: Vec<bool>,
    places: Places,
}

impl Column for Bools {
    fn data_type() -> DataType {
        DataType::Boolean
    }

    fn bytes(&self) -> usize {
        self.values.len()
    }

    fn finish(&mut self, rows: usize) -> ArrayRef {
        let values = emptied(&mut self.values);
        let (nulls, places) = self.places.finish(values.len(), rows);
        Arc::new(BooleanArray::new(spread(values, &places, rows).into(), nulls))
    }
}

impl Cell for Option<bool> {
    type Column = Bools;
    #[inline]
    fn append(&self, column: &mut Bools, row: usize) {
        if let Some(value) = *self {
            column.places.note(column.values.len(), row);
            column.values.push(value);
        }
    }
}

/// Ends of variable-length values in a shared buffer.
#[derive(Default)]
struct Offsets {
    ends: Vec<i32>,
    places: Places,
}

impl Offsets {
    #[inline]
    fn push(&mut self, end: usize, row: usize) {
        self.places.note(self.ends.len(), row);
        // The engine hands its rows over long before a buffer holds 2 GiB.
        self.ends.push(i32::try_from(end).unwrap_or(i32::MAX));
    }

    const fn bytes(&self) -> usize {
        self.ends.len() * 4
    }

    /// Arrow's offsets: a row without a value ends where the one before it does.
    fn finish(&mut self, rows: usize) -> (OffsetBuffer<i32>, Option<NullBuffer>) {
        let ends = emptied(&mut self.ends);
        let (nulls, places) = self.places.finish(ends.len(), rows);
        let mut offsets = Vec::with_capacity(rows + 1);
        offsets.push(0);
        if nulls.is_none() {
            offsets.extend_from_slice(&ends);
        } else {
            let mut last = 0;
            for (end, row) in ends.into_iter().zip(places) {
                offsets.resize(row + 1, last);
                offsets.push(end);
                last = end;
            }
            offsets.resize(rows + 1, last);
        }
        (OffsetBuffer::new(offsets.into()), nulls)
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
    fn push(&mut self, value: &str, row: usize) {
        self.bytes.extend_from_slice(value.as_bytes());
        self.offsets.push(self.bytes.len(), row);
    }
}

impl Column for Texts {
    fn data_type() -> DataType {
        DataType::Utf8
    }

    fn bytes(&self) -> usize {
        self.bytes.len() + self.offsets.bytes()
    }

    fn finish(&mut self, rows: usize) -> ArrayRef {
        let bytes = emptied(&mut self.bytes);
        let (offsets, nulls) = self.offsets.finish(rows);
        Arc::new(StringArray::try_new(offsets, bytes.into(), nulls).unwrap_or_else(|_| StringArray::new_null(rows)))
    }
}

impl Cell for Option<&str> {
    type Column = Texts;
    #[inline]
    fn append(&self, column: &mut Texts, row: usize) {
        if let Some(text) = self {
            column.push(text, row);
        }
    }
}

impl Cell for &str {
    type Column = Texts;
    #[inline]
    fn append(&self, column: &mut Texts, row: usize) {
        column.push(self, row);
    }
}

/// A text that is the same in all rows of a capture.
#[derive(Clone, Copy, Debug)]
pub struct Constant<'a>(pub &'a str);

/// One text, repeated at the end.
#[derive(Default)]
pub struct Repeated {
    text: String,
}

impl Column for Repeated {
    fn data_type() -> DataType {
        DataType::Utf8
    }

    fn bytes(&self) -> usize {
        self.text.len()
    }

    fn finish(&mut self, rows: usize) -> ArrayRef {
        Arc::new(StringArray::new_repeated(std::mem::take(&mut self.text), rows))
    }
}

impl Cell for Constant<'_> {
    type Column = Repeated;
    #[inline]
    fn append(&self, column: &mut Repeated, row: usize) {
        if row == 0 {
            column.text.push_str(self.0);
        }
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

    fn finish(&mut self, rows: usize) -> ArrayRef {
        let items = self.items.finish(std::mem::take(&mut self.count));
        let (offsets, nulls) = self.offsets.finish(rows);
        let field = Arc::new(Field::new_list_field(items.data_type().clone(), true));
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
            fn append(&self, column: &mut Self::Column, row: usize) {
                if let Some(items) = self {
                    for item in *items {
                        $push(&mut column.items, item, column.count);
                        column.count += 1;
                    }
                    column.offsets.push(column.count, row);
                }
            }
        }
    };
}

macro_rules! number_list {
    ($item:ty, $arrow:ty) => {
        impl Cell for Option<&[$item]> {
            type Column = Lists<Primitive<$arrow>>;
            #[inline]
            fn append(&self, column: &mut Self::Column, row: usize) {
                if let Some(items) = self {
                    // Lists have no holes, so their items need no places.
                    column.items.values.extend_from_slice(items);
                    column.count += items.len();
                    column.offsets.push(column.count, row);
                }
            }
        }
    };
}
number_list!(u8, UInt8Type);
number_list!(u16, UInt16Type);
number_list!(u32, UInt32Type);
list!(&str, Texts, |items: &mut Texts, item: &&str, row| items.push(item, row));
list!(String, Texts, |items: &mut Texts, item: &String, row| items.push(item, row));
list!(Box<str>, Texts, |items: &mut Texts, item: &str, row| items.push(item, row));

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

    fn finish(&mut self, rows: usize) -> ArrayRef {
        let DataType::Struct(fields) = Self::data_type() else {
            return Arc::new(StructArray::new_empty_fields(0, None));
        };
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

list!(ExtensionItem, Extensions, |items: &mut Extensions, item: &ExtensionItem, _| {
    items.codes.push(item.code);
    items.lengths.push(item.length);
    items.grease.push(item.grease);
});
