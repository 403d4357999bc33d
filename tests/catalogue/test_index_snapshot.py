"""A catalogue that another one saves into: what is known of the file is taken in anew, and nothing stale is kept."""

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file.checksum import with_checksum
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.finding.text_search import StoppableSearch
from desktop.catalogue.indexed_trials import IndexedTrials
from desktop.catalogue.trial_reading import TrialReading
from desktop.catalogue.writing import Writing
from desktop.errors import StorageError
from desktop.trials.identifiers import Identifier
from desktop.trials.own_work import Correction
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, save
from tests.examples import a_trial
from tests.worded import saying

POSITIVE = TrialQuery().toggled("her2", "positive")
LOW = Correction("her2", ("low",), (), "why", "2026-11-20T10:00:00+01:00")


@pytest.fixture
def other(catalogue: Catalogue) -> Iterator[Catalogue]:
    """Return another catalogue open on the same file, as another program or thread has it."""
    other = Catalogue(catalogue.path, FACETS.value_ids)
    yield other
    other.close()


def deliver(catalogue: Catalogue, *numbers: int) -> None:
    trials = [(a_trial(key(each), title=f"Trastuzumab {each}"), (("her2", "positive"),)) for each in numbers]
    save(catalogue, a_delivery(*trials, content=f"{numbers}".encode()))


def key(number: int) -> str:
    return f"NCT0999{number:04}"


def kept(path: Path) -> list[tuple[str, str, bytes]]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT * FROM kept ORDER BY facet, value").fetchall()


def statements(catalogue: Catalogue, work: Callable[[], object]) -> list[str]:
    """Return the SQL that some work runs."""
    run: list[str] = []
    catalogue._connection.set_trace_callback(run.append)
    work()
    catalogue._connection.set_trace_callback(None)
    return run


