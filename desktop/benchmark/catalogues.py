"""Catalogues of many generated studies, imported once as a user would, and kept for the next run.

For a very large catalogue only the first studies are imported. The others are copies of these with other numbers and
titles: reading each of them would take hours and find the same values.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

from desktop.benchmark.studies import SEED, generated_studies, nct_number, write_studies
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.derived import FACET_VALUES, SEARCH_TEXT, VERSIONS
from desktop.catalogue.storing.arriving import AnnotatedTrial, Arrival
from desktop.catalogue.storing.stored import Document
from desktop.facets.vocabularies import Vocabularies
from desktop.paths import RESOURCES
from desktop.trials.finding import Finding
from desktop.trials.identifiers import Identifier
from desktop.trials.stored import StoredTrial
from desktop.trials.trial import Trial
from desktop.workflows.annotating import annotating_elsewhere
from desktop.workflows.import_documents import import_documents

_IMPORTED = 16_000
_AT_ONCE = 2_000


def open_built(trials: int, vocabularies: Vocabularies) -> Catalogue:
    """Return a catalogue of generated studies; build it unless an earlier run did.

    It is in the folder for temporary files; its path has the version of everything that decides its content.
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
    _import(catalogue, min(trials, _IMPORTED), vocabularies)
    copies = islice(_copies(catalogue, trials), trials - len(catalogue))
    while some := list(islice(copies, _AT_ONCE)):
        _save(catalogue, some)
    if len(catalogue) != trials:
        raise RuntimeError(f"{len(catalogue)} of {trials} studies are in the catalogue")
    catalogue.close()
    unfinished.replace(path.parent)


def _import(catalogue: Catalogue, trials: int, vocabularies: Vocabularies) -> None:
    studies = generated_studies(trials, vocabularies.drugs)
    file = catalogue.path.parent / "studies.json"
    with annotating_elsewhere(RESOURCES, None) as annotating:
        while some := list(islice(studies, _AT_ONCE)):
            write_studies(file, some)
            report = import_documents([file], catalogue, vocabularies, back_up=False, annotating=annotating)
            file.unlink()
            if (saved := report.count("saved")) != len(some):
                raise RuntimeError(f"{saved} of {len(some)} studies were imported: {report.documents[:1]}")


def _copies(catalogue: Catalogue, trials: int) -> Iterator[tuple[Trial, tuple[Finding, ...]]]:
    """Yield copies of the trials of a catalogue with their findings, enough for ``trials`` trials in all."""
    ids = range(1, len(catalogue) + 1)
    numbers = count(len(ids))
    for some in (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)):
        read = [stored for each in some if isinstance(stored := catalogue.trials.get(each), StoredTrial)]
        for copy in range(trials // len(ids)):
            for stored in read:
                number = nct_number(next(numbers))
                title = f"{stored.trial.title} ({copy + 2})"  # at its end, so that each finding keeps its place
                identifiers = (Identifier("NCT", number),)
                yield replace(stored.trial, key=number, title=title, identifiers=identifiers), stored.findings


def _save(catalogue: Catalogue, copies: list[tuple[Trial, tuple[Finding, ...]]]) -> None:
    document = Document("copies.json", "ctgov_json", "utf-8", copies[0][0].key.encode())
    joined = catalogue.join([Arrival(trial, document, place > 0) for place, (trial, _) in enumerate(copies)])
    catalogue.save([AnnotatedTrial(each, *copy) for each, copy in zip(joined, copies, strict=True)])
