//! TLS as it is written on the wire: what a record, a message, an extension is, and how long one is when encrypted; and
//! the observer, which notes what happens in the TLS of one connection.

pub mod alert;
pub mod certificate;
pub mod chain;
mod clear;
mod der;
pub mod distinguished_name;
pub mod extension;
pub mod fingerprint;
pub mod flight;
pub mod handshake;
pub mod hello;
pub mod key_exchange;
pub mod known;
pub mod list;
pub mod notes;
pub mod observer;
pub mod post_handshake;
pub mod protection;
pub mod record;
pub mod renegotiation;
pub mod ssl2;
pub mod ticket;
pub mod tunnel;
pub mod turns;
#[cfg(test)]
pub(crate) mod vectors;
pub mod x509;

/// Who a side is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It sent the ClientHello.
    Client,
    /// It received the ClientHello.
    Server,
}

impl Role {
    /// Its name in the tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
        }
    }
}

/// One end of a connection, before it is known who is the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The end whose address and port come first in an order that both directions agree on.
    First,
    /// The other end.
    Second,
}

impl Side {
    /// The other side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}
