//! Protocols of lines in which a client asks for TLS: SMTP (RFC 3207), LMTP (RFC 2033), IMAP (RFC 9051 6.2.1), POP3
//! (RFC 2595 4), FTP (RFC 4217 4), NNTP (RFC 4642 2.2), ManageSieve (RFC 5804 2.2), IRC (670 is the answer), and XMPP
//! (RFC 6120 5.4), whose lines are elements. And the head of HTTP with which a server lets CONNECT through.

use crate::prelude::contains;
use crate::prelude::said::Said;

/// Where the elements `starttls` and `proceed` come from (RFC 6120 5.4.2.1, 5.4.2.3).
const XMPP: &[u8] = b"urn:ietf:params:xml:ns:xmpp-tls";

/// What the client's last line asks with. STARTTLS alone is a word of many: its answer, and the first words of either
/// side, tell of whom.
pub fn of_client(client: &Said, server: Option<&Said>) -> Option<&'static str> {
    if contains(client.tail(), XMPP) {
        return Some("xmpp");
    }
    let line = last_line(client.tail())?;
    let mut words = line.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    let (first, second, third) = (words.next()?, words.next(), words.next());
    let is = |word: &[u8], other: &[u8]| word.eq_ignore_ascii_case(other);
    match (second, third) {
        (None, None) if is(first, b"STLS") => Some("pop3"),
        (None, None) if is(first, b"STARTTLS") => whose(client, server),
        (Some(kind), None) if is(first, b"AUTH") => {
            // RFC 4217 4; TLS-C is of drafts before it, SSL of clients before those.
            [&b"TLS"[..], b"TLS-C", b"SSL"].iter().any(|name| is(kind, name)).then_some("ftp")
        }
        // A tag, which the client chose.
        (Some(word), None) if is(word, b"STARTTLS") => Some("imap"),
        _ => None,
    }
}

/// Whose word STARTTLS is.
fn whose(client: &Said, server: Option<&Said>) -> Option<&'static str> {
    let begins = |start: &[u8]| client.begin().get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start));
    if begins(b"LHLO ") {
        return Some("lmtp");
    }
    if begins(b"EHLO ") || begins(b"HELO ") {
        return Some("smtp");
    }
    let server = server?;
    match (last_line(server.tail()).unwrap_or_default(), server.begin()) {
        ([b'3', b'8', b'2', ..], _) => Some("nntp"),
        ([b'2', b'2', b'0', ..], _) => Some("smtp"),
        ([b'O' | b'o', b'K' | b'k', ..], _) | (_, [b'"', ..]) => Some("sieve"),
        (line, _) if contains(line, b" 670 ") => Some("irc"),
        _ => None,
    }
}

/// What the server's last line agrees to, where its bytes are all that was captured.
pub fn of_server(server: &Said) -> Option<&'static str> {
    if contains(server.tail(), XMPP) {
        return Some("xmpp");
    }
    if let [b'H', b'T', b'T', b'P', b'/', b'1', b'.', _, b' ', b'2', ..] = server.begin()
        && server.tail().ends_with(b"\r\n\r\n")
    {
        return Some("http_connect");
    }
    match (server.begin(), last_line(server.tail())?) {
        (_, [b'2', b'3', b'4', ..]) => Some("ftp"),
        (_, [b'3', b'8', b'2', ..]) => Some("nntp"),
        ([b'2', b'2', b'0', ..], [b'2', b'2', b'0', ..]) => Some("smtp"),
        ([b'+', b'O', b'K', ..], [b'+', b'O', b'K', ..]) => Some("pop3"),
        ([b'*', b' ', ..], _) => Some("imap"),
        ([b'"', ..], [b'O' | b'o', b'K' | b'k', ..]) => Some("sieve"),
        (_, line) if contains(line, b" 670 ") => Some("irc"),
        _ => None,
    }
}

