//! The three blocks that hold a packet.

use super::interface::Interface;
use crate::bytes::Malformed;
use crate::capture::damage::{Damage, grouped};
use crate::capture::order::Fields;
use crate::capture::record::{Record, length_limit};

/// Enhanced Packet Block.
#[inline]
pub(super) fn enhanced(mut body: Fields<'_>, interfaces: &[Interface], offset: u64) -> Result<Record, Damage> {
    let number = body.u32("packet block").map_err(|short| Damage::short_block(offset, short))?;
    stamped(body, known(interfaces, number, offset)?, offset)
}

/// The obsolete Packet Block: a shorter interface number, and a drop count that the statistics repeat.
#[cold]
pub(super) fn obsolete(mut body: Fields<'_>, interfaces: &[Interface], offset: u64) -> Result<Record, Damage> {
    let number = body.u16("packet block").map_err(|short| Damage::short_block(offset, short))?;
    body.u16("packet block").map_err(|short| Damage::short_block(offset, short))?;
    stamped(body, known(interfaces, number.into(), offset)?, offset)
}

/// Simple Packet Block: the section's first interface, no time, and no captured length; the snap length tells it.
pub(super) fn simple(mut body: Fields<'_>, interfaces: &[Interface], offset: u64) -> Result<Record, Damage> {
    let original_length = body.u32("simple packet block").map_err(|short| Damage::short_block(offset, short))?;
    let interface = known(interfaces, 0, offset)?;
    let captured = match interface.snap_length {
        0 => original_length,
        limit => original_length.min(limit),
    };
    let captured = held(body, interface, captured, offset)?;
    let header = body.reader.offset();
    let link_type = interface.link_type;
    Ok(Record { time: None, time_out_of_range: false, link_type, original_length, header, captured, trailer: 0 })
}

/// What both blocks with a time go on with.
#[inline(always)] // a call here costs a tenth of reading a small packet
fn stamped(mut body: Fields<'_>, interface: &Interface, offset: u64) -> Result<Record, Damage> {
    let (time, captured, original_length) = stamp(&mut body).map_err(|short| Damage::short_block(offset, short))?;
    let captured = held(body, interface, captured, offset)?;
    let header = body.reader.offset();
    let (time, link_type) = (interface.time(time), interface.link_type);
    Ok(Record { time, time_out_of_range: time.is_none(), link_type, original_length, header, captured, trailer: 0 })
}

#[inline]
fn stamp(body: &mut Fields<'_>) -> Result<(u64, u32, u32), Malformed> {
    Ok((body.halves("packet block")?, body.u32("packet block")?, body.u32("packet block")?))
}

#[inline]
fn known(interfaces: &[Interface], number: u32, offset: u64) -> Result<&Interface, Damage> {
    usize::try_from(number).ok().and_then(|number| interfaces.get(number)).ok_or_else(|| {
        let described = grouped(interfaces.len() as u64);
        let problem = format!("packet is of interface {}, {described} are described", grouped(number.into()));
        Damage::bad_field(offset, problem)
    })
}

/// That the block holds the bytes it says were captured, and that a packet may have so many.
#[inline]
fn held(body: Fields<'_>, interface: &Interface, captured: u32, offset: u64) -> Result<usize, Damage> {
    let (length, left) = (captured as usize, body.reader.len());
    let limit = length_limit(interface.link_type);
    if length > left {
        let problem = format!("packet says {} bytes, its block has {}", grouped(captured.into()), grouped(left as u64));
        Err(Damage::bad_length(offset, problem))
    } else if captured > limit {
        Err(Damage::too_long(offset, "packet", captured.into(), u64::MAX, limit.into()))
    } else {
        Ok(length)
    }
}
