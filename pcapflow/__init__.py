"""Wireshark captures to TLS tables and findings: `read` captures, `run` a pipeline, `open` its tables.

Nothing is computed here, and nothing heavy is imported before one of these names is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pcapflow._engine import __version__
    from pcapflow.capture import Capture, Lake, read, sniff
    from pcapflow.capture import open_tables as open  # noqa: A004
    from pcapflow.judge import rule
    from pcapflow.pipeline.rejudge import rejudge
    from pcapflow.pipeline.run import analyze, run

__all__ = ["Capture", "Lake", "__version__", "analyze", "open", "read", "rejudge", "rule", "run", "sniff"]

_HOMES = {
    "Capture": "pcapflow.capture:Capture",
    "Lake": "pcapflow.capture:Lake",
    "__version__": "pcapflow._engine:__version__",
    "analyze": "pcapflow.pipeline.run:analyze",
    "open": "pcapflow.capture:open_tables",
    "read": "pcapflow.capture:read",
    "rejudge": "pcapflow.pipeline.rejudge:rejudge",
    "rule": "pcapflow.judge:rule",
    "run": "pcapflow.pipeline.run:run",
    "sniff": "pcapflow.capture:sniff",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, attribute = _HOMES[name].partition(":")
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return sorted(__all__)
