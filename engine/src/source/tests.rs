#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::cast_possible_truncation)]

use std::fs;

use liblzma::read::XzEncoder;
use liblzma::stream::{Check, Filters, LzmaOptions, Stream};

use super::compressed::{bzip2, gzip, lz4, xz, zstd};
use super::*;

/// Long enough for several blocks of each format, and not all the same.
fn plain() -> Vec<u8> {
    (0..400_000_u32).flat_map(|number| (number / 3).to_le_bytes()).collect()
}

type Compress = fn(&[u8]) -> Vec<u8>;

const FORMATS: [(&str, Compress); 5] = [("gzip", gzip), ("zstd", zstd), ("lz4", lz4), ("bzip2", bzip2), ("xz", xz)];

fn read(stored: &[u8]) -> (Vec<u8>, io::Result<usize>, Source) {
    let mut source = Source::from_reader(Box::new(Cursor::new(stored.to_vec())));
    let mut data = Vec::new();
    let end = source.read_to_end(&mut data);
    (data, end, source)
}

fn compression_error(end: io::Result<usize>) -> CompressionError {
    *end.unwrap_err().into_inner().unwrap().downcast().unwrap()
}

#[test]
fn compression_is_told_by_content_and_may_come_in_several_frames() {
    let plain = plain();
    for (name, compress) in FORMATS {
        let (first, second) = plain.split_at(1_000_000);
        let (data, end, source) = read(&[compress(first), compress(b""), compress(second)].concat());
        assert_eq!(source.compression(), Some(name));
        assert!(end.is_ok() && data == plain, "{name}");
    }
    let (data, _, source) = read(&plain);
    assert_eq!((source.compression(), data), (None, plain));
    assert_eq!(read(b"").0, b"");
}

#[test]
fn compression_inside_compression_is_left_alone() {
    let inner = zstd(b"a capture");
    assert_eq!(read(&gzip(&inner)).0, inner);
}

#[test]
fn a_cut_stream_gives_its_bytes_so_far_and_says_that_it_is_cut() {
    let plain = plain();
    for (name, compress) in FORMATS {
        let stored = compress(&plain);
        for length in [5, 20, stored.len() / 3, stored.len() / 2, stored.len() - 1] {
            let (data, end, _) = read(&stored[..length]);
            assert!(plain.starts_with(&data), "{name}");
            assert!(length < stored.len() / 2 || data.len() > plain.len() / 3, "{name}: {} bytes", data.len());
            let error = compression_error(end);
            assert_eq!((error.format, &error.fault, error.stored), (name, &CompressionFault::Cut, length as u64));
            assert_eq!(error.to_string(), format!("{name} stream ends too early"));
        }
    }
}

#[test]
fn an_lz4_stream_cut_between_two_blocks_is_cut_too() {
    let plain = plain();
    let stored = lz4(&plain);
    // A frame header of 7 bytes, then blocks: a length of 4 bytes, whose top bit says "not compressed", and so many bytes.
    let block = 4 + (u32::from_le_bytes(stored[7..11].try_into().unwrap()) & 0x7fff_ffff) as usize;
    let (data, end, _) = read(&stored[..7 + block]);
    assert!(!data.is_empty() && plain.starts_with(&data));
    assert_eq!(compression_error(end).fault, CompressionFault::Cut);
}

#[test]
fn bytes_behind_a_stream_that_are_no_frame_are_damage() {
    let plain = plain();
    for (name, compress) in FORMATS {
        let stored = [&compress(&plain)[..], b"this is no frame of any format"].concat();
        let (data, end, _) = read(&stored);
        assert!(data == plain, "{name}");
        let error = compression_error(end);
        assert!(matches!(error.fault, CompressionFault::Damaged(_)), "{name}: {error}");
        assert!(error.to_string().starts_with(&format!("{name} stream is damaged: ")));
    }
}

#[test]
fn a_checksum_that_does_not_hold_is_damage() {
    let mut stored = gzip(&plain());
    let checksum = stored.len() - 8;
    stored[checksum] ^= 1;
    assert!(matches!(compression_error(read(&stored).1).fault, CompressionFault::Damaged(_)));
}

#[test]
fn a_zstd_window_of_more_than_128_mib_is_refused() {
    // RFC 8878 3.1.1.1.2: exponent 18 is a window of 2^28 bytes. Then one raw block of one byte, the last.
    let frame = |window: u8| [0x28, 0xb5, 0x2f, 0xfd, 0x00, window, 0x09, 0x00, 0x00, b'x'];
    assert_eq!(read(&frame(17 << 3)).0, b"x");
    let error = compression_error(read(&frame(18 << 3)).1);
    assert_eq!(error.to_string(), "zstd stream needs a window of more than 128 MiB");
}

#[test]
fn an_xz_dictionary_of_more_than_128_mib_is_refused() {
    let with_dictionary = |bytes: u32| {
        let mut lzma = LzmaOptions::new_preset(0).unwrap();
        let mut filters = Filters::new();
        filters.lzma2(lzma.dict_size(bytes));
        let stream = Stream::new_stream_encoder(&filters, Check::Crc32).unwrap();
        let mut stored = Vec::new();
        XzEncoder::new_stream(&b"x"[..], stream).read_to_end(&mut stored).unwrap();
        stored
    };
    assert_eq!(read(&with_dictionary(128 << 20)).0, b"x");
    let error = compression_error(read(&with_dictionary(192 << 20)).1);
    assert_eq!(error.to_string(), "xz stream needs a window of more than 128 MiB");
}

