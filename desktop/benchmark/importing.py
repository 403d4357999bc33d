"""Importing: its time compared with writing ready rows, the size of the file, and the memory that it takes."""

import contextlib
import json
import multiprocessing
import sqlite3
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from desktop.benchmark.measure import Figure, highest_resident, interleaved
from desktop.benchmark.studies import generated_studies, write_studies
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file.opening import open_file
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.finding.search_text import search_text
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.paths import RESOURCES
from desktop.trials.stored import StoredTrial
from desktop.workflows.annotating import Annotating, annotating_elsewhere
from desktop.workflows.import_documents import import_documents

_TABLES = ("document", "trial", "facet_value", "trial_value", "identifier", "source", "setting")
_ROUNDS = 2


def studies_file(folder: Path, vocabularies: Vocabularies, trials: int) -> Path:
    """Return a file of generated studies in ``folder``; write it if it does not exist."""
    file = folder / f"studies-{trials}.json"
    if not file.exists():
        write_studies(file, generated_studies(trials, vocabularies.drugs))
    return file


def measure_import(folder: Path, vocabularies: Vocabularies, trials: int) -> list[Figure]:
    """Return the figures of importing generated studies; all files are written into ``folder``."""
    file = studies_file(folder, vocabularies, trials)
    model = folder / "model.db"
    _remove(model)
    import_into(file, model, vocabularies, trials)
    bare = _bare_work(file, model, folder / "floor.db")
    target = folder / "import.db"
    here, elsewhere, floor = interleaved(
        [
            lambda: import_into(file, target, vocabularies, trials),
            lambda: _import_elsewhere(file, target, vocabularies, trials),
            bare,
        ],
        _ROUNDS,
    )
    size = model.stat().st_size / trials
    work, against = f"import of {trials:,} studies", "json parse + raw executemany of ready rows + full text"
    return [
        Figure(f"{work} in one process", against, here, floor, 2.0),
        Figure(f"{work}, annotated in further processes", against, elsewhere, floor, 2.0),
        Figure("catalogue file, bytes a trial", "8.5 kB, the prototype's", size, 8_500, 1.2, "B"),
        _memory(file, folder, RESOURCES),
    ]


def import_into(
    file: Path, target: Path, vocabularies: Vocabularies, trials: int, annotating: Annotating | None = None
) -> None:
    """Import a file into a new catalogue, which replaces an older one."""
    _remove(target)
    catalogue = Catalogue(target, vocabularies.facets.value_ids, vocabularies.facets.second_readings)
    report = import_documents([file], catalogue, vocabularies, annotating=annotating)
    catalogue.close()
    if report.count("saved") != trials:  # what was refused would look fast
        raise RuntimeError(f"{report.count('saved')} of {trials} studies were imported: {report.documents[:1]}")


def _import_elsewhere(file: Path, target: Path, vocabularies: Vocabularies, trials: int) -> None:
    """Import as the window imports so many studies; the time includes starting the further processes."""
    with annotating_elsewhere(RESOURCES, None) as annotating:
        import_into(file, target, vocabularies, trials, annotating)


def _bare_work(file: Path, model: Path, target: Path) -> Callable[[], None]:
    """Return the least work that an import could be: reading the JSON and writing the rows, which are ready."""
    catalogue = Catalogue(model, {})
    texts: list[tuple[object, ...]] = []
    for number in catalogue.index.search(TrialQuery(), "key"):
        stored = catalogue.trials.get(number)
        if isinstance(stored, StoredTrial):
            texts.append((number, *search_text(stored.trial, stored.findings)))
    catalogue.close()
    with contextlib.closing(sqlite3.connect(model)) as source:
        rows = {name: source.execute(f"SELECT * FROM {name}").fetchall() for name in _TABLES}  # noqa: S608 - our tables

    def work() -> None:
        json.loads(file.read_text(encoding="utf-8"))
        _remove(target)
        connection = open_file(target)
        connection.execute("BEGIN IMMEDIATE")
        for name, content_rows in rows.items():
            if content_rows:
                marks = ", ".join("?" * len(content_rows[0]))
                statement = f"INSERT OR REPLACE INTO {name} VALUES ({marks})"  # noqa: S608 - our tables
                connection.executemany(statement, content_rows)
        connection.executemany(
            "INSERT INTO trial_text (rowid, title, facts, criteria, body) VALUES (?, ?, ?, ?, ?)", texts
        )
        connection.execute("COMMIT")
        connection.close()

    return work


def _memory(file: Path, folder: Path, resources: Path) -> Figure:
    """Return by how many MB an import raises the peak of resident memory; a separate process measures it."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_peak, args=(file, folder / "memory.db", resources, theirs))
    process.start()
    grown = float(ours.recv())
    process.join()
    size = file.stat().st_size / 1e6
    return Figure(f"peak memory of importing {size:.0f} MB", "the file's own size", grown, size, 5.0, "MB")


def _peak(file: Path, target: Path, resources: Path, connection: Connection) -> None:
    vocabularies = load_vocabularies(resources)
    _remove(target)
    catalogue = Catalogue(target, vocabularies.facets.value_ids, vocabularies.facets.second_readings)
    before = highest_resident()
    import_documents([file], catalogue, vocabularies)
    connection.send(highest_resident() - before)
    catalogue.close()


def _remove(catalogue: Path) -> None:
    for file in catalogue.parent.glob(f"{catalogue.stem}*{catalogue.suffix}*"):
        file.unlink()
