//! The byte order of the machine that wrote a file, and fields read in it.

use crate::bytes::{Malformed, Reader};

/// A byte order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

impl Order {
    #[inline]
    pub const fn u16(self, bytes: [u8; 2]) -> u16 {
        match self {
            Self::Little => u16::from_le_bytes(bytes),
            Self::Big => u16::from_be_bytes(bytes),
        }
    }

    #[inline]
    pub const fn u32(self, bytes: [u8; 4]) -> u32 {
        match self {
            Self::Little => u32::from_le_bytes(bytes),
            Self::Big => u32::from_be_bytes(bytes),
        }
    }

    #[inline]
    pub const fn u64(self, bytes: [u8; 8]) -> u64 {
        match self {
            Self::Little => u64::from_le_bytes(bytes),
            Self::Big => u64::from_be_bytes(bytes),
        }
    }
}

/// A cursor over fields of one byte order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'a> {
    pub reader: Reader<'a>,
    pub order: Order,
}

impl<'a> Fields<'a> {
    #[inline]
    pub const fn new(bytes: &'a [u8], order: Order) -> Self {
        Self { reader: Reader::new(bytes), order }
    }

    #[inline]
    pub fn u16(&mut self, field: &'static str) -> Result<u16, Malformed> {
        self.reader.array(field).map(|bytes| self.order.u16(bytes))
    }

    #[inline]
    pub fn u32(&mut self, field: &'static str) -> Result<u32, Malformed> {
        self.reader.array(field).map(|bytes| self.order.u32(bytes))
    }

    /// Eight bytes as two halves, the upper one first in either byte order: how pcapng writes a timestamp.
    #[inline]
    pub fn halves(&mut self, field: &'static str) -> Result<u64, Malformed> {
        let upper = self.u32(field)?;
        let lower = self.u32(field)?;
        Ok(u64::from(upper) << 32 | u64::from(lower))
    }
}
