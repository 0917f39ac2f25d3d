//! Protocols of bytes, not of lines, that ask for TLS in a message of their own: LDAP, PostgreSQL, MySQL, RDP.

use crate::prelude::contains;
use crate::prelude::said::Said;

/// The name of StartTLS, with tag and length of the field that holds it (RFC 4511 4.12, 4.14.1).
const LDAP_START_TLS: &[u8] = b"\x80\x161.3.6.1.4.1.1466.20037";
/// What OpenLDAP and others answer: extendedResp [APPLICATION 24], success, no names (RFC 4511 4.12).
const LDAP_SUCCESS: &[u8] = b"\x78\x07\x0a\x01\x00\x04\x00\x04\x00";
/// SSLRequest: its length and its code (PostgreSQL's manual, Message Formats).
const POSTGRESQL_SSL_REQUEST: &[u8] = &[0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f];
/// Client capability SSL (MySQL's manual, Capabilities Flags).
const MYSQL_CLIENT_SSL: u32 = 0x800;
/// TPKT's version 3 (RFC 1006 6), and what X.224 calls connection request and confirm (13.3, 13.4).
const TPKT: u8 = 3;
const X224_REQUEST: u8 = 0xe0;
const X224_CONFIRM: u8 = 0xd0;

/// What the client's bytes ask with.
pub fn of_client(client: &Said) -> Option<&'static str> {
    let tail = client.tail();
    if contains(tail, LDAP_START_TLS) {
        Some("ldap")
    } else if tail.ends_with(POSTGRESQL_SSL_REQUEST) {
        Some("postgresql")
    } else if is_mysql(client) {
        Some("mysql")
    } else if is_rdp(client, X224_REQUEST, 1) {
        Some("rdp")
    } else {
        None
    }
}

/// What the server's bytes agree to, where they are all that was captured.
pub fn of_server(server: &Said) -> Option<&'static str> {
    let tail = server.tail();
    if contains(tail, LDAP_SUCCESS) || contains(tail, LDAP_START_TLS.get(2..).unwrap_or_default()) {
        Some("ldap")
    } else if tail == b"S" || tail == b"NS" {
        // N is the answer to a request for GSSAPI before.
        Some("postgresql")
    } else if is_rdp(server, X224_CONFIRM, 2) {
        Some("rdp")
    } else if tail.starts_with(&[5]) && contains(tail, &[5, 0, 0]) {
        Some("socks5")
    } else if matches!(tail, [0, 0x5a, _, _, _, _, _, _]) {
        Some("socks4")
    } else {
        None
    }
}

/// SSLRequest is the first that a client says: a header that says 32 bytes and number 1, capabilities, the longest
/// packet, a character set, and zeros, the last four of which MariaDB uses.
fn is_mysql(client: &Said) -> bool {
    let Some((&[32, 0, 0, 1, a, b, c, d], rest)) = client.tail().split_first_chunk() else { return false };
    let zeros = rest.get(5..24).unwrap_or_default();
    client.since() == 36
        && u32::from_le_bytes([a, b, c, d]) & MYSQL_CLIENT_SSL != 0
        && !zeros.is_empty()
        && zeros.iter().all(|byte| *byte == 0)
}

/// One packet of TPKT that holds X.224's connection request or confirm, and in it a negotiation (MS-RDPBCGR 2.2.1.1.1,
/// 2.2.1.2.1) with a protocol that runs over TLS.
fn is_rdp(said: &Said, x224: u8, negotiation: u8) -> bool {
    let &[version, _, high, low, _, code, ..] = said.begin() else { return false };
    version == TPKT
        && code == x224
        && said.since() == u32::from(u16::from_be_bytes([high, low]))
        && said.tail().windows(8).any(
            |window| matches!(*window, [kind, _, 8, 0, protocols, 0, 0, 0] if kind == negotiation && protocols != 0),
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::tell;

    fn said(bytes: &[u8]) -> Said {
        let mut said = Said::default();
        said.note(bytes);
        said
    }

    fn named(client: &[u8], server: &[u8]) -> Option<&'static str> {
        tell(Some(&said(client)), Some(&said(server)), true).before_tls
    }

    fn of_server_alone(server: &[u8]) -> Option<&'static str> {
        tell(None, Some(&said(server)), false).before_tls
    }

    #[test]
    fn the_extended_operation_of_rfc_4511_4_14_is_ldap() {
        let request = [&[0x30, 0x1d, 2, 1, 1, 0x77][..], &[0x18, 0x80, 0x16], b"1.3.6.1.4.1.1466.20037"].concat();
        let answer = [0x30, 0x0c, 2, 1, 1, 0x78, 7, 10, 1, 0, 4, 0, 4, 0];
        assert_eq!(named(&request, &answer), Some("ldap"));
        assert_eq!(of_server_alone(&answer), Some("ldap"));
        // A search, which asks for nothing of the kind.
        assert_eq!(named(&[0x30, 0x0c, 2, 1, 1, 0x60, 7, 2, 1, 3, 4, 0, 0x80, 0], &answer), None);
    }

    #[test]
    fn an_ssl_request_is_postgresql() {
        let request = [0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f];
        assert_eq!(named(&request, b"S"), Some("postgresql"));
        // GSSENCRequest, refused, before it.
        assert_eq!(named(&[&[0, 0, 0, 8, 4, 0xd2, 0x16, 0x30][..], &request].concat(), b"NS"), Some("postgresql"));
        assert_eq!(of_server_alone(b"S"), Some("postgresql"));
        // A StartupMessage of version 3.0.
        assert_eq!(named(&[&[0, 0, 0, 17, 0, 3, 0, 0][..], b"user\0me\0\0"].concat(), b"R"), None);
    }

    #[test]
    fn a_handshake_response_cut_behind_its_character_set_is_mysql() {
        let request =
            |capabilities: u32| [&[32, 0, 0, 1][..], &capabilities.to_le_bytes(), &[0, 0, 0, 1, 33], &[0; 23]].concat();
        assert_eq!(named(&request(0x0008_aa85), b"\x4a\0\0\0\x0a8.0.33\0"), Some("mysql"));
        assert_eq!(named(&request(0x0008_a285), b"\x4a\0\0\0\x0a8.0.33\0"), None, "no CLIENT_SSL");
        assert_eq!(named(&[&request(0x0008_aa85)[..], b"root\0"].concat(), b"\x4a\0\0\0\x0a8.0.33\0"), None);
    }

    #[test]
    fn a_negotiated_protocol_in_an_x224_request_is_rdp() {
        // MS-RDPBCGR 4.1.1: with a cookie, and TLS asked for.
        let request = [
            &[3, 0, 0, 0x2c, 0x27, 0xe0, 0, 0, 0, 0, 0][..],
            b"Cookie: mstshash=eltons\r\n",
            &[1, 0, 8, 0, 1, 0, 0, 0],
        ]
        .concat();
        let confirm = [3, 0, 0, 0x13, 0x0e, 0xd0, 0, 0, 0x12, 0x34, 0, 2, 0, 8, 0, 1, 0, 0, 0];
        assert_eq!(named(&request, &confirm), Some("rdp"));
        assert_eq!(of_server_alone(&confirm), Some("rdp"));
        // S7 and others have X.224 without it.
        assert_eq!(named(&[3, 0, 0, 0x0b, 6, 0xe0, 0, 0, 0, 1, 0], &[3, 0, 0, 0x0b, 6, 0xd0, 0, 1, 0, 2, 0]), None);
    }
}
