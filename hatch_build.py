"""Compiles the message catalogues when the wheel is built; git does not hold them."""

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        # Loaded from its path: the package itself needs Django, which is not there while building.
        path = Path(self.root, "src", "koers", "config", "catalogues.py")
        spec = importlib.util.spec_from_file_location("catalogues", path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        module.compile_catalogues()
