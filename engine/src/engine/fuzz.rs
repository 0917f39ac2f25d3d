//! Fuzz bodies of the whole engine behind the file: what an attacker's packets and segments may be, and what has to hold.

use super::{Engine, Options};
use crate::bytes::{At, Frame, Reader};
use crate::capture::{LinkType, Packet};
use crate::invariants;
use crate::net::{Address, Endpoint, Segment, TcpFlags, TunnelPath, Vlans};
use crate::rows::Name;

/// Any packets, each behind a link type, a step of time and a length, through small memory: the rows hold together.
pub fn packets(data: &[u8]) {
    const LINKS: [LinkType; 8] = [
        LinkType::ETHERNET,
        LinkType::NULL,
        LinkType::LOOP,
        LinkType::LINUX_SLL,
        LinkType::LINUX_SLL2,
        LinkType::RAW,
        LinkType::PPP,
        LinkType::IEEE802_11,
    ];
    let (mut run, mut r) = (Run::new(), Reader::new(data));
    while let Ok([link, step]) = r.array("link type, step")
        && let Ok(length) = r.u16("length")
        && let Ok(data) = r.take(usize::from(length).min(r.len()), "packet")
    {
        let link_type = LINKS.get(usize::from(link) % LINKS.len()).copied().unwrap_or(LinkType::RAW);
        let at = run.next(step);
        run.engine.packet(&Packet { at, link_type, data, original_length: length.into() });
    }
    run.end();
}

/// Any segments of one connection, so that bytes reach TLS without luck: each behind what it is, a step of time, how far
/// it is from its place, and a length. The rows hold together.
pub fn conversation(data: &[u8]) {
    let end = |last| Endpoint { address: Address::v4([10, 0, 0, last]), port: 440 + u16::from(last) };
    let (ends, mut next) = ([end(1), end(3)], [1_u32; 2]);
    let (mut run, mut r) = (Run::new(), Reader::new(data));
    while let Ok([kind, step, shift]) = r.array("kind, step, shift")
        && let Ok(length) = r.u16("length")
        && let Ok(payload) = r.take(usize::from(length).min(r.len()), "payload")
    {
        let from_second = kind & 1 == 1;
        let ([source, destination], [sequence, acknowledgment]) = match (from_second, ends, next) {
            (false, [a, b], [x, y]) => ([a, b], [x, y]),
            (true, [a, b], [x, y]) => ([b, a], [y, x]),
        };
        let flags = TcpFlags(match kind >> 1 & 7 {
            0 => 0x02,
            1 => 0x12,
            2 => 0x11,
            3 => 0x04,
            _ => 0x18,
        });
        let length = u32::from(length) + u32::from(flags.syn()) + u32::from(flags.fin());
        if let Some(next) = next.get_mut(usize::from(from_second)) {
            *next = next.wrapping_add(length);
        }
        if kind & 0x80 != 0 {
            continue; // lost on its way to the capture
        }
        let segment = Segment {
            source,
            destination,
            sequence: sequence.wrapping_add_signed(shift.cast_signed().into()),
            acknowledgment,
            flags,
            window: u16::from(kind & 0x40 == 0),
            window_scale: None,
            mss: None,
            hop_limit: 64,
            vlans: Vlans::default(),
            tunnels: TunnelPath::default(),
            payload,
            payload_length: u32::try_from(payload.len()).unwrap_or(u32::MAX),
            header_cut: false,
        };
        let at = run.next(step);
        run.engine.counts.packets += 1;
        run.engine.clock.tick(at.time());
        run.engine.segment(&segment, at);
    }
    run.end();
}

/// An engine with little memory, and what its rows have to fit.
struct Run {
    engine: Engine,
    batches: Vec<(&'static str, arrow_array::RecordBatch)>,
    frame: Frame,
    time: i64,
    times: Option<(i64, i64)>,
}

impl Run {
    fn new() -> Self {
        let mut engine = Engine::new(Options { records: true, max_memory: 1 << 16 });
        engine.name(Name { capture_id: "0".repeat(32), server_label: None });
        Self { engine, batches: Vec::new(), frame: Frame::MIN, time: 0, times: None }
    }

    /// Where the next packet is captured: mostly some milliseconds on, one in 16 up to 146 years, also back, and now and
    /// then at no known time.
    fn next(&mut self, step: u8) -> At {
        if self.engine.is_batch_full() {
            self.batches.extend(self.engine.take_batch());
        }
        let unit = if step & 0xf == 0xf { i64::MAX / 64 } else { 1_000_000 };
        self.time = self.time.saturating_add(i64::from(step.cast_signed() >> 4).saturating_mul(unit));
        let time = (step != 0).then_some(self.time);
        if let Some(time) = time {
            let (first, last) = self.times.unwrap_or((time, time));
            self.times = Some((first.min(time), last.max(time)));
        }
        let at = At::new(self.frame, time);
        self.frame = self.frame.saturating_add(1);
        at
    }

    fn end(mut self) {
        while !self.engine.end() {
            self.batches.extend(self.engine.take_batch());
        }
        self.batches.extend(self.engine.take_batch());
        let frames = self.frame.get() - 1;
        assert_eq!(self.engine.counts().packets, frames);
        invariants::check(&self.batches, frames, self.times.map(|(first, last)| first..=last));
    }
}
