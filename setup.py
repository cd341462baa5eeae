"""Compiles the message catalogues into the package; everything else stands in pyproject.toml."""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

sys.path.insert(0, str(Path(__file__).parent))

from gaisma.base.catalogues.files import compile_outdated


class BuildWithCatalogues(build_py):
    """Builds the package after its catalogues, which the repository keeps uncompiled."""

    def run(self) -> None:
        compile_outdated()
        super().run()


setup(cmdclass={"build_py": BuildWithCatalogues})
