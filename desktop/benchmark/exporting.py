"""Exports: a CSV compared with reading its records, long PDFs with short ones, a page of each kind of PDF."""

import json
import zlib
from pathlib import Path
from typing import Any

from desktop import __version__
from desktop.benchmark.measure import Figure, highest_resident, interleaved, timed
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.facets.vocabularies import Vocabularies
from desktop.paths import RESOURCES
from desktop.ui.printing.pdf_printer import print_pages
from desktop.workflows.export_trials import Exporter, Selection
from desktop.workflows.printed_pages import PrintedPages

_ROWS = 5_000
_ROUNDS = 3
_FEW, _MANY = 100, 1_000


def measure_exports(catalogue: Catalogue, vocabularies: Vocabularies, folder: Path) -> list[Figure]:
    """Return the figures of exporting; a QGuiApplication must exist, because the PDF needs one."""
    sheets = list[int]()

    def print_and_count(*arguments: Any, **options: Any) -> PrintedPages | None:  # noqa: ANN401 (of print_pages)
        printed = print_pages(*arguments, **options)
        sheets.append(printed.pdf.count(b"/Type /Page\n") if printed else 0)
        return printed

    exporter = Exporter(catalogue, vocabularies, RESOURCES, __version__, print_and_count)
    ids = tuple(catalogue.index.search(TrialQuery()))

    def export(name: str, count: int) -> None:
        exporter.export(folder / name, Selection(ids[:count], f"{count} trials"))

    def time_of_page(format_: str) -> float:
        work = Selection(ids[:_FEW], f"{_FEW} trials", format=format_)
        return timed(lambda: exporter.export(folder / f"{format_}.pdf", work)) / sheets[-1]

    csv, bare = interleaved([lambda: export("trials.csv", _ROWS), lambda: _fetch(catalogue, ids[:_ROWS])], _ROUNDS)
    few = timed(lambda: export("few.pdf", _FEW)) / _FEW
    pack, full = (min(time_of_page(each) for _ in range(_ROUNDS)) for each in ("board", "full"))
    before = highest_resident()
    many = timed(lambda: export("many.pdf", _MANY)) / _MANY
    grown = highest_resident() - before
    return [
        Figure(f"CSV of {min(_ROWS, len(ids)):,} trials", "query + fetchall of their records, decoded", csv, bare, 3),
        Figure(f"PDF, a trial of {_MANY:,}", f"a trial of {_FEW}", many * 1000, few * 1000, 1.2, "ms"),
        Figure("board pack, a page", "full text, a page", pack * 1000, full * 1000, 1.2, "ms"),
        Figure(f"memory grown by a PDF of {_MANY:,}", "–", grown, 0, 100, "MB"),
    ]


def _fetch(catalogue: Catalogue, ids: tuple[int, ...]) -> None:
    """Read and unpack the records of trials, without anything else."""
    query = "SELECT row, record FROM trial WHERE id IN (SELECT value FROM json_each(?))"
    rows = catalogue._connection.execute(query, (json.dumps(ids),)).fetchall()  # noqa: SLF001
    for _, record in rows:
        json.loads(zlib.decompress(record))
