"""nginx and HAProxy: how each is started, and what its log says of a request."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from recorders.endpoint import Endpoint
from recorders.programs import PORT
from recorders.scene import require
from recorders.stage import Stage
from recorders.witness import version_of


@cache
def nginx_version() -> str:
    return version_of(["nginx", "-v"], r"(nginx/[0-9.]+)")


@cache
def haproxy_version() -> str:
    return "HAProxy " + version_of(["haproxy", "-v"], r"version ([0-9.]+)")


NGINX = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/nginx-errors info;
events {{ }}
http {{
    log_format statement escape=json '{{"path": "$uri", "status": $status, "version": "$ssl_protocol", '
        '"cipher": "$ssl_cipher", "verified": "$ssl_client_verify", "client": "$ssl_client_s_dn"}}';
    access_log {folder}/nginx-access statement;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen {address}:443 ssl;
        ssl_certificate {certificate};
        ssl_certificate_key {certificate};
        ssl_client_certificate {authority};
        ssl_verify_client {verify};
        ssl_protocols TLSv1.2 TLSv1.3;
        location / {{ return 200 "a page\\n"; }}
    }}
}}
"""

HAPROXY = """
global
    log stderr format raw daemon
defaults
    mode http
    timeout connect 5s
    timeout client 5s
    timeout server 5s
    log global
    log-format "{{\\"status\\": %ST, \\"version\\": \\"%sslv\\", \\"cipher\\": \\"%sslc\\", \
\\"given\\": \\"%[ssl_c_s_dn(cn)]\\", \\"verify\\": %[ssl_c_verify]}}"
frontend front
    error-log-format "{{\\"refused\\": \\"%[ssl_fc_err_str]\\"}}"
    bind {address}:443 ssl crt {certificate} ca-file {authority} verify {verify}
    http-request return status 200 content-type text/plain string "a page"
"""


@dataclass
class WebServer:
    """A running server, and where it says a JSON line about each request."""

    endpoint: Endpoint
    log: Path | None

    def requests(self, count: int) -> list[dict[str, Any]]:
        """What was said of all requests so far, which must be `count`."""
        for _ in range(100):
            text = self.log.read_text() if self.log else self.endpoint.said
            lines = [line for line in text.splitlines() if line.startswith("{")]
            if len(lines) >= count:
                break
            self.endpoint.pause()
        require(len(lines) == count, f"{len(lines)} requests were logged, {count} expected: {lines}")
        return [json.loads(line) for line in lines]


def nginx(stage: Stage, verify: str) -> WebServer:
    """Start nginx, whose `ssl_verify_client` is `verify`: off, optional, or on."""
    stage.folder.chmod(0o755)
    configuration = _configure(stage, "nginx.conf", NGINX, verify)
    return WebServer(_started(stage, "nginx", "-c", configuration), stage.folder / "nginx-access")


def haproxy(stage: Stage, verify: str) -> WebServer:
    """Start HAProxy, whose `verify` is none, optional, or required."""
    configuration = _configure(stage, "haproxy.conf", HAPROXY, verify)
    return WebServer(_started(stage, "haproxy", "-db", "-f", configuration), None)


def _configure(stage: Stage, name: str, text: str, verify: str) -> Path:
    path = stage.folder / name
    values = {"folder": stage.folder, "address": stage.server_address, "verify": verify}
    values |= {"certificate": stage.certificates.server, "authority": stage.certificates.authority}
    path.write_text(text.format(**values))
    return path


def _started(stage: Stage, *command: str | Path) -> Endpoint:
    endpoint = Endpoint(stage, stage.at_server(*command))
    endpoint.listens(PORT)
    return endpoint
