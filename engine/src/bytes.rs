//! The checked cursor that every decoder reads through, the error it gives, and the place of a thing in a capture.
//!
//! Nothing here knows a protocol.

use std::fmt;
use std::num::NonZeroU64;

/// Wireshark's frame number: 1-based, in file order.
pub type Frame = NonZeroU64;

/// A time of the capture: nanoseconds since 1970-01-01 UTC. `None` is a time outside int64.
pub type Time = Option<i64>;

/// A number of nanoseconds that may not be known, in half the space of `Option<i64>`; `i64::MIN` is taken for unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nanoseconds(i64);

impl Default for Nanoseconds {
    fn default() -> Self {
        Self(i64::MIN)
    }
}

impl From<Option<i64>> for Nanoseconds {
    fn from(number: Option<i64>) -> Self {
        Self(number.unwrap_or(i64::MIN))
    }
}

impl Nanoseconds {
    /// The number, if it is known.
    #[inline]
    #[must_use]
    pub fn get(self) -> Option<i64> {
        Some(self.0).filter(|number| *number != i64::MIN)
    }
}

/// Where and when something was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// The frame it was seen in.
    pub frame: Frame,
    time: Nanoseconds,
}

impl At {
    /// A place in the capture.
    #[inline]
    #[must_use]
    pub fn new(frame: Frame, time: Time) -> Self {
        Self { frame, time: time.into() }
    }

    /// Its frame's time.
    #[inline]
    #[must_use]
    pub fn time(self) -> Time {
        self.time.get()
    }
}

/// Bytes that do not have the shape their protocol asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The field that could not be read, or that claimed a length which does not hold.
    pub field: &'static str,
    /// Where that field begins, in bytes from the start of what the first `Reader` was given.
    pub offset: usize,
    /// How many bytes it needed.
    pub needed: usize,
    /// How many there were.
    pub left: usize,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.needed == 0 {
            write!(f, "{} at byte {}: {} bytes left over", self.field, self.offset, self.left)
        } else {
            write!(f, "{} at byte {}: {} bytes needed, {} left", self.field, self.offset, self.needed, self.left)
        }
    }
}

impl std::error::Error for Malformed {}

/// A cursor over borrowed bytes. All decoding goes through [`Reader::take`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader<'a> {
    left: &'a [u8],
    offset: usize,
}

impl<'a> Reader<'a> {
    /// A cursor at the start of `bytes`.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { left: bytes, offset: 0 }
    }

    /// The next `count` bytes, which are `field`.
    ///
    /// # Errors
    /// If fewer are left.
    #[inline]
    pub fn take(&mut self, count: usize, field: &'static str) -> Result<&'a [u8], Malformed> {
        match self.left.split_at_checked(count) {
            Some((taken, left)) => {
                self.left = left;
                self.offset = self.offset.saturating_add(count);
                Ok(taken)
            }
            None => Err(Malformed { field, offset: self.offset, needed: count, left: self.left.len() }),
        }
    }

    /// The next `N` bytes as an array.
    ///
    /// # Errors
    /// If fewer are left.
    #[inline]
    pub fn array<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], Malformed> {
        let short = Malformed { field, offset: self.offset, needed: N, left: self.left.len() };
        self.take(N, field)?.try_into().map_err(|_| short)
    }

    /// One byte.
    ///
    /// # Errors
    /// If none is left.
    #[inline]
    pub fn u8(&mut self, field: &'static str) -> Result<u8, Malformed> {
        self.array::<1>(field).map(|[byte]| byte)
    }

    /// Two bytes, big-endian.
    ///
    /// # Errors
    /// If fewer are left.
    #[inline]
    pub fn u16(&mut self, field: &'static str) -> Result<u16, Malformed> {
        self.array(field).map(u16::from_be_bytes)
    }

    /// Three bytes, big-endian.
    ///
    /// # Errors
    /// If fewer are left.
    #[inline]
    pub fn u24(&mut self, field: &'static str) -> Result<u32, Malformed> {
        self.array(field).map(|[a, b, c]| u32::from_be_bytes([0, a, b, c]))
    }

    /// Four bytes, big-endian.
    ///
    /// # Errors
    /// If fewer are left.
    #[inline]
    pub fn u32(&mut self, field: &'static str) -> Result<u32, Malformed> {
        self.array(field).map(u32::from_be_bytes)
    }

    /// A vector with a length of one byte before it (RFC 8446 3.4).
    ///
    /// # Errors
    /// If its length claims more than is left.
    #[inline]
    pub fn vec8(&mut self, field: &'static str) -> Result<Self, Malformed> {
        let count = usize::from(self.u8(field)?);
        self.part(count, field)
    }

    /// A vector with a length of two bytes before it.
    ///
    /// # Errors
    /// If its length claims more than is left.
    #[inline]
    pub fn vec16(&mut self, field: &'static str) -> Result<Self, Malformed> {
        let count = usize::from(self.u16(field)?);
        self.part(count, field)
    }

    /// A vector with a length of three bytes before it.
    ///
    /// # Errors
    /// If its length claims more than is left.
    #[inline]
    pub fn vec24(&mut self, field: &'static str) -> Result<Self, Malformed> {
        let count = usize::try_from(self.u24(field)?).unwrap_or(usize::MAX);
        self.part(count, field)
    }

    /// A reader bounded to the next `count` bytes, which goes on counting the offset.
    ///
    /// # Errors
    /// If fewer are left.
    #[inline]
    pub fn part(&mut self, count: usize, field: &'static str) -> Result<Self, Malformed> {
        let offset = self.offset;
        self.take(count, field).map(|left| Self { left, offset })
    }

    /// What is left, taken.
    pub fn rest(&mut self) -> &'a [u8] {
        let rest = std::mem::take(&mut self.left);
        self.offset = self.offset.saturating_add(rest.len());
        rest
    }

    /// What is left, not taken.
    #[must_use]
    pub const fn peek(&self) -> &'a [u8] {
        self.left
    }

    /// Bytes left.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.left.len()
    }

    /// Nothing is left.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    /// Bytes read so far, from the start of what the first reader was given.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// That nothing is left over in `field`.
    ///
    /// # Errors
    /// If bytes are left over; `needed` is then 0.
    pub const fn end(&self, field: &'static str) -> Result<(), Malformed> {
        if self.left.is_empty() {
            Ok(())
        } else {
            Err(Malformed { field, offset: self.offset, needed: 0, left: self.left.len() })
        }
    }
}
