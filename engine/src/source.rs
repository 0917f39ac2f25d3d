//! Where a capture's bytes come from (a path, standard input, any reader), the compression they lie in, and the identity
//! they give a capture.
//!
//! The only I/O of the crate. Compression is told by content, never by name, and compression inside compression is not
//! followed. Nothing is mapped; a stream is read in constant memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read, Seek, SeekFrom};
use std::path::Path;
use std::{fmt, mem};

use flate2::bufread::MultiGzDecoder;
use lz4_flex::frame::FrameDecoder;
use sha2::{Digest, Sha256};

use crate::bytes::Time;

/// How much of the start (and of the end) of a capture goes into its identity.
const SAMPLE: usize = 64 * 1024;

/// The largest zstd window that is granted, as a power of two: 128 MiB, what `zstd --long` writes.
const ZSTD_WINDOW_LOG: u32 = 27;

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

    /// The compression the bytes lie in: `gzip`, `zstd` or `lz4`. Known from the first read on.
    #[must_use]
    pub const fn compression(&self) -> Option<&'static str> {
        match &self.content {
            Content::Unread(_) | Content::Plain(_) | Content::Gone => None,
            Content::Gzip(_) => Some("gzip"),
            Content::Zstd(_) => Some("zstd"),
            Content::Lz4(_) => Some("lz4"),
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
        let Content::Unread(mut stored) = mem::replace(&mut self.content, Content::Gone) else {
            return Ok(());
        };
        let magic = stored.peek_magic()?;
        self.content = match magic.as_slice() {
            [0x1f, 0x8b, ..] => Content::Gzip(Box::new(MultiGzDecoder::new(BufReader::new(stored)))),
            // RFC 8878 3.1.1 and 3.1.2: a frame, or the skippable one that parallel compressors put first.
            [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => {
                let mut decoder = zstd::Decoder::with_buffer(BufReader::new(stored))?;
                decoder.window_log_max(ZSTD_WINDOW_LOG)?;
                Content::Zstd(decoder)
            }
            [0x04, 0x22, 0x4d, 0x18] => Content::Lz4(Box::new(FrameDecoder::new(Unending(BufReader::new(stored))))),
            _ => Content::Plain(stored),
        };
        Ok(())
    }

    /// One lz4 frame after the other, each with a decoder of its own, because its buffers fit one block size.
    fn read_lz4(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Content::Lz4(decoder) = &mut self.content {
            let read = decoder.read(buffer)?;
            if read > 0 || buffer.is_empty() || decoder.get_mut().0.fill_buf()?.is_empty() {
                return Ok(read);
            }
            if let Content::Lz4(ended) = mem::replace(&mut self.content, Content::Gone) {
                self.content = Content::Lz4(Box::new(FrameDecoder::new(ended.into_inner())));
            }
        }
        Ok(0)
    }

    fn stored(&self) -> Option<&Stored> {
        match &self.content {
            Content::Unread(stored) | Content::Plain(stored) => Some(stored),
            Content::Gzip(decoder) => Some(decoder.get_ref().get_ref()),
            Content::Zstd(decoder) => Some(decoder.get_ref().get_ref()),
            Content::Lz4(decoder) => Some(decoder.get_ref().0.get_ref()),
            Content::Gone => None,
        }
    }

    fn stored_mut(&mut self) -> Option<&mut Stored> {
        match &mut self.content {
            Content::Unread(stored) | Content::Plain(stored) => Some(stored),
            Content::Gzip(decoder) => Some(decoder.get_mut().get_mut()),
            Content::Zstd(decoder) => Some(decoder.get_mut().get_mut()),
            Content::Lz4(decoder) => Some(decoder.get_mut().0.get_mut()),
            Content::Gone => None,
        }
    }

    /// An error of the decompressor says what happened to the compressed stream; one of the stored bytes stays itself.
    fn explain(&self, error: io::Error) -> io::Error {
        match (self.compression(), self.stored()) {
            (Some(format), Some(stored)) if !stored.failed && error.kind() != ErrorKind::Interrupted => {
                let cut = error.kind() == ErrorKind::UnexpectedEof || error.get_ref().is_some_and(|e| e.is::<Ended>());
                let detail = error.to_string();
                io::Error::new(ErrorKind::InvalidData, CompressionError { format, cut, stored: stored.read, detail })
            }
            _ => error,
        }
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if matches!(self.content, Content::Unread(_)) {
            self.tell_compression()?;
        }
        let read = match &mut self.content {
            Content::Unread(stored) | Content::Plain(stored) => stored.read(buffer),
            Content::Gzip(decoder) => decoder.read(buffer),
            Content::Zstd(decoder) => decoder.read(buffer),
            Content::Lz4(_) => self.read_lz4(buffer),
            Content::Gone => Ok(0),
        };
        read.map_err(|error| self.explain(error))
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("compression", &self.compression()).finish_non_exhaustive()
    }
}

