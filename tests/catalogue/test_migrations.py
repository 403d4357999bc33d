"""Catalogues of older programs get what this one relies on."""

import contextlib
import sqlite3
import zlib
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file.backups import backups_of
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.storing.stored_check import damaged_trials
from desktop.trials.own_work import Correction
from desktop.trials.stored import DamagedTrial, StoredTrial
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, save
from tests.catalogue.older_file import forget_migrations, without_own_work
from tests.damaging import flip_in_trial
from tests.examples import a_trial

ONE, TWO = "NCT09990001", "NCT09990002"


@pytest.fixture
def unsealed(tmp_path: Path) -> Path:
    """Return a catalogue as it was before checksums: of two trials, one of two documents, and with a correction."""
    path = tmp_path / "catalogue.db"
    catalogue = Catalogue(path, FACETS.value_ids)
    trials = [a_trial(key, title=f"Title of {key}", enrollment=number) for number, key in enumerate((ONE, TWO))]
    save(catalogue, a_delivery(*((trial, (("her2", "positive"),)) for trial in trials)))
    save(catalogue, a_delivery((trials[1], (("her2", "positive"),)), content=b"again", format_="ictrp"))
    number = catalogue.trials.id_of(ONE)
    assert number is not None
    catalogue.correct(number, "her2", Correction("her2", ("low",), ("positive",), "read", "2026-11-20"))
    catalogue.close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        without_own_work(connection)
        for statement in (
            "UPDATE trial SET row = substr(row, 9), record = substr(record, 1, length(record) - 4)",
            "UPDATE source SET account = substr(account, 1, length(account) - 4)",
            "ALTER TABLE correction DROP COLUMN checksum",
            "ALTER TABLE document DROP COLUMN original_lost",
            "DROP INDEX document_began",
            "ALTER TABLE document DROP COLUMN began",
        ):
            connection.execute(statement)
        forget_migrations(connection, 3)
        connection.commit()
        (record,) = connection.execute("SELECT record FROM trial").fetchone()
    assert zlib.decompress(record).startswith(b"{")
    return path


def test_a_catalogue_without_checksums_gets_them_after_a_backup(unsealed: Path) -> None:
    catalogue = Catalogue(unsealed, FACETS.value_ids)
    assert len(backups_of(unsealed)) == 1
    assert [each.faults for each in catalogue.trials.checked()] == [(), ()]
    assert [each.is_misfiled for each in catalogue.trials.checked()] == [False, False]
    assert catalogue.faults() == ()
    first, second = (catalogue.trials.get(number) for number in catalogue.index.search(TrialQuery(), "key"))
    assert isinstance(first, StoredTrial)
    assert isinstance(second, StoredTrial)
    assert first.values("her2") == ("low",)
    assert len(second.sources) == 2
    assert [row.title for row in catalogue.index.rows([1, 2])] == [f"Title of {ONE}", f"Title of {TWO}"]
    catalogue.close()


@pytest.mark.parametrize("bit", [3, 40, 200, 801])
def test_a_record_that_was_damaged_before_gets_no_right_checksum(unsealed: Path, bit: int) -> None:
    flip_in_trial(unsealed, "record", ONE, bit)
    catalogue = Catalogue(unsealed, FACETS.value_ids)
    assert isinstance(catalogue.trials.get(1), DamagedTrial)
    assert damaged_trials(catalogue._connection) == [1]
    assert isinstance(catalogue.trials.get(2), StoredTrial)
    catalogue.close()


def test_a_line_that_was_damaged_before_is_found_by_its_record(unsealed: Path) -> None:
    flip_in_trial(unsealed, "title", ONE, 16)
    catalogue = Catalogue(unsealed, FACETS.value_ids)
    assert [each.is_misfiled for each in catalogue.trials.checked()] == [True, False]
    catalogue.repair()
    assert [row.title for row in catalogue.index.rows([1])] == [f"Title of {ONE}"]
    catalogue.close()


def test_corrections_move_to_the_other_own_work_and_damaged_ones_stay_damaged(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    catalogue = Catalogue(path, FACETS.value_ids)
    save(catalogue, a_delivery((a_trial(ONE), (("her2", "positive"), ("phase", "2")))))
    made = [Correction(facet, ("3",), (), "Größe", "2026-11-20") for facet in ("her2", "phase")]
    for each in made:
        catalogue.correct(1, each.facet, each)
    catalogue.close()
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        without_own_work(connection)
        connection.execute("UPDATE correction SET chosen = '[3' WHERE facet = 'phase'")
    again = Catalogue(path, FACETS.value_ids)
    stored = again.trials.get(1)
    assert isinstance(stored, StoredTrial)
    assert (stored.corrections, stored.damaged_corrections) == ((made[0],), ("phase",))
    assert len(backups_of(path)) == 1
    again.close()
