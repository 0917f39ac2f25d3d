//! `captures`: what was read, how it went, and counts that must add up.

use super::{Stamp, table};

table! {
    /// One row per capture file, stream or sequence of packets.
    captures: Capture<'a> / Columns {
        /// Hash of the content (size, first and last 64 KiB as stored), the same under any name and on any machine; null if it could not be read.
        capture_id: Option<&'a str> => "pcapflow",
        /// What `capture_id` was made from: file, stream or packets.
        id_basis: Option<&'a str> => "pcapflow",
        /// Where it was read from, as written.
        uri: &'a str => "pcapflow",
        /// Other places at which the same content was found in the run.
        also_at: Option<&'a [String]> => "pcapflow",
        /// Name of the server that the capture belongs to, if the pipeline gives one.
        server_label: Option<&'a str> => "pcapflow",
        /// Size in bytes as stored; null for streams.
        size: Option<u64> => "pcapflow",
        /// Last change of the file; null where there is none.
        mtime: Stamp => "pcapflow",
        /// pcap, pcap-ns (nanoseconds), pcap-modified (Kuznetzov), pcap-nokia, pcap-ixia, pcap-aix, pcapng, snoop; null if it is none that is read; packets if they came from Python.
        format: Option<&'a str> => "pcapflow",
        /// gzip, zstd, lz4, bzip2, xz; null if not compressed.
        compression: Option<&'a str> => "pcapflow",
        /// Link types in order of appearance, as LINKTYPE numbers.
        link_types: Option<&'a [u32]> => "tcpdump.org linktypes",
        /// Interfaces that the capture describes.
        interfaces: Option<u32> => "pcapng 4.2",
        /// Packets read; Wireshark's frame count.
        packets: Option<u64> => "Wireshark frame.number",
        /// Bytes captured of them.
        bytes: Option<u64> => "Wireshark frame.cap_len",
        /// Bytes they had on the wire.
        original_bytes: Option<u64> => "Wireshark frame.len",
        /// Earliest time of a packet.
        first_time: Stamp => "Wireshark frame.time",
        /// Latest time of a packet.
        last_time: Stamp => "Wireshark frame.time",
        /// Packets whose time does not fit 64 bits of nanoseconds.
        times_out_of_range: Option<u64> => "pcapflow",
        /// Packets that the capturing side says it lost; null if it says nothing.
        dropped_packets: Option<u64> => "pcapng 4.6, RFC 1761",
        /// The capture holds decryption secrets; they were not read.
        contains_secrets: Option<bool> => "pcapng 4.7",
        /// Packets cut by the snap length.
        snaplen_cut_packets: Option<u64> => "pcapflow",
        /// The file ends inside its last packet.
        cut_tail: Option<bool> => "pcapflow",
        /// Packets that were TCP segments.
        tcp_packets: Option<u64> => "pcapflow",
        /// Packets of TCP connections that have a row in `connections`.
        tls_packets: Option<u64> => "pcapflow",
        /// Packets that were something else than TCP.
        other_packets: Option<u64> => "pcapflow",
        /// Fragments, but those that completed a packet.
        fragment_packets: Option<u64> => "pcapflow",
        /// Packets whose headers do not hold together.
        malformed_packets: Option<u64> => "pcapflow",
        /// Packets that are encrypted on the link: 802.11 data frames, mostly.
        encrypted_packets: Option<u64> => "IEEE 802.11 9.2.4.1.9",
        /// Packets in more tunnels than are followed, which is 10.
        too_deep_packets: Option<u64> => "pcapflow",
        /// Packets of link types that are not read.
        unsupported_packets: Option<u64> => "pcapflow",
        /// The link types that are not read, by name.
        unsupported_link_types: Option<&'a [String]> => "tcpdump.org linktypes",
        /// Fragmented IP packets of which fragments were missing for a minute or at the end.
        incomplete_datagrams: Option<u64> => "RFC 8200 4.5",
        /// Fragmented IP packets given up because too much was waiting.
        fragment_limit_datagrams: Option<u64> => "pcapflow",
        /// TCP connections seen, with TLS or without.
        tcp_connections: Option<u64> => "pcapflow",
        /// Rows in `connections`.
        tls_connections: Option<u64> => "pcapflow",
        /// Connection attempts that a RST answered.
        refused_connections: Option<u64> => "RFC 9293 3.10.7.1",
        /// Connections that left before the capture's end because they rested.
        idle_connections: Option<u64> => "pcapflow",
        /// Connections that left early because the memory limit was reached.
        evicted_connections: Option<u64> => "pcapflow",
        /// Connections whose stored out-of-order bytes reached their limit.
        reorder_limit_connections: Option<u64> => "pcapflow",
        /// Reset connections without TLS that were not kept because there were too many.
        resets_not_kept: Option<u64> => "pcapflow",
        /// `tcp_stream` is null from here on, because too many conversations had to be remembered.
        stream_numbers_end: Option<bool> => "pcapflow",
        /// Some tunnels are called `other`, because too many had to be told apart.
        tunnel_paths_end: Option<bool> => "pcapflow",
        /// Version of the engine that made the rows.
        engine_version: &'a str => "pcapflow",
        /// ok; cut (ends early, all before it kept); damaged (unreadable from `error_offset` on, all before it kept); failed (nothing read).
        status: &'a str => "pcapflow",
        /// What went wrong, in a line.
        error: Option<&'a str> => "pcapflow",
        /// Byte at which it went wrong, after decompression.
        error_offset: Option<u64> => "pcapflow",
    }
}