/// A compressed stream that is cut or damaged. What was decompressed before has been read.
#[derive(Debug)]
pub struct CompressionError {
    /// `gzip`, `zstd` or `lz4`.
    pub format: &'static str,
    /// The stream ends too early; false if its bytes are wrong.
    pub cut: bool,
    /// How many bytes of it were read, as stored.
    pub stored: u64,
    /// What the decompressor says.
    pub detail: String,
}

impl fmt::Display for CompressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { format, cut, detail, .. } = self;
        if *cut {
            write!(f, "{format} stream ends too early")
        } else {
            write!(f, "{format} stream is damaged: {detail}")
        }
    }
}

impl std::error::Error for CompressionError {}

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
    Gzip(Box<MultiGzDecoder<BufReader<Stored>>>),
    Zstd(zstd::Decoder<'static, BufReader<Stored>>),
    Lz4(Box<FrameDecoder<Unending>>),
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

    /// The first four bytes, or what there is of them; they are read again afterwards.
    fn peek_magic(&mut self) -> io::Result<Vec<u8>> {
        let mut magic = Vec::new();
        let mut reader = mem::replace(&mut self.reader, Box::new(io::empty()));
        reader.by_ref().take(4).read_to_end(&mut magic)?;
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

/// An end of the stored bytes that is an error, because `FrameDecoder` takes an end between two blocks of an lz4 frame for
/// the frame's own end.
struct Unending(BufReader<Stored>);

impl Read for Unending {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 if !buffer.is_empty() => Err(io::Error::other(Ended)),
            read => Ok(read),
        }
    }
}

#[derive(Debug)]
struct Ended;

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("end of the stored bytes")
    }
}

