"""Trials that are deleted: gone from everything that is asked, brought back whole, and forgotten at the end."""

import contextlib
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file.originals import originals_of
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.storing.deleting import Returned
from desktop.catalogue.storing.stored import Document
from desktop.trials.own_work import Correction
from desktop.trials.stored import DamagedTrial
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import Annotated, a_delivery, deliver, save
from tests.catalogue.test_joining import NCT, keys, of_number, stored
from tests.examples import a_trial

TITLE = "Trastuzumab after surgery for early disease"


def delivered(number: int, title: str = "", value: str = "positive") -> Annotated:
    key = f"NCT{number:08}"
    return a_delivery((a_trial(key, title=title or f"Study {number} of a drug"), (("her2", value),)))


def answers(catalogue: Catalogue) -> object:
    """Return all that a catalogue shows."""
    ids = catalogue.index.search(TrialQuery(), "key")
    found = catalogue.index.search(TrialQuery("study"), "key")
    whole = [catalogue.trials.get(number) for number in ids]
    return ids, found, catalogue.index.count(TrialQuery()), catalogue.index.rows(ids), whole, catalogue.faults()


def documents_kept(path: Path) -> tuple[int, int]:
    """Return how many documents a closed catalogue names, and how many are kept as they came."""
    with (
        contextlib.closing(sqlite3.connect(path)) as one,
        contextlib.closing(sqlite3.connect(originals_of(path))) as two,
    ):
        named = one.execute("SELECT count(*) FROM document").fetchone()[0]
        return named, two.execute("SELECT count(*) FROM original").fetchone()[0]


def test_deleted_trials_are_gone_from_list_search_and_numbers(catalogue: Catalogue) -> None:
    save(catalogue, *map(delivered, (1, 2, 3)))
    ids = catalogue.index.search(TrialQuery(), "key")
    assert catalogue.delete(ids[:2]).trials == 2
    assert keys(catalogue) == ["NCT00000003"]
    assert keys(catalogue, TrialQuery("study")) == ["NCT00000003"]
    assert catalogue.index.count(TrialQuery())["her2"]["positive"] == 1
    assert catalogue.trials.get(ids[0]) is None
    assert catalogue.faults() == ()


def test_what_was_deleted_comes_back_as_it_was(catalogue: Catalogue) -> None:
    save(catalogue, delivered(1, TITLE), delivered(2, TITLE), delivered(3))
    save(catalogue, a_delivery((a_trial("NCT00000003", title="Study 3, renamed", enrollment=9), ()), format_="ictrp"))
    number = catalogue.trials.id_of("NCT00000003")
    assert number is not None
    catalogue.correct(number, "her2", Correction("her2", ("low",), ("positive",), "Read", "2026-11-26T10:00:00+01:00"))
    before = answers(catalogue)
    deletion = catalogue.delete(catalogue.index.search(TrialQuery(), "key")[1:])
    assert catalogue.bring_back(deletion) == Returned(2, ())
    assert answers(catalogue) == before
    assert all(not each.faults and not each.is_misfiled for each in catalogue.trials.checked())


@settings(max_examples=25)
@given(st.lists(st.sets(st.integers(1, 6), min_size=1), min_size=1, max_size=4))
def test_undoing_every_deletion_in_turn_gives_each_state_again(
    tmp_path_factory: pytest.TempPathFactory, picked: list[set[int]]
) -> None:
    with contextlib.closing(Catalogue(tmp_path_factory.mktemp("c") / "catalogue.db", FACETS.value_ids)) as catalogue:
        save(catalogue, *(delivered(number, TITLE if number % 2 else "") for number in range(1, 7)))
        states, deletions = [], []
        for ids in picked:
            states.append(answers(catalogue))
            deletions.append(catalogue.delete(ids))
        for state, deletion in zip(reversed(states), reversed(deletions), strict=True):
            catalogue.bring_back(deletion)
            assert answers(catalogue) == state


def test_the_last_of_two_with_one_title_is_no_possible_duplicate_any_more(catalogue: Catalogue) -> None:
    save(catalogue, delivered(1, TITLE), delivered(2, TITLE))
    deletion = catalogue.delete([1])
    assert catalogue.index.count(TrialQuery())["sources"]["possible_duplicate"] == 0
    catalogue.bring_back(deletion)
    assert catalogue.index.count(TrialQuery())["sources"]["possible_duplicate"] == 2


def test_a_trial_that_was_imported_again_meanwhile_stays_as_the_import_brought_it(catalogue: Catalogue) -> None:
    save(catalogue, delivered(1), a_delivery((of_number(NCT), ())))
    deletion = catalogue.delete([1, 2])
    # The second is known by its other number now.
    both = of_number("ISRCTN12949496", NCT, title="Brought anew")
    save(catalogue, delivered(1), a_delivery((both, ()), format_="isrctn_json"))
    assert catalogue.bring_back(deletion) == Returned(0, ("NCT00000001", NCT))
    assert keys(catalogue) == ["ISRCTN12949496", "NCT00000001"]
    assert catalogue.faults() == ()


