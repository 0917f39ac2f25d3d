//! DER (X.690) as far as the outline of a thing goes: tags and lengths, and where in the bytes they stand.

use crate::bytes::{Malformed, Reader};

/// What has not its form: field and offset as text.
pub(super) struct Flaw(pub Box<str>);

impl From<Malformed> for Flaw {
    fn from(damage: Malformed) -> Self {
        Self(damage.to_string().into())
    }
}

/// A value with its tag and length (X.690 8.1).
pub(super) struct Element<'a> {
    field: &'static str,
    offset: usize,
    /// All of its bytes.
    pub whole: &'a [u8],
    /// Those behind tag and length.
    pub content: Reader<'a>,
}

impl Element<'_> {
    /// That its content has not the form of its field.
    pub fn flaw(&self) -> Flaw {
        self.flaw_in(self.field)
    }

    /// That its content has not the form of this field.
    pub fn flaw_in(&self, field: &str) -> Flaw {
        Flaw(format!("{field} at byte {}: not in the form that RFC 5280 gives it", self.offset).into())
    }
}

/// The next element, which has this tag.
pub(super) fn element<'a>(r: &mut Reader<'a>, tag: u8, field: &'static str) -> Result<Element<'a>, Flaw> {
    let offset = r.offset();
    match r.peek().first() {
        Some(found) if *found != tag => {
            Err(Flaw(format!("{field} at byte {offset}: tag {found:#04x} where {tag:#04x} is due").into()))
        }
        _ => any(r, field),
    }
}

/// The next element if it has this tag.
pub(super) fn optional<'a>(r: &mut Reader<'a>, tag: u8, field: &'static str) -> Result<Option<Element<'a>>, Flaw> {
    if r.peek().first() == Some(&tag) { any(r, field).map(Some) } else { Ok(None) }
}

/// The next element, whatever its tag.
pub(super) fn any<'a>(r: &mut Reader<'a>, field: &'static str) -> Result<Element<'a>, Flaw> {
    let (start, offset) = (*r, r.offset());
    r.u8(field)?;
    let length = match r.u8(field)? {
        short @ 0..=0x7f => usize::from(short),
        // X.690 8.1.3.5: so many bytes of length. A certificate has at most 2^24 (RFC 5246 7.4.2).
        long @ 0x81..=0x84 => {
            let bytes = r.take(usize::from(long & 0x7f), field)?;
            bytes.iter().fold(0_usize, |length, byte| length << 8 | usize::from(*byte))
        }
        other => return Err(Flaw(format!("{field} at byte {offset}: length byte {other:#04x}").into())),
    };
    let content = r.part(length, field)?;
    let taken = start.len().saturating_sub(r.len());
    let whole = start.peek().get(..taken).unwrap_or_default();
    Ok(Element { field, offset, whole, content })
}
