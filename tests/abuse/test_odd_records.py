"""Abuse cases 26, 27, 28 and 30: odd dates, odd paths, the same again, one bad record among a thousand."""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.facets.vocabularies import Vocabularies
from desktop.workflows.import_documents import import_documents
from tests.abuse.conftest import Shelf, assert_plain
from tests.documents_of_ours import XML, an_xml
from tests.worded import worded

NUMBER = "NCT09990009"


def json_of(date: str) -> str:
    names = {"nctId": NUMBER, "briefTitle": "A title"}
    status = {"startDateStruct": {"date": date}}
    return json.dumps({"protocolSection": {"identificationModule": names, "statusModule": status}})


def csv_of(date: str) -> str:
    return f"NCT Number,Study Title,Start Date\n{NUMBER},A title,{date}\n"


def xml_of(date: str) -> str:
    return XML.format(nct=NUMBER, title="A title").replace("March 2024", date)


every_table = pytest.mark.parametrize("written", [json_of, csv_of, xml_of])


@every_table
@pytest.mark.parametrize("date", ["2024-02-30", "0000-01-01", "2024-13-01", "2023-02-29", "soon"])
def test_an_impossible_date_is_left_out_and_told_of(shelf: Shelf, written: Callable[[str], str], date: str) -> None:
    shelf.bring(written(date), "dates")
    (stored,) = shelf.added()
    assert stored.trial.dates.start == ""
    (warning,) = worded(stored.trial.warnings)
    assert date in warning
    assert "date" in warning


@every_table
@pytest.mark.parametrize("date", ["2024", "2024-03", "2024-03-01", "2024-02-29"])
def test_a_date_is_kept_as_exact_as_it_is_written(shelf: Shelf, written: Callable[[str], str], date: str) -> None:
    shelf.bring(written(date), "dates")
    (stored,) = shelf.added()
    assert (stored.trial.dates.start, stored.trial.warnings) == (date, ())
    (row,) = shelf.catalogue.index.rows(shelf.catalogue.index.search(TrialQuery(text=NUMBER), "start"))
    assert row.start == date


LONG = "/".join(["a folder with a rather long name and spaces " + "x" * 56] * 3)


@pytest.mark.parametrize("folder", ["with spaces", "🩺 ordination", "日本語", "a'b\"c", "100% (1)", "#x?y&z", LONG])
@pytest.mark.parametrize("whole", [True, False], ids=["folder", "file"])
def test_a_document_is_found_wherever_it_lies(shelf: Shelf, folder: str, whole: bool) -> None:
    place = shelf.folder / folder
    place.mkdir(parents=True)
    (place / "trial 🩺 1.xml").write_bytes(an_xml(NUMBER))
    (place / "letter.txt").write_text("Dear colleague")
    report = shelf.take(*([place] if whole else sorted(place.iterdir())))
    assert [each.outcome for each in report.documents] == ["failed", "saved"]
    assert_plain(report.documents[0].reason, str(place / "letter.txt"))
    (stored,) = shelf.added()
    assert stored.sources[0].file == "trial 🩺 1.xml"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="such names exist on Linux only")
def test_a_file_name_that_is_no_utf_8_is_imported_with_a_readable_name(shelf: Shelf) -> None:
    for name, content in ((b"caf\xe9.xml", an_xml(NUMBER)), (b"caf\xe9.txt", b"A letter")):
        Path(os.fsdecode(os.fsencode(shelf.folder) + b"/" + name)).write_bytes(content)
    report = shelf.take(*sorted(shelf.folder.glob("caf*")))
    assert [each.outcome for each in report.documents] == ["failed", "saved"]
    (stored,) = shelf.added()
    assert stored.sources[0].file == "caf\ufffd.xml"
    # What is printed and written into files must have an encoding.
    json.dumps(report.as_json(), ensure_ascii=False).encode()


