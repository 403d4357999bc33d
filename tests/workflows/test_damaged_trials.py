"""What a user does with a catalogue in which a trial is damaged: everything goes on, and it can be mended."""

import csv
import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file.originals import originals_of
from desktop.catalogue.finding.query import TrialQuery
from desktop.errors import DamagedRecordError
from desktop.facets.vocabularies import Vocabularies
from desktop.paths import RESOURCES
from desktop.trials.stored import StoredTrial
from desktop.workflows.check_catalogue import catalogue_faults
from desktop.workflows.derive_again import derive_again
from desktop.workflows.export_trials import Exporter, Selection
from desktop.workflows.import_documents import import_documents
from desktop.workflows.show_trial import trial_named
from tests.damaging import flip_in_trial
from tests.documents_of_ours import an_xml

# No two differ in one bit only.
KEYS = tuple(f"NCT0999000{n}" for n in (1, 2, 4, 7))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for key in KEYS:
        (folder / f"{key}.xml").write_bytes(an_xml(key, f"Trastuzumab in study {key} of breast cancer"))
    # The last trial has two documents, of which each is an account of its own.
    (folder / "last.xml").write_bytes(an_xml(KEYS[-1], "Trastuzumab, amended").replace(b"120", b"121"))
    return folder


@pytest.fixture
def filled(folder: Path, catalogue: Catalogue, vocabularies: Vocabularies) -> Catalogue:
    import_documents([folder], catalogue, vocabularies)
    return catalogue


def stored(catalogue: Catalogue) -> list[object]:
    return [catalogue.trials.get(number) for number in catalogue.index.search(TrialQuery(), "key")]


def exported(catalogue: Catalogue, vocabularies: Vocabularies, target: Path, columns: Sequence[str] = ()) -> list[dict]:
    exporter = Exporter(catalogue, vocabularies, RESOURCES, "0", lambda *_, **__: None)
    ids = tuple(catalogue.index.search(TrialQuery(), "key"))
    exporter.export(target, Selection(ids, "all", columns=tuple(columns)))
    with target.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_an_export_names_a_damaged_trial_and_holds_all_others(
    filled: Catalogue, vocabularies: Vocabularies, tmp_path: Path
) -> None:
    whole = exported(filled, vocabularies, tmp_path / "whole.csv")
    flip_in_trial(filled.path, "record", KEYS[0])
    damaged = exported(filled, vocabularies, tmp_path / "damaged.csv")
    assert [row["Key"] for row in damaged] == list(KEYS)
    columns = [name for name in whole[0] if name != "Exported on"]
    assert [[row[name] for name in columns] for row in damaged[1:]] == [
        [r[name] for name in columns] for r in whole[1:]
    ]
    assert damaged[0]["Title"].startswith("[damaged] Trastuzumab in study")
    assert KEYS[0] in damaged[0]["Warnings"]
    assert damaged[0]["HER2 status"] == whole[0]["HER2 status"]
    assert damaged[0]["Brief summary" if "Brief summary" in damaged[0] else "Conditions"] == ""


def test_a_report_names_a_damaged_trial_and_holds_all_others(filled: Catalogue, vocabularies: Vocabularies) -> None:
    flip_in_trial(filled.path, "record", KEYS[0])
    flip_in_trial(filled.path, "row", KEYS[1])
    exporter = Exporter(filled, vocabularies, RESOURCES, "0", lambda *_, **__: None)
    report = exporter.report(Selection(tuple(filled.index.search(TrialQuery(), "key")), "all"))
    pages = [report.pages[index] for index in range(len(report.pages))]
    assert ["is damaged" in page for page in pages] == [False, True, False, False, False]
    assert [KEYS[n] in pages[n + 1] for n in range(4)] == [True] * 4


def test_showing_a_damaged_trial_says_what_to_do(filled: Catalogue) -> None:
    flip_in_trial(filled.path, "record", KEYS[0])
    with pytest.raises(DamagedRecordError, match=f"{KEYS[0]}.*import its documents again"):
        trial_named(filled, KEYS[0])
    assert trial_named(filled, KEYS[1])[1].trial.key == KEYS[1]


def test_deriving_again_names_a_damaged_trial_and_goes_through_all_others(
    filled: Catalogue, vocabularies: Vocabularies
) -> None:
    flip_in_trial(filled.path, "record", KEYS[0])
    filled.save_findings(
        [(number, each.trial, ()) for number, each in filled.trials.many(filled.index.search(TrialQuery())[1:2])]
    )  # type: ignore[union-attr]
    derivation = derive_again(filled, vocabularies)
    assert [KEYS[0] in sentence for sentence in derivation.damaged] == [True]
    assert len(derivation.derived) == 1


