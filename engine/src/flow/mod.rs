//! TCP connections: which segment belongs to which, its bytes in order, its numbers. What the bytes say is not its matter.

pub mod clock;
pub mod connection;
pub mod order;
pub mod streams;
pub mod table;
