"""What a rule is handed: its columns of each table that it asks for, and the rows that can matter to it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pcapflow.judge.declare import Rule
from pcapflow.judge.discover import columns_of
from pcapflow.judge.rows import Flags, Numbers, hold, rows_of


@dataclass(frozen=True, slots=True)
class Portion:
    """The tables of one rule; for each row of the first, `rows` has the row of its connection."""

    tables: dict[str, pa.Table]
    rows: Numbers

    @property
    def first(self) -> pa.Table:
        """The table whose rows the rule flags."""
        return next(iter(self.tables.values()))


class Portions:
    """Completed tables. To which row of `connections` each of their rows belongs is found out once."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        self._tables = dict(tables)
        self._of_connection = {"connections": np.arange(len(tables["connections"]))}

    def put(self, name: str, table: pa.Table, of_connection: Numbers) -> None:
        """Another table, or a table as it is now."""
        self._tables[name], self._of_connection[name] = table, of_connection

    def of(self, each: Rule) -> Portion:
        """What meets the rule's conditions; of all but its first table, rows of the first's connections.

        Of a table of which it reads `server` it gets all, to compare the connections of a server.
        """
        asked = {name: self._tables[name].select(columns) for name, columns in columns_of(each).items()}
        keep = {name: _meeting(each, name, table) for name, table in asked.items()}
        first, *others = asked
        own = self._rows(first, keep[first])
        for name in others:
            columns = asked[name].column_names
            if "connection_id" in columns and "server" not in columns:
                keep[name][keep[name]] = np.isin(self._rows(name, keep[name]), own)
        return Portion({name: _chosen(table, keep[name]) for name, table in asked.items()}, own)

    def _rows(self, name: str, chosen: Flags) -> Numbers:
        """For each of these rows the row of its connection, -1 if there is none."""
        if not chosen.any():
            return np.array([], dtype=np.int64)
        if name not in self._of_connection:
            self._of_connection[name] = rows_of(self._tables[name], self._tables["connections"])
        return self._of_connection[name][chosen]


def _meeting(each: Rule, name: str, table: pa.Table) -> Flags:
    condition = each.where.get(name)
    return np.ones(len(table), dtype=bool) if condition is None else hold(table, condition)[0]


def _chosen(table: pa.Table, keep: Flags) -> pa.Table:
    return table if keep.all() else table.filter(pa.array(keep))
