"""Names of TLS's numbers, as IANA registers them. Knows no table."""

from functools import cache

from pcapflow import _engine


@cache
def names() -> dict[tuple[str, int], str]:
    """Names of the IANA registries by registry and number."""
    return {(registry, value): name for registry, value, name, _reference in _engine.names()}


def name(registry: str, value: int) -> str:
    """A number's name, else the number."""
    return names().get((registry, value)) or f"{registry} {value}"
