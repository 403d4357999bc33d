from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.paths import RESOURCES


@pytest.fixture(scope="session")
def vocabularies() -> Vocabularies:
    return load_vocabularies(RESOURCES)


@pytest.fixture
def catalogue(tmp_path: Path, vocabularies: Vocabularies) -> Iterator[Catalogue]:
    catalogue = Catalogue(
        tmp_path / "catalogue.db",
        vocabularies.facets.value_ids,
        vocabularies.facets.second_readings,
        reads=vocabularies.facets.reads,
    )
    yield catalogue
    catalogue.close()
