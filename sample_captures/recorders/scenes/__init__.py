"""The scenes, a file for each family; a file that lies here is found, its scenes are in the catalogue."""

from __future__ import annotations

import importlib
import pkgutil

from recorders.scene import CATALOGUE, Scene


def catalogue() -> dict[str, Scene]:
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return CATALOGUE
