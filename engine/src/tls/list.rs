//! A TLS vector (RFC 8446 3.4) as a list of elements: checked once when it is read, then walked without errors.

use std::fmt;
use std::iter::FusedIterator;
use std::marker::PhantomData;

use crate::bytes::{Malformed, Reader};
use crate::registry::{
    CertificateCompressionAlgorithm, CipherSuite, ClientCertificateType, CompressionMethod, EcPointFormat, NamedGroup,
    ProtocolVersion, PskKeyExchangeMode, SignatureScheme,
};

/// What a vector can be a list of.
pub trait Element<'a>: Sized {
    /// The next element.
    ///
    /// # Errors
    /// If it is cut short.
    fn read(r: &mut Reader<'a>) -> Result<Self, Malformed>;
}

/// A list of elements, borrowed from the message. It is its own iterator.
pub struct List<'a, T> {
    left: Reader<'a>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for List<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<'_, T> {}

impl<T> fmt::Debug for List<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "List({:02x?})", self.left.peek())
    }
}

impl<T> PartialEq for List<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.left.peek() == other.left.peek()
    }
}

impl<T> Eq for List<'_, T> {}

impl<'a, T: Element<'a>> List<'a, T> {
    /// All that is left of a vector.
    ///
    /// # Errors
    /// If the last element is cut short.
    #[inline]
    pub fn read(vector: Reader<'a>) -> Result<Self, Malformed> {
        let mut check = vector;
        while !check.is_empty() {
            T::read(&mut check)?;
        }
        Ok(Self { left: vector, of: PhantomData })
    }

    /// The elements as far as they are whole, and what was wrong with the next one.
    pub(super) fn read_whole_part(vector: Reader<'a>) -> (Self, Option<Malformed>) {
        let mut check = vector;
        while !check.is_empty() {
            let whole = vector.len() - check.len();
            if let Err(damage) = T::read(&mut check) {
                let mut all = vector;
                let left = all.part(whole, "vector").unwrap_or(Reader::new(&[]));
                return (Self { left, of: PhantomData }, Some(damage));
            }
        }
        (Self { left: vector, of: PhantomData }, None)
    }

    /// The elements from the first on.
    #[must_use]
    pub const fn iter(&self) -> Self {
        *self
    }
}

impl<'a, T> List<'a, T> {
    /// Without elements.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    /// The bytes of the elements as they are on the wire.
    #[must_use]
    pub const fn as_bytes(&self) -> &'a [u8] {
        self.left.peek()
    }
}

impl<'a, T: Element<'a>> Iterator for List<'a, T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        if self.left.is_empty() {
            return None;
        }
        T::read(&mut self.left).ok()
    }
}

impl<'a, T: Element<'a>> FusedIterator for List<'a, T> {}

impl<'a, T: Element<'a>> Default for List<'a, T> {
    fn default() -> Self {
        Self { left: Reader::new(&[]), of: PhantomData }
    }
}

macro_rules! codes {
    ($($code:ident: $read:ident, $field:literal;)*) => {$(
        impl Element<'_> for $code {
            #[inline]
            fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
                r.$read($field).map(Self)
            }
        }
    )*};
}

codes! {
    CipherSuite: u16, "cipher_suite";
    ProtocolVersion: u16, "version";
    NamedGroup: u16, "named_group";
    SignatureScheme: u16, "signature_scheme";
    CertificateCompressionAlgorithm: u16, "algorithm";
    CompressionMethod: u8, "compression_method";
    PskKeyExchangeMode: u8, "ke_mode";
    ClientCertificateType: u8, "certificate_type";
    EcPointFormat: u8, "ec_point_format";
}

/// Bytes with a length of one byte before them: a protocol name of ALPN, a PSK binder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opaque8<'a>(pub &'a [u8]);

impl<'a> Element<'a> for Opaque8<'a> {
    #[inline]
    fn read(r: &mut Reader<'a>) -> Result<Self, Malformed> {
        r.vec8("opaque").map(|mut bytes| Self(bytes.rest()))
    }
}

/// Bytes with a length of two bytes before them: a distinguished name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opaque16<'a>(pub &'a [u8]);

impl<'a> Element<'a> for Opaque16<'a> {
    #[inline]
    fn read(r: &mut Reader<'a>) -> Result<Self, Malformed> {
        r.vec16("opaque").map(|mut bytes| Self(bytes.rest()))
    }
}

/// Bytes with a length of three bytes before them: a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opaque24<'a>(pub &'a [u8]);

impl<'a> Element<'a> for Opaque24<'a> {
    #[inline]
    fn read(r: &mut Reader<'a>) -> Result<Self, Malformed> {
        r.vec24("opaque").map(|mut bytes| Self(bytes.rest()))
    }
}
