//! Ethernet with VLAN tags, and what an EtherType leads to wherever one stands.

use super::{Layer, Peeled, ip};
use crate::bytes::Malformed;

/// The VLAN ids of a packet, outermost first; at most four are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Vlans {
    ids: [u16; 4],
    count: u8,
}

impl Vlans {
    /// The ids.
    #[must_use]
    pub fn ids(&self) -> &[u16] {
        self.ids.get(..usize::from(self.count)).unwrap_or_default()
    }

    fn push(&mut self, id: u16) {
        if let Some(free) = self.ids.get_mut(usize::from(self.count)) {
            *free = id;
            self.count = self.count.saturating_add(1);
        }
    }
}

#[inline]
pub(super) fn peel(mut layer: Layer<'_>) -> Result<Peeled<'_>, Malformed> {
    let [.., high, low] = layer.array::<14>("ethernet header")?;
    ethertype(u16::from_be_bytes([high, low]), layer)
}

/// What follows `ethertype`.
#[inline]
pub(super) fn ethertype(mut ethertype: u16, mut layer: Layer<'_>) -> Result<Peeled<'_>, Malformed> {
    let mut vlans = Vlans::default();
    loop {
        match ethertype {
            0x0800 | 0x86dd => return ip::peel(layer, vlans),
            // IEEE 802.1Q, 802.1ad, and the number that stacked tags had before 802.1ad. Each takes four bytes.
            0x8100 | 0x88a8 | 0x9100 => {
                let [tag_high, tag_low, high, low] = layer.array("vlan tag")?;
                vlans.push(u16::from_be_bytes([tag_high, tag_low]) & 0x0fff);
                ethertype = u16::from_be_bytes([high, low]);
            }
            _ => return Ok(Peeled::Other),
        }
    }
}
