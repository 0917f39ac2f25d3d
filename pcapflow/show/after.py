"""What a capture that was taken after a fix shows of the same server, in words. Judges nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pcapflow.judge.fixes import Fix
from pcapflow.judge.schemas import WORKED
from pcapflow.show.block import server_name
from pcapflow.show.blocks import SERVER
from pcapflow.show.prose import wrapped
from pcapflow.show.steps import version
from pcapflow.show.view import Look, View
from pcapflow.text import counted, printable

COLUMNS = [
    "connection_id",
    "tcp_stream",
    *SERVER,
    "version",
    "client_certificate",
    "post_handshake_auth",
    "renegotiations",
]
NAMED = 10
OPEN_THE_PAGE = "Nobody was asked for a certificate: open the page that needs one while capturing."
NO_FAILURE = ("client-left-when-asked", "cannot-tell", None)
"""A browser that leaves when it is asked comes back on a new connection, and answers there."""
ALL = "address, port and server name"

Row = Mapping[str, Any]


class After:
    """The connections of that server there, and which of the fixes they show."""

    def __init__(self, view: View, before: Row, verdict: Row, fixes: Sequence[Fix]) -> None:
        look = Look(view, {})
        self._uri = str(look.table("captures")["uri"][0].as_py())
        self._before, self._verdict, self._fixes = before, verdict, fixes
        rows = look.table("connections").select(COLUMNS).to_pylist()
        endings: dict[str | None, str | None] = {
            row["connection_id"]: row["verdict"] for row in look.table("verdicts").to_pylist()
        }
        for row in rows:
            row["verdict"] = endings.get(row["connection_id"])
        self._servers = sorted({server_name(row) for row in rows})
        self._same, self._matched_by = _same_server(rows, before)

    @property
    def result(self) -> str:
        """`works`, `fails`, `no-server`, `not-shown` (no fix), `not-tried` (one shows, nobody was asked)."""
        if not self._same:
            return "no-server"
        tried = [row for row in self._same if any(fix.shown(row) for fix in self._fixes)]
        if not self._fixes:
            tried = self._same
        if _failed(tried or self._same):
            return "fails"
        if not tried:
            return "not-shown"
        enough = set(WORKED) - ({"tls-ok"} if self._fixes else set())
        return "works" if any(row["verdict"] in enough for row in tried) else "not-tried"

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "uri": self._uri,
            "result": self.result,
            "matched_by": self._matched_by,
            "connections": self._same,
            "shown": [fix.id for fix, rows in self._shown() if rows],
        }

    def lines(self, width: int) -> Iterator[str]:
        """The text line by line."""
        yield from wrapped(self._sentence(), width, "  ")
        if not self._same:
            if self._servers:
                named = ", ".join(self._servers[:NAMED]) + (", …" if len(self._servers) > NAMED else "")
                yield from wrapped(f"Servers there: {named}.", width, "  ")
            return
        for number, (fix, rows) in enumerate(self._shown(), 1):
            shows = f"shown by {_streams(rows)}" if rows else "not shown"
            yield from wrapped(f"{number}. {fix.title}: {shows}.", width, "  ", "     ")
        for row in self._same[:NAMED]:
            stream = "-" if row["tcp_stream"] is None else row["tcp_stream"]
            yield f"    stream {stream}  {version(row['version'])}  {row['verdict'] or 'no verdict'}"
        if len(self._same) > NAMED:
            yield f"    and {counted(len(self._same) - NAMED, 'connection')} more"

    def _shown(self) -> list[tuple[Fix, list[Row]]]:
        return [(fix, [row for row in self._same if fix.shown(row)]) for fix in self._fixes]

    def _sentence(self) -> str:
        server, uri = server_name(self._before), printable(self._uri)
        how = "" if self._matched_by == ALL else f" (found by {self._matched_by})"
        found = f"{counted(len(self._same), 'connection')} with {server} in {uri}{how}"
        match self.result:
            case "no-server":
                return f"The server {server} is not in {uri}, so nothing can be told of the fix."
            case "works":
                return f"It works: {found}, and none of those that were to work failed."
            case "fails":
                same = any(row["verdict"] == self._verdict["verdict"] for row in self._same)
                return f"It still fails, {'as before' if same else 'in another way'}: {found}."
            case "not-tried":
                return f"Not put to the test: {found}. {OPEN_THE_PAGE}"
        return f"No fix shows: {found}. {OPEN_THE_PAGE}"


def _failed(rows: Sequence[Row]) -> bool:
    return any(row["verdict"] not in (*WORKED, *NO_FAILURE) for row in rows)


def _streams(rows: Sequence[Row]) -> str:
    numbers = [str(row["tcp_stream"]) for row in rows if row["tcp_stream"] is not None]
    more = ", …" if len(numbers) > NAMED else ""
    return f"{'stream' if len(numbers) == 1 else 'streams'} {', '.join(numbers[:NAMED])}{more}"


def _same_server(rows: Sequence[dict[str, Any]], before: Row) -> tuple[list[dict[str, Any]], str | None]:
    """Connections with the same server: by all that names it, else by its name, else by where it is."""
    name = _name(before)
    tests: dict[str, Callable[[Row], bool]] = {
        ALL: lambda row: _where(row) == _where(before) and _name(row) == name,
        "server name": lambda row: bool(name) and _name(row) == name,
        "address and port": lambda row: _where(row) == _where(before),
    }
    for matched_by, test in tests.items():
        same = [row for row in rows if test(row)]
        if same:
            return same, matched_by
    return [], None


def _name(row: Row) -> str:
    return (row["server_name"] or "").lower()


def _where(row: Row) -> tuple[Any, Any]:
    return row["server_address"], row["server_port"]
