//! The compression that stored bytes lie in, told by their first bytes, and the kept libraries that undo it.
//!
//! Each streams: what it holds is bounded by a window or block whose size is a limit here or of the format (gzip 32 KiB,
//! bzip2 900 kB, lz4 8 MiB), however much comes out of how little.

use std::fmt;
use std::io::{self, BufReader, ErrorKind, Read};

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use liblzma::bufread::XzDecoder;
use liblzma::stream::{CONCATENATED, Error as XzError, Stream};

use super::Stored;
use super::lz4::{self, Frames};

/// The largest zstd window that is granted, as a power of two: 128 MiB, what `zstd --long` writes.
const ZSTD_WINDOW_LOG: u32 = 27;

/// What an xz decoder may hold: a dictionary of 128 MiB (twice that of `xz -9`) and a little to work with.
const XZ_MEMORY: u64 = 129 << 20;

/// What is decompressed at once. A decompressor that finds damage keeps what it made in the same call to itself, so this
/// is the most that damage costs of what came before it.
const PIECE: usize = 4096;

/// What follows the magic number and the block size of bzip2: the magic number of the first block, which is pi, or, in a
/// stream of nothing, of the end, which is the root of pi.
const BZIP2_BLOCKS: [[u8; 6]; 2] = [[0x31, 0x41, 0x59, 0x26, 0x53, 0x59], [0x17, 0x72, 0x45, 0x38, 0x50, 0x90]];

/// So many first bytes tell every compression.
pub(super) const LONGEST_MAGIC: usize = 10;

/// A decompressor over stored bytes.
pub(super) enum Decompressor {
    Gzip(Box<MultiGzDecoder<BufReader<Stored>>>),
    Zstd(Box<zstd::Decoder<'static, BufReader<Stored>>>),
    Lz4(Box<Frames>),
    Bzip2(Box<MultiBzDecoder<BufReader<Stored>>>),
    Xz(Box<Xz>),
}

/// The stored bytes, and what they are compressed with.
pub(super) enum Told {
    Plain(Stored),
    Compressed(Decompressor),
}

/// Tells the compression by content. Frames to be skipped, which zstd and lz4 share, are passed over to tell which it is.
pub(super) fn tell(mut stored: Stored) -> io::Result<Told> {
    let mut magic = stored.peek(LONGEST_MAGIC)?;
    while magic.first_chunk().is_some_and(|magic| is_skippable(*magic)) {
        stored.read_exact(&mut [0; 4])?;
        lz4::skip(&mut stored).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => CompressionError::of("zstd or lz4", &stored, &error).into(),
            _ => error,
        })?;
        magic = stored.peek(LONGEST_MAGIC)?;
    }
    let whole = BufReader::new;
    Ok(Told::Compressed(match magic.as_slice() {
        // RFC 1952 2.3.1.
        [0x1f, 0x8b, ..] => Decompressor::Gzip(Box::new(MultiGzDecoder::new(whole(stored)))),
        // RFC 8878 3.1.1.
        [0x28, 0xb5, 0x2f, 0xfd, ..] => {
            let mut decoder = zstd::Decoder::with_buffer(whole(stored))?;
            decoder.window_log_max(ZSTD_WINDOW_LOG)?;
            Decompressor::Zstd(Box::new(decoder))
        }
        [m0, m1, m2, m3, ..] if matches!([*m0, *m1, *m2, *m3], lz4::FRAME | lz4::LEGACY_FRAME) => {
            Decompressor::Lz4(Box::new(Frames::new(whole(stored))))
        }
        [b'B', b'Z', b'h', b'1'..=b'9', block @ ..] if BZIP2_BLOCKS.iter().any(|magic| magic.starts_with(block)) => {
            Decompressor::Bzip2(Box::new(MultiBzDecoder::new(whole(stored))))
        }
        // The .xz file format 2.1.1.1; a zero follows.
        [0xfd, b'7', b'z', b'X', b'Z', ..] => {
            let stream = Stream::new_stream_decoder(XZ_MEMORY, CONCATENATED)?;
            Decompressor::Xz(Box::new(Xz { decoder: XzDecoder::new_stream(whole(stored), stream), failed: None }))
        }
        _ => return Ok(Told::Plain(stored)),
    }))
}

/// A frame to be skipped (RFC 8878 3.1.2), with which parallel compressors begin; the same in zstd and lz4.
pub(super) const fn is_skippable(magic: [u8; 4]) -> bool {
    matches!(magic, [0x50..=0x5f, 0x2a, 0x4d, 0x18])
}

