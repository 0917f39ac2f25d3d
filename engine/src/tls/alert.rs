//! Alerts (RFC 8446 6). Only one in clear says anything: an encrypted one must not come here.

use crate::bytes::{Malformed, Reader};
use crate::registry::{AlertDescription, AlertLevel};

/// An alert as it was sent. TLS 1.3 gives the level no meaning, but peers still write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Warning or fatal.
    pub level: AlertLevel,
    /// Why.
    pub description: AlertDescription,
}

impl Alert {
    /// The fragment of an alert record.
    ///
    /// # Errors
    /// If it is not two bytes.
    pub fn read(fragment: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(fragment);
        let level = AlertLevel(r.u8("alert.level")?);
        let description = AlertDescription(r.u8("alert.description")?);
        r.end("alert").map(|()| Self { level, description })
    }
}

/// Any bytes: it ends.
pub fn fuzz(data: &[u8]) {
    assert_eq!(Alert::read(data).is_ok(), data.len() == 2);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_bytes_are_an_alert_and_nothing_else_is() {
        let alert = Alert { level: AlertLevel::FATAL, description: AlertDescription::HANDSHAKE_FAILURE };
        assert_eq!(Alert::read(&[2, 40]), Ok(alert)); // RFC 8446 6: fatal(2), handshake_failure(40)
        assert_eq!(Alert::read(&[2]), Err(Malformed { field: "alert.description", offset: 1, needed: 1, left: 0 }));
        assert_eq!(Alert::read(&[1, 0, 9]), Err(Malformed { field: "alert", offset: 2, needed: 0, left: 1 }));
        for byte in 0..=u8::MAX {
            fuzz(&[byte]);
            fuzz(&[byte, byte]);
            fuzz(&[byte, byte, byte]);
        }
    }
}
