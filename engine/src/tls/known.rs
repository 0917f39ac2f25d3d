//! Hellos that were read before. A program says the same in each of its connections but for random bytes, keys, tickets and
//! the server's name: what is noted of its hello is read once and shared, which spares most of the time and memory that
//! hellos take.
//!
//! Two hellos are the same if all their bytes are, those left out that no note is made of.

use std::sync::Arc;

use crate::bytes::{Malformed, Reader};
use crate::registry::{ExtensionType, HandshakeType};
use crate::tls::extension::{Extension, Hello};
use crate::tls::hello::{ClientHello, ServerHello};
use crate::tls::notes::{HelloNotes, text};

/// Hellos kept; when there are more, reading begins anew.
const KEPT: usize = 1024;
/// A hello longer than this is not kept.
const LONGEST: usize = 4096;

/// What was read before.
#[derive(Debug, Default)]
pub struct KnownHellos {
    known: hashbrown::HashMap<Box<[u8]>, Arc<HelloNotes>, foldhash::fast::RandomState>,
    /// The hello at hand without what is left out.
    essence: Vec<u8>,
}

impl KnownHellos {
    /// Notes of a hello of this type.
    ///
    /// # Errors
    /// If a field before the extensions is cut short or has a length that cannot be.
    pub fn read(&mut self, kind: HandshakeType, body: &[u8]) -> Result<Arc<HelloNotes>, Malformed> {
        let client = kind == HandshakeType::CLIENT_HELLO;
        self.essence.clear();
        self.essence.push(kind.0);
        let whole = body.len() <= LONGEST && distil(&mut self.essence, client, body).is_ok();
        if whole && let Some(notes) = self.known.get(self.essence.as_slice()) {
            return Ok(Arc::clone(notes));
        }
        let notes = Arc::new(if client {
            HelloNotes::of_client(&ClientHello::read(body)?)
        } else {
            HelloNotes::of_server(&ServerHello::read(body)?)
        });
        if whole {
            if self.known.len() >= KEPT {
                self.known.clear();
            }
            self.known.insert(self.essence.as_slice().into(), Arc::clone(&notes));
        }
        Ok(notes)
    }
}

/// The name that a ClientHello asks for, made text.
#[must_use]
pub fn server_name(body: &[u8]) -> Option<Box<str>> {
    let asked = ClientHello::read(body).ok()?.extensions?.find(ExtensionType::SERVER_NAME)?;
    match Extension::read(ExtensionType::SERVER_NAME, Hello::Client, asked) {
        Ok(Extension::ServerName(names)) => names.host_name().map(text),
        _ => None,
    }
}

/// Writes down all of a hello that a note is made of. An error means that it is none of the usual ones.
fn distil(essence: &mut Vec<u8>, client: bool, body: &[u8]) -> Result<(), Malformed> {
    let mut r = Reader::new(body);
    essence.extend_from_slice(r.take(2, "legacy_version")?);
    let random = r.take(32, "random")?;
    if !client {
        // Of a server's random a note is made: HelloRetryRequest and the marks of a downgrade.
        let marks = ServerHello::read(body)?;
        essence.push(u8::from(marks.is_hello_retry_request()));
        essence.extend_from_slice(
            random.last_chunk::<8>().filter(|_| marks.downgrade_sentinel().is_some()).map_or(&[], |m| m),
        );
    }
    essence.push(u8::try_from(r.vec8("session_id")?.len()).unwrap_or(u8::MAX));
    if client {
        let suites = r.vec16("cipher_suites")?;
        essence.extend_from_slice(&u16::try_from(suites.len()).unwrap_or(u16::MAX).to_be_bytes());
        essence.extend_from_slice(suites.peek());
        let methods = r.vec8("compression_methods")?;
        essence.push(u8::try_from(methods.len()).unwrap_or(u8::MAX));
        essence.extend_from_slice(methods.peek());
    } else {
        essence.extend_from_slice(r.take(3, "cipher_suite")?);
    }
    if r.is_empty() {
        return Ok(());
    }
    let mut extensions = r.vec16("extensions")?;
    r.end("hello")?;
    essence.push(1);
    while !extensions.is_empty() {
        let code = extensions.take(2, "extension_type")?;
        let body = extensions.vec16("extension_data")?;
        essence.extend_from_slice(code);
        essence.extend_from_slice(&u16::try_from(body.len()).unwrap_or(u16::MAX).to_be_bytes());
        let code =
            ExtensionType(u16::from_be_bytes([code.first().copied().unwrap_or(0), code.last().copied().unwrap_or(0)]));
        extension(essence, client, code, body)?;
    }
    Ok(())
}

