//! What stops the reading of a capture, in words: the field or the file, the place, what it claims, what to do next.

use std::fmt;
use std::io::{self, ErrorKind};

use crate::bytes::Malformed;
use crate::source::{CompressionError, CompressionFault};

/// The end of what can be read of a capture. The packets before it have been given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// What kind of damage.
    pub kind: DamageKind,
    /// Where, in the decompressed stream: at the header of the block or record that cannot be read.
    pub offset: u64,
    /// What is wrong, as the second half of a sentence that began with the place.
    pub problem: String,
    /// What to do next; a whole sentence, or nothing.
    pub advice: &'static str,
}

/// The kinds of damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DamageKind {
    /// There is not one byte.
    Empty,
    /// The first bytes are those of no capture format.
    NotACapture,
    /// A format or version that we know by name and do not read.
    UnsupportedFormat,
    /// The file ends inside its own header.
    CutHeader,
    /// The file ends inside its last packet or block.
    CutPacket,
    /// A length that does not hold.
    BadLength,
    /// A field that contradicts what the file said before.
    BadField,
    /// The compressed stream is cut or damaged.
    Compression,
    /// The bytes could not be read.
    Io,
    /// Reading was told to stop.
    Interrupted,
}

pub(super) const STILL_WRITTEN: &str = "If it is still being written, run again once it is closed.";
pub(super) const DAMAGED: &str = "The file is damaged from here on; copy or capture it again.";
pub(super) const CONVERT: &str = "Convert it first: editcap -F pcapng OLD NEW.pcapng";

impl Damage {
    /// The file could not be opened.
    #[must_use]
    pub fn of_io(error: &io::Error) -> Self {
        Self::reading(0, error)
    }

    /// Reading was told to stop before `offset`.
    #[must_use]
    pub fn interrupted(offset: u64) -> Self {
        Self { kind: DamageKind::Interrupted, offset, problem: "interrupted".to_owned(), advice: "" }
    }

    /// What is wrong and what was kept, in a line: `byte 1,048,576: block says 4,294,967,295 bytes, 41,204 are left; 8,113
    /// packets before it kept.` and what to do next. `kept` is `None` if nothing could be read.
    #[must_use]
    pub fn line(&self, kept: Option<u64>) -> String {
        let place = match self.kind {
            DamageKind::Io if self.offset == 0 => String::new(),
            _ => format!("byte {}: ", grouped(self.offset)),
        };
        let kept = kept.map_or(String::new(), |packets| format!("; {} packets before it kept", grouped(packets)));
        let line = format!("{place}{}{kept}. {}", self.problem, self.advice);
        line.trim_end().to_owned()
    }

    pub(super) const fn bad_length(offset: u64, problem: String) -> Self {
        Self { kind: DamageKind::BadLength, offset, problem, advice: DAMAGED }
    }

    pub(super) const fn bad_field(offset: u64, problem: String) -> Self {
        Self { kind: DamageKind::BadField, offset, problem, advice: DAMAGED }
    }

    /// A length that is allowed, but more than what is left.
    pub(super) fn cut(offset: u64, what: &str, claimed: u64, left: u64) -> Self {
        let problem = format!("{what} says {} bytes, {} are left", grouped(claimed), grouped(left));
        Self { kind: DamageKind::CutPacket, offset, problem, advice: STILL_WRITTEN }
    }

    /// A length that is not allowed: more than what is left, if the end is near, or more than the most there may be.
    pub(super) fn too_long(offset: u64, what: &str, claimed: u64, left: u64, most: u64) -> Self {
        if left < most {
            Self::bad_length(offset, format!("{what} says {} bytes, {} are left", grouped(claimed), grouped(left)))
        } else {
            Self::bad_length(offset, format!("{what} says {} bytes, {} are allowed", grouped(claimed), grouped(most)))
        }
    }

    /// A block whose fields need more than it has.
    pub(super) fn short_block(offset: u64, malformed: Malformed) -> Self {
        let Malformed { field, needed, left, .. } = malformed;
        let problem =
            format!("{field} needs {} bytes, the block has {} left", grouped(needed as u64), grouped(left as u64));
        Self::bad_length(offset, problem)
    }

    pub(super) fn reading(offset: u64, error: &io::Error) -> Self {
        let compression = error.get_ref().and_then(|inner| inner.downcast_ref::<CompressionError>());
        if let Some(compression) = compression {
            let problem = format!("{compression}, after {} stored bytes", grouped(compression.stored));
            let advice = match compression.fault {
                CompressionFault::Cut => STILL_WRITTEN,
                CompressionFault::Memory => "Compress it again with a smaller window, or unpack it first.",
                CompressionFault::Damaged(_) => DAMAGED,
            };
            return Self { kind: DamageKind::Compression, offset, problem, advice };
        }
        let (problem, advice) = match error.kind() {
            ErrorKind::PermissionDenied => ("permission denied".to_owned(), "Run as a user who may read it."),
            ErrorKind::NotFound => {
                ("no such file".to_owned(), "If it was there before, it was moved or rotated since.")
            }
            ErrorKind::IsADirectory => ("a directory, not a file".to_owned(), ""),
            _ => (error.to_string(), ""),
        };
        Self { kind: DamageKind::Io, offset, problem, advice }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {}: {}", grouped(self.offset), self.problem)?;
        if self.advice.is_empty() { Ok(()) } else { write!(f, ". {}", self.advice) }
    }
}

impl std::error::Error for Damage {}

/// A number as people read it: `1,048,576`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
