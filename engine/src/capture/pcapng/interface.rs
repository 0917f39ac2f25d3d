//! What a section says of its interfaces: link type, snap length, the unit and origin of times, drops.

use super::{MOST_INTERFACES, Pcapng, options};
use crate::bytes::{Malformed, Time};
use crate::capture::damage::{CONVERT, DAMAGED, Damage, DamageKind};
use crate::capture::order::Fields;
use crate::capture::{CaptureFacts, LinkType};

/// One interface of the section.
#[derive(Clone, Copy, Debug)]
pub(super) struct Interface {
    pub link_type: LinkType,
    /// 0 is no limit.
    pub snap_length: u32,
    unit: Unit,
    offset_seconds: i64,
    interface_drops: Option<u64>,
    system_drops: Option<u64>,
}

impl Interface {
    /// A time of this interface, in nanoseconds.
    #[inline]
    pub fn time(&self, units: u64) -> Time {
        let nanoseconds = match self.unit {
            Unit::Nanoseconds(count) => i128::from(units) * i128::from(count),
            Unit::PartsOfNanosecond(parts) => i128::from(units.checked_div(parts).unwrap_or(0)),
            // 2^64 times 10^9 is below 2^94.
            Unit::PowerOfTwo(exponent) => (i128::from(units) * NANOSECONDS) >> exponent,
        };
        i64::try_from(nanoseconds + i128::from(self.offset_seconds) * NANOSECONDS).ok()
    }

    fn drops(&self) -> Option<u64> {
        match (self.interface_drops, self.system_drops) {
            (None, None) => None,
            (interface, system) => Some(interface.unwrap_or(0).saturating_add(system.unwrap_or(0))),
        }
    }
}

const NANOSECONDS: i128 = 1_000_000_000;

/// The unit of an interface's timestamps (`if_tsresol`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// So many nanoseconds.
    Nanoseconds(u64),
    /// A nanosecond divided by this; 0 stands for more than 64 bits, of which no timestamp makes a nanosecond.
    PartsOfNanosecond(u64),
    /// A second divided by two to this.
    PowerOfTwo(u32),
}

impl Unit {
    fn read(resolution: u8) -> Self {
        let exponent = u32::from(resolution & 0x7f);
        if resolution & 0x80 != 0 {
            Self::PowerOfTwo(exponent)
        } else if let Some(missing) = 9_u32.checked_sub(exponent) {
            Self::Nanoseconds(10_u64.pow(missing))
        } else {
            Self::PartsOfNanosecond(10_u64.checked_pow(exponent - 9).unwrap_or(0))
        }
    }
}

impl Pcapng {
    /// Section Header Block: a new byte order, and no interfaces yet.
    pub(super) fn section(&mut self, body: Fields<'_>, facts: &mut CaptureFacts, offset: u64) -> Result<(), Damage> {
        let magic = body.reader.peek().first_chunk().copied().unwrap_or_default();
        let order = super::section_order(magic, offset)?;
        let (major, minor) =
            version(Fields { order, ..body }).map_err(|malformed| Damage::short_block(offset, malformed))?;
        // Version 1.2 is written by some and means 1.0.
        if major != 1 || !matches!(minor, 0 | 2) {
            let problem = format!("section of pcapng version {major}.{minor}; 1.0 is read");
            return Err(Damage { kind: DamageKind::UnsupportedFormat, offset, problem, advice: CONVERT });
        }
        self.order = order;
        self.interfaces.clear();
        facts.sections = facts.sections.saturating_add(1);
        Ok(())
    }

    /// Interface Description Block.
    pub(super) fn interface(&mut self, body: Fields<'_>, facts: &mut CaptureFacts, offset: u64) -> Result<(), Damage> {
        if self.interfaces.len() >= MOST_INTERFACES {
            let problem = "section describes more than 65,536 interfaces".to_owned();
            return Err(Damage { kind: DamageKind::UnsupportedFormat, offset, problem, advice: DAMAGED });
        }
        let interface = describe(body).map_err(|malformed| Damage::short_block(offset, malformed))?;
        self.interfaces.push(interface);
        facts.interface(interface.link_type);
        Ok(())
    }

    /// Interface Statistics Block: counts since the capture began, so the last one of an interface holds.
    pub(super) fn statistics(&mut self, mut body: Fields<'_>, facts: &mut CaptureFacts) -> Result<(), Malformed> {
        let number = body.u32("interface statistics")?;
        body.halves("interface statistics")?;
        let order = body.order;
        let interface = usize::try_from(number).ok().and_then(|number| self.interfaces.get_mut(number));
        if let Some(interface) = interface {
            let before = interface.drops();
            options::each(body, |code, value| {
                let count = value.first_chunk().map(|value| order.u64(*value));
                match code {
                    5 => interface.interface_drops = count, // isb_ifdrop
                    7 => interface.system_drops = count,    // isb_osdrop
                    _ => {}
                }
            });
            if let Some(now) = interface.drops() {
                let others = facts.drops.unwrap_or(0).saturating_sub(before.unwrap_or(0));
                facts.drops = Some(others.saturating_add(now));
            }
        }
        Ok(())
    }
}

fn version(mut body: Fields<'_>) -> Result<(u16, u16), Malformed> {
    body.u32("byte-order magic")?;
    let version = (body.u16("section header")?, body.u16("section header")?);
    body.halves("section length")?;
    Ok(version)
}

fn describe(mut body: Fields<'_>) -> Result<Interface, Malformed> {
    let link_type = LinkType(body.u16("interface description")?.into());
    body.u16("interface description")?;
    let snap_length = body.u32("interface description")?;
    let order = body.order;
    let (mut unit, mut offset_seconds) = (Unit::Nanoseconds(1_000), 0);
    options::each(body, |code, value| match (code, value) {
        (9, &[resolution]) => unit = Unit::read(resolution), // if_tsresol
        (14, value) => {
            // if_tsoffset
            offset_seconds = value.try_into().map_or(0, |value| order.u64(value).cast_signed());
        }
        _ => {}
    });
    Ok(Interface { link_type, snap_length, unit, offset_seconds, interface_drops: None, system_drops: None })
}
