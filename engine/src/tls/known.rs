//! What was read before: hellos here, certificates in `chain.rs`. A program says the same in each of its connections but for random bytes, keys, tickets and
//! the server's name: what is noted of its hello is read once and shared, which spares most of the time and memory that
//! hellos take.
//!
//! Two hellos are the same if all their bytes are, but for those that no note is made of.

use std::sync::Arc;

use crate::bytes::{Malformed, Reader};
use crate::registry::{ExtensionType, HandshakeType};
use crate::tls::chain::KnownCertificates;
use crate::tls::extension::{Extension, Hello};
use crate::tls::hello::{ClientHello, ServerHello};
use crate::tls::notes::{HelloNotes, text};

/// Hellos kept; when there are more, reading begins anew.
const KEPT: usize = 1024;
/// A hello longer than this is not kept.
const LONGEST: usize = 4096;

/// What the connections of a capture share.
#[derive(Debug, Default)]
pub struct Known {
    /// Hellos.
    pub hellos: KnownHellos,
    /// Certificates, and requests for them.
    pub certificates: KnownCertificates,
}

/// Hellos that were read before.
#[derive(Debug, Default)]
pub struct KnownHellos {
    known: hashbrown::HashMap<Box<[u8]>, Arc<HelloNotes>, foldhash::fast::RandomState>,
    /// The hello at hand, with blanks for what is left out.
    essence: Vec<u8>,
}

impl KnownHellos {
    /// Notes of a hello of this type.
    ///
    /// # Errors
    /// If a field before the extensions is cut short or has a length that cannot be.
    pub fn read(&mut self, kind: HandshakeType, body: &[u8]) -> Result<Arc<HelloNotes>, Malformed> {
        let client = kind == HandshakeType::CLIENT_HELLO;
        let whole = body.len() <= LONGEST && {
            // The type stands behind the body, so that places in both are the same.
            self.essence.clear();
            self.essence.extend_from_slice(body);
            self.essence.push(kind.0);
            blank(&mut self.essence, client, body).is_ok()
        };
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

/// Blanks what no note is made of, or what is noted beside. An error means that the hello is none of the usual ones.
fn blank(essence: &mut [u8], client: bool, body: &[u8]) -> Result<(), Malformed> {
    let mut r = Reader::new(body);
    r.take(2, "legacy_version")?;
    // Of a server's random notes are made: HelloRetryRequest, and the marks of a downgrade.
    let telling = if client { None } else { Some(ServerHello::read(body)?) }
        .is_some_and(|hello| hello.is_hello_retry_request() || hello.downgrade_sentinel().is_some());
    pass(essence, &mut r, 32, telling)?;
    let session_id = usize::from(r.u8("session_id")?);
    pass(essence, &mut r, session_id, false)?;
    if client {
        r.vec16("cipher_suites")?;
        r.vec8("compression_methods")?;
    } else {
        r.take(3, "cipher_suite")?;
    }
    if r.is_empty() {
        return Ok(());
    }
    let mut extensions = r.vec16("extensions")?;
    r.end("hello")?;
    while !extensions.is_empty() {
        let code = ExtensionType(extensions.u16("extension_type")?);
        let body = extensions.vec16("extension_data")?;
        extension(essence, client, code, body)?;
    }
    Ok(())
}

/// What of an extension's body no note is made of.
fn extension(essence: &mut [u8], client: bool, code: ExtensionType, mut body: Reader<'_>) -> Result<(), Malformed> {
    match code {
        ExtensionType::SERVER_NAME if client && Extension::read(code, Hello::Client, body).is_ok() => {
            pass_rest(essence, body)
        }
        ExtensionType::KEY_SHARE if client => {
            let mut shares = body.vec16("client_shares")?;
            while !shares.is_empty() {
                shares.u16("group")?;
                let key = usize::from(shares.u16("key_exchange")?);
                pass(essence, &mut shares, key, false)?;
            }
            Ok(())
        }
        // A HelloRetryRequest's is the group alone.
        ExtensionType::KEY_SHARE if body.len() > 4 => {
            body.u16("group")?;
            let key = usize::from(body.u16("key_exchange")?);
            pass(essence, &mut body, key, false)
        }
        ExtensionType::PRE_SHARED_KEY if client => {
            let mut identities = body.vec16("identities")?;
            while !identities.is_empty() {
                let identity = usize::from(identities.u16("identity")?);
                pass(essence, &mut identities, identity.saturating_add(4), false)?;
            }
            let mut binders = body.vec16("binders")?;
            while !binders.is_empty() {
                let binder = usize::from(binders.u8("binder")?);
                pass(essence, &mut binders, binder, false)?;
            }
            Ok(())
        }
        // Of a well-formed one, only which kind it is is noted; the rest is random.
        ExtensionType::ENCRYPTED_CLIENT_HELLO if client && Extension::read(code, Hello::Client, body).is_ok() => {
            body.u8("type")?;
            pass_rest(essence, body)
        }
        // Of a ticket the hash is noted beside.
        ExtensionType::SESSION_TICKET => pass_rest(essence, body),
        _ => Ok(()),
    }
}

/// Blanks what is left.
fn pass_rest(essence: &mut [u8], mut r: Reader<'_>) -> Result<(), Malformed> {
    let count = r.len();
    pass(essence, &mut r, count, false)
}

/// Passes over `count` bytes, which are blanked unless they tell something.
fn pass(essence: &mut [u8], r: &mut Reader<'_>, count: usize, telling: bool) -> Result<(), Malformed> {
    let begin = r.offset();
    r.take(count, "field")?;
    if !telling && let Some(bytes) = essence.get_mut(begin..r.offset()) {
        bytes.fill(0);
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
