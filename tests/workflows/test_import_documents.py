import zipfile
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.query import TrialQuery
from desktop.errors import StorageError
from desktop.facets.vocabularies import Vocabularies
from desktop.workflows import import_documents as module
from desktop.workflows.import_documents import import_documents
from tests.documents_of_ours import LINES, an_xml


def keys(catalogue: Catalogue, query: TrialQuery | None = None) -> list[str]:
    return [row.key for row in catalogue.rows(catalogue.search(query or TrialQuery()))]


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
    stored = catalogue.get(catalogue.id_of("NCT09990002") or 0)
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
    assert "ClinicalTrials.gov XML" in reasons
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


def test_a_full_disk_stops_the_import_and_keeps_earlier_batches(
    tmp_path: Path, catalogue: Catalogue, vocabularies: Vocabularies, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BATCH", 40)
    for n in range(120):
        (tmp_path / f"{n:03}.xml").write_bytes(an_xml(f"NCT09990{n:03}"))
    catalogue._database.execute_sql("PRAGMA wal_autocheckpoint = 0")
    save = catalogue.save

    def save_then_full(deliveries: list, annotate: object, read_again: object) -> list:
        if len(catalogue) >= 80:
            catalogue._database.execute_sql("PRAGMA max_page_count = 1")
        return save(deliveries, annotate, read_again)

    monkeypatch.setattr(catalogue, "save", save_then_full)
    with pytest.raises(StorageError, match="full"):
        import_documents(sorted(tmp_path.glob("*.xml")), catalogue, vocabularies)
    assert len(catalogue) == 80
    assert catalogue.faults() == ()


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
    for number in catalogue.search(TrialQuery()):
        stored = catalogue.get(number)
        assert stored is not None
        texts = sections(stored.trial)
        for finding in stored.findings:
            evidence = finding.evidence
            assert texts[evidence.section][evidence.start : evidence.end] == evidence.quote != ""
