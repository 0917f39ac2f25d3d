"""What two readings of the same packets must share: all rows of events, without what names the file."""

import pyarrow as pa

from pcapflow.tables import schema

EVENTS = [name for name in schema.facts() if name != "captures"]
_MAY_DIFFER = {"capture_id", "connection_id"}


def facts(table: pa.Table, *, microseconds: bool) -> list[dict[str, object]]:
    """Rows without what may differ; times to the resolution of the source."""
    columns = {}
    for field in table.schema:
        column = table[field.name]
        if field.name in _MAY_DIFFER:
            continue
        if pa.types.is_timestamp(field.type):
            values = column.cast(pa.int64()).to_pylist()
            columns[field.name] = [v // 1000 if microseconds and v is not None else v for v in values]
        else:
            columns[field.name] = column.to_pylist()
    return pa.table(columns).to_pylist()
