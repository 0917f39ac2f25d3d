"""An alert in clear that ended the handshake."""

import pandas as pd
from pyarrow.compute import field

from pcapflow import rule

TLS13 = 0x0304
NO_ERRORS = [0, 90, 100]
"""close_notify, user_canceled, no_renegotiation: all other alerts are fatal in TLS 1.3, whatever level they
state."""

NAMES = {
    10: "unexpected_message",
    20: "bad_record_mac",
    22: "record_overflow",
    40: "handshake_failure",
    42: "bad_certificate",
    43: "unsupported_certificate",
    44: "certificate_revoked",
    45: "certificate_expired",
    46: "certificate_unknown",
    47: "illegal_parameter",
    48: "unknown_ca",
    49: "access_denied",
    50: "decode_error",
    51: "decrypt_error",
    70: "protocol_version",
    71: "insufficient_security",
    80: "internal_error",
    86: "inappropriate_fallback",
    109: "missing_extension",
    110: "unsupported_extension",
    112: "unrecognized_name",
    115: "unknown_psk_identity",
    116: "certificate_required",
    120: "no_application_protocol",
}
"""Of those that RFC 8446 6.2, RFC 7507 4, RFC 6066 3 and RFC 7301 3.2 define, the ones that have advice
here."""


@rule(
    severity="error",
    confidence="certain",
    title="One side ended the handshake with an alert",
    spec="RFC 8446 6.2, RFC 5246 7.2.2, RFC 6066 3, RFC 7301 3.2",
    reads={
        "alerts": ["ordinal", "frame", "in_clear", "level", "description", "direction"],
        "connections": ["version", "client_fin_frame", "server_fin_frame"],
    },
    where={"alerts": field("in_clear")},
    frames=["client_hello_frame", "server_hello_frame", "alert_frame"],
    values=["direction", "level", "description"],
    shapes={name: f"One side ended the handshake with the alert {name}" for name in NAMES.values()},
)
def fatal_alert(alerts: pd.DataFrame, connections: pd.DataFrame) -> pd.DataFrame:
    """
    ## Meaning

    One side gave up, and its alert, which is in clear, says why.

    - `unexpected_message`: It got a message that does not belong there: a fault in a protocol stack or a
      middlebox.
    - `bad_record_mac`: It could not decrypt what it got: a fault in a protocol stack or a middlebox.
    - `record_overflow`: A record of the other side is too long: a fault in a protocol stack or a middlebox.
    - `handshake_failure`: There is no parameter that both accept, or a certificate is missing.
    - `bad_certificate`: The other side's certificate does not hold.
    - `unsupported_certificate`: The other side's certificate is of a kind that it does not take.
    - `certificate_revoked`: The other side's certificate was revoked.
    - `certificate_expired`: The other side's certificate is not valid at this time.
    - `certificate_unknown`: The other side's certificate was not accepted, for a reason that it does not
      tell.
    - `illegal_parameter`: A value in the other side's message is not allowed: a fault in a stack or a
      middlebox.
    - `unknown_ca`: It does not trust the authority of the other side's certificate.
    - `access_denied`: The other side's certificate holds, and is not allowed in.
    - `decode_error`: It could not read a message: a fault in a protocol stack or a middlebox.
    - `decrypt_error`: A signature or Finished of the other side is wrong: a fault, or a key that does not
      fit.
    - `protocol_version`: The two have no version in common.
    - `insufficient_security`: The other side offers nothing that is strong enough for it.
    - `internal_error`: It failed for a reason of its own.
    - `inappropriate_fallback`: The client came with a lower version than both could have used.
    - `missing_extension`: The other side left out an extension that it needs.
    - `unsupported_extension`: The other side sent an extension that it had not been offered.
    - `unrecognized_name`: The server does not know the host name of the ClientHello.
    - `unknown_psk_identity`: It does not know the pre-shared key that the other side named.
    - `certificate_required`: The server demands a client certificate, and got none.
    - `no_application_protocol`: The two have no application protocol (ALPN) in common.

    ## Fix

    The side that sent the alert knows the cause: read its log at this time.

    - `handshake_failure`: Compare versions, cipher suites and groups of both sides, and see whether the
      server had asked the client for a certificate.
    - `bad_certificate`: Look at the certificate of the side that did not send the alert, and its chain.
    - `unsupported_certificate`: Look at key type, signature and usage of the certificate of the other side.
    - `certificate_revoked`: Replace the certificate of the side that did not send the alert.
    - `certificate_expired`: Renew the certificate of the side that did not send the alert, or correct the
      clock.
    - `certificate_unknown`: Look at the certificate of the side that did not send the alert, and its chain.
    - `unknown_ca`: Give the sender of the alert the other side's root, or let the other side send its whole
      chain.
    - `access_denied`: Let the side that sent the alert allow this certificate, or use another one.
    - `protocol_version`: Switch on a version that the other side offers: TLS 1.2 at least.
    - `insufficient_security`: Give the other side stronger suites or keys.
    - `inappropriate_fallback`: Find out why the client fell back: its first attempt failed for another
      reason.
    - `unrecognized_name`: Add the host name to a binding of the server, or correct it in the client.
    - `unknown_psk_identity`: Give both the same key under the same name.
    - `certificate_required`: Give the client a certificate from an authority that the server accepts.
    - `no_application_protocol`: Let both offer the same protocol, such as http/1.1.

    ## Harmless when

    It is of warning level, and therefore a notice here: an unrecognized_name of that level is usually
    ignored. Or it came after the other side had closed the connection by FIN, and is a notice, too, as it
    ended nothing. A scanner that tries versions and suites one by one also meets such alerts, and means to.
    """
    told = alerts.rename(columns={"frame": "alert_frame"}).merge(connections, on="connection_id")
    # Who finds the connection closed by the other's FIN may say so in an alert, which then ends nothing.
    fin_of_other = told.server_fin_frame.where(told.direction == "client", told.client_fin_frame)
    ends_it = ~(fin_of_other < told.alert_frame).fillna(False)
    error = ~told.description.isin(NO_ERRORS)
    fatal = (told.level == 2) | ((told.version == TLS13) & error)
    told = told.assign(severity="notice", shape=told.description.map(NAMES))
    told.loc[fatal.fillna(False) & ends_it, "severity"] = "error"
    told = told[fatal | ((told.level == 1) & (told.description != 0))]
    # One a connection: the first that is fatal ("error" sorts before "notice"), else the first.
    return told.sort_values(["severity", "ordinal"]).drop_duplicates("connection_id")
