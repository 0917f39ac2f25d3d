//! The capture's own time, against packets that lie about theirs.

use crate::bytes::Time;

/// A packet that is further off than this needs witnesses.
const JUMP_NS: u64 = 24 * 3600 * 1_000_000_000;
/// So many of them in a row.
const WITNESSES: u32 = 100;

/// Follows the times of packets.
#[derive(Debug, Default)]
pub struct Clock {
    now: Option<i64>,
    elsewhere: i64,
    witnesses: u32,
}

impl Clock {
    /// A packet of this time was captured.
    #[inline]
    pub fn tick(&mut self, time: Time) {
        let Some(time) = time else { return };
        let Some(now) = self.now else {
            self.now = Some(time);
            return;
        };
        if time.abs_diff(now) <= JUMP_NS {
            self.now = Some(now.max(time));
            self.witnesses = 0;
            return;
        }
        if self.witnesses == 0 || time.abs_diff(self.elsewhere) > JUMP_NS {
            self.elsewhere = time;
            self.witnesses = 0;
        }
        self.witnesses += 1;
        if self.witnesses >= WITNESSES {
            self.now = Some(time);
            self.witnesses = 0;
        }
    }

    /// The time of the capture; `None` before the first packet that has one.
    #[must_use]
    pub const fn now(&self) -> Time {
        self.now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEAR: i64 = 365 * JUMP_NS.cast_signed();

    #[test]
    fn one_packet_from_the_future_moves_nothing() {
        let mut clock = Clock::default();
        for time in [10, 20, YEAR, 30] {
            clock.tick(Some(time));
        }
        assert_eq!(clock.now(), Some(30));
    }

    #[test]
    fn a_first_packet_from_the_future_is_outvoted() {
        let mut clock = Clock::default();
        clock.tick(Some(YEAR));
        for time in 0..100 {
            clock.tick(Some(time));
        }
        assert_eq!(clock.now(), Some(99));
    }
}