/// What of an extension's body a note is made of.
fn extension(essence: &mut Vec<u8>, client: bool, code: ExtensionType, mut body: Reader<'_>) -> Result<(), Malformed> {
    match code {
        // The name is kept beside the notes.
        ExtensionType::SERVER_NAME if client && Extension::read(code, Hello::Client, body).is_ok() => essence.push(0),
        ExtensionType::KEY_SHARE if client => {
            let mut shares = body.vec16("client_shares")?;
            body.end("key_share")?;
            while !shares.is_empty() {
                essence.extend_from_slice(shares.take(2, "group")?);
                let key = shares.vec16("key_exchange")?;
                essence.extend_from_slice(&u16::try_from(key.len()).unwrap_or(u16::MAX).to_be_bytes());
            }
        }
        // A HelloRetryRequest's is the group alone.
        ExtensionType::KEY_SHARE if body.len() > 4 => {
            essence.extend_from_slice(body.take(2, "group")?);
            body.vec16("key_exchange")?;
            body.end("key_share")?;
        }
        ExtensionType::PRE_SHARED_KEY if client => {
            let mut identities = body.vec16("identities")?;
            let mut binders = body.vec16("binders")?;
            body.end("pre_shared_key")?;
            while !identities.is_empty() {
                identities.vec16("identity")?;
                identities.u32("obfuscated_ticket_age")?;
                essence.push(1);
            }
            while !binders.is_empty() {
                binders.vec8("binder")?;
                essence.push(2);
            }
        }
        // Of a well-formed one, only which kind it is; the rest is random.
        ExtensionType::ENCRYPTED_CLIENT_HELLO if client && Extension::read(code, Hello::Client, body).is_ok() => {
            essence.extend_from_slice(body.take(1, "type")?);
        }
        // Their lengths are written down already; of a ticket the hash is kept beside the notes.
        ExtensionType::SESSION_TICKET | ExtensionType::PADDING => {}
        _ => essence.extend_from_slice(body.peek()),
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::tls::notes::Numbers;
    use crate::tls::vectors::body;

    /// Reads two hellos and says whether they share their notes.
    fn shared(kind: HandshakeType, one: &[u8], other: &[u8]) -> bool {
        let mut known = KnownHellos::default();
        let one = known.read(kind, one).unwrap();
        Arc::ptr_eq(&one, &known.read(kind, other).unwrap())
    }

    #[test]
    fn a_client_that_differs_in_its_random_alone_says_the_same() {
        let hello = body(crate::tls::vectors::CLIENT_HELLO);
        let mut other = hello.clone();
        other[2..34].fill(0x55);
        assert!(shared(HandshakeType::CLIENT_HELLO, &hello, &other));
    }

    #[test]
    fn every_other_byte_that_a_note_is_made_of_tells_two_clients_apart() {
        let hello = body(crate::tls::vectors::CLIENT_HELLO);
        let mut known = KnownHellos::default();
        let notes = known.read(HandshakeType::CLIENT_HELLO, &hello).unwrap();
        for place in (0..2).chain(34..hello.len()) {
            let mut other = hello.clone();
            other[place] ^= 1;
            let Ok(read) = KnownHellos::default().read(HandshakeType::CLIENT_HELLO, &other) else { continue };
            let said = known.read(HandshakeType::CLIENT_HELLO, &other).unwrap();
            // Whatever the cache says is what reading it anew says.
            assert_eq!(format!("{said:?}"), format!("{read:?}"), "byte {place}");
        }
        assert!(notes.lists.get(Numbers::CipherSuites).is_some());
    }
}
