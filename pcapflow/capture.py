"""What `read` and `open` give back: tables by name, as pandas DataFrames, as Arrow, or in SQL.

Facts and judgement alike are attributes: `.captures`, `.connections`, `.handshakes`, `.alerts`, `.resets`,
`.renegotiations`, `.records`, `.findings`, `.verdicts`, `.sightings`,
`.servers`. Nothing is made before it is asked for.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pcapflow.errors import CaptureError
from pcapflow.readers import Source, Tell, sources, watcher
from pcapflow.tables.frames import frame
from pcapflow.tables.order import in_order
from pcapflow.tables.schema import facts, judgements, schema, schemas
from pcapflow.text import counted, did_you_mean, printable

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from pcapflow.judge import Judgement, Rule, Rulebook
    from pcapflow.show.explain import Explanation
    from pcapflow.tables.commits import Entry


_COMPLAINT_COLUMNS = ["uri", "status", "error", "packets"]


class View(ABC):
    """Tables by name."""

    @abstractmethod
    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """A table as Arrow, or only some columns of it, which is cheaper where it comes from disk."""

    def arrow(self, name: str) -> pa.Table:
        """A table as Arrow; its fields' metadata hold `text` and `source`."""
        return self.table(name)

    def sql(self, query: str) -> pd.DataFrame:
        """The answer to an SQL query (DuckDB) over all tables, and the views `servers`, `rules`, `names`."""
        return frame(self.query(query))

    def query(self, query: str) -> pa.Table:
        """The same as Arrow."""
        from pcapflow.tables import sql

        known = {name: self._thunk(name) for name in schemas()}
        return sql.query(query, {**known, "servers": self._servers}, self._files)

    @property
    def servers(self) -> pd.DataFrame:
        """One row per server: what it did in all captures."""
        return frame(self._servers())

    def _servers(self) -> pa.Table:
        from pcapflow import judge

        by = [(name, "ascending") for name in ("scope", "server_address", "server_port", "server_name")]
        return judge.summed(self.table("sightings")).sort_by(by)

    def explain(self, stream: int | None = None, after: View | None = None) -> Explanation:
        """The story of one connection in words: of this stream, else of the worst that failed.

        With `after`, a capture that was taken after a fix, also whether that shows it. Raises UsageError if
        there is no such stream.
        """
        from pcapflow.show.explain import Explanation

        return Explanation(self, stream, self._rules(), after)

    def _rules(self) -> Sequence[Rule]:
        """The rules whose words explain what was found."""
        from pcapflow import judge

        return judge.catalogue()

    def complaints(self) -> list[CaptureError]:
        """A line for every capture that could not be read to its end."""
        return complaints(self.table("captures", _COMPLAINT_COLUMNS))

    def _files(self) -> Mapping[str, list[str]]:
        return {}

    def _thunk(self, name: str) -> Callable[[], pa.Table]:
        return lambda: self.table(name)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in schemas():
            near = did_you_mean(name, schemas())
            raise AttributeError(
                f"{type(self).__name__} has no attribute {name!r}{'; ' + near if near else ''}"
            )
        return frame(self.table(name))

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *schemas()]


class Capture(View):
    """What one `read` found, in memory. Rules are applied when findings or verdicts are first asked for."""

    def __init__(self, tables: Mapping[str, pa.Table], book: Rulebook) -> None:
        self._tables = dict(tables)
        self._book = book
        self._judgement: Judgement | None = None

    @property
    def failures(self) -> list[str]:
        """A line for every rule that is broken, or failed on these tables."""
        return [*self._book.failures, *self._judged().failures]

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """A table as Arrow, or only some columns of it."""
        if name in judgements():
            found: pa.Table = getattr(self._judged(), name)
        else:
            found = self._tables.get(name)
            if found is None:
                found = schema(name).empty_table()
        return found if columns is None else found.select(columns)

    def _rules(self) -> Sequence[Rule]:
        return self._book.rules

    def _judged(self) -> Judgement:
        if self._judgement is None:
            from pcapflow import judge

            book = self._book
            self._judgement = judge.judge(self._tables, book.rules, expects=book.expects, policy=book.policy)
        return self._judgement

    def __repr__(self) -> str:
        captures = self._tables["captures"]
        uris = captures["uri"].to_pylist()
        name = printable(uris[0], 60) if len(uris) == 1 else counted(len(uris), "capture")
        packets = sum(filter(None, captures["packets"].to_pylist()))
        connections = counted(len(self.table("connections")), "connection")
        return f"<{type(self).__name__} {name}: {counted(packets, 'packet')}, {connections}>"


