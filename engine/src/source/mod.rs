//! Where a capture's bytes come from (a path, standard input, any reader), the compression they lie in, and the identity
//! they give a capture.
//!
//! The only I/O of the crate. Compression is told by content, never by name, and compression inside compression is not
//! followed. Nothing is mapped; a stream is read in constant memory.

mod compression;
mod lz4;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, Cursor, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;
use std::{fmt, mem};

use sha2::{Digest, Sha256};

pub use compression::{CompressionError, CompressionFault};
use compression::{Decompressor, Told};

use crate::bytes::Time;

/// How much of the start (and of the end) of a capture goes into its identity.
const SAMPLE: usize = 64 * 1024;

/// The bytes of a capture, decompressed.
pub struct Source {
    content: Content,
}

impl Source {
    /// The file at `path`.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub fn open(path: &Path) -> io::Result<Self> {
        File::open(path).map(|file| Self::new(Stored::new(Box::new(file), None)))
    }

    /// Standard input.
    #[must_use]
    pub fn stdin() -> Self {
        Self::from_reader(Box::new(io::stdin()))
    }

    /// Any stream.
    #[must_use]
    pub fn from_reader(reader: Box<dyn Read + Send>) -> Self {
        Self::new(Stored::new(reader, Some(Sample::default())))
    }

    const fn new(stored: Stored) -> Self {
        Self { content: Content::Unread(stored) }
    }

    /// The compression the bytes lie in: `gzip`, `zstd`, `lz4`, `bzip2` or `xz`. Known from the first read on.
    #[must_use]
    pub const fn compression(&self) -> Option<&'static str> {
        match &self.content {
            Content::Unread(_) | Content::Plain(_) | Content::Gone => None,
            Content::Compressed(decompressor) => Some(decompressor.name()),
        }
    }

    /// The identity of a stream: a hash of its first 64 KiB as stored. Whole once that much was read, or all of it.
    #[must_use]
    pub fn stream_id(&self) -> [u8; 16] {
        self.stored().and_then(|stored| stored.sample.clone()).unwrap_or_default().id()
    }

    /// The bytes that [`Source::stream_id`] is made of were read.
    #[must_use]
    pub fn is_stream_id_whole(&self) -> bool {
        self.stored().and_then(|stored| stored.sample.as_ref()).is_none_or(|sample| sample.left == 0)
    }

    /// Stored bytes read so far.
    #[must_use]
    pub fn stored_bytes(&self) -> u64 {
        self.stored().map_or(0, |stored| stored.read)
    }

    /// Reads on until [`Source::stream_id`] is whole, for a capture that is given up early. What is read is lost.
    pub(crate) fn finish_stream_id(&mut self) {
        if let Some(stored) = self.stored_mut() {
            let left = stored.sample.as_ref().map_or(0, |sample| sample.left);
            // An error ends the sample where it ends the stream, and the capture is damaged already.
            let _ = io::copy(&mut stored.take(left as u64), &mut io::sink());
        }
    }

    fn tell_compression(&mut self) -> io::Result<()> {
        if let Content::Unread(stored) = mem::replace(&mut self.content, Content::Gone) {
            self.content = match compression::tell(stored)? {
                Told::Plain(stored) => Content::Plain(stored),
                Told::Compressed(decompressor) => Content::Compressed(decompressor),
            };
        }
        Ok(())
    }

    fn stored(&self) -> Option<&Stored> {
        match &self.content {
            Content::Unread(stored) | Content::Plain(stored) => Some(stored),
            Content::Compressed(decompressor) => decompressor.stored(),
            Content::Gone => None,
        }
    }

    fn stored_mut(&mut self) -> Option<&mut Stored> {
        match &mut self.content {
            Content::Unread(stored) | Content::Plain(stored) => Some(stored),
            Content::Compressed(decompressor) => decompressor.stored_mut(),
            Content::Gone => None,
        }
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if matches!(self.content, Content::Unread(_)) {
            self.tell_compression()?;
        }
        match &mut self.content {
            Content::Unread(stored) | Content::Plain(stored) => stored.read(buffer),
            Content::Compressed(decompressor) => decompressor.read(buffer),
            Content::Gone => Ok(0),
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("compression", &self.compression()).finish_non_exhaustive()
    }
}

