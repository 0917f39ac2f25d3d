//! Messages from RFC 8448 as hexadecimal text, and what tests do with them.

use crate::bytes::{At, Frame};
use crate::tls::flight::Encrypted;

/// RFC 8448 3, the client's hello.
pub const CLIENT_HELLO: &str = "\
    010000c00303cb34ecb1e78163ba1c38c6dacb196a6dffa21a8d9912ec18a2ef6283024dece7000006130113031302010000910000000b\
    0009000006736572766572ff01000100000a00140012001d0017001800190100010101020103010400230000003300260024001d002099\
    381de560e4bd43d23d8e435a7dbafeb3c06e51c13cae4d5413691e529aaf2c002b0003020304000d0020001e0403050306030203080408\
    05080604010501060102010402050206020202002d00020101001c00024001";

/// RFC 8448 3, the server's hello.
pub const SERVER_HELLO: &str = "\
    020000560303a6af06a4121860dc5e6e60249cd34c95930c8ac5cb1434dac155772ed3e2692800130100002e00330024001d0020c98288\
    76112095fe66762bdbf7c672e156d6cc253b833df1dd69b1b04e751f0f002b00020304";

/// RFC 8448 4, the hello of a client that resumes and sends early data.
pub const RESUMING_CLIENT_HELLO: &str = "\
    010001fc03031bc3ceb6bbe39cff938355b5a50adb6db21b7a6af649d7b4bc419d7876487d95000006130113031302010001cd0000000b\
    0009000006736572766572ff01000100000a00140012001d00170018001901000101010201030104003300260024001d0020e4ffb68ac0\
    5f8d96c99da26698346c6be16482badddafe051a66b4f18d668f0b002a0000002b0003020304000d0020001e0403050306030203080408\
    05080604010501060102010402050206020202002d00020101001c00024001001500570000000000000000000000000000000000000000\
    00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000\
    000000000000000000000000002900dd00b800b22c035d829359ee5ff7af4ec900000000262a6494dc486d2c8a34cb33fa90bf1b0070ad\
    3c498883c9367c09a2be785abc55cd226097a3a982117283f82a03a143efd3ff5dd36d64e861be7fd61d2827db279cce145077d454a366\
    4d4e6da4d29ee03725a6a4dafcd0fc67d2aea70529513e3da2677fa5906c5b3f7d8f92f228bda40dda721470f9fbf297b5aea617646fac\
    5c03272e970727c621a79141ef5f7de6505e5bfbc388e93343694093934ae4d357fad6aacb0021203add4fb2d8fdf822a0ca3cf7678ef5\
    e88dae990141c5924d57bb6fa31b9e5f9d";

/// RFC 8448 4, the server takes the first pre-shared key.
pub const RESUMING_SERVER_HELLO: &str = "\
    0200005c03033ccfd2dec890222763472ae8136777c9d7358777bb66e91ea5122495f559ea2d0013010000340029000200000033002400\
    1d0020121761ee42c333e1b9e77b60dd57c2053cd94512ab47f115e86eff50942cea31002b00020304";

/// RFC 8448 5, a HelloRetryRequest with a cookie.
pub const HELLO_RETRY_REQUEST: &str = "\
    020000ac0303cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c001301000084003300020017002c007400\
    7271dcd04bb88bc3189119398a00000000eefafc76c146b823b096f8aacad365dd0030953f4edf625636e5f21bb2e23fcc654b1b5b4031\
    8d10d137abcbb87574e36e8a1f025f7dfa5d6e50781b5eda4aa15b0c8be778257d16aa3030e9e7841dd9e4c0342267e8ca0caf571fb2b7\
    cff0f934b0002b00020304";

/// RFC 8448 6, a request for a client certificate.
pub const CERTIFICATE_REQUEST: &str = "\
    0d000027000024000d0020001e040305030603020308040805080604010501060102010402050206020202";

/// The bytes that hexadecimal text stands for.
pub fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.chars().filter_map(|c| c.to_digit(16)).filter_map(|d| u8::try_from(d).ok()).collect();
    digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect()
}

/// The body of a message: all behind its four-byte header.
pub fn body(text: &str) -> Vec<u8> {
    hex(text).into_iter().skip(4).collect()
}

/// Runs over a sample, then over so many damaged copies of it: bytes changed, cut out, doubled, cut off. The copies are
/// the same each time.
pub fn mutated(sample: &[u8], copies: usize, run: fn(&[u8])) {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    // xorshift64* (Vigna 2016): small, and good enough to choose where to damage.
    let mut random = move |below: usize| {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        let high = state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap_or(0).checked_rem(below).unwrap_or(0)
    };
    run(sample);
    for _ in 0..copies {
        let mut copy = sample.to_vec();
        for _ in 0..=random(4) {
            let at = random(copy.len());
            match random(5) {
                0 => copy.truncate(at),
                1 => copy.iter_mut().skip(at).take(1).for_each(|byte| *byte = u8::MAX),
                2 => copy.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << random(8)),
                3 => drop(copy.splice(at..(at + random(8)).min(copy.len()), [])),
                _ => copy.extend(copy.clone().into_iter().skip(at).take(64)),
            }
        }
        run(&copy);
    }
}

/// A place: the frame, at so many milliseconds.
#[allow(clippy::unwrap_used)]
pub fn at(frame: u64, milliseconds: i64) -> At {
    At::new(Frame::new(frame).unwrap(), Some(milliseconds * 1_000_000))
}

/// Encrypted records of these lengths, in frames 1, 2 ..., a millisecond apart.
pub fn encrypted(lengths: &[u16]) -> Vec<Encrypted> {
    (1..).zip(lengths).map(|(frame, &length)| Encrypted { length, at: at(frame, frame.cast_signed()) }).collect()
}
