import contextlib
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.errors import StorageError
from desktop.facets.vocabularies import Vocabularies
from desktop.paths import RESOURCES
from desktop.workflows import import_documents as module
from desktop.workflows.first_start import import_starter_documents
from desktop.workflows.import_documents import import_documents
from desktop.workflows.import_in_process import import_in_process
from tests.documents_of_ours import LINES, an_xml


def keys(catalogue: Catalogue, query: TrialQuery | None = None) -> list[str]:
    return [row.key for row in catalogue.index.rows(catalogue.index.search(query or TrialQuery()))]


def test_a_file_becomes_a_trial_with_values(tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies) -> None:
    file = tmp_path / "ours.xml"
    file.write_bytes(an_xml())
    report = import_documents([file], catalogue, vocabularies)
    assert [(each.outcome, each.key, each.format) for each in report.documents] == [
        ("saved", "NCT09990001", "ctgov_xml")
    ]
    query = TrialQuery().toggled("her2", "positive").toggled("phase", "3").toggled("drug_classes", "her2_antibody")
    assert keys(catalogue, query) == ["NCT09990001"]


def test_the_same_file_twice_changes_nothing(tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies) -> None:
    file = tmp_path / "lines.txt"
    file.write_text(LINES, encoding="utf-8")
    first = import_documents([file], catalogue, vocabularies)
    again = import_documents([file], catalogue, vocabularies)
    assert (first.count("saved"), again.count("unchanged"), len(catalogue)) == (1, 1, 1)
    assert first.documents[0].key == again.documents[0].key


def test_a_folder_and_a_zip_are_opened(tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies) -> None:
    folder = tmp_path / "downloads" / "inner"
    folder.mkdir(parents=True)
    (folder / "one.xml").write_bytes(an_xml("NCT09990001"))
    (folder / ".DS_Store").write_bytes(b"\x00junk")
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("two.xml", an_xml("NCT09990002"))
        archive.writestr("__MACOSX/two.xml", b"junk")
    report = import_documents([tmp_path / "downloads"], catalogue, vocabularies)
    assert sorted(each.key or "" for each in report.documents) == ["NCT09990001", "NCT09990002"]
    stored = catalogue.trials.get(catalogue.trials.id_of("NCT09990002") or 0)
    assert stored is not None
    assert stored.sources[0].file == "more.zip/two.xml"


def test_a_bad_document_is_a_line_in_the_report(
    tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies
) -> None:
    (tmp_path / "good.xml").write_bytes(an_xml())
    (tmp_path / "letter.txt").write_text("Dear colleague, thank you for your letter.")
    report = import_documents(
        [tmp_path / "good.xml", tmp_path / "letter.txt", tmp_path / "gone.xml"], catalogue, vocabularies
    )
    assert [each.outcome for each in sorted(report.documents, key=lambda each: each.path)] == [
        "failed",
        "saved",
        "failed",
    ]
    reasons = " ".join(each.reason for each in report.documents)
    assert "letter.txt" in reasons
    assert "without the labels of any record" in reasons
    assert "gone.xml cannot be read" in reasons


