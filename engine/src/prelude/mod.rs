//! What speaks before TLS: proxies through which a connection is led, and protocols that ask for TLS in their own words.
//!
//! Each side is heard alone, as a capture may hold one of them only. It does not find TLS; it names what came before.

mod carrier;
mod http_connect;
mod proxy_protocol;
mod requests;
mod said;
mod socks;
mod starttls;

pub use said::Said;
pub use said::fuzz;

/// What came before the TLS of a connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told<'a> {
    /// The last of it that has a name; `None` if the last bytes before TLS have none.
    pub before_tls: Option<&'static str>,
    /// Proxies through which it was led, outermost first.
    pub carried_by: &'a [&'static str],
    /// Host and port that the last of them was asked for.
    pub target: Option<&'a str>,
}

/// What both sides tell together. `client_captured`: packets of the client are in the capture.
#[must_use]
pub fn tell<'a>(client: Option<&'a Said>, server: Option<&'a Said>, client_captured: bool) -> Told<'a> {
    let wrapped = [client, server].into_iter().flatten().any(|said| said.wrapped);
    let Some(client) = client else {
        let alone = if client_captured { None } else { server.and_then(of_server) };
        return Told { before_tls: if wrapped { Some("tds") } else { alone }, ..Told::default() };
    };
    let (carried_by, target) = client.carriers();
    // The first that answers is the first that the server's bytes can speak against.
    let answers = carried_by.iter().find(|carrier| !carrier.starts_with("proxy"));
    if answers.zip(server).is_some_and(|(carrier, server)| !server.answers(carrier)) {
        return Told::default();
    }
    let before_tls = if wrapped {
        Some("tds")
    } else if client.is_fresh() {
        carried_by.last().copied()
    } else {
        requests::of_client(client).or_else(|| starttls::of_client(client, server))
    };
    Told { before_tls, carried_by, target }
}

/// What the server's bytes tell alone.
fn of_server(server: &Said) -> Option<&'static str> {
    requests::of_server(server).or_else(|| starttls::of_server(server))
}

/// `needle` is somewhere in `bytes`.
fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