class Lake(View):
    """What is committed in a tables directory, or of some captures in it; each look sees what is new."""

    def __init__(self, directory: str | os.PathLike[str], captures: Collection[Entry] | None = None) -> None:
        from pcapflow.tables.dataset import Dataset

        self._dataset = Dataset(Path(directory))
        self._captures = captures

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """A table as Arrow, or only some columns of it, read from disk."""
        return self._dataset.table(name, columns, self._captures)

    def _files(self) -> Mapping[str, list[str]]:
        return {} if self._captures is not None else {name: self._dataset.files(name) for name in facts()}

    def __repr__(self) -> str:
        entries = self._dataset.entries()
        number = len(entries) if self._captures is None else len(self._captures)
        return (
            f"<{type(self).__name__} {printable(self._dataset.directory, 60)}: {counted(number, 'capture')}>"
        )


def read(
    *captures: object,
    records: bool = False,
    linktype: int | None = None,
    uri: str | None = None,
    enable: Sequence[str] = (),
    disable: Sequence[str] = (),
    rules: Sequence[str | Path] = (),
    expects_client_certificate: Sequence[str] = (),
) -> Capture:
    """Reads captures: paths, directories, bytes, open files, or packets of dpkt, scapy or your own.

    `records` also keeps a row per TLS record. `linktype` is the link type of packets that do not say theirs,
    `uri` what the tables call a capture that has no path. `enable` and `disable` choose rules by id, `rules`
    adds files of them, of which a broken one is left out and named in `failures`.
    `expects_client_certificate` names servers (patterns) that ask for client certificates.

    Raises `CaptureError` if nothing at all could be read, `UsageError` if there is no such capture.
    """
    from pcapflow import judge

    book = judge.rulebook(enable=enable, disable=disable, files=rules, expects=expects_client_certificate)
    tables = gather(sources(captures, link_type=linktype, uri=uri), records=records)
    refuse_unread(tables["captures"])
    return Capture(tables, book)


def sniff(**options: Any) -> Capture:
    """What scapy's `sniff(**options)` sees, read as it comes: `sniff(iface="eth0", timeout=60)`."""
    from pcapflow import judge
    from pcapflow.readers.scapy import from_sniff

    return Capture(gather([from_sniff(**options)]), judge.rulebook())


def open_tables(directory: str | os.PathLike[str]) -> Lake:
    """What is committed in a tables directory."""
    return Lake(directory)


def gather(
    found: Sequence[Source], *, records: bool = False, tell: Tell | None = None
) -> dict[str, pa.Table]:
    """All rows of these captures, in memory, in the order of the tables on disk."""
    import pyarrow as pa

    parts: dict[str, list[pa.RecordBatch]] = {name: [] for name in facts() if records or name != "records"}
    for number, source in enumerate(found):
        for batch in source.batches(records=records, watch=watcher(source, number, len(found), tell)):
            for name, rows in batch.items():
                parts[name].append(rows)
    return {
        name: in_order(name, pa.Table.from_batches(batches, facts()[name])) for name, batches in parts.items()
    }


def refuse_unread(captures: pa.Table) -> None:
    """Raises the first `CaptureError` if nothing at all could be read of any row of `captures`."""
    wrong = complaints(captures)
    if len(wrong) == len(captures) and not any(each.kept for each in wrong):
        raise wrong[0]


def complaints(captures: pa.Table) -> list[CaptureError]:
    """What went wrong, of each row of `captures` whose status is not `ok`."""
    return [
        CaptureError(row["uri"], row["error"] or row["status"], row["packets"] or 0)
        for row in captures.select(_COMPLAINT_COLUMNS).to_pylist()
        if row["status"] != "ok"
    ]
