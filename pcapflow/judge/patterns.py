"""Which servers an operator means: by label, name, address, or one of the latter two with the port."""

import fnmatch
from collections.abc import Mapping, Sequence
from typing import Any


def matches(server: Mapping[str, Any], patterns: Sequence[str]) -> bool:
    """One of the patterns (as of a shell: `web*`, `*.example`, `198.51.100.5:443`) means this server."""
    hosts = [host for host in (server["server_name"], server["server_address"]) if host]
    names = [server["server_label"], *hosts, *(f"{host}:{server['server_port']}" for host in hosts)]
    return any(
        fnmatch.fnmatchcase(name.lower(), pattern.lower()) for name in names if name for pattern in patterns
    )
