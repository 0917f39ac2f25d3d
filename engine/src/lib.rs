//! The pcapflow engine: bytes of a capture in, rows of facts out.
//!
//! It states what was on the wire and judges nothing. It knows no Python, holds no `unsafe`, and ends on any input.

pub mod bytes;
pub mod capture;
pub mod engine;
pub mod flow;
mod invariants;
pub mod net;
pub mod prelude;
pub mod reading;
pub mod registry;
mod rows;
pub mod source;
pub mod tables;
pub mod tls;