QUESTIONS: dict[str, Callable[[Catalogue], object]] = {
    "__len__": len,
    "__contains__": lambda each: 2 in each,
    "all_trials": lambda each: each.index.all_trials,
    "version": lambda each: each.index.version,
    "search": lambda each: [
        each.index.search(TrialQuery("trastuzumab"), sort) for sort in ("relevance", "newest", "her2")
    ],
    "count": lambda each: each.index.count(POSITIVE),
    "absent": lambda each: (each.index.absent("her2"), len(each)),
    "count_groups": lambda each: each.index.count_groups(TrialQuery(), "her2", [("positive", "low")]),
    "with_several": lambda each: (each.index.with_several(TrialQuery()), len(each)),
    "rows": lambda each: each.index.rows([1, 2]),
    "id_of": lambda each: each.trials.id_of(key(2)),
    "ids_of_keys": lambda each: each.trials.ids_of_keys([key(1), key(2)]),
    "get": lambda each: each.trials.get(2),
    "own_work_of": lambda each: (each.trials.own_work_of(key(2)), len(each)),
    "all_own_work": lambda each: (each.trials.all_own_work(), len(each)),
    "imports": lambda each: each.trials.imports(),
    "brought_by": lambda each: each.trials.brought_by(2),
    "only_in": lambda each: each.trials.only_in([hashlib.sha256(f"{(n,)}".encode()).hexdigest() for n in (1, 2)]),
    "many": lambda each: list(each.trials.many([1, 2])),
    "with_unknown_name": lambda each: (each.trials.with_unknown_name("ZYX-17"), len(each)),
    "names": lambda each: (each.trials.names(), len(each)),
    "names_within": lambda each: (each.trials.names_within(each.index.all_trials), len(each)),
    "findings": lambda each: each.trials.findings(2),
    "document": lambda each: each.trials.document("x"),
    "matching": lambda each: each.index.matching(TrialQuery()),
    "crossed": lambda each: each.index.crossed(TrialQuery(), "her2"),
    "fitted": lambda each: each.index.fitted(TrialQuery(), (), ())[1],
    "date_span": lambda each: bool(each.index.date_span(each.index.all_trials).imported),
    "undated": lambda each: each.index.undated(each.index.all_trials),
    "imported": lambda each: len(each.index.imported(range(1, 10))),
    "changed_kinds": lambda each: (each.index.changed_kinds([1, 2]), len(each)),
    "changes": lambda each: each.trials.changes(each.index.all_trials),
    "value_changes": lambda each: (each.trials.value_changes(each.index.all_trials), len(each)),
    "all_fitted": lambda each: (each.index.all_fitted(()), len(each)),
    "my_countries": lambda each: (each.index.my_countries, len(each)),
    "has_named_countries": lambda each: (each.index.has_named_countries, len(each)),
    "setting": lambda each: each.setting("data version"),
    "faults": lambda each: (each.faults(), len(each)),
}
OTHERWISE = {"refresh", "reading", "learn", "trials", "close", "save", "correct", "save_findings"}
OTHERWISE |= {
    "put_own_work",
    "call_mine",
    "mark_seen",
    "change_own_work",
    "delete",
    "bring_back",
    "remember",
    "back_up",
    "repair",
    "reindex",
    "checked",
    "join",
    "join_damaged",
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_is_answered_as_of_the_latest_save_of_whoever_it_was(
    catalogue: Catalogue, other: Catalogue, name: str
) -> None:
    deliver(catalogue, 1)
    before = QUESTIONS[name](catalogue)
    deliver(other, 2)
    after = QUESTIONS[name](catalogue)
    assert after == QUESTIONS[name](other)
    if name not in ("document", "date_span", "undated"):
        assert after != before


def test_every_public_question_is_among_those_asked_here() -> None:
    asked = [
        name for each in (Catalogue, TrialReading, IndexedTrials) for name in dir(each) if not name.startswith("_")
    ]
    assert {*asked, "__len__", "__contains__"} == {*QUESTIONS, *OTHERWISE}


def test_closing_a_catalogue_that_was_overtaken_writes_nothing(catalogue: Catalogue, other: Catalogue) -> None:
    deliver(other, 1)
    deliver(catalogue, 2)
    before = kept(catalogue.path)
    other.close()
    assert kept(catalogue.path) == before
    catalogue.close()
    with contextlib.closing(Catalogue(catalogue.path, FACETS.value_ids)) as again:
        assert (len(again), again.index.count(TrialQuery())["her2"]["positive"]) == (2, 2)


def test_answers_are_not_kept_if_another_program_saves_in_the_last_moment(
    catalogue: Catalogue, other: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(catalogue, 1)
    len(other)
    transaction = Writing.transaction

    def late(self: Writing) -> contextlib.AbstractContextManager[None]:
        monkeypatch.setattr(Writing, "transaction", transaction)
        deliver(catalogue, 2)
        return transaction(self)

    monkeypatch.setattr(Writing, "transaction", late)
    before = len(kept(catalogue.path))
    other.close()
    assert Writing.transaction is transaction
    assert len(kept(catalogue.path)) == before + 1  # the trials of that save
    assert catalogue.faults() == ()


def test_a_correction_made_while_another_program_imports_is_found_afterwards(
    catalogue: Catalogue, other: Catalogue
) -> None:
    deliver(other, 1)
    catalogue.correct(1, "her2", LOW)
    deliver(other, 2, 3)
    other.close()
    for each in (catalogue, Catalogue(catalogue.path, FACETS.value_ids)):
        counts = each.index.count(TrialQuery())
        assert (counts["her2"]["positive"], counts["her2"]["low"], counts["review"]["corrected"]) == (2, 1, 1)
        assert each.index.search(TrialQuery().toggled("her2", "low")) == [1]
        each.close()


def test_of_another_programs_save_only_its_own_trials_are_read(catalogue: Catalogue, other: Catalogue) -> None:
    deliver(other, *range(1, 30))
    len(catalogue)
    other.correct(3, "her2", LOW)
    run = statements(catalogue, lambda: catalogue.index.count(TrialQuery()))
    linked = [each for each in run if "trial_value" in each]
    assert len(linked) == 1
    assert "[3]" in linked[0]


def test_a_question_costs_one_look_at_the_file_and_questions_asked_together_cost_one(catalogue: Catalogue) -> None:
    deliver(catalogue, 1)
    catalogue.index.search(TrialQuery())
    catalogue.index.count(TrialQuery())  # which finds out what changed since the user last looked, once after each save
    assert statements(catalogue, lambda: catalogue.index.count(POSITIVE)) == [
        "BEGIN",
        "PRAGMA main.data_version",
        "COMMIT",
    ]

    def together() -> None:
        with catalogue.index.reading:
            catalogue.index.search(POSITIVE)
            catalogue.index.count(POSITIVE)
            catalogue.index.with_several(POSITIVE)

    assert statements(catalogue, together) == ["BEGIN", "PRAGMA main.data_version", "COMMIT"]


def test_questions_asked_together_are_answered_of_one_state_of_the_file(catalogue: Catalogue, other: Catalogue) -> None:
    deliver(catalogue, 1)
    with catalogue.index.reading:
        assert catalogue.index.count(TrialQuery())["her2"]["positive"] == 1
        deliver(other, 2)
        assert len(catalogue.index.search(TrialQuery("trastuzumab"), "relevance")) == 1
        assert len(catalogue.index.search(TrialQuery(), "key")) == 1
        assert [row.id for row in catalogue.index.rows([1, 2])] == [1]
    assert len(catalogue.index.search(TrialQuery("trastuzumab"), "relevance")) == 2


def test_a_reading_that_ends_in_an_error_is_over(catalogue: Catalogue) -> None:
    with pytest.raises(KeyError), catalogue.index.reading:
        raise KeyError
    deliver(catalogue, 1)
    assert len(catalogue) == 1


def test_a_program_that_was_overtaken_by_very_many_saves_reads_everything(
    catalogue: Catalogue, other: Catalogue
) -> None:
    for number in range(1, 4):
        deliver(other, number)
    len(catalogue)
    for _ in range(60):
        other.correct(1, "her2", LOW)
        other.correct(1, "her2", None)
    other.correct(2, "her2", LOW)
    assert catalogue.index.count(TrialQuery())["her2"]["low"] == 1
    assert len([each for each in kept(catalogue.path) if each[0] == "changed by"]) == 100


def test_a_failing_save_leaves_what_is_known_as_it_was(
    catalogue: Catalogue, other: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(catalogue, 1)
    deliver(other, 2)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("desktop.catalogue.storing.saving.row_columns", full)
        with pytest.raises(StorageError, match="full"):
            deliver(catalogue, 3)
    assert catalogue.index.count(TrialQuery())["her2"]["positive"] == 2
    deliver(other, 4)
    assert catalogue.index.count(TrialQuery())["her2"]["positive"] == 3


def test_a_wrong_kept_index_is_named_and_mended(catalogue: Catalogue) -> None:
    deliver(catalogue, 1, 2)
    catalogue.close()
    with contextlib.closing(sqlite3.connect(catalogue.path)) as connection, connection:
        wrong = "UPDATE kept SET content = ? WHERE facet = 'her2' AND value = 'positive'"
        assert connection.execute(wrong, (with_checksum(bytes([2]), "her2 positive"),)).rowcount == 1
    with contextlib.closing(Catalogue(catalogue.path, FACETS.value_ids)) as again:
        assert again.index.count(TrialQuery())["her2"]["positive"] == 1
        assert again.faults() == ("the kept filters are not what the trials hold (numbers of her2 are wrong)",)
        again.repair()
        assert again.faults() == ()
        assert again.index.count(TrialQuery())["her2"]["positive"] == 2


def test_what_is_kept_for_other_facets_counts_for_nothing(catalogue: Catalogue) -> None:
    deliver(catalogue, 1)
    catalogue.close()
    Catalogue(catalogue.path, {"phase": ("1", "2", "not_stated")}).close()
    with contextlib.closing(Catalogue(catalogue.path, FACETS.value_ids)) as again:
        assert again.index.count(TrialQuery())["her2"]["positive"] == 1


def test_what_an_older_program_kept_counts_for_nothing(catalogue: Catalogue) -> None:
    deliver(catalogue, 1)
    catalogue.close()
    with contextlib.closing(sqlite3.connect(catalogue.path)) as connection, connection:
        connection.execute("DELETE FROM kept WHERE value = 'gathered from' OR facet = 'her2'")
        connection.execute("INSERT INTO setting SELECT 'kept version', value FROM setting WHERE name = 'data version'")
    with contextlib.closing(Catalogue(catalogue.path, FACETS.value_ids)) as again:
        assert again.index.count(TrialQuery())["her2"]["positive"] == 1


def test_the_id_of_a_trial_that_is_gone_never_comes_to_mean_another(catalogue: Catalogue, other: Catalogue) -> None:
    isrctn = Identifier("ISRCTN", "ISRCTN12345671")
    deliver(catalogue, 1)
    save(catalogue, a_delivery((a_trial(identifiers=(isrctn,), title="Alone"), ()), content=b"alone"))
    together = a_trial(identifiers=(Identifier("NCT", key(1)), isrctn), title="Together")
    save(other, a_delivery((together, ()), content=b"together"))
    deliver(other, 5)
    assert catalogue.index.search(TrialQuery(), "newest") == [3, 1]
    assert catalogue.trials.get(2) is None
    with pytest.raises(StorageError, match="no longer in the catalogue"):
        catalogue.correct(2, "her2", LOW)


def test_deriving_again_leaves_a_trial_that_was_changed_meanwhile(catalogue: Catalogue, other: Catalogue) -> None:
    deliver(catalogue, 1, 2)
    derived = []
    for number in (1, 2):
        stored = catalogue.trials.findings(number)
        assert stored is not None
        derived.append((number, replace(stored[0], warnings=saying("derived")), ()))
    changed = a_trial(key(1), title="Another title")
    save(other, a_delivery((changed, (("her2", "low"),)), content=b"changed", format_="ctgov_json"))
    catalogue.save_findings([*derived, (99, changed, ())])
    assert [row.title for row in catalogue.index.rows([1, 2])] == ["Another title", "Trastuzumab 2"]
    counts = catalogue.index.count(TrialQuery())["her2"]
    assert (counts["low"], counts["positive"], counts["not_stated"]) == (1, 0, 1)
    assert catalogue.faults() == ()


def test_a_search_in_another_thread_that_was_overtaken_has_no_answer(catalogue: Catalogue, other: Catalogue) -> None:
    deliver(catalogue, 1)
    everything, version = catalogue.index.all_trials, catalogue.index.version
    found = StoppableSearch(catalogue.path, lambda _name: ()).trials("trastuzumab", everything, version)
    assert found == everything
    deliver(other, 2)
    assert StoppableSearch(catalogue.path, lambda _name: ()).trials("trastuzumab", everything, version) is None
    catalogue.index.learn("trastuzumab", found, version)
    assert len(catalogue.index.search(TrialQuery("trastuzumab"))) == 2


def test_a_catalogue_opens_and_closes_while_another_program_writes_for_long(catalogue: Catalogue) -> None:
    deliver(catalogue, 1, 2)
    with contextlib.closing(sqlite3.connect(catalogue.path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        opened = Catalogue(catalogue.path, FACETS.value_ids)
        assert opened.index.count(TrialQuery())["her2"]["positive"] == 2
        opened.close()
        catalogue.close()
    with contextlib.closing(Catalogue(catalogue.path, FACETS.value_ids)) as again:
        assert again._connection.execute("PRAGMA busy_timeout").fetchone() == (5_000,)
        assert len(kept(catalogue.path)) > 3


def test_a_read_only_window_does_not_miss_the_log_of_another_program(catalogue: Catalogue) -> None:
    deliver(catalogue, 1)
    reader = Catalogue(catalogue.path, FACETS.value_ids, read_only=True)
    catalogue.close()
    assert reader.file.fault() == ""
    reader.close()
