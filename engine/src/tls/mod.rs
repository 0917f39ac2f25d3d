//! TLS as it is written on the wire: what a record, a message, an extension is, and how long one is when encrypted.

pub mod alert;
pub mod certificate;
pub mod extension;
pub mod handshake;
pub mod hello;
pub mod key_exchange;
pub mod list;
pub mod protection;
pub mod ticket;
#[cfg(test)]
mod vectors;
