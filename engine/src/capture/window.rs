//! The part of the stream that is in memory: one buffer that is used again, refilled by moving what is left to its front.
//!
//! It grows with bytes that were received, never with a length that was claimed, and knows no format.

use std::io::{self, ErrorKind, Read};

use crate::source::Source;

/// What is read at once: four times faster on bulk than reading a file whole or mapping it.
const CHUNK: usize = 256 * 1024;

#[derive(Debug)]
pub(super) struct Window {
    pub source: Source,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Where in the stream `start` is.
    offset: u64,
    ended: bool,
    /// What went wrong while looking ahead; said once the bytes up to there were taken.
    failed: Option<io::Error>,
}

impl Window {
    pub fn new(source: Source) -> Self {
        Self { source, buffer: vec![0; CHUNK], start: 0, end: 0, offset: 0, ended: false, failed: None }
    }

    /// What is there, not taken.
    #[inline]
    pub fn peek(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    #[inline]
    pub const fn len(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Bytes taken so far: where in the stream the window begins.
    #[inline]
    pub const fn offset(&self) -> u64 {
        self.offset
    }

    /// Reads until `count` bytes are there; false if the stream ends before.
    #[inline]
    pub fn fill(&mut self, count: usize) -> io::Result<bool> {
        if self.len() >= count { Ok(true) } else { self.read_until(count) }
    }

    /// Reads until `count` bytes are there, for a look at them; false if there are fewer for any reason.
    pub fn look_ahead(&mut self, count: usize) -> bool {
        self.fill(count).unwrap_or_else(|error| {
            self.failed = Some(error);
            false
        })
    }

    /// Takes `count` bytes that [`Window::fill`] has seen to; fewer, if there are fewer.
    #[inline]
    pub fn take(&mut self, count: usize) -> &[u8] {
        let start = self.start;
        self.start = start.saturating_add(count).min(self.end);
        let taken = self.buffer.get(start..self.start).unwrap_or_default();
        self.offset = self.offset.saturating_add(taken.len() as u64);
        taken
    }

    #[cold]
    fn read_until(&mut self, count: usize) -> io::Result<bool> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        while self.len() < count && !self.ended {
            // Only where little room is left, so that a stream in small pieces does not move its bytes again and again.
            if self.start > 0 && self.buffer.len().saturating_sub(self.end) < CHUNK / 2 {
                self.buffer.copy_within(self.start..self.end, 0);
                self.end = self.len();
                self.start = 0;
            }
            if self.end == self.buffer.len() {
                self.buffer.resize(self.buffer.len().saturating_mul(2), 0);
            }
            let room = self.buffer.len().min(self.end.saturating_add(CHUNK));
            match self.source.read(self.buffer.get_mut(self.end..room).unwrap_or_default()) {
                Ok(0) => self.ended = true,
                Ok(read) => self.end = self.end.saturating_add(read).min(room),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(self.len() >= count)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn window_over(length: usize) -> Window {
        Window::new(Source::from_reader(Box::new(io::repeat(7).take(length as u64))))
    }

    #[test]
    fn the_buffer_grows_with_bytes_received_and_not_with_a_length_claimed() {
        let mut window = window_over(1_000);
        assert!(!window.fill(1 << 40).unwrap());
        assert_eq!((window.len(), window.buffer.len()), (1_000, CHUNK));
        let mut window = window_over(10 * CHUNK);
        assert!(window.fill(5 * CHUNK).unwrap());
        assert_eq!(window.buffer.len(), 8 * CHUNK);
    }

    #[test]
    fn the_buffer_is_used_again() {
        let mut window = window_over(100 * CHUNK);
        let mut taken = 0;
        while window.fill(1_000).unwrap() {
            taken += window.take(1_000).len();
        }
        assert_eq!((taken + window.len(), window.buffer.len()), (100 * CHUNK, CHUNK));
        assert_eq!(window.offset(), taken as u64);
    }
}