/// The identity of the file at `path`: a hash of its size, its first and its last 64 KiB, as stored.
///
/// # Errors
/// If it cannot be read, or has no size because it is not a plain file.
pub fn identify(path: &Path) -> io::Result<[u8; 16]> {
    let mut file = File::open(path)?;
    let size = file.seek(SeekFrom::End(0))?;
    let mut hash = Sha256::new().chain_update(size.to_le_bytes());
    for start in [0, size.saturating_sub(SAMPLE as u64)] {
        let mut sample = Vec::with_capacity(SAMPLE);
        file.seek(SeekFrom::Start(start))?;
        file.by_ref().take(SAMPLE as u64).read_to_end(&mut sample)?;
        hash.update(&sample);
    }
    Ok(first_half(&hash))
}

/// The identity of packets that come without a file: a hash of times, lengths and bytes of the first 64 KiB of packets.
#[derive(Clone, Debug, Default)]
pub struct PacketsId {
    sample: Sample,
}

impl PacketsId {
    /// Takes the next packet into account. `captured_length` is that of `data`, which may be given in part.
    pub fn push(&mut self, time: Time, captured_length: u32, data: &[u8]) {
        if self.sample.left > 0 {
            self.sample.hash.update(time.unwrap_or(i64::MIN).to_le_bytes());
            self.sample.hash.update(captured_length.to_le_bytes());
            self.sample.push(data);
        }
    }

    /// The bytes that [`PacketsId::id`] is made of were pushed.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.sample.left == 0
    }

    /// The identity of what was pushed so far.
    #[must_use]
    pub fn id(&self) -> [u8; 16] {
        self.sample.id()
    }
}

enum Content {
    Unread(Stored),
    Plain(Stored),
    Compressed(Decompressor),
    Gone,
}

/// The bytes as they are stored: counted, and the first of them hashed.
struct Stored {
    reader: Box<dyn Read + Send>,
    sample: Option<Sample>,
    read: u64,
    failed: bool,
}

impl Stored {
    fn new(reader: Box<dyn Read + Send>, sample: Option<Sample>) -> Self {
        Self { reader, sample, read: 0, failed: false }
    }

    /// The next `count` bytes, or what there is of them; they are read again afterwards.
    fn peek(&mut self, count: usize) -> io::Result<Vec<u8>> {
        let mut magic = Vec::new();
        let mut reader = mem::replace(&mut self.reader, Box::new(io::empty()));
        reader.by_ref().take(count as u64).read_to_end(&mut magic)?;
        self.reader = Box::new(Cursor::new(magic.clone()).chain(reader));
        Ok(magic)
    }
}

impl Read for Stored {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read =
            self.reader.read(buffer).inspect_err(|error| self.failed = error.kind() != ErrorKind::Interrupted)?;
        if let Some(sample) = &mut self.sample {
            sample.push(buffer.get(..read).unwrap_or_default());
        }
        self.read = self.read.saturating_add(read as u64);
        Ok(read)
    }
}

/// A hash over the first 64 KiB that it is given.
#[derive(Clone, Debug)]
struct Sample {
    hash: Sha256,
    left: usize,
}

impl Default for Sample {
    fn default() -> Self {
        Self { hash: Sha256::new(), left: SAMPLE }
    }
}

impl Sample {
    fn push(&mut self, data: &[u8]) {
        let sampled = data.get(..self.left).unwrap_or(data);
        self.hash.update(sampled);
        self.left = self.left.saturating_sub(sampled.len());
    }

    fn id(&self) -> [u8; 16] {
        first_half(&self.hash)
    }
}

fn first_half(hash: &Sha256) -> [u8; 16] {
    hash.clone().finalize().first_chunk().copied().unwrap_or_default()
}

/// Streams for tests, compressed by the writing half of the same libraries.
#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(crate) mod compressed {
    use std::io::Write;

    use lz4_flex::frame::{BlockSize, FrameEncoder, FrameInfo};

    pub fn gzip(data: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    pub fn zstd(data: &[u8]) -> Vec<u8> {
        ::zstd::encode_all(data, 1).unwrap()
    }

    pub fn bzip2(data: &[u8]) -> Vec<u8> {
        let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    pub fn xz(data: &[u8]) -> Vec<u8> {
        let mut encoder = liblzma::write::XzEncoder::new(Vec::new(), 0);
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    pub fn lz4(data: &[u8]) -> Vec<u8> {
        let blocks = FrameInfo::new().block_size(BlockSize::Max64KB);
        let mut encoder = FrameEncoder::with_frame_info(blocks, Vec::new());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }
}
