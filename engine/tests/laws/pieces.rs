//! A file gives the same rows however its bytes come.

use std::io::{self, Cursor, Read};

use crate::packets::samples;
use crate::rows::batches_of_reader;

/// A reader that gives at most so many bytes at once.
struct Pieces(Cursor<Vec<u8>>, usize);

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer.len().min(self.1);
        self.0.read(&mut buffer[..length])
    }
}

#[test]
fn a_capture_that_comes_in_pieces_gives_the_same_rows() {
    for (name, file) in samples() {
        let whole = batches_of_reader(Box::new(Cursor::new(file.clone())));
        for size in [1, 7, 4096] {
            let pieces = batches_of_reader(Box::new(Pieces(Cursor::new(file.clone()), size)));
            assert_eq!(pieces, whole, "{name} in pieces of {size}");
        }
    }
}
