"""Folders that are registries: each of their modules offers a record, all under one name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any


def by_name(package: str, folders: Iterable[str], record: str) -> Mapping[str, Any]:
    """The records of a package's modules by their own names, in the modules' order. A module whose name starts with an
    underscore is shared by the others and is no variant."""
    modules = (module.name for module in pkgutil.iter_modules(folders) if not module.name.startswith("_"))
    found = [getattr(importlib.import_module(f"{package}.{name}"), record) for name in modules]
    return MappingProxyType({one.name: one for one in found})
