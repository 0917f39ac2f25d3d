//! How the headers of packets are laid out, where the file header leaves that open.
//!
//! Alexey Kuznetzov's patches of 1999 and Nokia's firewalls put fields behind the four that every packet header has: Red
//! Hat 6.1 wrote the first patch, and Nokia writes, under the standard magic number; the later patches share a magic
//! number of their own. Which it is shows only in whether a header stands where the one before it says.

use crate::capture::order::{Fields, Order};
use crate::capture::window::Window;

/// What a packet header holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Time and lengths.
    Standard,
    /// Behind them interface, protocol and packet type (patches of 17 April and 29 October 1999).
    Patched,
    /// And two processors (patch of 15 September 1999, SuSE 6.3).
    PatchedWithProcessors,
    /// Behind them four bytes of which nothing is known.
    Nokia,
}

/// So many headers are looked at.
const HEADERS: u32 = 3;

/// Two packets in a row are hardly further apart, in seconds, and what is read in the wrong place is.
const WEEK: u32 = 7 * 24 * 3600;

/// No packet is longer, not even on D-Bus.
const LONGEST: u32 = 128 * 1024 * 1024;

/// What no interface's number and packet's type exceeded when these formats were written, nor do today.
const MOST_INTERFACES: u32 = 10_000;
const MOST_TYPES: u8 = 7;

impl Layout {
    pub const fn header(self) -> usize {
        match self {
            Self::Standard => 16,
            Self::Nokia => 20,
            Self::Patched => 24,
            Self::PatchedWithProcessors => 28,
        }
    }

    /// The one of `candidates` in which most headers in a row are sound; the first of those, so what is damaged early is
    /// taken for what is common. `alone` is whether a file of one packet tells.
    pub fn tell(candidates: &[Self], alone: bool, window: &mut Window, order: Order, limit: u32) -> Self {
        let mut best = (0, Self::Standard);
        for (place, layout) in candidates.iter().enumerate() {
            let sound = layout.sound_headers(alone, window, order, limit);
            if place == 0 || sound > best.0 {
                best = (sound, *layout);
            }
            if best.0 >= HEADERS {
                break;
            }
        }
        best.1
    }

    /// How many headers from the window's start on are sound. The end of the file, where it fits, counts as all of them.
    fn sound_headers(self, alone: bool, window: &mut Window, order: Order, limit: u32) -> u32 {
        let (mut at, mut before) = (0_usize, None);
        for number in 0..HEADERS {
            let whole = window.look_ahead(at.saturating_add(self.header()));
            if !whole && window.len() == at && (alone || number > 1) {
                return HEADERS;
            }
            let header = window.peek().get(at..).unwrap_or_default();
            let Some((seconds, captured)) = self.sound(header, order, limit).filter(|_| whole) else {
                return number;
            };
            if before.is_some_and(|before| seconds.abs_diff(before) > WEEK) {
                return number;
            }
            before = Some(seconds);
            at = at.saturating_add(self.header()).saturating_add(captured as usize);
        }
        HEADERS
    }

    /// The seconds and the captured length of a header, if all its fields may be what they should be.
    fn sound(self, header: &[u8], order: Order, limit: u32) -> Option<(u32, u32)> {
        let mut fields = Fields::new(header, order);
        let mut next = || fields.u32("packet header").ok();
        let (seconds, fraction, captured, original) = (next()?, next()?, next()?, next()?);
        let is_sound = fraction < 1_000_000 && captured <= limit && captured <= original && original <= LONGEST;
        let is_patched = matches!(self, Self::Patched | Self::PatchedWithProcessors);
        if is_patched && (next()? > MOST_INTERFACES || *header.get(22)? > MOST_TYPES) {
            return None;
        }
        is_sound.then_some((seconds, captured))
    }
}
