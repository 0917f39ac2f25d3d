"""Where the recorded captures are that tests of everything around them use."""

from pathlib import Path

SAMPLES = Path(__file__).parent.parent / "sample_captures"
RENEGOTIATION = SAMPLES / "tls12-apache-renegotiation.pcapng"
RESET_AFTER_REQUEST = SAMPLES / "server-reset-after-request.pcapng"
RESET_AFTER_FIN = SAMPLES / "server-reset-after-fin.pcapng"
