import csv
import os
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.errors import ExportError
from desktop.exports.board.options import BoardOptions
from desktop.facets.vocabularies import Vocabularies
from desktop.paths import RESOURCES, SEEDS
from desktop.workflows.export_trials import FORMATS, Exporter, ExportFormat, Selection, column_choices
from desktop.workflows.first_start import import_starter_documents
from desktop.workflows.printed_pages import PrintedPages
from desktop.workflows.shortlists import adding, creating, deciding, noting
from desktop.workflows.text_file import write_text


class Printer:
    """Print one empty sheet a page, and remember what it was given."""

    def __init__(self) -> None:
        self.pages: list[str] = []
        self.heads: Sequence[str] = ()

    def __call__(
        self, _title: str, _css: str, pages: Sequence[str], on_progress: object, should_stop: Callable[[], bool],
        *, running_heads: Sequence[str] = (), footer: str = "",
    ) -> PrintedPages | None:  # fmt: skip
        if should_stop():
            return None
        import io

        from pypdf import PdfWriter

        self.pages, self.heads = list(pages), running_heads
        writer = PdfWriter()
        for _ in pages:
            writer.add_blank_page(595, 842)
        stream = io.BytesIO()
        writer.write(stream)
        return PrintedPages(stream.getvalue(), tuple(range(len(self.pages))))


@pytest.fixture
def printer() -> Printer:
    return Printer()


@pytest.fixture
def exporter(catalogue: Catalogue, vocabularies: Vocabularies, printer: Printer) -> Exporter:
    import_starter_documents(SEEDS, catalogue, vocabularies)
    return Exporter(catalogue, vocabularies, RESOURCES, "0.1.0", printer)


def everything(exporter: Exporter, **options: object) -> Selection:
    ids = tuple(exporter.catalogue.index.search(TrialQuery()))
    return Selection(ids, f"{len(ids)} trials", **options)  # type: ignore[arg-type]


def test_a_table_holds_the_trials_in_the_order_asked_for(exporter: Exporter, tmp_path: Path) -> None:
    ids = exporter.catalogue.index.search(TrialQuery(), "newest")
    exporter.export(tmp_path / "out.csv", Selection(tuple(ids), "5 trials", columns=("title", "drugs", "query")))
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows[1:]] == [row.title for row in exporter.catalogue.index.rows(ids)]


def test_the_board_report_has_a_page_for_the_overview_and_each_trial(
    exporter: Exporter, printer: Printer, tmp_path: Path
) -> None:
    query = TrialQuery().toggled("her2", "positive")
    ids = tuple(exporter.catalogue.index.search(query))
    assert exporter.export(tmp_path / "out.pdf", Selection(ids, "4 trials", query, format="full"))
    assert len(printer.pages) == 5
    assert "HER2 status: Positive" in printer.pages[0]
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("name", sorted({f"out.{each.ending}" for each in FORMATS}))
def test_stopping_leaves_the_old_file_as_it_was(exporter: Exporter, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"the old file")
    assert not exporter.export(tmp_path / name, everything(exporter), should_stop=lambda: True)
    assert (tmp_path / name).read_bytes() == b"the old file"
    assert sorted(each.name for each in tmp_path.glob("*.part")) == []


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx", "out.ris", "out.json"])
def test_stopping_in_the_middle_writes_nothing(exporter: Exporter, tmp_path: Path, name: str) -> None:
    asked = iter((False, False, True))
    assert not exporter.export(tmp_path / name, everything(exporter), should_stop=lambda: next(asked))
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ris", "json"])
def test_a_disk_that_fills_up_is_named_and_keeps_the_old_file(exporter: Exporter, tiny_disk: Path, ending: str) -> None:
    target = tiny_disk / f"out.{ending}"
    target.write_bytes(b"the old file")
    (tiny_disk / "full").write_bytes(bytes(1_040_000 - 4_096))
    selection = Selection(tuple(exporter.catalogue.index.search(TrialQuery())) * 40, "200 trials")
    with pytest.raises(ExportError, match="disk is full"):
        exporter.export(target, selection)
    assert target.read_bytes() == b"the old file"


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx", "out.ris", "out.json"])
def test_progress_is_told_trial_by_trial(exporter: Exporter, tmp_path: Path, name: str) -> None:
    told: list[tuple[int, int]] = []
    exporter.export(tmp_path / name, everything(exporter), lambda done, total: told.append((done, total)))
    assert told == [(done, 5) for done in range(6)]


