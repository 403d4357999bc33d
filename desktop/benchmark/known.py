"""Known trials: importing them again, and finding which of them changed since the user last looked."""

import statistics
from functools import partial
from pathlib import Path

from desktop.benchmark.importing import import_into, studies_file
from desktop.benchmark.measure import Figure, timed
from desktop.benchmark.studies import generated_studies, write_studies
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.facets.vocabularies import Vocabularies
from desktop.trials.change_kinds import CHANGED_FACET
from desktop.workflows.import_documents import import_documents

_LARGE = 100_000
_MS, _LARGE_MS = 16, 50
_LOOKS = 5
_CHANGED = 0.02  # of all trials, as in the download of a month
_KINDS = {"enrollment": "enrolment", "eligibility": "eligibility", "sites": "sites", "dates": "dates"}
_LETTERS = 4_000  # of a change, before and after: criteria and lists of sites are long
_BATCH = 40  # trials that one save of an import changes
_PUT = """
    INSERT INTO change (trial_id, document_id, changed, field, before, after, version, kind)
    SELECT id, (SELECT min(id) FROM document), '2026-01-01', :field, :text, :text, :version + id / :batch, :kind
    FROM trial WHERE id % :every = 0
"""


def measure_known(folder: Path, vocabularies: Vocabularies, trials: int) -> list[Figure]:
    """Return how long it takes to import the same file, or the same content, again, compared with the first import."""
    file, target = studies_file(folder, vocabularies, trials), folder / "known.db"
    again = folder / "downloaded-again.json"
    write_studies(again, map(_downloaded_again, generated_studies(trials, vocabularies.drugs)))
    first = timed(lambda: import_into(file, target, vocabularies, trials))
    catalogue = Catalogue(target, vocabularies.facets.value_ids, vocabularies.facets.second_readings)
    figures = []
    for words, known in (("the same file of", file), ("another download of", again)):
        took = timed(partial(_import_known, known, catalogue, vocabularies, trials))
        figures.append(Figure(f"{words} {trials:,} known studies", "their first import", took, first, 0.5))
    catalogue.close()
    again.unlink()
    return figures


def measure_changes(catalogue: Catalogue) -> Figure:
    """Return how long it takes to find what changed since the user last looked.

    An import has changed every fiftieth trial, each in four fields.
    """
    connection = catalogue._connection  # noqa: SLF001 - the changes of an import, without its time
    every, text = round(1 / _CHANGED), "x" * _LETTERS
    told = {"text": text, "version": catalogue.index.version + 1, "batch": _BATCH * every, "every": every}
    for field, kind in _KINDS.items():
        connection.execute(_PUT, {**told, "field": field, "kind": kind})
    query = TrialQuery().toggled(CHANGED_FACET, "enrolment")
    took = []
    for _ in range(_LOOKS):
        catalogue.index.search(query)  # in the file's cache, as after the import that brought the changes
        catalogue._known.index.forget()  # noqa: SLF001 - as after a save
        took.append(timed(partial(catalogue.index.matching, query)))
    connection.execute("DELETE FROM change WHERE changed = '2026-01-01'")
    budget = _LARGE_MS if len(catalogue) > _LARGE else _MS
    return Figure("what changed since the last look, found anew", "–", 1000 * statistics.median(took), 0, budget, "ms")


def _downloaded_again(study: dict[str, object]) -> dict[str, object]:
    """Return a study as in another download: with another version holder, and its modules in another order."""
    sections = {name: dict(reversed(each.items())) for name, each in study.items() if isinstance(each, dict)}
    sections["derivedSection"] |= {"miscInfoModule": {"versionHolder": "2026-11-20"}}
    return study | sections


def _import_known(file: Path, catalogue: Catalogue, vocabularies: Vocabularies, trials: int) -> None:
    report = import_documents([file], catalogue, vocabularies)
    if report.count("unchanged") != trials:  # what was refused would look fast
        raise RuntimeError(f"{report.count('unchanged')} of {trials} studies were known: {report.documents[:1]}")
