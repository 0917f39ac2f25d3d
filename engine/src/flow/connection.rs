//! One TCP connection: counts, times, ends, and the resets with what came before them.

use crate::bytes::{At, Frame, Nanoseconds};
use crate::flow::order::Order;
use crate::flow::streams::{Key, Stream};
use crate::net::{Endpoint, Segment, TcpFlags, TunnelPath, Vlans};
use crate::tls::Side;

/// Resets kept of a connection.
const RESETS: usize = 64;
/// Window scale taken where the SYN that says it was not captured (RFC 7323 2.3: the largest).
const LARGEST_SCALE: u8 = 14;

/// Times to live of a sender's packets.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ttls {
    values: [u8; 4],
    count: u8,
    min: u8,
    max: u8,
}

impl Ttls {
    fn note(&mut self, ttl: u8) {
        let known = self.values.get(..usize::from(self.count)).unwrap_or_default();
        if known.contains(&ttl) {
            return;
        }
        self.min = if self.count == 0 { ttl } else { self.min.min(ttl) };
        self.max = self.max.max(ttl);
        if let Some(free) = self.values.get_mut(usize::from(self.count)) {
            *free = ttl;
            self.count += 1;
        }
    }

    /// The smallest.
    #[must_use]
    pub fn min(&self) -> Option<u8> {
        (self.count > 0).then_some(self.min)
    }

    /// The largest.
    #[must_use]
    pub fn max(&self) -> Option<u8> {
        (self.count > 0).then_some(self.max)
    }

    /// How many different ones, counted to 4.
    #[must_use]
    pub fn distinct(&self) -> Option<u8> {
        (self.count > 0).then_some(self.count)
    }
}

/// One direction.
#[derive(Debug, Default)]
pub struct Way {
    /// Its bytes in order.
    pub order: Order,
    /// Payload bytes.
    pub bytes: u64,
    /// Its first FIN.
    pub fin: Option<Frame>,
    /// Its first RST.
    pub rst: Option<Frame>,
    /// Time of its last payload.
    pub last_data: Nanoseconds,
    /// Segments.
    pub packets: u32,
    /// Segments without RST.
    pub packets_without_reset: u32,
    /// TTLs of its segments without RST.
    pub ttls: Ttls,
    syn: u32,
    first_ack: u32,
    last_ack: u32,
    /// The acknowledgment that came with its last payload, or first.
    data_ack: u32,
    /// The sequence number behind all that it sent.
    end: u32,
    window: u16,
    scale: u8,
    has_syn: bool,
    has_ack: bool,
}

impl Way {
    /// The sequence number of its SYN.
    #[must_use]
    pub fn syn(&self) -> Option<u32> {
        self.has_syn.then_some(self.syn)
    }

    /// What it acknowledged: the most, whatever came last.
    #[inline]
    #[must_use]
    pub fn last_ack(&self) -> Option<u32> {
        self.has_ack.then_some(self.last_ack)
    }

    /// It acknowledged bytes while it was watched.
    #[must_use]
    pub const fn acks_moved(&self) -> bool {
        self.has_ack && self.first_ack != self.last_ack
    }
}

/// A RST and what came before it.
#[derive(Clone, Copy, Debug)]
pub struct ResetNote {
    /// Where.
    pub at: At,
    /// Its sender.
    pub side: Side,
    /// Flags of the segment.
    pub flags: TcpFlags,
    /// No RST came before.
    pub first: bool,
    /// A FIN or RST came before.
    pub late: bool,
    /// It answers a SYN.
    pub in_reply_to_syn: bool,
    /// In the receiver's window; `None` if that is not known.
    pub in_window: Option<bool>,
    /// Its sequence number less the sender's next.
    pub sequence_offset: Option<i64>,
    /// TTL.
    pub ttl: u8,
    /// Times of the last payload of each side.
    pub last_data: [Nanoseconds; 2],
    /// Segments without RST that its sender had sent.
    pub sent_before: u32,
    /// Phase of what the bytes said, in the words of the tables.
    pub phase: &'static str,
    /// The last thing before it, in the words of the tables.
    pub before: &'static str,
}

/// A connection.
#[derive(Debug)]
pub struct Connection {
    /// Its own number in the capture.
    pub number: u64,
    /// Wireshark's.
    pub stream: Stream,
    /// Its ends.
    pub key: Key,
    /// VLAN ids of its first packet.
    pub vlans: Vlans,
    /// The tunnels that its packets came through.
    pub tunnels: TunnelPath,
    /// Its first packet.
    pub first: At,
    /// Its last packet.
    pub last: At,
    /// The side that sent the first SYN.
    pub initiator: Option<Side>,
    /// SYN to SYN-ACK.
    pub rtt_ns: Nanoseconds,
    /// Both directions.
    pub ways: [Way; 2],
    /// RSTs in order, if there are any.
    resets: Option<Box<Vec<ResetNote>>>,
    /// The snap length cut payload.
    pub snaplen_cut: bool,
    /// It goes on with a conversation that has left already.
    pub continues: bool,
    begins_with_syn: bool,
}

