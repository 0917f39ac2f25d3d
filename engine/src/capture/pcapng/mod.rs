//! pcapng: a chain of blocks, in sections that each have a byte order and interfaces of their own
//! (draft-ietf-opsawg-pcapng).
//!
//! Knows how blocks are framed and which of them matter; a file each knows the interface and the packet blocks.

mod interface;
mod options;
mod packet;

use interface::Interface;

use super::CaptureFacts;
use super::damage::{Damage, grouped};
use super::order::{Fields, Order};
use super::record::Record;
use super::window::Window;
use crate::bytes::Frame;

/// The type of the block that every section, and so every file, begins with; a palindrome.
pub(super) const MAGIC: [u8; 4] = [0x0a, 0x0d, 0x0d, 0x0a];

const BYTE_ORDER_MAGIC: u32 = 0x1a2b_3c4d;

/// Type and length before the body, the length again behind it.
const HEADER: usize = 8;
const TRAILER: usize = 4;

/// The longest block; Wireshark's limit too.
const LONGEST_BLOCK: usize = 16 * 1024 * 1024;

/// The most interfaces of one section. An interface costs its describer twenty bytes, so they must end somewhere.
const MOST_INTERFACES: usize = 65_536;

/// The section that is being read.
#[derive(Debug)]
pub(super) struct Pcapng {
    order: Order,
    interfaces: Vec<Interface>,
}

impl Default for Pcapng {
    fn default() -> Self {
        Self { order: Order::Little, interfaces: Vec::new() }
    }
}

impl Pcapng {
    /// Reads blocks up to and with the next that holds a packet. A block that Wireshark numbers moves `frame` on.
    pub fn next(
        &mut self,
        window: &mut Window,
        facts: &mut CaptureFacts,
        frame: &mut Frame,
    ) -> Result<Option<Record>, Damage> {
        loop {
            let offset = window.offset();
            let Some(block) = self.block(window)? else {
                return Ok(None);
            };
            let length = block.length;
            let body = Fields::new(block.body, self.order);
            let record = match block.code {
                code::SECTION_HEADER => self.section(body, facts, offset).map(|()| None),
                code::INTERFACE_DESCRIPTION => self.interface(body, facts, offset).map(|()| None),
                code::INTERFACE_STATISTICS => self
                    .statistics(body, facts)
                    .map(|()| None)
                    .map_err(|malformed| Damage::short_block(offset, malformed)),
                code::ENHANCED_PACKET => packet::enhanced(body, &self.interfaces, offset).map(Some),
                code::SIMPLE_PACKET => packet::simple(body, &self.interfaces, offset).map(Some),
                code::PACKET => packet::obsolete(body, &self.interfaces, offset).map(Some),
                other => {
                    facts.count_block(other, frame);
                    Ok(None)
                }
            }?;
            if let Some(mut record) = record {
                record.header = record.header.saturating_add(HEADER);
                record.trailer = length.saturating_sub(record.header.saturating_add(record.captured));
                return Ok(Some(record));
            }
            window.take(length);
        }
    }