impl Decompressor {
    /// `gzip`, `zstd`, `lz4`, `bzip2` or `xz`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Gzip(_) => "gzip",
            Self::Zstd(_) => "zstd",
            Self::Lz4(_) => "lz4",
            Self::Bzip2(_) => "bzip2",
            Self::Xz(_) => "xz",
        }
    }

    pub fn stored(&self) -> Option<&Stored> {
        match self {
            Self::Gzip(decoder) => Some(decoder.get_ref().get_ref()),
            Self::Zstd(decoder) => Some(decoder.get_ref().get_ref()),
            Self::Lz4(frames) => frames.stored(),
            Self::Bzip2(decoder) => Some(decoder.get_ref().get_ref()),
            Self::Xz(xz) => Some(xz.decoder.get_ref().get_ref()),
        }
    }

    pub fn stored_mut(&mut self) -> Option<&mut Stored> {
        match self {
            Self::Gzip(decoder) => Some(decoder.get_mut().get_mut()),
            Self::Zstd(decoder) => Some(decoder.get_mut().get_mut()),
            Self::Lz4(frames) => frames.stored_mut(),
            Self::Bzip2(decoder) => Some(decoder.get_mut().get_mut()),
            Self::Xz(xz) => Some(xz.decoder.get_mut().get_mut()),
        }
    }

    /// An error of the decompressor says what happened to the compressed stream; one of the stored bytes stays itself.
    fn explain(&self, error: io::Error) -> io::Error {
        match self.stored() {
            Some(stored) if !stored.failed && error.kind() != ErrorKind::Interrupted => {
                CompressionError::of(self.name(), stored, &error).into()
            }
            _ => error,
        }
    }
}

impl Read for Decompressor {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let piece = buffer.len().min(PIECE);
        let buffer = buffer.get_mut(..piece).unwrap_or_default();
        let read = match self {
            Self::Gzip(decoder) => decoder.read(buffer),
            Self::Zstd(decoder) => decoder.read(buffer),
            Self::Lz4(frames) => frames.read(buffer),
            Self::Bzip2(decoder) => decoder.read(buffer),
            Self::Xz(xz) => xz.read(buffer),
        };
        read.map_err(|error| self.explain(error))
    }
}

/// liblzma goes on to the next stream in the call that ends one, and may find that one wrong: what it made by then counts.
pub(super) struct Xz {
    decoder: XzDecoder<BufReader<Stored>>,
    failed: Option<io::Error>,
}

impl Read for Xz {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let before = self.decoder.total_out();
        self.decoder.read(buffer).or_else(|error| {
            match usize::try_from(self.decoder.total_out().saturating_sub(before)) {
                Ok(made @ 1..) => {
                    self.failed = Some(error);
                    Ok(made)
                }
                _ => Err(error),
            }
        })
    }
}

/// A compressed stream that is cut or damaged. What was decompressed before has been read.
#[derive(Debug)]
pub struct CompressionError {
    /// `gzip`, `zstd`, `lz4`, `bzip2` or `xz`.
    pub format: &'static str,
    /// What is wrong with it.
    pub fault: CompressionFault,
    /// How many bytes of it were read, as stored.
    pub stored: u64,
}

/// What may be wrong with a compressed stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompressionFault {
    /// It ends too early.
    Cut,
    /// It asks for more memory than it is granted.
    Memory,
    /// Its bytes are wrong, as the decompressor says.
    Damaged(String),
}

impl CompressionError {
    fn of(format: &'static str, stored: &Stored, error: &io::Error) -> Self {
        let detail = error.to_string();
        let fault = if error.kind() == ErrorKind::UnexpectedEof
            || error.get_ref().is_some_and(|inner| inner.is::<lz4::Ended>())
        {
            CompressionFault::Cut
        } else if is_about_memory(error) {
            CompressionFault::Memory
        } else {
            CompressionFault::Damaged(detail)
        };
        Self { format, fault, stored: stored.read }
    }
}

/// That the window or dictionary which a frame asks for is larger than granted.
fn is_about_memory(error: &io::Error) -> bool {
    let inner = error.get_ref();
    // zstd's bindings keep of its error code the text that zstd has for it.
    inner.and_then(|inner| inner.downcast_ref::<XzError>()) == Some(&XzError::MemLimit)
        || inner.is_some_and(|inner| inner.to_string() == "Frame requires too much memory for decoding")
}

impl From<CompressionError> for io::Error {
    fn from(error: CompressionError) -> Self {
        Self::new(ErrorKind::InvalidData, error)
    }
}

impl fmt::Display for CompressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let format = self.format;
        match &self.fault {
            CompressionFault::Cut => write!(f, "{format} stream ends too early"),
            CompressionFault::Memory => write!(f, "{format} stream needs a window of more than 128 MiB"),
            CompressionFault::Damaged(detail) => write!(f, "{format} stream is damaged: {detail}"),
        }
    }
}

impl std::error::Error for CompressionError {}
