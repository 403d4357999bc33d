"""Writing rows that are ready: our code compared with the database alone."""

import contextlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from desktop.benchmark.measure import Figure, interleaved
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file.opening import open_file
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.finding.search_text import search_text
from desktop.catalogue.finding.text_index import TextIndex
from desktop.catalogue.storing.trial_writer import ReadyTrial, TrialWriter
from desktop.trials.stored import DamagedTrial

_TRIALS = 5_000
_ROUNDS = 3
_COLUMNS = ("key", "kind", "title", "title_key", "sponsor", "start", "enrollment", "row", "record")


def measure_writing(catalogue: Catalogue, folder: Path) -> Figure:
    """Return the figure of writing trials that are ready, all in one transaction."""
    ready = list(_ready(catalogue))
    layer, bare = interleaved(
        [lambda: _by_layer(ready, folder / "layer.db"), lambda: _bare(ready, folder / "bare.db")], _ROUNDS
    )
    return Figure("bulk insert layer", "bare executemany of the same rows", layer, bare, 1.3)


def _ready(catalogue: Catalogue) -> Iterable[ReadyTrial]:
    ids = catalogue.index.search(TrialQuery(), "key")[:_TRIALS]
    names = ", ".join(_COLUMNS)
    with contextlib.closing(sqlite3.connect(catalogue.path)) as connection:
        for number, stored in catalogue.trials.many(ids):
            if isinstance(stored, DamagedTrial):
                continue
            query = f"SELECT {names} FROM trial WHERE id = ?"  # noqa: S608 - our columns
            columns = dict(zip(_COLUMNS, connection.execute(query, (number,)).fetchone(), strict=True))
            links = """
                SELECT facet, value FROM trial_value JOIN facet_value ON facet_value.id = value_id WHERE trial_id = ?
            """
            yield ReadyTrial(
                columns,
                [(each.value, each.registry) for each in stored.trial.identifiers],
                (),
                (1,),
                search_text(stored.trial, stored.findings),
                tuple(connection.execute(links, (number,)).fetchall()),
            )


def _by_layer(ready: list[ReadyTrial], target: Path) -> None:
    connection = open_file(_fresh(target))
    _add_document(connection)
    connection.execute("BEGIN IMMEDIATE")
    writer = TrialWriter(connection, TextIndex(connection))
    for each in ready:
        writer.insert(each)
    connection.execute("COMMIT")
    connection.close()


def _bare(ready: list[ReadyTrial], target: Path) -> None:
    connection = open_file(_fresh(target))
    _add_document(connection)
    values = {pair: number for number, pair in enumerate({pair for each in ready for pair in each.pairs}, 1)}
    rows = list(enumerate(ready, 1))
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT INTO facet_value (facet, value, id) VALUES (?, ?, ?)", [(*p, n) for p, n in values.items()]
    )
    names, marks = ", ".join(("id", *_COLUMNS)), ", ".join("?" * (len(_COLUMNS) + 1))
    connection.executemany(
        f"INSERT INTO trial ({names}) VALUES ({marks})",  # noqa: S608 - our columns
        [(number, *(each.columns[name] for name in _COLUMNS)) for number, each in rows],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO identifier (value, trial_id, registry) VALUES (?, ?, ?)",
        [(value, number, registry) for number, each in rows for value, registry in each.identifiers],
    )
    connection.executemany("INSERT INTO source (trial_id, document_id) VALUES (?, 1)", [(n,) for n, _ in rows])
    connection.executemany(
        "INSERT INTO trial_value (value_id, trial_id) VALUES (?, ?)",
        [(values[pair], number) for number, each in rows for pair in each.pairs],
    )
    connection.executemany(
        "INSERT INTO trial_text (rowid, title, facts, criteria, body) VALUES (?, ?, ?, ?, ?)",
        [(number, *each.texts) for number, each in rows if each.texts],
    )
    connection.execute("COMMIT")
    connection.close()


def _add_document(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO document (id, sha256, name, format, encoding, imported) VALUES (1, 'x', 'x', 'x', 'x', 'x')"
    )


def _fresh(target: Path) -> Path:
    for file in target.parent.glob(f"{target.stem}*"):
        file.unlink()
    return target