    /// The whole block at the window's start, not taken.
    fn block<'w>(&self, window: &'w mut Window) -> Result<Option<Block<'w>>, Damage> {
        let offset = window.offset();
        let reading = |error| Damage::reading(offset, &error);
        // Enough for the byte-order magic, which is needed to understand the length before it.
        if !window.fill(HEADER + TRAILER).map_err(reading)? {
            return match window.len() {
                0 => Ok(None),
                left => Err(Damage::cut(offset, "block header", (HEADER + TRAILER) as u64, left as u64)),
            };
        }
        let Some(&[t0, t1, t2, t3, l0, l1, l2, l3, m0, m1, m2, m3]) = window.peek().first_chunk() else {
            return Ok(None);
        };
        let order = if [t0, t1, t2, t3] == MAGIC { section_order([m0, m1, m2, m3], offset)? } else { self.order };
        let code = order.u32([t0, t1, t2, t3]);
        let claimed = order.u32([l0, l1, l2, l3]);
        // Some writers leave the padding of a packet out of the length; the blocks are aligned all the same.
        let length = (claimed as usize).saturating_add(3) & !3;
        if length < HEADER + TRAILER {
            return Err(Damage::bad_length(offset, format!("block says {claimed} bytes, 12 are the least")));
        }
        let whole = window.fill(length.min(LONGEST_BLOCK)).map_err(reading)?;
        if length > LONGEST_BLOCK || !whole {
            let left = window.len() as u64;
            return Err(if length > LONGEST_BLOCK {
                Damage::too_long(offset, "block", claimed.into(), left, LONGEST_BLOCK as u64)
            } else {
                Damage::cut(offset, "block", claimed.into(), left)
            });
        }
        let bytes = window.peek().get(HEADER..length).unwrap_or_default();
        let Some((body, again)) = bytes.split_last_chunk::<TRAILER>() else {
            return Ok(None);
        };
        let again = order.u32(*again);
        if again != claimed {
            let (claimed, again) = (grouped(claimed.into()), grouped(again.into()));
            return Err(Damage::bad_length(
                offset,
                format!("block says {claimed} bytes at its head, {again} at its end"),
            ));
        }
        Ok(Some(Block { code, length, body }))
    }
}

/// The kinds of blocks that are told apart here.
mod code {
    pub const SECTION_HEADER: u32 = 0x0a0d_0d0a;
    pub const INTERFACE_DESCRIPTION: u32 = 1;
    /// Obsolete, but written by old dumpcap and Snort.
    pub const PACKET: u32 = 2;
    pub const SIMPLE_PACKET: u32 = 3;
    pub const NAME_RESOLUTION: u32 = 4;
    pub const INTERFACE_STATISTICS: u32 = 5;
    pub const ENHANCED_PACKET: u32 = 6;
    pub const JOURNAL: u32 = 9;
    pub const DECRYPTION_SECRETS: u32 = 10;
    pub const CUSTOM: u32 = 0x0bad;
    pub const CUSTOM_DO_NOT_COPY: u32 = 0x4000_0bad;
    pub const SYSDIG_EVENT: u32 = 0x204;
    pub const SYSDIG_EVENT_2: u32 = 0x216;
    pub const SYSDIG_EVENT_2_LARGE: u32 = 0x221;
}

struct Block<'w> {
    code: u32,
    length: usize,
    body: &'w [u8],
}

fn section_order(magic: [u8; 4], offset: u64) -> Result<Order, Damage> {
    if u32::from_le_bytes(magic) == BYTE_ORDER_MAGIC {
        Ok(Order::Little)
    } else if u32::from_be_bytes(magic) == BYTE_ORDER_MAGIC {
        Ok(Order::Big)
    } else {
        let [a, b, c, d] = magic;
        let problem = format!("section header has byte-order magic {a:02x}{b:02x}{c:02x}{d:02x}, not 1a2b3c4d");
        Err(Damage::bad_field(offset, problem))
    }
}

impl CaptureFacts {
    /// Blocks that are counted and not read.
    fn count_block(&mut self, code: u32, frame: &mut Frame) {
        let count = match code {
            code::NAME_RESOLUTION => &mut self.name_resolution_blocks,
            code::DECRYPTION_SECRETS => &mut self.secrets_blocks,
            code::JOURNAL
            | code::CUSTOM
            | code::CUSTOM_DO_NOT_COPY
            | code::SYSDIG_EVENT
            | code::SYSDIG_EVENT_2
            | code::SYSDIG_EVENT_2_LARGE => {
                *frame = frame.saturating_add(1);
                &mut self.frames_without_packet
            }
            _ => &mut self.unknown_blocks,
        };
        *count = count.saturating_add(1);
    }
}
