//! What is left of a packet from some header on: the bytes that were captured, and how many there were on the wire.

use crate::bytes::{Malformed, Reader};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layer<'a> {
    reader: Reader<'a>,
    length: usize,
}

impl<'a> Layer<'a> {
    /// A whole packet. Some writers claim fewer bytes on the wire than they captured; the captured ones were there.
    #[inline]
    pub fn new(captured: &'a [u8], original_length: usize) -> Self {
        let length = captured.len().max(original_length);
        Self { reader: Reader::new(captured), length }
    }

    /// Takes the next `N` bytes, which must have been captured.
    #[inline]
    pub fn array<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], Malformed> {
        self.length = self.length.saturating_sub(N);
        self.reader.array(field)
    }

    /// Passes over the next `count` bytes, which must have been captured.
    #[inline]
    pub fn skip(&mut self, count: usize, field: &'static str) -> Result<(), Malformed> {
        self.length = self.length.saturating_sub(count);
        self.reader.take(count, field).map(|_| ())
    }

    /// Takes the next `count` bytes, as far as they were captured.
    pub fn part(&mut self, count: usize, field: &'static str) -> Result<Self, Malformed> {
        let part = self.shorten(count)?;
        self.length = self.length.saturating_sub(count);
        self.reader.take(part.reader.len(), field)?;
        Ok(part)
    }

    /// Leaves out what is behind `length` bytes: padding, a frame check sequence. A larger `length` changes nothing.
    #[inline]
    pub fn shorten(self, length: usize) -> Result<Self, Malformed> {
        let captured = self.reader.len().min(length);
        let mut reader = self.reader;
        Ok(Self { reader: reader.part(captured, "payload")?, length: self.length.min(length) })
    }

    /// The next bytes, not taken; `None` if they were not captured.
    #[inline]
    pub fn peek<const N: usize>(&self) -> Option<[u8; N]> {
        self.reader.peek().first_chunk().copied()
    }

    /// The bytes captured.
    #[inline]
    pub const fn captured(&self) -> &'a [u8] {
        self.reader.peek()
    }

    /// How many bytes there were on the wire.
    #[inline]
    pub const fn length(&self) -> usize {
        self.length
    }

    /// That something contradicts itself here.
    pub fn lies(&self, field: &'static str) -> Malformed {
        Malformed { field, offset: self.reader.offset(), needed: 0, left: self.reader.len() }
    }
}
