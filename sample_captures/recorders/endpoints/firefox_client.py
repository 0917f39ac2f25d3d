"""Firefox, headless, driven by Marionette: opens pages in turn, and says a JSON line about each.

What it says is what Firefox says: protocol and cipher of the connection that answered, and the text of the
page, or the error that its page of failure names. Marionette listens on the loopback of the namespace.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

PATIENCE = 30.0
MARIONETTE = 2828

QUIET = {
    # One page is one page: nothing is fetched, resolved, reported or connected to beside it.
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutHomeSnippets.updateUrl": "",
    "browser.cache.disk.enable": False,
    "browser.newtabpage.enabled": False,
    "browser.region.network.url": "",
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.safebrowsing.provider.mozilla.updateURL": "",
    "browser.search.update": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "browser.startup.page": 0,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.connection.enabled": False,
    "extensions.update.enabled": False,
    "media.gmp-manager.url": "",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disableIPv6": True,
    "network.http.speculative-parallel-limit": 0,
    "network.proxy.type": 0,
    "network.trr.mode": 5,
    "security.OCSP.enabled": 0,
    "services.settings.server": "data:,",
    "toolkit.telemetry.enabled": False,
    # The certificate of the only identity in the profile is given without a question.
    "security.default_personal_cert": "Select Automatically",
}

CONNECTION = """
const security = gBrowser.selectedBrowser.securityUI.secInfo;
return security ? {version: security.protocolVersion, cipher: security.cipherName} : null;
"""
PAGE_OF_FAILURE = """
const card = document.querySelector("net-error-card");
return card ? card.shadowRoot.textContent.replace(/\\s+/g, " ") : "";
"""
VERSIONS = {1: "TLSv1", 2: "TLSv1.1", 3: "TLSv1.2", 4: "TLSv1.3"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="+", help="URLs to open, in this order, in one tab")
    parser.add_argument("--profile", type=Path, required=True)
    parser.add_argument("--prefer", action="append", default=[], metavar="NAME=VALUE", help="VALUE in JSON")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds after each page")
    options = parser.parse_intermixed_args()

    preferences: dict[str, object] = {**QUIET, "marionette.port": MARIONETTE}
    for word in options.prefer:
        name, value = word.split("=", 1)
        preferences[name] = json.loads(value)
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in preferences.items()]
    (options.profile / "user.js").write_text("\n".join(lines) + "\n")
    command = ["firefox-esr", "--headless", "--marionette", "--remote-allow-system-access", "--no-remote"]
    browser = Browser([*command, "--profile", str(options.profile)])
    try:
        for page in options.pages:
            print(json.dumps(browser.open(page, options.pause)), flush=True)
    finally:
        browser.close()


class Browser:
    """A running Firefox and the Marionette session with its one tab."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(command, stdout=sys.stderr, stderr=sys.stderr)
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                self.connection = socket.create_connection(("127.0.0.1", MARIONETTE), timeout=PATIENCE)
                break
            except ConnectionRefusedError:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    raise
                time.sleep(0.1)
        self.read = self.connection.makefile("rb")
        self.sent = 0
        self.message()  # who it is
        self.ask("WebDriver:NewSession", acceptInsecureCerts=False)

    def message(self) -> Any:
        """One message: its length in decimal, a colon, and JSON."""
        length = b""
        while (digit := self.read.read(1)) != b":":
            if not digit:
                raise ConnectionError("Firefox has ended")
            length += digit
        return json.loads(self.read.read(int(length)))

    def ask(self, command: str, **parameters: object) -> Any:
        self.sent += 1
        said = json.dumps([0, self.sent, command, parameters])
        self.connection.sendall(f"{len(said)}:{said}".encode())
        _, _, error, result = self.message()
        if error:
            raise FirefoxError(error["message"])
        return result

    def open(self, page: str, pause: float) -> dict[str, Any]:
        statement: dict[str, Any] = {"page": page, "error": None}
        try:
            self.ask("WebDriver:Navigate", url=page)
            statement["text"] = self.script("return document.documentElement.textContent", "content")[:200]
            statement |= self.script(CONNECTION, "chrome") or {}
            statement["version"] = VERSIONS.get(statement.get("version", 0))
        except FirefoxError as problem:
            reason = dict(parse_qsl(str(problem).partition("?")[2])).get("d", "").strip()
            statement["error"] = reason or str(problem)
        time.sleep(pause)
        if statement["error"]:
            code = re.search(r"Error Code: (\w+)", self.script(PAGE_OF_FAILURE, "content"))
            statement["error"] = code.group(1) if code else statement["error"]
        return statement

    def script(self, text: str, context: str) -> Any:
        self.ask("Marionette:SetContext", value=context)
        try:
            return self.ask("WebDriver:ExecuteScript", script=text, args=[])["value"]
        finally:
            self.ask("Marionette:SetContext", value="content")

    def close(self) -> None:
        try:
            self.ask("Marionette:Quit", flags=["eForceQuit"])
        except (OSError, FirefoxError):
            self.process.terminate()
        self.process.wait(15)


class FirefoxError(Exception):
    """What Firefox says went wrong."""


if __name__ == "__main__":
    os.environ.setdefault("MOZ_CRASHREPORTER_DISABLE", "1")
    main()
