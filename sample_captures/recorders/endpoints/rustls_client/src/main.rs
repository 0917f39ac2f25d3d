//! An HTTP client on rustls: connects as it is told and says, in a JSON line, what it saw.
//!
//! `rustls-client ADDRESS:PORT SERVER_NAME AUTHORITY VERSION CERTIFICATE PATH...`, where VERSION is 1.2 or 1.3 and
//! CERTIFICATE a PEM file with key and certificate, or `-`. Keys go to SSLKEYLOGFILE.

use std::error::Error;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, ClientConnection, KeyLogFile, RootCertStore, StreamOwned};

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [address, name, authority, version, certificate, paths @ ..] = words.as_slice() else {
        return Err("ADDRESS:PORT SERVER_NAME AUTHORITY VERSION CERTIFICATE PATH...".into());
    };
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(authority)?)?;
    let versions = if version == "1.2" { [&TLS12] } else { [&TLS13] };
    let builder = ClientConfig::builder_with_protocol_versions(&versions).with_root_certificates(roots);
    let mut config = if certificate == "-" {
        builder.with_no_client_auth()
    } else {
        let chain = vec![CertificateDer::from_pem_file(certificate)?];
        builder.with_client_auth_cert(chain, PrivateKeyDer::from_pem_file(certificate)?)?
    };
    config.key_log = Arc::new(KeyLogFile::new());

    let connection = ClientConnection::new(Arc::new(config), ServerName::try_from(name.clone())?)?;
    let plain = TcpStream::connect(address)?;
    plain.set_nodelay(true)?;
    plain.set_read_timeout(Some(Duration::from_secs(3)))?;
    let mut tls = StreamOwned::new(connection, plain);
    let mut replies = Vec::new();
    let ended = match talk(&mut tls, name, paths, &mut replies) {
        Ok(()) => {
            tls.conn.send_close_notify();
            tls.flush()?;
            "close_notify sent".to_owned()
        }
        Err(problem) => problem.to_string().replace('"', "'"),
    };
    let negotiated = tls.conn.protocol_version();
    let suite = tls.conn.negotiated_cipher_suite().map(|suite| suite.suite());
    println!(
        r#"{{"version": "{negotiated:?}", "cipher": "{suite:?}", "replies": {replies:?}, "ended": "{ended}"}}"#
    );
    Ok(())
}

/// Make the requests in turn; every reply is whole with the read that begins it.
fn talk(
    tls: &mut StreamOwned<ClientConnection, TcpStream>,
    host: &str,
    paths: &[String],
    replies: &mut Vec<u16>,
) -> Result<(), Box<dyn Error>> {
    for path in paths {
        tls.write_all(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes())?;
        let mut reply = [0; 4096];
        let length = tls.read(&mut reply)?;
        let text = String::from_utf8_lossy(&reply[..length]);
        let status = text.split(' ').nth(1).ok_or("no status in the reply")?;
        replies.push(status.parse()?);
    }
    Ok(())
}
