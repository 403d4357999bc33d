"""A second kind of own work, known to this file alone, does all that corrections do."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import StorageError
from desktop.trials.identifiers import Identifier
from desktop.trials.own_work import Correction, OwnWork, as_json, from_json
from desktop.trials.stored import StoredTrial
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, save
from tests.examples import a_trial

ONE, TWO = "NCT09990001", "ISRCTN12345678"
PAIRS = (("her2", "positive"),)
HERS = Correction("her2", ("low",), ("positive",), "Read", "2026-11-20T10:00:00+01:00")


@dataclass(frozen=True)
class Bookmark(OwnWork):
    """Hold a line that a user marked; the test's own kind."""

    kind: ClassVar[str] = "bookmark"
    loss: ClassVar[str] = "The bookmark {0} of {1} is damaged; set it again."

    name: str
    lines: tuple[str, ...]

    @property
    def subject(self) -> str:
        return self.name


FIRST, SECOND = Bookmark("first", ("a", "größer")), Bookmark("second", ())


def own_work(catalogue: Catalogue, key: str) -> tuple[OwnWork, ...]:
    number = catalogue.trials.id_of(key)
    assert number is not None
    stored = catalogue.trials.get(number)
    assert isinstance(stored, StoredTrial)
    return stored.own_work


def put(catalogue: Catalogue, key: str, *pieces: OwnWork) -> None:
    number = catalogue.trials.id_of(key)
    assert number is not None
    for each in pieces:
        catalogue.put_own_work(number, each.place, each)


@pytest.fixture
def marked(catalogue: Catalogue) -> Catalogue:
    """Return a catalogue of a trial with own work of both kinds."""
    save(catalogue, a_delivery((a_trial(ONE), PAIRS)))
    put(catalogue, ONE, FIRST, SECOND, HERS)
    return catalogue


def test_it_is_there_when_the_file_is_opened_again(marked: Catalogue) -> None:
    again = Catalogue(marked.path, FACETS.value_ids)
    assert own_work(again, ONE) == (FIRST, SECOND, HERS)
    assert [each.is_misfiled for each in again.trials.checked()] == [False]
    again.close()


def test_what_it_replaces_is_returned_and_put_back_undoes_it(marked: Catalogue) -> None:
    other = Bookmark("first", ("b",))
    assert marked.put_own_work(1, FIRST.place, other) == FIRST
    assert marked.put_own_work(1, FIRST.place, FIRST) == other
    assert marked.put_own_work(1, SECOND.place, None) == SECOND
    assert marked.put_own_work(1, SECOND.place, SECOND) is None
    assert own_work(marked, ONE) == (FIRST, SECOND, HERS)


def test_it_survives_another_import_of_the_trial(marked: Catalogue) -> None:
    newer = a_delivery((a_trial(ONE, title="Amended"), PAIRS), content=b"newer")
    assert save(marked, newer) == [("updated",)]
    assert own_work(marked, ONE) == (FIRST, SECOND, HERS)


def test_a_trial_that_absorbs_another_takes_it_and_keeps_its_own(marked: Catalogue) -> None:
    isrctn = Identifier("ISRCTN", TWO)
    save(marked, a_delivery((a_trial(identifiers=(isrctn,)), PAIRS)))
    third = Bookmark("third", ("c",))
    put(marked, TWO, third, Bookmark("first", ("of the absorbed",)))
    both = a_trial(identifiers=(Identifier("NCT", ONE), isrctn))
    save(marked, a_delivery((both, PAIRS), content=b"both"))
    assert len(marked) == 1
    assert own_work(marked, ONE) == (FIRST, SECOND, third, HERS)


def test_it_waits_for_a_deleted_trial_and_comes_back_with_it(marked: Catalogue) -> None:
    deletion = marked.delete([1])
    assert marked.faults() == ()
    assert marked.bring_back(deletion).trials == 1
    assert own_work(marked, ONE) == (FIRST, SECOND, HERS)


def test_it_waits_for_a_deleted_trial_to_be_imported_again(marked: Catalogue) -> None:
    marked.delete([1])
    save(marked, a_delivery((a_trial(ONE), PAIRS)))
    assert own_work(marked, ONE) == (FIRST, SECOND, HERS)


def test_a_backup_has_it_in_the_file_and_as_json(marked: Catalogue) -> None:
    copy = marked.back_up()
    assert copy is not None
    text = copy.with_suffix(".json").read_text(encoding="utf-8")
    assert from_json(text) == {ONE: (FIRST, SECOND, HERS)}
    first = json.loads(text)[0]
    assert first == {"trial": ONE, "kind": "bookmark", "name": "first", "lines": ["a", "größer"]}
    restored = Catalogue(copy, FACETS.value_ids)
    assert own_work(restored, ONE) == (FIRST, SECOND, HERS)
    restored.close()


def test_json_gives_back_what_it_was_made_of(marked: Catalogue) -> None:
    work = {ONE: (FIRST, HERS), TWO: (SECOND,)}
    assert from_json(as_json(work)) == work
    assert from_json(as_json({})) == {}


def test_a_damaged_piece_does_not_count_and_is_named(marked: Catalogue) -> None:
    with closing(sqlite3.connect(marked.path)) as connection, connection:
        connection.execute("UPDATE own_work SET content = replace(content, 'a', 'b') WHERE subject = 'first'")
    assert own_work(marked, ONE) == (SECOND, HERS)
    assert marked.faults() == (f"The bookmark first of {ONE} is damaged; set it again.",)
    number = marked.trials.id_of(ONE)
    assert number is not None
    stored = marked.trials.get(number)
    assert isinstance(stored, StoredTrial)
    assert (stored.damaged_work, stored.damaged_corrections) == ((FIRST.place,), ())


def test_a_kind_that_only_a_newer_program_knows_is_left_alone_and_goes_where_its_trial_goes(
    marked: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    isrctn = Identifier("ISRCTN", TWO)
    save(marked, a_delivery((a_trial(identifiers=(isrctn,)), PAIRS)))
    third = Bookmark("third", ())
    put(marked, TWO, third)
    with monkeypatch.context() as older:
        older.delitem(OwnWork.kinds, Bookmark.kind)
        assert own_work(marked, ONE) == (HERS,)
        assert marked.faults() == ()
        both = a_trial(identifiers=(Identifier("NCT", ONE), isrctn))
        save(marked, a_delivery((both, PAIRS), content=b"both"))
        assert own_work(marked, ONE) == (HERS,)
    assert own_work(marked, ONE) == (FIRST, SECOND, third, HERS)


def test_it_is_refused_for_a_trial_that_is_gone(marked: Catalogue) -> None:
    marked.delete([1])
    with pytest.raises(StorageError):
        marked.put_own_work(1, FIRST.place, FIRST)


def test_storing_joining_deleting_and_backups_name_no_kind() -> None:
    """Only who makes facet values, their changes and lines of the list of a trial looks for corrections in it."""
    catalogue = Path(__file__).parent.parent.parent / "desktop" / "catalogue"
    named = {
        file.relative_to(catalogue).as_posix()
        for file in catalogue.rglob("*.py")
        if "orrection" in file.read_text(encoding="utf-8") and "migrations" not in file.parts
    }
    assert named == {"catalogue.py", "storing/pairs.py", "storing/packed_row.py", "storing/value_changes.py"}
