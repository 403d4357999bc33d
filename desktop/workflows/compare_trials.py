"""Compare trials of the catalogue, and give the comparison to the clipboard, to a file, or as JSON."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.comparison.compare import compare
from desktop.comparison.limits import FEWEST, MOST
from desktop.comparison.parts import Cell, Comparison
from desktop.comparison.rows import ROWS
from desktop.errors import ExportError, QueryError
from desktop.exports.atomic_write import atomic_write
from desktop.exports.comparison_table import (
    comparison_csv,
    comparison_html,
    comparison_lines,
    printed_comparison,
)
from desktop.matching.questions import Question
from desktop.sheet.wording import wording
from desktop.trials.facets import Facets
from desktop.workflows.exported_trials import ExportedTrials
from desktop.workflows.fit_rows import fit_rows
from desktop.workflows.printed_pages import PrintPages


def compare_trials(
    catalogue: Catalogue,
    ids: Sequence[int],
    facets: Facets,
    resources: Path,
    country: str = "",
    asked: Sequence[Question] = (),
) -> Comparison:
    """Return a comparison of trials in the order of ``ids``; those that no longer exist are omitted.

    The first rows say how the trials fit the patient of the questions ``asked``, if there are any.

    Raises:
        QueryError: there are fewer than two different trials, or more than six.
    """
    wanted = list(dict.fromkeys(ids))
    fault = wrong_number(len(wanted), "different trials")
    if fault:
        raise QueryError(f"{fault}; name others.")
    rows = (*fit_rows(asked, facets), *ROWS)
    return compare(ExportedTrials(catalogue, wanted), wording(facets, resources), country, rows)


def wrong_number(number: int, what: str = "trials") -> str:
    """Return why this number of trials cannot be compared; "" if it can."""
    return "" if FEWEST <= number <= MOST else f"{FEWEST} to {MOST} {what} can be compared, not {number}"


def copied_comparison(comparison: Comparison, resources: Path) -> tuple[str, str]:
    """Return a comparison for the clipboard: (tab-separated lines, HTML)."""
    return comparison_lines(comparison), comparison_html(comparison, resources)


def comparison_as_json(comparison: Comparison) -> dict[str, object]:
    """Return a comparison as JSON fields."""
    keys = [column.key for column in comparison.columns]
    return {
        "country": comparison.country or None,
        "trials": [
            {
                "key": column.key,
                "id": column.identifier,
                "name": column.name,
                "title": column.title,
                "status": column.status or None,
                **({"damage": "record"} if column.is_damaged else {}),
            }
            for column in comparison.columns
        ],
        "rows": [
            {
                "id": row.id,
                "label": row.label,
                "same": row.is_same,
                "cells": [{"key": key, **_cell_as_json(cell)} for key, cell in zip(keys, row.cells, strict=True)],
            }
            for row in comparison.rows
        ],
    }


def write_comparison(target: Path, comparison: Comparison, resources: Path, print_pages: PrintPages) -> None:
    """Write a comparison to a file; the suffix of its name decides the format.

    Raises:
        ExportError: the format is unknown, or the file cannot be written; it is unchanged.
    """
    format_ = next((each for each in COMPARISON_FORMATS if target.suffix.lower() == f".{each.ending}"), None)
    if format_ is None:
        known = " or ".join(sorted(f".{each.ending}" for each in COMPARISON_FORMATS))
        raise ExportError(f"{target} does not end in {known}; the ending says which format to write.")
    content = format_.content(comparison, resources, print_pages)
    with atomic_write(target) as stream:
        stream.write(content)


def _as_csv(comparison: Comparison, _resources: Path, _print_pages: PrintPages) -> bytes:
    return comparison_csv(comparison)


def _as_pdf(comparison: Comparison, resources: Path, print_pages: PrintPages) -> bytes:
    printed = printed_comparison(comparison, resources)
    made = dt.datetime.now().astimezone().isoformat(" ", timespec="minutes")[:16]
    pages = print_pages(printed.title, printed.css, [printed.page], footer=f"made {made}")
    assert pages is not None, "nobody can stop it"
    return pages.pdf


def _cell_as_json(cell: Cell) -> dict[str, object]:
    return {
        "words": [line.in_full for line in cell.lines],
        "values": list(cell.values),
        "stated": not cell.is_silent,
        "evidence": [asdict(each) for each in cell.evidence.values()],
    }


@dataclass(frozen=True)
class ComparisonFormat:
    """Hold one file format of a comparison."""

    ending: str
    """The suffix of the file's name, without the dot; it decides the format."""
    name: str
    """Its name in the list of formats of a file dialog."""
    content: Callable[[Comparison, Path, PrintPages], bytes]
    """Returns the content of the file."""


COMPARISON_FORMATS = (
    ComparisonFormat("pdf", "PDF document, landscape", _as_pdf),
    ComparisonFormat("csv", "CSV table", _as_csv),
)
"""All formats, the default first; a new format needs only one line here."""
