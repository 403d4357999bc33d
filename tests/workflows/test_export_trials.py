import csv
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.errors import ExportError
from desktop.facets.vocabularies import Vocabularies
from desktop.paths import RESOURCES, SEEDS
from desktop.workflows.export_trials import FORMATS, Exporter, ExportFormat, Selection, column_choices
from desktop.workflows.first_start import import_starter_documents
from desktop.workflows.printed_pages import PrintedPages
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
    ids = tuple(exporter.catalogue.search(TrialQuery()))
    return Selection(ids, f"{len(ids)} trials", **options)  # type: ignore[arg-type]


def test_a_table_holds_the_trials_in_the_order_asked_for(exporter: Exporter, tmp_path: Path) -> None:
    ids = exporter.catalogue.search(TrialQuery(), "newest")
    exporter.export(tmp_path / "out.csv", Selection(tuple(ids), "5 trials", columns=("title", "drugs", "query")))
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [row[0] for row in rows[1:]] == [row.title for row in exporter.catalogue.rows(ids)]


def test_the_board_report_has_a_page_for_the_overview_and_each_trial(
    exporter: Exporter, printer: Printer, tmp_path: Path
) -> None:
    query = TrialQuery().toggled("her2", "positive")
    ids = tuple(exporter.catalogue.search(query))
    assert exporter.export(tmp_path / "out.pdf", Selection(ids, "4 trials", query, format="full"))
    assert len(printer.pages) == 5
    assert "HER2 status: Positive" in printer.pages[0]
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["out.csv", "out.pdf"])
def test_stopping_leaves_the_old_file_as_it_was(exporter: Exporter, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"the old file")
    assert not exporter.export(tmp_path / name, everything(exporter), should_stop=lambda: True)
    assert (tmp_path / name).read_bytes() == b"the old file"
    assert sorted(each.name for each in tmp_path.glob("*.part")) == []


def test_progress_is_told_trial_by_trial(exporter: Exporter, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    exporter.export(tmp_path / "out.csv", everything(exporter), lambda done, total: told.append((done, total)))
    assert told == [(done, 5) for done in range(6)]


@pytest.mark.parametrize("name", ["out.docx", "out", "csv"])
def test_an_unknown_ending_is_refused_with_the_known_ones(exporter: Exporter, tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match=r"\.csv or \.pdf"):
        exporter.export(tmp_path / name, everything(exporter))


def test_a_missing_folder_is_named(exporter: Exporter, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="folder does not exist"):
        exporter.export(tmp_path / "gone" / "out.csv", everything(exporter))


def test_a_trial_that_was_deleted_meanwhile_is_left_out(exporter: Exporter, tmp_path: Path) -> None:
    ids = (*exporter.catalogue.search(TrialQuery()), 999)
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
