"""Catalogues of many generated studies, imported the real way once and kept for the next run."""

import hashlib
import tempfile
from itertools import islice
from pathlib import Path

from desktop.benchmark.studies import SEED, generated_studies, write_studies
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.derived import FACET_VALUES, SEARCH_TEXT, VERSIONS
from desktop.facets.vocabularies import Vocabularies
from desktop.workflows.import_documents import import_documents

_STUDIES_A_FILE = 2_000
# What readers pass over is left out of what only has to be stored: a catalogue of 560,000 would need 30 GB of files.
_WITH_RESULTS = 20_000


def open_built(trials: int, vocabularies: Vocabularies) -> Catalogue:
    """Return a catalogue of generated studies, built if it is not there from an earlier run.

    The catalogue lies in the folder for temporary files under the version of everything that shapes its content.
    """
    path = _place(trials, vocabularies)
    if not path.exists():
        _build(path, trials, vocabularies)
    return _opened(path, vocabularies)


def _place(trials: int, vocabularies: Vocabularies) -> Path:
    versions = f"{SEED} {vocabularies.version} {VERSIONS[FACET_VALUES]} {VERSIONS[SEARCH_TEXT]}"
    version = hashlib.sha256(versions.encode()).hexdigest()[:8]
    return Path(tempfile.gettempdir()) / "trial-catalogue-benchmark" / f"{version}-{trials}" / "catalogue.db"


def _opened(path: Path, vocabularies: Vocabularies) -> Catalogue:
    facets = vocabularies.facets
    return Catalogue(path, facets.value_ids, facets.second_readings, reads=facets.reads)


def _build(path: Path, trials: int, vocabularies: Vocabularies) -> None:
    unfinished = path.parent.with_suffix(".unfinished")
    unfinished.mkdir(parents=True, exist_ok=True)
    for left in unfinished.iterdir():
        left.unlink()
    catalogue = _opened(unfinished / path.name, vocabularies)
    studies = generated_studies(trials, vocabularies.drugs, results=trials <= _WITH_RESULTS)
    while some := list(islice(studies, _STUDIES_A_FILE)):
        file = unfinished / "studies.json"
        write_studies(file, some)
        report = import_documents([file], catalogue, vocabularies, back_up=False)
        file.unlink()
        if report.count("saved") != len(some):
            raise RuntimeError(f"{report.count('saved')} of {len(some)} studies were imported: {report.documents[:1]}")
    catalogue.close()
    unfinished.replace(path.parent)
