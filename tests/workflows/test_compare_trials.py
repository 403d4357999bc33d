"""From the catalogue side by side: which trials, in which order, as JSON, and into files."""

import csv
import json
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.comparison.parts import Comparison
from desktop.errors import ExportError, QueryError
from desktop.exports.page import Page
from desktop.facets.vocabularies import Vocabularies
from desktop.paths import RESOURCES
from desktop.workflows.compare_trials import (
    COMPARISON_FORMATS,
    compare_trials,
    comparison_as_json,
    copied_comparison,
    write_comparison,
)
from desktop.workflows.import_documents import import_documents
from desktop.workflows.printed_pages import PrintedPages
from tests.damaging import flip_in_trial
from tests.documents_of_ours import a_table, an_xml

KEYS = ("NCT09990001", "NCT09990002", "NCT09990004")


@pytest.fixture
def filled(tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies) -> Catalogue:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "one.xml").write_bytes(an_xml(KEYS[0]))
    (folder / "two.xml").write_bytes(an_xml(KEYS[1]).replace(b"Phase 3", b"Phase 2"))
    (folder / "table.csv").write_bytes(a_table(NCT_Number=KEYS[2]))
    import_documents([folder], catalogue, vocabularies)
    return catalogue


def ids(catalogue: Catalogue, *keys: str) -> list[int]:
    found = [catalogue.trials.id_of(key) for key in keys]
    assert None not in found
    return [each for each in found if each is not None]


def compared(catalogue: Catalogue, vocabularies: Vocabularies, *keys: str) -> Comparison:
    return compare_trials(catalogue, ids(catalogue, *keys), vocabularies.facets, RESOURCES)


def test_trials_stand_in_the_order_in_which_they_are_named(filled: Catalogue, vocabularies: Vocabularies) -> None:
    for keys in (KEYS, KEYS[::-1]):
        comparison = compared(filled, vocabularies, *keys)
        assert tuple(column.key for column in comparison.columns) == keys
        (phase,) = (row for row in comparison.rows if row.id == "phase")
        assert [cell.values for cell in phase.cells] == [("2",) if key == KEYS[1] else ("3",) for key in keys]


def test_age_and_sex_are_those_of_the_record_else_of_a_title_that_names_women(
    filled: Catalogue, vocabularies: Vocabularies
) -> None:
    rows = {row.id: row.cells for row in compared(filled, vocabularies, KEYS[0], KEYS[2]).rows}
    assert [cell.lines[0].words for cell in rows["age"]] == ["18 Years and older", "Not in this download"]
    assert rows["age"][0].values == ("18_to_64", "65_and_over")
    assert [cell.values for cell in rows["sex"]] == [("female",), ("female",)]


@pytest.mark.parametrize("number", [0, 1, 7])
def test_one_trial_and_more_than_six_are_refused(filled: Catalogue, vocabularies: Vocabularies, number: int) -> None:
    with pytest.raises(QueryError, match=f"2 to 6 different trials can be compared, not {number}"):
        compare_trials(filled, range(1, number + 1), vocabularies.facets, RESOURCES)


def test_a_trial_is_not_compared_with_itself(filled: Catalogue, vocabularies: Vocabularies) -> None:
    with pytest.raises(QueryError):
        compared(filled, vocabularies, KEYS[0], KEYS[0])


def test_a_damaged_trial_keeps_its_column_and_hides_no_other(
    tmp_path: Path, filled: Catalogue, vocabularies: Vocabularies
) -> None:
    flip_in_trial(tmp_path / "catalogue.db", "record", KEYS[1])
    comparison = compared(filled, vocabularies, *KEYS)
    assert [column.is_damaged for column in comparison.columns] == [False, True, False]
    (phase,) = (row for row in comparison.rows if row.id == "phase")
    assert [cell.lines[0].words for cell in phase.cells] == ["Phase 3", "Record damaged", "Phase 3"]
    assert comparison_as_json(comparison)["trials"][1]["damage"] == "record"  # type: ignore[index]


def test_json_holds_words_values_and_evidence(filled: Catalogue, vocabularies: Vocabularies) -> None:
    content = json.loads(json.dumps(comparison_as_json(compared(filled, vocabularies, *KEYS))))
    assert [each["key"] for each in content["trials"]] == list(KEYS)
    (her2,) = (row for row in content["rows"] if row["id"] == "her2")
    assert (her2["label"], her2["same"]) == ("HER2 status", False)
    first, _, last = her2["cells"]
    assert (first["key"], first["values"], first["stated"]) == (KEYS[0], ["positive"], True)
    assert {"section": "title", "start": 0, "end": 43, "quote": "Trastuzumab for HER2-positive Breast Cancer"} in first[
        "evidence"
    ]
    assert (last["values"], last["stated"], last["evidence"]) == (["not_in_document"], False, [])


def no_printer(*_pages: object, **_options: object) -> PrintedPages | None:
    raise AssertionError("nothing is to be printed")


def test_the_ending_of_a_file_decides_its_format(tmp_path: Path, filled: Catalogue, vocabularies: Vocabularies) -> None:
    comparison = compared(filled, vocabularies, *KEYS)
    target = tmp_path / "comparison.CSV"
    write_comparison(target, comparison, RESOURCES, no_printer)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 1 + len(comparison.rows)
    assert rows[1][:2] == ["Phase", "Phase 3"]
    with pytest.raises(ExportError, match=r"does not end in .csv or .pdf"):
        write_comparison(tmp_path / "comparison.doc", comparison, RESOURCES, no_printer)


def test_a_pdf_is_printed_in_landscape(tmp_path: Path, filled: Catalogue, vocabularies: Vocabularies) -> None:
    asked: list[Page] = []

    def printer(_title: str, _css: str, pages: list[Page], *_more: object, **_options: object) -> PrintedPages:
        asked.extend(pages)
        return PrintedPages(b"%PDF", (0,))

    write_comparison(tmp_path / "c.pdf", compared(filled, vocabularies, *KEYS), RESOURCES, printer)  # type: ignore[arg-type]
    assert (tmp_path / "c.pdf").read_bytes() == b"%PDF"
    assert [page.is_landscape for page in asked] == [True]


def test_the_clipboard_gets_a_table_in_two_forms(filled: Catalogue, vocabularies: Vocabularies) -> None:
    lines, html = copied_comparison(compared(filled, vocabularies, *KEYS), RESOURCES)
    assert lines.splitlines()[0].split("\t")[0] == "Fact"
    assert html.count("<tr>") == len(lines.splitlines())


def test_every_format_has_an_ending_of_its_own() -> None:
    endings = [each.ending for each in COMPARISON_FORMATS]
    assert len(set(endings)) == len(endings)