/// RFC 8878 3.1.2: a magic number, a length, and so many bytes of anything; the lz4 frame format has the same.
#[test]
fn frames_to_be_skipped_are_skipped_wherever_they_stand() {
    let skippable = [&[0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"any"].concat();
    for (name, compress) in [("zstd", zstd as Compress), ("lz4", lz4)] {
        let frames = [&skippable, &skippable, &compress(b"one"), &skippable, &compress(b"two"), &skippable];
        let (data, end, source) = read(&frames.map(Vec::as_slice).concat());
        assert_eq!((data.as_slice(), end.is_ok(), source.compression()), (&b"onetwo"[..], true, Some(name)));
    }
    for length in 4..skippable.len() {
        assert_eq!(compression_error(read(&skippable[..length]).1).fault, CompressionFault::Cut);
    }
}

/// `lz4 -l`: a magic number, then blocks, each behind its length. A block of literals alone begins with a token whose
/// upper half is their number, 15 at the most, or 15 and more bytes to be added (the lz4 block format).
#[test]
fn a_legacy_lz4_frame_ends_where_the_bytes_or_the_next_frame_do() {
    let block = |text: &[u8]| [&(text.len() as u32 + 1).to_le_bytes()[..], &[(text.len() as u8) << 4], text].concat();
    let legacy = |blocks: &[&[u8]]| {
        [&[0x02, 0x21, 0x4c, 0x18][..], &blocks.iter().flat_map(|b| block(b)).collect::<Vec<_>>()].concat()
    };
    let stored = [legacy(&[b"one ", b"two "]), legacy(&[b"three "]), lz4(b"four")].concat();
    let (data, end, source) = read(&stored);
    assert_eq!((data.as_slice(), end.is_ok(), source.compression()), (&b"one two three four"[..], true, Some("lz4")));
    let error = compression_error(read(&legacy(&[b"one "])[..10]).1);
    assert_eq!(error.fault, CompressionFault::Cut);
}

#[test]
fn damage_costs_less_than_a_page_of_what_came_before_it() {
    let plain = plain();
    for (name, compress) in FORMATS {
        // Two streams, of which the second is wrong from its first block on.
        let (first, mut second) = (compress(&plain), compress(&plain));
        let place = second.len().min(40);
        second[place..].fill(0x55);
        let (data, end, _) = read(&[first, second].concat());
        assert!(end.is_err() && data.len() + 4096 > plain.len(), "{name}: {} of {}", data.len(), plain.len());
        assert_eq!(data[..plain.len().min(data.len())], plain[..plain.len().min(data.len())]);
    }
}

#[test]
fn an_error_of_the_stored_bytes_stays_itself() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::from(ErrorKind::ConnectionReset))
        }
    }
    let stored = Cursor::new(gzip(&plain())[..1_000].to_vec()).chain(Failing);
    let mut source = Source::from_reader(Box::new(stored));
    let error = source.read_to_end(&mut Vec::new()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
}

#[test]
fn a_stream_is_known_by_its_first_64_kib_as_stored() {
    let mut stored = gzip(&plain());
    stored.resize(200_000, 0);
    let id = |stored: &[u8]| {
        let mut source = Source::from_reader(Box::new(Cursor::new(stored.to_vec())));
        let _ = source.read(&mut [0; 1]).unwrap();
        source.finish_stream_id();
        source.stream_id()
    };
    let before = id(&stored);
    assert_eq!(before[..], Sha256::digest(&stored[..65_536])[..16]);
    stored[65_536] ^= 1;
    assert_eq!(id(&stored), before);
    stored[65_535] ^= 1;
    assert_ne!(id(&stored), before);
}

#[test]
fn a_file_is_known_by_its_size_its_start_and_its_end() {
    let path = std::env::temp_dir().join(format!("pcapflow-identity-{}", std::process::id()));
    let id = |content: &[u8]| {
        fs::write(&path, content).unwrap();
        identify(&path).unwrap()
    };
    let mut content = vec![1; 300_000];
    let before = id(&content);
    let hashed = [&300_000_u64.to_le_bytes()[..], &[1; 131_072]].concat();
    assert_eq!(before[..], Sha256::digest(hashed)[..16]);
    content[150_000] = 2;
    assert_eq!(id(&content), before, "the middle is not read");
    for place in [0, 65_535, 234_464, 299_999] {
        let mut changed = content.clone();
        changed[place] = 3;
        assert_ne!(id(&changed), before);
    }
    content.push(1);
    assert_ne!(id(&content), before);
    fs::remove_file(&path).unwrap();
    assert_eq!(identify(&path).unwrap_err().kind(), ErrorKind::NotFound);
}

#[test]
fn packets_are_known_by_times_lengths_and_bytes_up_to_64_kib() {
    let id = |packets: &[(Time, u32, &[u8])]| {
        let mut id = PacketsId::default();
        packets.iter().for_each(|(time, length, data)| id.push(*time, *length, data));
        id.id()
    };
    let one: (Time, u32, &[u8]) = (Some(1), 3, b"abc");
    let before = id(&[one, one]);
    assert_ne!(id(&[one, (Some(2), 3, b"abc")]), before);
    assert_ne!(id(&[one, (None, 3, b"abc")]), before);
    assert_ne!(id(&[one, (Some(1), 3, b"abd")]), before);
    assert_ne!(id(&[one, (Some(1), 2, b"ab")]), before);
    let long = vec![0; 65_536];
    let full = id(&[(Some(1), 65_536, &long)]);
    assert_eq!(id(&[(Some(1), 65_536, &long), one]), full);
}