def test_the_documents_of_what_was_deleted_are_kept_until_the_catalogue_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    catalogue = Catalogue(path, FACETS.value_ids)
    shared = a_delivery(*((a_trial(f"NCT0000000{n}", title=f"Study {n}"), ()) for n in (4, 5)))
    save(catalogue, delivered(1), delivered(2), shared)
    catalogue.delete([1, 3])
    back = catalogue.delete([2])
    catalogue.bring_back(back)
    assert documents_kept(path) == (3, 3)
    catalogue.close()
    # The third document speaks of another trial, too.
    assert documents_kept(path) == (2, 2)
    again = Catalogue(path, FACETS.value_ids)
    assert keys(again) == ["NCT00000002", "NCT00000005"]
    assert again.faults() == ()
    again.close()


def test_a_correction_waits_for_the_trial_to_be_imported_again(catalogue: Catalogue) -> None:
    save(catalogue, delivered(1))
    catalogue.correct(1, "her2", Correction("her2", ("low",), ("positive",), "Read", "2026-11-26T10:00:00+01:00"))
    catalogue.delete([1])
    assert catalogue.faults() == ()
    save(catalogue, delivered(1))
    assert stored(catalogue, "NCT00000001").values("her2") == ("low",)


def test_a_damaged_trial_is_deleted_and_comes_back_damaged(tmp_path: Path, catalogue: Catalogue) -> None:
    save(catalogue, delivered(1), delivered(2))
    with contextlib.closing(sqlite3.connect(tmp_path / "catalogue.db")) as connection, connection:
        connection.execute("UPDATE trial SET record = zeroblob(40) WHERE id = 1")
    catalogue.index.refresh()
    deletion = catalogue.delete([1])
    assert keys(catalogue) == keys(catalogue, TrialQuery("study")) == ["NCT00000002"]
    catalogue.bring_back(deletion)
    assert isinstance(catalogue.trials.get(1), DamagedTrial)
    assert catalogue.index.count(TrialQuery())["her2"]["positive"] == 2
    assert catalogue.faults() == ()


def test_another_program_sees_what_was_deleted_and_brought_back(tmp_path: Path, catalogue: Catalogue) -> None:
    save(catalogue, *map(delivered, (1, 2, 3)))
    with contextlib.closing(Catalogue(tmp_path / "catalogue.db", FACETS.value_ids)) as other:
        before = answers(other)
        deletion = catalogue.delete([1, 3])
        assert keys(other) == ["NCT00000002"]
        assert other.index.count(TrialQuery())["her2"]["positive"] == 1
        catalogue.bring_back(deletion)
        assert answers(other) == before


# --- imports ---


def imported(catalogue: Catalogue, began: str, *annotated: Annotated) -> None:
    deliver(catalogue, [each.delivery for each in annotated], lambda trial: (trial, ()), began=began)


def test_the_trials_of_one_import_are_those_that_no_other_import_knows(catalogue: Catalogue) -> None:
    imported(catalogue, "2026-11-01T08:00:00+01:00", delivered(1), delivered(2))
    imported(catalogue, "2026-11-02T08:00:00+01:00", delivered(3), delivered(2, "Study 2, told anew"))
    assert [(each.began[:10], each.documents, each.trials) for each in catalogue.trials.imports()] == [
        ("2026-11-02", 2, 2),
        ("2026-11-01", 2, 2),
    ]
    newer, older = (each.number for each in catalogue.trials.imports())
    assert [row.key for row in catalogue.index.rows(catalogue.trials.brought_by(newer))] == ["NCT00000003"]
    assert [row.key for row in catalogue.index.rows(catalogue.trials.brought_by(older))] == ["NCT00000001"]
    assert catalogue.trials.brought_by(999) == []
    catalogue.delete(catalogue.trials.brought_by(newer))
    assert [each.trials for each in catalogue.trials.imports()] == [1, 2]


def test_a_document_whose_trials_were_deleted_belongs_to_the_import_that_brings_it_again(catalogue: Catalogue) -> None:
    imported(catalogue, "2026-11-01T08:00:00+01:00", delivered(1))
    catalogue.delete([1])
    assert catalogue.trials.imports() == []
    imported(catalogue, "2026-11-02T08:00:00+01:00", delivered(1))
    assert [each.began[:10] for each in catalogue.trials.imports()] == ["2026-11-02"]


def test_trials_are_found_by_the_documents_that_alone_speak_of_them(catalogue: Catalogue) -> None:
    first, second = delivered(1), delivered(2)
    save(catalogue, first, second, delivered(2, "Study 2, told anew"))
    documents: list[Document] = [each.delivery.document for each in (first, second)]
    assert catalogue.trials.only_in(each.sha256 for each in documents) == [1]


def test_documents_of_an_older_program_are_one_import_if_they_came_without_a_pause(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    catalogue = Catalogue(path, FACETS.value_ids)
    save(catalogue, *map(delivered, range(1, 6)))
    catalogue.close()
    times = ("2026-11-01T08:00:00+01:00", "2026-11-01T08:00:40+01:00", "damaged", "2026-11-03T08:00:00+01:00")
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        for number, time in enumerate((*times, "2026-11-03T07:00:30+00:00"), start=1):
            connection.execute("UPDATE document SET imported = ? WHERE id = ?", (time, number))
        connection.execute("DROP INDEX document_began")
        connection.execute("ALTER TABLE document DROP COLUMN began")
        connection.execute("DELETE FROM schema_migration WHERE name LIKE '0005%'")
        connection.execute("PRAGMA user_version = 4")
    again = Catalogue(path, FACETS.value_ids)
    assert [(each.number, each.documents) for each in again.trials.imports()] == [(4, 2), (3, 1), (1, 2)]
    again.close()