impl Connection {
    /// It begins at `at` with `segment`.
    #[must_use]
    pub fn new(number: u64, stream: Stream, key: Key, segment: &Segment<'_>, at: At) -> Self {
        Self {
            number,
            stream,
            key,
            vlans: segment.vlans,
            tunnels: segment.tunnels,
            first: at,
            last: at,
            initiator: None,
            rtt_ns: Nanoseconds::default(),
            ways: [Way::default(), Way::default()],
            resets: None,
            snaplen_cut: false,
            continues: false,
            begins_with_syn: false,
        }
    }

    /// A direction by its sender.
    #[inline]
    #[must_use]
    pub const fn way(&self, side: Side) -> &Way {
        let [first, second] = &self.ways;
        match side {
            Side::First => first,
            Side::Second => second,
        }
    }

    /// A direction by its sender.
    #[inline]
    pub const fn way_mut(&mut self, side: Side) -> &mut Way {
        let [first, second] = &mut self.ways;
        match side {
            Side::First => first,
            Side::Second => second,
        }
    }

    /// An end.
    #[must_use]
    pub fn end(&self, side: Side) -> Endpoint {
        self.key.end(side)
    }

    /// The side with the higher port, which servers rarely have.
    #[must_use]
    pub fn higher_port(&self) -> Side {
        if self.end(Side::First).port > self.end(Side::Second).port { Side::First } else { Side::Second }
    }

    /// Notes a segment of `side`, all but its payload and its end.
    #[inline]
    pub fn note(&mut self, side: Side, segment: &Segment<'_>, at: At) {
        self.last = at;
        self.snaplen_cut |= segment.header_cut || (segment.payload.len() as u64) < u64::from(segment.payload_length);
        let flags = segment.flags;
        if flags.syn() {
            self.note_syn(side, segment, at);
        }
        let way = self.way_mut(side);
        way.packets = way.packets.saturating_add(1);
        way.bytes += u64::from(segment.payload_length);
        if !flags.rst() {
            way.packets_without_reset = way.packets_without_reset.saturating_add(1);
            way.ttls.note(segment.hop_limit);
            way.window = segment.window;
            if flags.ack() {
                if !way.has_ack {
                    way.first_ack = segment.acknowledgment;
                    way.last_ack = segment.acknowledgment;
                    way.data_ack = segment.acknowledgment;
                    way.has_ack = true;
                }
                // One that was overtaken takes nothing back.
                if segment.acknowledgment.wrapping_sub(way.last_ack).cast_signed() > 0 {
                    way.last_ack = segment.acknowledgment;
                }
                if segment.payload_length > 0 {
                    way.data_ack = segment.acknowledgment;
                }
            }
            let end = segment
                .sequence
                .wrapping_add(segment.payload_length)
                .wrapping_add(u32::from(flags.syn()) + u32::from(flags.fin()));
            if way.packets_without_reset == 1 || end.wrapping_sub(way.end).cast_signed() > 0 {
                way.end = end;
            }
        }
        if segment.payload_length > 0 {
            way.last_data = at.time().into();
        }
        if flags.ack() && !flags.rst() {
            // What the other side sent before was received: its stream stands here, if it is not known better.
            self.way_mut(side.other()).order.start(segment.acknowledgment);
        }
    }

    fn note_syn(&mut self, side: Side, segment: &Segment<'_>, at: At) {
        let way = self.way_mut(side);
        if !way.has_syn {
            way.syn = segment.sequence;
            way.has_syn = true;
            way.scale = segment.window_scale.unwrap_or(0);
            way.order.start(segment.sequence.wrapping_add(1));
        }
        if !segment.flags.ack() {
            if self.initiator.is_none() {
                self.initiator = Some(side);
                self.begins_with_syn = at == self.first;
            }
        } else if self.rtt_ns.get().is_none() {
            let syn_time = self.first.time().filter(|_| self.begins_with_syn);
            self.initiator.get_or_insert(side.other());
            self.rtt_ns = at.time().zip(syn_time).map(|(now, then)| now.saturating_sub(then)).into();
        }
    }

    /// A FIN of `side`; whether it is its first.
    pub fn note_fin(&mut self, side: Side, at: At) -> bool {
        let fin = &mut self.way_mut(side).fin;
        let first = fin.is_none();
        fin.get_or_insert(at.frame);
        first
    }

