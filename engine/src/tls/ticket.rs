//! NewSessionTicket of TLS 1.2 and before (RFC 5077 3.3), which goes in clear. That of TLS 1.3 is encrypted.

use crate::bytes::{Malformed, Reader};

/// What a client can resume with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewSessionTicket<'a> {
    /// Seconds that it is good for; 0 if the server does not say.
    pub lifetime_hint: u32,
    /// The ticket; empty if the server changed its mind.
    pub ticket: &'a [u8],
}

impl<'a> NewSessionTicket<'a> {
    /// A message body.
    ///
    /// # Errors
    /// If a field is cut short, claims more than is there, or bytes are left over.
    pub fn read(body: &'a [u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        let lifetime_hint = r.u32("new_session_ticket.ticket_lifetime_hint")?;
        let ticket = r.vec16("new_session_ticket.ticket")?.rest();
        r.end("new_session_ticket").map(|()| Self { lifetime_hint, ticket })
    }
}

/// Any bytes: it ends.
pub fn fuzz(data: &[u8]) {
    if let Ok(read) = NewSessionTicket::read(data) {
        assert_eq!(read.ticket.len().saturating_add(6), data.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tls::vectors::{hex, mutated};

    #[test]
    fn the_ticket_is_what_follows_the_lifetime() {
        let body = hex("00001c20 0003 abcdef"); // RFC 5077 3.3, 7,200 seconds
        let ticket = &[0xAB, 0xCD, 0xEF];
        assert_eq!(NewSessionTicket::read(&body), Ok(NewSessionTicket { lifetime_hint: 7200, ticket }));
        for cut in 0..body.len() {
            let (prefix, _) = body.split_at(cut);
            assert_eq!(NewSessionTicket::read(prefix).map_err(|damage| damage.offset + damage.left), Err(cut));
        }
        mutated(&body, 1000, fuzz);
    }
}