impl std::error::Error for Ended {}

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

    pub fn lz4(data: &[u8]) -> Vec<u8> {
        let blocks = FrameInfo::new().block_size(BlockSize::Max64KB);
        let mut encoder = FrameEncoder::with_frame_info(blocks, Vec::new());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
mod tests {
    use std::fs;

    use super::compressed::{gzip, lz4, zstd};
    use super::*;

    /// Long enough for several blocks of each format, and not all the same.
    fn plain() -> Vec<u8> {
        (0..400_000_u32).flat_map(|number| (number / 3).to_le_bytes()).collect()
    }

    type Compress = fn(&[u8]) -> Vec<u8>;

    const FORMATS: [(&str, Compress); 3] = [("gzip", gzip), ("zstd", zstd), ("lz4", lz4)];

    fn read(stored: &[u8]) -> (Vec<u8>, io::Result<usize>, Source) {
        let mut source = Source::from_reader(Box::new(Cursor::new(stored.to_vec())));
        let mut data = Vec::new();
        let end = source.read_to_end(&mut data);
        (data, end, source)
    }

    fn compression_error(end: io::Result<usize>) -> CompressionError {
        *end.unwrap_err().into_inner().unwrap().downcast().unwrap()
    }

    #[test]
    fn compression_is_told_by_content_and_may_come_in_several_frames() {
        let plain = plain();
        for (name, compress) in FORMATS {
            let (first, second) = plain.split_at(1_000_000);
            let (data, end, source) = read(&[compress(first), compress(b""), compress(second)].concat());
            assert_eq!(source.compression(), Some(name));
            assert!(end.is_ok() && data == plain, "{name}");
        }
        let (data, _, source) = read(&plain);
        assert_eq!((source.compression(), data), (None, plain));
        assert_eq!(read(b"").0, b"");
    }

    #[test]
    fn compression_inside_compression_is_left_alone() {
        let inner = zstd(b"a capture");
        assert_eq!(read(&gzip(&inner)).0, inner);
    }

    #[test]
    fn a_cut_stream_gives_its_bytes_so_far_and_says_that_it_is_cut() {
        let plain = plain();
        for (name, compress) in FORMATS {
            let stored = compress(&plain);
            for length in [5, 20, stored.len() / 3, stored.len() / 2, stored.len() - 1] {
                let (data, end, _) = read(&stored[..length]);
                assert!(plain.starts_with(&data), "{name}");
                assert!(length < stored.len() / 2 || data.len() > plain.len() / 3, "{name}: {} bytes", data.len());
                let error = compression_error(end);
                assert_eq!((error.format, error.cut, error.stored), (name, true, length as u64));
                assert_eq!(error.to_string(), format!("{name} stream ends too early"));
            }
        }
    }

    #[test]
    fn an_lz4_stream_cut_between_two_blocks_is_cut_too() {
        let plain = plain();
        let stored = lz4(&plain);
        // A frame header of 7 bytes, then blocks: a length of 4 bytes, whose top bit says "not compressed", and so many bytes.
        let block = 4 + (u32::from_le_bytes(stored[7..11].try_into().unwrap()) & 0x7fff_ffff) as usize;
        let (data, end, _) = read(&stored[..7 + block]);
        assert!(!data.is_empty() && plain.starts_with(&data));
        assert!(compression_error(end).cut);
    }

    #[test]
    fn bytes_behind_a_stream_that_are_no_frame_are_damage() {
        let plain = plain();
        for (name, compress) in FORMATS {
            let stored = [&compress(&plain)[..], b"this is no frame of any format"].concat();
            let (data, end, _) = read(&stored);
            assert!(data == plain, "{name}");
            let error = compression_error(end);
            assert_eq!((error.format, error.cut), (name, false));
            assert!(error.to_string().starts_with(&format!("{name} stream is damaged: ")));
        }
    }

    #[test]
    fn a_checksum_that_does_not_hold_is_damage() {
        let mut stored = gzip(&plain());
        let checksum = stored.len() - 8;
        stored[checksum] ^= 1;
        assert!(!compression_error(read(&stored).1).cut);
    }

    #[test]
    fn a_zstd_window_of_more_than_128_mib_is_refused() {
        // RFC 8878 3.1.1.1.2: exponent 18 is a window of 2^28 bytes. Then one raw block of one byte, the last.
        let frame = |window: u8| [0x28, 0xb5, 0x2f, 0xfd, 0x00, window, 0x09, 0x00, 0x00, b'x'];
        assert_eq!(read(&frame(17 << 3)).0, b"x");
        let error = compression_error(read(&frame(18 << 3)).1);
        assert!(!error.cut);
    }

    #[test]
    fn an_error_of_the_stored_bytes_stays_itself() {
        struct Failing;
        impl Read for Failing {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::from(ErrorKind::ConnectionReset))
            }
        }
        let stored = Cursor::new(gzip(&plain())[..1_000].to_vec()).chain(Failing);
        let mut source = Source::from_reader(Box::new(stored));
        let error = source.read_to_end(&mut Vec::new()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    }

    #[test]
    fn a_stream_is_known_by_its_first_64_kib_as_stored() {
        let mut stored = gzip(&plain());
        stored.resize(200_000, 0);
        let id = |stored: &[u8]| {
            let mut source = Source::from_reader(Box::new(Cursor::new(stored.to_vec())));
            let _ = source.read(&mut [0; 1]).unwrap();
            source.finish_stream_id();
            source.stream_id()
        };
        let before = id(&stored);
        assert_eq!(before[..], Sha256::digest(&stored[..65_536])[..16]);
        stored[65_536] ^= 1;
        assert_eq!(id(&stored), before);
        stored[65_535] ^= 1;
        assert_ne!(id(&stored), before);
    }

    #[test]
    fn a_file_is_known_by_its_size_its_start_and_its_end() {
        let path = std::env::temp_dir().join(format!("pcapflow-identity-{}", std::process::id()));
        let id = |content: &[u8]| {
            fs::write(&path, content).unwrap();
            identify(&path).unwrap()
        };
        let mut content = vec![1; 300_000];
        let before = id(&content);
        let hashed = [&300_000_u64.to_le_bytes()[..], &[1; 131_072]].concat();
        assert_eq!(before[..], Sha256::digest(hashed)[..16]);
        content[150_000] = 2;
        assert_eq!(id(&content), before, "the middle is not read");
        for place in [0, 65_535, 234_464, 299_999] {
            let mut changed = content.clone();
            changed[place] = 3;
            assert_ne!(id(&changed), before);
        }
        content.push(1);
        assert_ne!(id(&content), before);
        fs::remove_file(&path).unwrap();
        assert_eq!(identify(&path).unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[test]
    fn packets_are_known_by_times_lengths_and_bytes_up_to_64_kib() {
        let id = |packets: &[(Time, u32, &[u8])]| {
            let mut id = PacketsId::default();
            packets.iter().for_each(|(time, length, data)| id.push(*time, *length, data));
            id.id()
        };
        let one: (Time, u32, &[u8]) = (Some(1), 3, b"abc");
        let before = id(&[one, one]);
        assert_ne!(id(&[one, (Some(2), 3, b"abc")]), before);
        assert_ne!(id(&[one, (None, 3, b"abc")]), before);
        assert_ne!(id(&[one, (Some(1), 3, b"abd")]), before);
        assert_ne!(id(&[one, (Some(1), 2, b"ab")]), before);
        let long = vec![0; 65_536];
        let full = id(&[(Some(1), 65_536, &long)]);
        assert_eq!(id(&[(Some(1), 65_536, &long), one]), full);
    }
}