    /// A segment of `side` is in the other's window; `None` if that is not known.
    #[must_use]
    pub fn in_window(&self, side: Side, segment: &Segment<'_>) -> Option<bool> {
        let (sender, receiver) = (self.way(side), self.way(side.other()));
        let scale = if receiver.has_syn && sender.has_syn { receiver.scale.min(LARGEST_SCALE) } else { LARGEST_SCALE };
        let window = i64::from(u32::from(receiver.window) << scale);
        let offset = |from: u32| i64::from(segment.sequence.wrapping_sub(from).cast_signed());
        // A reset answers a segment with that segment's own acknowledgment, which a later one may have passed.
        receiver.last_ack().map(|ack| (0..=window).contains(&offset(ack)) || receiver.data_ack == segment.sequence)
    }

    /// A RST of `side`, which came in the middle of `phase`, after `before`.
    pub fn note_reset(
        &mut self,
        side: Side,
        segment: &Segment<'_>,
        at: At,
        phase: &'static str,
        before: impl FnOnce(&Self) -> &'static str,
    ) {
        let (sender, receiver) = (self.way(side), self.way(side.other()));
        let first = self.ways.iter().all(|way| way.rst.is_none());
        let late = !first || self.ways.iter().any(|way| way.fin.is_some());
        let in_reply_to_syn = sender.packets_without_reset == 0
            && receiver.syn().is_some_and(|syn| segment.flags.ack() && segment.acknowledgment == syn.wrapping_add(1));
        let offset = |from: u32| i64::from(segment.sequence.wrapping_sub(from).cast_signed());
        let in_window = self.in_window(side, segment);
        let before = if in_reply_to_syn {
            "syn"
        } else if !first {
            "rst"
        } else if late {
            "fin"
        } else {
            before(self)
        };
        let [one, other] = &self.ways;
        let note = ResetNote {
            at,
            side,
            flags: segment.flags,
            first,
            late,
            in_reply_to_syn,
            in_window: if in_reply_to_syn { Some(true) } else { in_window },
            sequence_offset: (sender.packets_without_reset > 0).then(|| offset(sender.end)),
            ttl: segment.hop_limit,
            last_data: [one.last_data, other.last_data],
            sent_before: sender.packets_without_reset,
            phase,
            before,
        };
        let resets = self.resets.get_or_insert_default();
        if resets.is_empty() {
            resets.reserve_exact(1); // most connections have no second
        }
        if resets.len() < RESETS {
            resets.push(note);
        }
        self.way_mut(side).rst.get_or_insert(at.frame);
    }

    /// Both sides ended it, or one did both ways. A RST alone may be a stranger's.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.ways.iter().map(|way| u8::from(way.fin.is_some()) + u8::from(way.rst.is_some())).sum::<u8>() >= 2
    }

    /// RSTs in order; the first 64 are kept.
    #[must_use]
    pub fn resets(&self) -> &[ResetNote] {
        self.resets.as_ref().map_or(&[], |resets| resets.as_slice())
    }

    /// The first FIN or RST: how it ended, who ended it.
    #[must_use]
    pub fn ended(&self) -> Option<(&'static str, Side)> {
        [Side::First, Side::Second]
            .into_iter()
            .flat_map(|side| {
                let way = self.way(side);
                [way.fin.map(|frame| (frame, "fin", side)), way.rst.map(|frame| (frame, "rst", side))]
            })
            .flatten()
            .min_by_key(|(frame, ..)| *frame)
            .map(|(_, how, side)| (how, side))
    }

    /// The other side acknowledged all payload of `side`; `None` if either was not seen.
    #[must_use]
    pub fn is_acknowledged(&self, side: Side) -> Option<bool> {
        let way = self.way(side);
        let acknowledged = self.way(side.other()).last_ack().filter(|_| way.bytes > 0)?;
        // RFC 9293 3.4: a FIN takes a number behind the payload.
        let payload_end = way.end.wrapping_sub(u32::from(way.fin.is_some()));
        Some(acknowledged.wrapping_sub(payload_end).cast_signed() >= 0)
    }

    /// One direction is missing although the other acknowledges bytes of it.
    #[must_use]
    pub fn is_one_sided(&self) -> bool {
        [Side::First, Side::Second]
            .into_iter()
            .any(|side| self.way(side).packets == 0 && self.way(side.other()).acks_moved())
    }

    /// Bytes on the heap, about.
    #[must_use]
    pub fn heap(&self) -> usize {
        self.resets.as_ref().map_or(0, |resets| resets.capacity() * size_of::<ResetNote>())
            + self.ways.iter().map(|way| way.order.heap()).sum::<usize>()
    }
}