def test_a_file_over_the_size_cap_is_not_read(
    tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.workflows.found_documents.MAX_DOCUMENT_BYTES", 100)
    (tmp_path / "large.xml").write_bytes(an_xml())
    report = import_documents([tmp_path / "large.xml"], catalogue, vocabularies)
    assert "larger than" in report.documents[0].reason


def test_stopping_keeps_what_was_read(tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies) -> None:
    for n in range(6):
        (tmp_path / f"{n}.xml").write_bytes(an_xml(f"NCT0999000{n}"))
    asked: list[None] = []

    def after_three() -> bool:
        asked.append(None)
        return len(asked) > 3

    report = import_documents(sorted(tmp_path.glob("*.xml")), catalogue, vocabularies, should_stop=after_three)
    assert report.stopped
    assert len(catalogue) == len(report.documents) == 3


def test_progress_ends_at_the_total(tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies) -> None:
    for n in range(3):
        (tmp_path / f"{n}.xml").write_bytes(an_xml(f"NCT0999000{n}"))
    told: list[tuple[int, int]] = []
    files = sorted(tmp_path.glob("*.xml"))
    import_documents(files, catalogue, vocabularies, lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_within_one_file_the_records_are_counted(
    tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies
) -> None:
    (tmp_path / "one.xml").write_bytes(an_xml())
    told: list[tuple[int, int]] = []
    import_documents([tmp_path / "one.xml"], catalogue, vocabularies, lambda done, total: told.append((done, total)))
    assert told == [(0, 0), (1, 1)]


def full_at(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, trials: int) -> None:
    """Let the disk be full as soon as a catalogue holds so many trials."""
    monkeypatch.setattr(module, "_BATCH", 40)
    catalogue._opened.connection.execute("PRAGMA wal_autocheckpoint = 0")
    save = catalogue.save

    def save_then_full(*batch: object) -> list:
        if len(catalogue) >= trials:
            catalogue._opened.connection.execute("PRAGMA max_page_count = 1")
        return save(*batch)

    monkeypatch.setattr(catalogue, "save", save_then_full)


def test_a_full_disk_ends_the_import_and_the_report_says_what_is_saved_and_what_is_not(
    tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / f"{n:03}.xml" for n in range(130)]
    for n, file in enumerate(files):
        file.write_bytes(an_xml(f"NCT09990{n:03}"))
    with monkeypatch.context() as patch:
        full_at(catalogue, patch, 80)
        report = import_documents(files, catalogue, vocabularies)
    assert "is full" in report.fault
    assert "othing was changed" not in report.fault
    assert (len(catalogue), report.count("saved"), report.has_changed, report.stopped) == (80, 80, True, False)
    assert {each.key for each in report.documents if each.outcome == "saved"} == set(keys(catalogue))
    lost = [each for each in report.documents if each.outcome == "failed"]
    assert {each.path for each in lost} == {str(file) for file in files[80:]}
    assert sum("was not saved" in each.reason for each in lost) == 40
    assert [each.reason for each in lost if "to its end" in each.reason] == [f"{files[119]} was not read to its end."]
    assert sum("was not read." in each.reason for each in lost) == 10
    assert catalogue.faults() == ()
    catalogue._opened.connection.execute("PRAGMA max_page_count = 1000000")
    again = import_documents(files, catalogue, vocabularies)
    assert (again.fault, again.count("unchanged"), again.count("saved")) == ("", 80, 50)


def test_a_full_disk_in_the_last_batch_leaves_no_file_unread(
    tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    for n in range(50):
        (tmp_path / "folder" / f"{n:03}.xml").write_bytes(an_xml(f"NCT09990{n:03}"))
    full_at(catalogue, monkeypatch, 40)
    report = import_documents([tmp_path / "folder"], catalogue, vocabularies)
    assert (report.count("saved"), report.count("failed")) == (40, 10)
    assert all("was not saved" in each.reason for each in report.documents if each.outcome == "failed")


def test_an_import_into_a_catalogue_that_another_program_holds_says_that_nothing_was_changed(
    tmp_path: Path, vocabularies: Vocabularies, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.catalogue.file.writes._PATIENCE_S", 0)
    (tmp_path / "one.xml").write_bytes(an_xml())
    opened = Catalogue(tmp_path / "catalogue.db", vocabularies.facets.value_ids)
    with contextlib.closing(sqlite3.connect(opened.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        report = import_documents([tmp_path / "one.xml", tmp_path / "gone.xml"], opened, vocabularies)
    assert "in use by another program" in report.fault
    assert (report.has_changed, len(opened)) == (False, 0)
    assert [each.outcome for each in report.documents] == ["failed", "failed"]
    opened.close()


def test_an_import_that_cannot_even_make_its_backup_reads_nothing_and_says_so(
    tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies
) -> None:
    files = [tmp_path / "one.xml", tmp_path / "two.xml"]
    for n, file in enumerate(files):
        file.write_bytes(an_xml(f"NCT0999000{n}"))
    import_documents(files[:1], catalogue, vocabularies)
    (tmp_path / "backups").write_text("no folder")
    report = import_documents(files, catalogue, vocabularies)
    assert report.fault
    assert [each.reason for each in report.documents] == [f"{file} was not read." for file in files]
    assert (report.has_changed, len(catalogue)) == (False, 1)


def test_an_import_in_its_own_process_reports_what_it_had_saved_when_its_file_went_away(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    file = tmp_path / "many.json"
    named = ({"nctId": f"NCT{number:08}", "briefTitle": f"Study {number} of cancer"} for number in range(1, 3_001))
    file.write_text(json.dumps([{"protocolSection": {"identificationModule": each}} for each in named]))
    away = tmp_path / "elsewhere.db"

    def on_progress(done: int, _total: int) -> None:
        if len(catalogue) and catalogue.path.exists():
            catalogue.path.rename(away)

    report = import_in_process([file], catalogue.path, RESOURCES, None, on_progress, expected=catalogue.file.identity)
    assert f"{catalogue.path} is gone" in report.fault
    assert 0 < report.count("saved") == len(catalogue) < 3_000
    assert report.documents[-1].reason == f"{file} was not read to its end."
    assert not catalogue.path.exists()


def test_starter_documents_that_could_not_be_saved_are_tried_again_at_the_next_start(
    tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "one.xml").write_bytes(an_xml())
    with monkeypatch.context() as patch:
        patch.setattr("desktop.catalogue.storing.arriving.to_record", full)
        with pytest.raises(StorageError, match="is full"):
            import_starter_documents(tmp_path / "folder", catalogue, vocabularies)
    report = import_starter_documents(tmp_path / "folder", catalogue, vocabularies)
    assert report is not None
    assert report.count("saved") == 1


def test_a_second_import_makes_a_backup_first(tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies) -> None:
    (tmp_path / "one.xml").write_bytes(an_xml("NCT09990001"))
    (tmp_path / "two.xml").write_bytes(an_xml("NCT09990002"))
    import_documents([tmp_path / "one.xml"], catalogue, vocabularies)
    assert not (tmp_path / "backups").exists()
    import_documents([tmp_path / "two.xml"], catalogue, vocabularies)
    assert len(list((tmp_path / "backups").iterdir())) == 1


@pytest.mark.parametrize("name", ["with space.xml", "emoji 🩺.xml", "日本.xml", "a" * 240 + ".xml"])
def test_any_file_name_will_do(tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies, name: str) -> None:
    (tmp_path / name).write_bytes(an_xml())
    assert import_documents([tmp_path / name], catalogue, vocabularies).count("saved") == 1


def test_every_quote_is_the_text_at_its_place(catalogue: Catalogue, vocabularies: Vocabularies, shared: Path) -> None:
    from desktop.trials.sections import sections

    import_documents([shared / "samples" / "ctgov_xml" / "search_result.zip"], catalogue, vocabularies)
    assert len(catalogue) == 200
    for number in catalogue.index.search(TrialQuery()):
        stored = catalogue.trials.get(number)
        assert stored is not None
        texts = sections(stored.trial)
        for finding in stored.findings:
            evidence = finding.evidence
            assert texts[evidence.section][evidence.start : evidence.end] == evidence.quote != ""