@pytest.mark.skipif(sys.platform == "win32", reason="such names do not exist on Windows")
def test_a_line_end_in_a_file_name_does_not_break_the_sentence(shelf: Shelf) -> None:
    file = shelf.folder / "two\nlines.txt"
    file.write_text("A letter")
    assert_plain(shelf.take(file).documents[0].reason, "lines.txt")


def test_the_same_file_again_under_any_name_changes_nothing(shelf: Shelf) -> None:
    shelf.bring(an_xml(NUMBER), "one.xml")
    before = shelf.everything()
    for name in ("one.xml", "copy of one.xml"):
        report = shelf.bring(an_xml(NUMBER), name)
        assert [each.outcome for each in report.documents] == ["unchanged"]
        assert shelf.everything() == before
    report = shelf.take(*[shelf.folder / "one.xml"] * 3)
    assert report.count("unchanged") == 3
    assert shelf.everything() == before


def json_thousand() -> str:
    studies = [json.loads(json_of("2024").replace(NUMBER, f"NCT0998{n:04}")) for n in range(1_000)]
    texts = [json.dumps(each) for each in studies]
    texts[500] = texts[500].replace('"A title"', "A title")
    return f"[{', '.join(texts)}]"


def csv_thousand() -> str:
    rows = [f'NCT0998{n:04},"A title, and more",2024' for n in range(1_000)]
    rows[500] = 'NCT09980500,"A title, and more,2024'
    return "\n".join(["NCT Number,Study Title,Start Date", *rows])


def medline_thousand() -> str:
    records = [f"PMID- {90_000_000 + n}\nOWN - NLM\nTI  - Article number {n}.\nDP  - 2024\n" for n in range(1_000)]
    records[500] = records[500].replace("TI  - Article number 500.\n", "")
    return "\n".join(records)


@pytest.mark.parametrize(
    ("written", "place"),
    [
        (json_thousand, "study 501 (NCT09980500)"),
        (csv_thousand, "row 502 (line 502, NCT09980500)"),
        (medline_thousand, "record 501 (PMID 90000500)"),
    ],
)
def test_of_a_thousand_records_with_a_bad_one_999_are_saved_and_one_is_named(
    shelf: Shelf, written: Callable[[], str], place: str
) -> None:
    report = shelf.bring(written(), "thousand")
    assert (report.count("saved"), report.count("failed")) == (999, 1)
    # The report keeps the order of the records.
    bad = report.documents[500]
    assert bad.outcome == "failed"
    assert_plain(bad.reason, "thousand")
    assert place in bad.reason
    assert len(shelf.added()) == 999


STUDIES = st.lists(
    st.fixed_dictionaries(
        {
            "nctId": st.sampled_from(["", *(f"NCT0998000{n}" for n in range(4))]),
            "orgStudyIdInfo": st.fixed_dictionaries({"id": st.sampled_from(["", "OURS-1", "OURS-2", "=1+1"])}),
            "briefTitle": st.sampled_from(["One", "Two", "one", "Letrozole ≥ 2"]) | st.text(max_size=20),
            "acronym": st.sampled_from(["", "A", "<b>"]),
        }
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=40)
@given(first=STUDIES, second=STUDIES)
def test_importing_everything_twice_equals_importing_it_once(
    vocabularies: Vocabularies, first: list[object], second: list[object]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / "first.json", Path(folder) / "second.json"]
        for file, studies in zip(files, (first, second), strict=True):
            file.write_text(json.dumps([{"protocolSection": {"identificationModule": each}} for each in studies]))
        catalogue = Catalogue(Path(folder) / "catalogue.db", vocabularies.facets.value_ids)
        try:
            snapshots = []
            for _ in range(2):
                report = import_documents(files, catalogue, vocabularies)
                found = catalogue.index.search(TrialQuery())
                snapshots.append((catalogue.index.rows(found), [catalogue.trials.get(number) for number in found]))
                assert catalogue.faults() == ()
            assert {each.outcome for each in report.documents} <= {"unchanged", "failed"}
            assert snapshots[0] == snapshots[1]
        finally:
            catalogue.close()