/// The last line, if it has ended: all of it, or what is kept of it.
fn last_line(tail: &[u8]) -> Option<&[u8]> {
    let line = tail.strip_suffix(b"\n")?;
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    line.rsplit(|byte| *byte == b'\n').next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::tell;

    /// What each side said, in runs.
    fn said(runs: &[&str]) -> Said {
        let mut said = Said::default();
        for run in runs {
            said.note(run.as_bytes());
        }
        said
    }

    fn named(client: &[&str], server: &[&str]) -> Option<&'static str> {
        tell(Some(&said(client)), Some(&said(server)), true).before_tls
    }

    /// The dialogues are those of the RFCs that define each.
    #[test]
    fn each_protocol_is_told_by_the_words_in_which_it_asks() {
        let dialogues: [(&str, &[&str], &[&str]); 9] = [
            // RFC 3207 4.3.
            (
                "smtp",
                &["EHLO mail.example.com\r\n", "STARTTLS\r\n"],
                &[
                    "220 mail.imc.org SMTP service ready\r\n",
                    "250-offers a hug\r\n250 STARTTLS\r\n",
                    "220 Go ahead\r\n",
                ],
            ),
            (
                "lmtp",
                &["LHLO a.example\r\n", "STARTTLS\r\n"],
                &["220 b LMTP\r\n", "250 STARTTLS\r\n", "220 2.0.0 Go\r\n"],
            ),
            // RFC 9051 6.2.1.
            (
                "imap",
                &["a001 CAPABILITY\r\n", "a002 STARTTLS\r\n"],
                &[
                    "* OK ready\r\n",
                    "* CAPABILITY IMAP4rev2\r\na001 OK done\r\n",
                    "a002 OK Begin TLS negotiation now\r\n",
                ],
            ),
            // RFC 2595 4.
            ("pop3", &["STLS\r\n"], &["+OK ready\r\n", "+OK Begin TLS negotiation\r\n"]),
            // RFC 4217 12.1.
            ("ftp", &["AUTH TLS\r\n"], &["220 Service ready\r\n", "234 proceed\r\n"]),
            // RFC 4642 2.2.3.
            (
                "nntp",
                &["CAPABILITIES\r\n", "STARTTLS\r\n"],
                &[
                    "200 ready\r\n",
                    "101 Capability list:\r\nSTARTTLS\r\n.\r\n",
                    "382 Continue with TLS negotiation\r\n",
                ],
            ),
            // RFC 5804 2.2.
            (
                "sieve",
                &["STARTTLS\r\n"],
                &["\"IMPLEMENTATION\" \"Example1\"\r\n\"STARTTLS\"\r\nOK\r\n", "OK \"Begin TLS negotiation now.\"\r\n"],
            ),
            ("irc", &["STARTTLS\r\n"], &[":irc.example 670 * :STARTTLS successful, proceed with TLS handshake\r\n"]),
            // RFC 6120 9.1.1.
            (
                "xmpp",
                &["<?xml version='1.0'?>\n<stream:stream>", "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"],
                &["<stream:features/>", "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"],
            ),
        ];
        for (name, client, server) in dialogues {
            assert_eq!(named(client, server), Some(name));
            let letters: Vec<String> = client.concat().chars().map(String::from).collect();
            let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
            assert_eq!(named(&letters, server), Some(name), "{name}, byte by byte");
            if name != "lmtp" {
                assert_eq!(
                    tell(None, Some(&said(server)), false).before_tls,
                    Some(name),
                    "{name}, of its server alone"
                );
            }
        }
    }

    #[test]
    fn what_does_not_ask_for_tls_has_no_name() {
        assert_eq!(named(&["EHLO a\r\n", "MAIL FROM:<a@b>\r\n"], &["220 x\r\n", "250 ok\r\n"]), None);
        assert_eq!(named(&["AUTH PLAIN\r\n"], &["220 x\r\n", "334 \r\n"]), None);
        assert_eq!(named(&["GET /starttls HTTP/1.1\r\n\r\n"], &["HTTP/1.1 200 OK\r\n\r\n"]), None);
        // The client begins with TLS, to a server that greets before it looks.
        assert_eq!(tell(None, Some(&said(&["220 mail SMTP\r\n"])), true).before_tls, None);
    }

    #[test]
    fn the_bytes_of_a_proxy_are_told_apart_from_those_behind_it() {
        let smtp = ["EHLO a.example\r\n", "STARTTLS\r\n"];
        let client = said(&["CONNECT mail.example:25 HTTP/1.1\r\n\r\n", smtp[0], smtp[1]]);
        let server = said(&["HTTP/1.1 200 Connection established\r\n\r\n", "220 x\r\n", "250 y\r\n", "220 z\r\n"]);
        let told = tell(Some(&client), Some(&server), true);
        assert_eq!((told.before_tls, told.carried_by), (Some("smtp"), &["http_connect"][..]));
        assert_eq!(told.target, Some("mail.example:25"));
        // Without credentials, then with them (RFC 9110 11.7.1).
        let again = [
            "CONNECT a.example:443 HTTP/1.1\r\n\r\n",
            "CONNECT a.example:443 HTTP/1.1\r\nProxy-Authorization: x\r\n\r\n",
        ];
        let client = said(&again);
        let server = said(&["HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"]);
        let told = tell(Some(&client), Some(&server), true);
        assert_eq!((told.before_tls, told.carried_by), (Some("http_connect"), &["http_connect"][..]));
        // Not the answer of a proxy.
        assert_eq!(tell(Some(&client), Some(&said(&["220 x\r\n"])), true), crate::prelude::Told::default());
    }
}
