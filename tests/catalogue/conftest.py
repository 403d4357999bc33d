from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.facets.definitions import load_facets
from desktop.paths import RESOURCES

FACETS = load_facets(RESOURCES / "facets.toml", [])


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue(tmp_path / "catalogue.db", FACETS.value_ids)
    yield catalogue
    catalogue.close()
