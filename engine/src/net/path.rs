//! The way to a header inside a packet: VLAN tags and tunnels, outermost first.

use super::tunnels::TunnelPath;

/// So many tunnels and links may lie in each other. Real ones are four at most; a packet can be made of nothing else.
const DEEPEST: u8 = 10;

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

    pub(super) fn push(&mut self, id: u16) {
        if let Some(free) = self.ids.get_mut(usize::from(self.count)) {
            *free = id;
            self.count = self.count.saturating_add(1);
        }
    }
}

/// What was passed so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Path {
    pub vlans: Vlans,
    pub tunnels: TunnelPath,
    depth: u8,
}

impl Path {
    /// One link or tunnel deeper; `None` where it goes too deep.
    pub fn deeper(self) -> Option<Self> {
        (self.depth < DEEPEST).then(|| Self { depth: self.depth.saturating_add(1), ..self })
    }
}