def test_importing_the_same_documents_again_replaces_the_damaged_trial(
    filled: Catalogue, folder: Path, vocabularies: Vocabularies
) -> None:
    whole = stored(filled)
    flip_in_trial(filled.path, "record", KEYS[0])
    report = import_documents([folder], filled, vocabularies)
    assert (report.count("updated"), report.count("unchanged")) == (1, 4)
    assert stored(filled) == whole
    assert catalogue_faults(filled, RESOURCES) == ()


@pytest.mark.parametrize("key", [KEYS[0], KEYS[-1]])
def test_repair_reads_the_originals_of_a_damaged_trial_again(filled: Catalogue, key: str) -> None:
    whole = stored(filled)
    flip_in_trial(filled.path, "record", key)
    (fault,) = catalogue_faults(filled, RESOURCES)
    assert key in fault
    assert catalogue_faults(filled, RESOURCES, repair=True) == ()
    assert stored(filled) == whole
    assert catalogue_faults(filled, RESOURCES) == ()


def test_repair_names_the_trial_and_the_document_whose_original_is_missing(filled: Catalogue) -> None:
    flip_in_trial(filled.path, "record", KEYS[0])
    with closing(sqlite3.connect(originals_of(filled.path))) as connection:
        connection.execute("DELETE FROM original")
        connection.commit()
    faults = catalogue_faults(filled, RESOURCES, repair=True)
    assert any(KEYS[0] in each and f"{KEYS[0]}.xml" in each and "not kept" in each for each in faults)
    again = catalogue_faults(filled, RESOURCES)
    assert [KEYS[0] in each and "is damaged" in each for each in again] == [True]


def test_one_document_of_many_trials_is_read_once_to_mend_several(
    catalogue: Catalogue, vocabularies: Vocabularies, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = project / "tests" / "documents" / "samples" / "table.csv"
    import_documents([sample], catalogue, vocabularies)
    keys = [row.key for row in catalogue.index.rows(catalogue.index.search(TrialQuery()))]
    assert len(keys) > 1
    whole = stored(catalogue)
    for key in keys:
        flip_in_trial(catalogue.path, "record", key)
    read: list[str] = []
    monkeypatch.setattr("desktop.workflows.import_documents.open_document", counted(read))
    assert catalogue_faults(catalogue, RESOURCES, repair=True) == ()
    assert stored(catalogue) == whole
    assert read == ["table.csv"]


def counted(read: list[str]):  # noqa: ANN201 - the reader's own signature
    from desktop.documents.read import open_document

    def count(content: bytes, name: str) -> object:
        read.append(name)
        return open_document(content, name)

    return count


@pytest.mark.parametrize("seed", range(5))
def test_whatever_bits_flip_in_trials_nothing_ends_and_no_wrong_text_is_shown(
    filled: Catalogue, folder: Path, vocabularies: Vocabularies, tmp_path: Path, seed: int
) -> None:
    whole = stored(filled)
    titles = {row.id: row.title for row in filled.index.rows(filled.index.search(TrialQuery()))}
    chance = random.Random(seed)
    filled.index.refresh()
    for _ in range(chance.randint(1, 4)):
        column = chance.choice(("record", "row", "title", "sponsor", "record"))
        flip_in_trial(filled.path, column, chance.choice(KEYS), chance.randrange(100_000))
    ids = filled.index.search(TrialQuery())
    assert [row.title for row in filled.index.rows(ids) if row.damage != "everything"] == [
        titles[row.id] for row in filled.index.rows(ids) if row.damage != "everything"
    ]
    for row in filled.index.rows(ids):
        assert row.as_line()
        assert row.as_json()
    shown = stored(filled)
    assert all(now == then for now, then in zip(shown, whole, strict=True) if isinstance(now, StoredTrial))
    assert filled.index.count(TrialQuery())["her2"]["positive"] == 4
    assert len(exported(filled, vocabularies, tmp_path / "trials.csv")) == 4
    derive_again(filled, vocabularies)
    assert filled.trials.names() == {}
    assert catalogue_faults(filled, RESOURCES) != ()
    assert catalogue_faults(filled, RESOURCES, repair=True) == ()
    assert [row.title for row in filled.index.rows(ids)] == [titles[number] for number in ids]
    assert stored(filled) == whole
