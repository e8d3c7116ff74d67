"""Compiles the message catalogues when the wheel is built; git does not hold them."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        # Loaded from its path: the package itself needs Django, which is not there while building.
        path = Path(self.root, "src", "koers", "config", "catalogues.py")
        runpy.run_path(str(path), run_name="__main__")
