//! Which rows have a value, and where lists begin and end: Parquet's definition and repetition levels.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef};
use arrow_buffer::NullBuffer;

use super::packed::{Bits, Hybrid};
use super::values::Span;

/// Where a column's values are, and the levels before them as a page holds them.
pub struct Levels {
    pub spans: Vec<Span>,
    pub encoded: Vec<u8>,
    /// Levels, one a row or one an item.
    pub count: usize,
}

/// A column without lists.
pub fn flat(chunks: &[ArrayRef], rows: &[Span]) -> Levels {
    let nulls: Vec<Option<&NullBuffer>> = chunks.iter().map(|chunk| some_null(chunk)).collect();
    let mut spans = Vec::with_capacity(rows.len());
    let mut definitions = Bits::default();
    for span in rows {
        match nulls.get(span.chunk as usize).copied().flatten() {
            None => {
                definitions.push_run(true, span.length as usize);
                spans.push(*span);
            }
            Some(nulls) if nulls.null_count() == nulls.len() => definitions.push_run(false, span.length as usize),
            Some(nulls) => {
                for (start, row) in (span.start..).zip(span.rows()) {
                    let there = nulls.is_valid(row);
                    definitions.push(there);
                    if there {
                        spans.push(Span { start, length: 1, ..*span });
                    }
                }
            }
        }
    }
    let count = definitions.count();
    Levels { spans, encoded: definitions.finish(), count }
}

/// Which values of a chunk are null, if any is.
fn some_null(chunk: &ArrayRef) -> Option<&NullBuffer> {
    chunk.nulls().filter(|nulls| nulls.null_count() > 0)
}

/// The lists of a column: null, or the items that each has.
pub struct Lists {
    cells: Vec<Option<Span>>,
    repetitions: Vec<u8>,
    count: usize,
}

impl Lists {
    /// The lists of these rows.
    pub fn new(chunks: &[ArrayRef], rows: &[Span]) -> Self {
        let chunks: Vec<_> = chunks.iter().filter_map(|chunk| chunk.as_list_opt::<i32>()).collect();
        let mut cells = Vec::with_capacity(rows.iter().map(|span| span.length as usize).sum());
        let mut repetitions = Bits::default();
        for span in rows {
            let Some(chunk) = chunks.get(span.chunk as usize) else { continue };
            for row in span.rows() {
                let items = chunk.is_valid(row).then(|| items(span.chunk, chunk.value_offsets(), row));
                let length = items.map_or(0, |items| items.length as usize).max(1);
                repetitions.push(false);
                repetitions.push_run(true, length - 1);
                cells.push(items);
            }
        }
        let count = repetitions.count();
        Self { cells, repetitions: repetitions.finish(), count }
    }

    /// Levels of one of the columns in them; `outer` is of the structures around the items, if these are structures.
    pub fn levels(&self, leaf: &[ArrayRef], outer: Option<&[ArrayRef]>) -> Levels {
        let own: Vec<_> = leaf.iter().map(|chunk| some_null(chunk)).collect();
        let outer: Option<Vec<_>> = outer.map(|outer| outer.iter().map(|chunk| some_null(chunk)).collect());
        // 0: no list; 1: an empty one; then, where items are structures, a level for these; the last: a value.
        let item_null = 2 + u32::from(outer.is_some());
        let mut definitions = Hybrid::sized(self.repetitions.clone(), item_null);
        let mut spans = Vec::with_capacity(self.cells.len());
        for cell in &self.cells {
            match *cell {
                None => definitions.push(0, 1),
                Some(Span { length: 0, .. }) => definitions.push(1, 1),
                Some(span) => {
                    let around = outer.as_ref().and_then(|outer| outer.get(span.chunk as usize).copied().flatten());
                    let own = own.get(span.chunk as usize).copied().flatten();
                    if around.is_none() && own.is_none() {
                        definitions.push(item_null + 1, span.length as usize);
                        spans.push(span);
                        continue;
                    }
                    for (start, row) in (span.start..).zip(span.rows()) {
                        let is_null = |nulls: Option<&NullBuffer>| nulls.is_some_and(|nulls| nulls.is_null(row));
                        let level = if is_null(around) {
                            2
                        } else if is_null(own) {
                            item_null
                        } else {
                            spans.push(Span { start, length: 1, ..span });
                            item_null + 1
                        };
                        definitions.push(level, 1);
                    }
                }
            }
        }
        Levels { spans, encoded: definitions.finish(), count: self.count }
    }
}

fn items(chunk: u32, offsets: &[i32], row: usize) -> Span {
    let offset = |row: usize| offsets.get(row).and_then(|offset| u32::try_from(*offset).ok()).unwrap_or_default();
    let start = offset(row);
    Span { chunk, start, length: offset(row + 1).saturating_sub(start) }
}
