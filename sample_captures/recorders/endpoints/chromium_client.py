"""Chromium, headless, driven over its DevTools pipe: opens pages in turn, and says a JSON line about each.

What it says is what Chromium says: HTTP status, protocol and cipher of the connection that answered, or the
error that its page of failure names. The pipe needs no network, so every connection seen is for a page.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PATIENCE = 30.0

QUIET = [
    "--headless=new",
    "--no-sandbox",  # the recorder is root
    "--no-first-run",
    "--no-default-browser-check",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-gpu",
    "--disable-sync",
    "--disable-quic",
    "--metrics-recording-only",
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="+", help="URLs to open, in this order, in one tab")
    parser.add_argument("--profile", type=Path, required=True)
    parser.add_argument("--keys", required=True)
    parser.add_argument("--option", action="append", default=[], help="of Chromium: --option=--NAME=VALUE")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds after each page")
    options = parser.parse_intermixed_args()

    command = ["chromium", *QUIET, "--remote-debugging-pipe", f"--user-data-dir={options.profile}"]
    command += [f"--ssl-key-log-file={options.keys}"]
    browser = Browser([*command, *options.option])
    try:
        for page in options.pages:
            print(json.dumps(browser.open(page, options.pause)), flush=True)
    finally:
        browser.close()


class Browser:
    """A running Chromium and the session of its one tab."""

    def __init__(self, command: list[str]) -> None:
        to_read, self.to_browser = os.pipe()
        self.from_browser, to_write = os.pipe()

        def place_pipes() -> None:
            os.dup2(to_read, 3)
            os.dup2(to_write, 4)

        # Chromium reads commands from descriptor 3 and writes what happens to 4, each ended by a zero byte.
        held = {3, 4} | {to_read, to_write}
        self.process = subprocess.Popen(
            [*command, "about:blank"], preexec_fn=place_pipes, pass_fds=sorted(held), stderr=sys.stderr
        )
        os.close(to_read)
        os.close(to_write)
        os.set_blocking(self.from_browser, False)
        self.buffered = b""
        self.sent = 0
        self.events: list[dict[str, Any]] = []
        self.session: str | None = None
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Network.enable")
        self.ask("Page.enable")

    def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        self.sent += 1
        message: dict[str, object] = {"id": self.sent, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to_browser, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for said in self.hears(0.05):
                if said.get("id") == self.sent:
                    result: dict[str, Any] = said.get("result", said)
                    return result
        raise TimeoutError(f"Chromium does not answer {method}")

    def hears(self, seconds: float) -> list[dict[str, Any]]:
        """What Chromium says within `seconds`; events are kept too."""
        heard = []
        deadline = time.monotonic() + seconds
        while True:
            try:
                self.buffered += os.read(self.from_browser, 1 << 20)
            except BlockingIOError:
                time.sleep(0.01)
            *whole, self.buffered = self.buffered.split(b"\0")
            heard += [json.loads(message) for message in whole]
            if whole or time.monotonic() > deadline:
                break
        self.events += [message for message in heard if "method" in message]
        return heard

    def open(self, page: str, pause: float) -> dict[str, Any]:
        self.events.clear()
        navigated = self.ask("Page.navigate", url=page)
        deadline = time.monotonic() + PATIENCE
        while not self.happened("Page.loadEventFired") and time.monotonic() < deadline:
            self.hears(0.1)
        end = time.monotonic() + pause
        while time.monotonic() < end:
            self.hears(0.1)
        statement: dict[str, Any] = {"page": page, "error": navigated.get("errorText")}
        for event in self.happened("Network.responseReceived"):
            response = event["params"]["response"]
            if response["url"] == page and (security := response.get("securityDetails")):
                statement |= {
                    "status": response["status"],
                    "http": response["protocol"],
                    "version": security["protocol"],
                    "cipher": security["cipher"],
                }
        return statement

    def happened(self, method: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["method"] == method]

    def close(self) -> None:
        self.session = None
        try:
            self.ask("Browser.close")
        except (TimeoutError, OSError):
            self.process.terminate()
        self.process.wait(10)


if __name__ == "__main__":
    main()
