//! Laws that hold of every capture, over the sample captures and over packets made by hand: however its bytes come, are
//! cut or damaged, the facts of its TLS are the same, fewer, or missing with a reason, and never others.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]

mod connections;
mod cuts;
mod damage;
mod inference;
mod lookalikes;
mod neighbours;
mod packets;
mod pieces;
mod random;
mod rows;
mod segments;