@pytest.mark.parametrize("name", ["out.docx", "out", "csv"])
def test_an_unknown_ending_is_refused_with_the_known_ones(exporter: Exporter, tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match=r"\.csv, \.json, \.pdf, \.ris or \.xlsx;"):
        exporter.export(tmp_path / name, everything(exporter))


def test_a_missing_folder_is_named(exporter: Exporter, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="folder does not exist"):
        exporter.export(tmp_path / "gone" / "out.csv", everything(exporter))


def test_a_trial_that_was_deleted_meanwhile_is_left_out(exporter: Exporter, tmp_path: Path) -> None:
    ids = (*exporter.catalogue.index.search(TrialQuery()), 999)
    exporter.export(tmp_path / "out.csv", Selection(ids, "6 trials", columns=("key",)))
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8-sig").split()) == 6


def test_the_usual_columns_are_among_the_choices() -> None:
    choices = column_choices()
    assert {"title", "phase", "her2", "drug_classes"} <= {each.id for each in choices if each.usual}
    assert any(not each.usual for each in choices)


def test_a_text_is_written_whole(tmp_path: Path) -> None:
    write_text(tmp_path / "report.txt", "größer ≥\n")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == "größer ≥\n"


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named(exporter: Exporter, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(ExportError, match="may not write"):
        exporter.export(tmp_path / "locked" / "out.csv", everything(exporter))


@pytest.mark.parametrize("format_", FORMATS, ids=[each.id for each in FORMATS])
def test_the_ending_of_a_file_says_which_format_of_the_table_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exporter: Exporter, format_: ExportFormat
) -> None:
    written: list[Path] = []
    spies = [
        replace(each, write=lambda _self, target, *_, each=each: written.append(target) or each is format_)
        for each in FORMATS
    ]
    monkeypatch.setattr("desktop.workflows.export_trials.FORMATS", spies)
    target = tmp_path / f"out.{format_.ending.upper()}"
    assert exporter.export(target, Selection((), "none", format=format_.id))
    assert written == [target]


def test_without_a_format_the_first_of_the_ending_writes_the_file(
    exporter: Exporter, printer: Printer, tmp_path: Path
) -> None:
    assert exporter.export(tmp_path / "out.pdf", everything(exporter))
    assert len(printer.pages) == 5 + 2


def test_the_notes_are_in_a_table_only_if_they_are_ticked(exporter: Exporter, tmp_path: Path) -> None:
    exporter.catalogue.change_own_work(noting("NCT02843126", "Ask about the CNS cohort"))
    exporter.catalogue.change_own_work(creating(exporter.catalogue, "Board"))
    exporter.catalogue.change_own_work(deciding(exporter.catalogue, "Board", "NCT02843126", "exclude", "site too far"))
    for board, wanted in ((BoardOptions(), False), (BoardOptions(with_notes=True), True)):
        for columns in ((), ("key", "decision", "reason", "notes")):
            assert exporter.export(tmp_path / "out.csv", everything(exporter, board=board, columns=columns))
            table = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
            assert ("Ask about the CNS cohort" in table) == wanted
            with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
                decided = {row["Key"]: (row["Decision"], row["Reason"]) for row in csv.DictReader(file)}
            assert decided["NCT02843126"] == ("Exclude", "site too far")
            assert set(decided.values()) == {("Exclude", "site too far"), ("", "")}


@pytest.mark.parametrize("ending", sorted({each.ending for each in FORMATS} - {"pdf"}))
def test_no_label_and_no_note_is_in_a_file_unless_it_is_ticked(exporter: Exporter, tmp_path: Path, ending: str) -> None:
    exporter.catalogue.change_own_work(creating(exporter.catalogue, "Private label"))
    exporter.catalogue.change_own_work(adding(exporter.catalogue, "Private label", ["NCT02843126"]))
    exporter.catalogue.change_own_work(noting("NCT02843126", "Private note", "Private label"))
    query = TrialQuery().selecting("shortlist", ["Private label"])
    ids, columns = tuple(exporter.catalogue.index.search(query)), tuple(each.id for each in column_choices())
    assert exporter.export(tmp_path / f"out.{ending}", Selection(ids, "1 trial", query, columns))
    content = (tmp_path / f"out.{ending}").read_bytes()
    if ending == "xlsx":
        with zipfile.ZipFile(tmp_path / "out.xlsx") as book:
            content = b"".join(map(book.read, book.namelist()))
    assert b"NCT02843126" in content
    assert b"Private" not in content
