//! lz4: frames one after the other, among them such as are to be skipped and such as the first lz4 wrote
//! (the frame and the legacy frame of the lz4 project's `lz4_Frame_format.md`).

use std::fmt;
use std::io::{self, BufRead, BufReader, Chain, Cursor, ErrorKind, Read, Take};

use lz4_flex::block::decompress_into;
use lz4_flex::frame::FrameDecoder;

use super::Stored;
use super::compression::is_skippable;

pub(super) const FRAME: [u8; 4] = [0x04, 0x22, 0x4d, 0x18];
pub(super) const LEGACY_FRAME: [u8; 4] = [0x02, 0x21, 0x4c, 0x18];

/// What a block of a legacy frame holds at most, decompressed.
const LEGACY_BLOCK: usize = 8 << 20;
/// The same, if it was incompressible: `LZ4_compressBound`.
const LEGACY_STORED: u32 = (8 << 20) + (8 << 20) / 255 + 16;

type Rest = Unending<BufReader<Stored>>;

/// Decompresses frames until the stored bytes end.
pub(super) struct Frames {
    frame: Frame,
}

/// Where between two frames or in which the stored bytes are.
enum Frame {
    Between(Rest),
    /// Its buffers fit one block size, so each frame has a decoder of its own.
    Current(Box<FrameDecoder<Chain<Cursor<[u8; 4]>, Rest>>>),
    Legacy {
        rest: Rest,
        block: Cursor<Vec<u8>>,
    },
    Gone,
}

impl Frames {
    pub fn new(stored: BufReader<Stored>) -> Self {
        Self { frame: Frame::Between(Unending(stored)) }
    }

    pub fn stored(&self) -> Option<&Stored> {
        match &self.frame {
            Frame::Between(rest) | Frame::Legacy { rest, .. } => Some(rest.0.get_ref()),
            Frame::Current(decoder) => Some(decoder.get_ref().get_ref().1.0.get_ref()),
            Frame::Gone => None,
        }
    }

    pub fn stored_mut(&mut self) -> Option<&mut Stored> {
        match &mut self.frame {
            Frame::Between(rest) | Frame::Legacy { rest, .. } => Some(rest.0.get_mut()),
            Frame::Current(decoder) => Some(decoder.get_mut().get_mut().1.0.get_mut()),
            Frame::Gone => None,
        }
    }

    /// The next frame begins, or its magic number was read in place of a legacy block's length.
    fn begin(&mut self, magic: [u8; 4], mut rest: Rest) -> io::Result<()> {
        self.frame = match magic {
            FRAME => Frame::Current(Box::new(FrameDecoder::new(Cursor::new(magic).chain(rest)))),
            LEGACY_FRAME => Frame::Legacy { rest, block: Cursor::default() },
            _ if is_skippable(magic) => {
                let skipped = skip(&mut rest);
                self.frame = Frame::Between(rest);
                return skipped;
            }
            _ => {
                self.frame = Frame::Between(rest);
                return Err(io::Error::new(ErrorKind::InvalidData, "no lz4 frame where one should begin"));
            }
        };
        Ok(())
    }

    /// Goes on to the next frame; false at the end.
    fn between(&mut self, mut rest: Rest) -> io::Result<bool> {
        if rest.0.fill_buf().map(<[u8]>::is_empty).unwrap_or(false) {
            self.frame = Frame::Between(rest);
            return Ok(false);
        }
        let mut magic = [0; 4];
        if let Err(error) = rest.read_exact(&mut magic) {
            self.frame = Frame::Between(rest);
            return Err(error);
        }
        self.begin(magic, rest).map(|()| true)
    }

    /// Decompresses the next block of a legacy frame, which ends where the stored bytes or the next frame do.
    fn legacy_block(&mut self, mut rest: Rest, mut block: Vec<u8>) -> io::Result<()> {
        if rest.0.fill_buf().map(<[u8]>::is_empty).unwrap_or(false) {
            self.frame = Frame::Between(rest);
            return Ok(());
        }
        let mut length = [0; 4];
        let read = rest.read_exact(&mut length);
        let stored = u32::from_le_bytes(length);
        if read.is_ok() && stored > LEGACY_STORED {
            return self.begin(length, rest);
        }
        let decompressed = read.and_then(|()| {
            let mut compressed = Vec::new();
            let mut taken: Take<&mut Rest> = rest.by_ref().take(stored.into());
            taken.read_to_end(&mut compressed)?;
            block.resize(LEGACY_BLOCK, 0);
            let length = decompress_into(&compressed, &mut block).map_err(io::Error::other)?;
            block.truncate(length);
            Ok(())
        });
        if decompressed.is_err() {
            block.clear();
        }
        self.frame = Frame::Legacy { rest, block: Cursor::new(block) };
        decompressed
    }
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match &mut self.frame {
                Frame::Current(decoder) => {
                    let read = decoder.read(buffer)?;
                    if read > 0 || buffer.is_empty() {
                        return Ok(read);
                    }
                }
                Frame::Legacy { block, .. } => {
                    let read = block.read(buffer)?;
                    if read > 0 || buffer.is_empty() {
                        return Ok(read);
                    }
                }
                Frame::Between(_) => {}
                Frame::Gone => return Ok(0),
            }
            match std::mem::replace(&mut self.frame, Frame::Gone) {
                Frame::Between(rest) => {
                    if !self.between(rest)? {
                        return Ok(0);
                    }
                }
                Frame::Current(decoder) => self.frame = Frame::Between(decoder.into_inner().into_inner().1),
                Frame::Legacy { rest, block } => self.legacy_block(rest, block.into_inner())?,
                Frame::Gone => return Ok(0),
            }
        }
    }
}

/// The length and the content of a frame to be skipped, its magic number taken already.
pub(super) fn skip(rest: &mut impl Read) -> io::Result<()> {
    let mut length = [0; 4];
    rest.read_exact(&mut length)?;
    let length = u64::from(u32::from_le_bytes(length));
    let skipped = io::copy(&mut rest.take(length), &mut io::sink())?;
    if skipped < length { Err(ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
}

/// An end of the stored bytes that is an error, because `FrameDecoder` takes an end between two blocks of a frame for the
/// frame's own end.
pub(super) struct Unending<R>(R);

impl<R: Read> Read for Unending<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 if !buffer.is_empty() => Err(io::Error::other(Ended)),
            read => Ok(read),
        }
    }
}

/// The stored bytes end where more were needed.
#[derive(Debug)]
pub(super) struct Ended;

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("end of the stored bytes")
    }
}

impl std::error::Error for Ended {}
