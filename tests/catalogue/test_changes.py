"""What later documents changed: written down as values, the same whatever the order of the documents."""

import contextlib
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery, parse_query
from desktop.catalogue.storing.arriving import AnnotatedTrial, Arrival
from desktop.catalogue.storing.stored import Document
from desktop.trials.change_kinds import broad_kind, change_kinds
from desktop.trials.changes import FieldChange, replayed
from desktop.trials.compared import dates_without_stamps
from desktop.trials.identifiers import identifier
from desktop.trials.own_work import Correction
from desktop.trials.stored import StoredTrial
from desktop.trials.trial import (
    Arm,
    Citation,
    Contact,
    Criterion,
    Dates,
    Eligibility,
    Intervention,
    Outcome,
    Section,
    Site,
    Sponsor,
    Trial,
)
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, save
from tests.catalogue.older_file import forget_migrations
from tests.examples import a_trial

NCT = "NCT09990001"
WORDS = st.sampled_from(("alpha", "beta ≤ 1", "gamma", "delta; epsilon"))
DAYS = st.dates().map(lambda day: day.isoformat())
# Every field states something: a field that a version is silent about stays as the version before gave it.
CONTENT = st.fixed_dictionaries(
    {
        "title": WORDS,
        "acronym": WORDS,
        "status": st.sampled_from(("RECRUITING", "COMPLETED", "SUSPENDED")),
        "phase": st.sampled_from(("PHASE2", "PHASE3")),
        "enrollment": st.integers(0, 9_999),
        "results_posted": st.booleans(),
        "conditions": st.lists(WORDS, min_size=1, unique=True).map(tuple),
        "design": st.tuples(st.tuples(st.just("Masking"), WORDS)),
        "narrative": st.tuples(st.builds(Section, st.just("brief_summary"), WORDS)),
        "eligibility": st.builds(Eligibility, st.tuples(st.builds(Criterion, WORDS)), sex=WORDS),
        "interventions": st.tuples(st.builds(Intervention, WORDS, other_names=st.tuples(WORDS))),
        "arms": st.tuples(st.builds(Arm, WORDS, interventions=st.tuples(WORDS))),
        "outcomes": st.tuples(st.builds(Outcome, st.just("primary"), WORDS)),
        "sites": st.lists(st.builds(Site, WORDS, country=WORDS, status=WORDS), min_size=1, max_size=3).map(tuple),
        "sponsors": st.tuples(st.builds(Sponsor, WORDS)),
        "contacts": st.tuples(st.builds(Contact, WORDS)),
        "citation": st.builds(Citation, authors=st.tuples(WORDS)),
    }
)


def versions(content: Sequence[dict[str, object]], days: Sequence[str], told: Sequence[str] = ()) -> list[Trial]:
    """Return versions of a trial by days; ``told`` says which date each of them gives, both if nothing is said."""
    dates = [
        Dates(start=day, last_updated=day if by != "download" else "", retrieved=day if by != "registry" else "")
        for day, by in zip_longest(days, told)
    ]
    return [a_trial(NCT, dates=each, **fields) for fields, each in zip(content, dates, strict=False)]


def imported(folder: str, trials: Sequence[Trial]) -> StoredTrial:
    """Return the trial after each version was imported from a document of its own."""
    catalogue = Catalogue(Path(tempfile.mkdtemp(dir=folder)) / "catalogue.db", FACETS.value_ids)
    for trial in trials:
        save(catalogue, a_delivery((trial, ()), format_="ctgov_json"))
    found = stored(catalogue)
    catalogue.close()
    return found


def stored(catalogue: Catalogue) -> StoredTrial:
    number = catalogue.trials.id_of(NCT)
    found = catalogue.trials.get(number or 0)
    assert isinstance(found, StoredTrial)
    return found


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(CONTENT, min_size=2, max_size=4),
    st.lists(DAYS, min_size=4, max_size=4, unique=True),
    st.lists(st.sampled_from(("registry", "download", "both")), min_size=4, max_size=4),
    st.randoms(use_true_random=False),
)
def test_versions_in_any_order_end_in_the_same_state(
    tmp_path: Path, content: list[dict[str, object]], days: list[str], told: list[str], random: Random
) -> None:
    in_order = sorted(versions(content, days, told), key=lambda trial: trial.dates.start)
    shuffled = random.sample(in_order, len(in_order))
    found = [imported(str(tmp_path), trials).trial for trials in (in_order, shuffled)]
    assert found[0] == found[1] == in_order[-1]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CONTENT, min_size=2, max_size=4), st.lists(DAYS, min_size=4, max_size=4))
def test_the_changes_replayed_over_the_first_version_give_the_last(
    tmp_path: Path, content: list[dict[str, object]], days: list[str]
) -> None:
    trials = versions(content, days)
    found = imported(str(tmp_path), trials)
    made = replayed(trials[0], found.changes[::-1])
    assert plainly(made) == plainly(found.trial)


def plainly(trial: Trial) -> Trial:
    """Return a trial without the dates of its record, and with lists without an order in one order."""
    listed = {"sites": tuple(sorted(trial.sites, key=repr)), "conditions": tuple(sorted(trial.conditions))}
    return replace(trial, dates=dates_without_stamps(trial.dates), **listed)


def test_a_change_tells_its_kind_its_document_and_the_registrys_date(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_trial(NCT, status="RECRUITING", dates=Dates(last_updated="2025-01-02")), ())))
    save(catalogue, a_delivery((a_trial(NCT, status="COMPLETED", dates=Dates(last_updated="2026-03-04")), ())))
    (change,) = stored(catalogue).changes
    assert (change.kind, change.before, change.after) == ("closed", "RECRUITING", "COMPLETED")
    assert (change.file, change.registry_date) == ("folder/file.xml", "2026-03-04")


def test_an_older_version_changes_nothing_and_is_kept_as_a_document(catalogue: Catalogue) -> None:
    new = a_trial(NCT, status="COMPLETED", dates=Dates(last_updated="2026-03-04"))
    old = a_trial(NCT, status="RECRUITING", dates=Dates(last_updated="2020-03-04"))
    assert save(catalogue, a_delivery((new, ()))) == [("saved",)]
    assert save(catalogue, a_delivery((old, ()))) == [("unchanged",)]
    found = stored(catalogue)
    assert (found.trial.status, found.changes, len(found.sources)) == ("COMPLETED", (), 2)


def test_the_same_content_with_another_download_stamp_is_unchanged(catalogue: Catalogue) -> None:
    trial = a_trial(NCT, status="RECRUITING", dates=Dates(last_updated="2025-01-02", retrieved="2025-02-01"))
    again = replace(trial, dates=replace(trial.dates, retrieved="2026-02-01"))
    assert save(catalogue, a_delivery((trial, ())), a_delivery((again, ()))) == [("saved",), ("unchanged",)]
    found = stored(catalogue)
    assert (found.changes, found.trial.dates.retrieved, len(found.sources)) == ((), "2026-02-01", 2)
    assert accounts_apart(catalogue) == [False, False]


def accounts_apart(catalogue: Catalogue) -> list[bool]:
    with contextlib.closing(sqlite3.connect(catalogue.path)) as connection:
        rows = connection.execute("SELECT account IS NOT NULL FROM source ORDER BY document_id")
        return [bool(is_kept) for (is_kept,) in rows]


def test_what_is_downloaded_again_is_kept_once_until_another_version_comes(catalogue: Catalogue) -> None:
    old, new = (
        a_trial(NCT, status=status, dates=Dates(last_updated=day))
        for status, day in (("RECRUITING", "2025-01-02"), ("COMPLETED", "2026-03-04"))
    )
    for content in (b"1", b"2"):
        save(catalogue, a_delivery((old, ()), content=content))
    found = stored(catalogue)
    assert (found.trial, len(found.sources), found.changes) == (old, 2, ())
    assert accounts_apart(catalogue) == [False, False]
    # Each of these comes as one more document: the old one changes nothing, the new one is the trial from then on.
    for content, trial in ((b"3", new), (b"4", old), (b"5", new)):
        save(catalogue, a_delivery((trial, ()), content=content))
    found = stored(catalogue)
    assert (found.trial, len(found.sources)) == (new, 5)
    assert [(each.before, each.after, each.kind) for each in found.changes] == [("RECRUITING", "COMPLETED", "closed")]
    assert accounts_apart(catalogue) == [True] * 5
    assert found.status_steps == (("2025-01-02", "RECRUITING"), ("2026-03-04", "COMPLETED"))
    assert catalogue.faults() == ()


def test_what_is_new_in_a_document_of_a_known_day_is_told_as_updated(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_trial(NCT, status="RECRUITING"), ())))
    assert save(catalogue, a_delivery((a_trial(NCT, status="COMPLETED"), ()))) == [("updated",)]


@pytest.mark.parametrize("read_only", [False, True])
def test_what_an_older_program_wrote_down_is_read(tmp_path: Path, *, read_only: bool) -> None:
    path = tmp_path / "catalogue.db"
    catalogue = Catalogue(path, FACETS.value_ids)
    save(catalogue, a_delivery((a_trial(NCT, enrollment=40, results_posted=False), ())))
    save(catalogue, a_delivery((a_trial(NCT, enrollment=38, results_posted=True), ())))
    before = stored(catalogue).changes
    catalogue.close()
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        forget_migrations(connection, 7)
        # An older program wrote this down too.
        dates = '{"start": "", "last_updated": "2025"}', '{"start": "", "last_updated": "2026"}'
        connection.execute(
            "INSERT INTO change (trial_id, document_id, changed, field, before, after) "
            "VALUES (1, 1, '2026', 'dates', ?, ?)",
            dates,
        )
    older = Catalogue(path, FACETS.value_ids, read_only=read_only)
    assert stored(older).changes == before
    assert {(change.field, change.before, change.after) for change in before} == {
        ("enrollment", 40, 38),
        ("results_posted", False, True),
    }
    older.close()


def test_a_damaged_change_is_shown_as_its_text(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_trial(NCT, enrollment=40), ())))
    save(catalogue, a_delivery((a_trial(NCT, enrollment=38), ())))
    catalogue._connection.execute("UPDATE change SET before = '4{0'")
    (change,) = stored(catalogue).changes
    assert isinstance(change, FieldChange)
    assert (change.before, change.after) == ("4{0", 38)


# --- since the user last looked ---


def kinds(catalogue: Catalogue, key: str = NCT) -> tuple[str, ...]:
    number = catalogue.trials.id_of(key) or 0
    found = catalogue.index.changed_kinds([number])[number]
    for kind in (each.id for each in change_kinds()):
        assert (number in catalogue.index.search(TrialQuery().toggled("changed", kind))) == (kind in found)
    assert (number in catalogue.index.search(TrialQuery().toggled("changed", "not_stated"))) == (not found)
    told = {change.kind for trial, change in catalogue.trials.changes(catalogue.index.all_trials) if trial == number}
    assert told | {broad_kind(kind) for kind in told} == set(found)
    return found


def deliver(catalogue: Catalogue, key: str = NCT, **fields: object) -> None:
    save(catalogue, a_delivery((a_trial(key, title=key, **fields), (("her2", "positive"),))))


def test_a_trial_is_new_until_it_is_seen_and_changed_until_that_is_seen(catalogue: Catalogue) -> None:
    deliver(catalogue, status="RECRUITING", enrollment=40)
    assert kinds(catalogue) == ("new",)
    catalogue.mark_seen()
    assert kinds(catalogue) == ()
    deliver(catalogue, status="COMPLETED", enrollment=38)
    assert kinds(catalogue) == ("closed", "status", "enrolment")
    deliver(catalogue, "NCT09990002")
    assert kinds(catalogue, "NCT09990002") == ("new",)
    catalogue.mark_seen([1])
    assert kinds(catalogue) == ()
    assert kinds(catalogue, "NCT09990002") == ("new",)
    deliver(catalogue, status="COMPLETED", enrollment=39)
    assert kinds(catalogue) == ("enrolment",)
    catalogue.mark_seen()
    assert catalogue.trials.changes(catalogue.index.all_trials) == []


def test_marks_survive_closing_deleting_and_importing_again(catalogue: Catalogue) -> None:
    deliver(catalogue, status="RECRUITING")
    deliver(catalogue, "NCT09990002")
    catalogue.mark_seen([1])
    catalogue.delete([1])
    deliver(catalogue, status="RECRUITING", enrollment=3)
    catalogue.close()
    again = Catalogue(catalogue.path, FACETS.value_ids)
    assert kinds(again) == ()
    assert kinds(again, "NCT09990002") == ("new",)
    again.close()


def test_a_trial_that_another_one_is_joined_to_keeps_what_was_seen_of_either(catalogue: Catalogue) -> None:
    european = identifier("2015-001234-12")
    deliver(catalogue)
    save(catalogue, a_delivery((a_trial("", title="Another title", identifiers=(european,)), ()), format_="ictrp"))
    assert len(catalogue) == 2
    catalogue.mark_seen([2])
    both = a_trial(NCT, title=NCT, identifiers=(identifier(NCT), european))
    save(catalogue, a_delivery((both, ())))
    assert len(catalogue) == 1
    assert "new" not in kinds(catalogue)


def test_another_program_sees_the_mark(catalogue: Catalogue) -> None:
    deliver(catalogue)
    other = Catalogue(catalogue.path, FACETS.value_ids)
    assert kinds(other) == ("new",)
    catalogue.mark_seen()
    assert kinds(other) == ()
    other.close()


def test_marking_everything_as_seen_writes_no_trial(catalogue: Catalogue) -> None:
    trials = [a_trial(f"NCT0999{number:04}", title=f"{number}") for number in range(60)]
    save(catalogue, a_delivery(*((trial, ()) for trial in trials)))
    run: list[str] = []
    catalogue._connection.set_trace_callback(run.append)
    catalogue.mark_seen()
    catalogue._connection.set_trace_callback(None)
    assert len(run) < 20


def test_a_new_change_is_not_taken_for_a_deleted_one_that_was_seen(catalogue: Catalogue) -> None:
    deliver(catalogue, "NCT09990002", enrollment=1)
    deliver(catalogue, "NCT09990002", enrollment=2)
    deliver(catalogue, enrollment=1)
    catalogue.mark_seen()
    catalogue.delete([1])
    deliver(catalogue, enrollment=2)
    assert kinds(catalogue) == ("enrolment",)


def test_all_of_an_older_programs_file_counts_as_seen(catalogue: Catalogue) -> None:
    deliver(catalogue, enrollment=1)
    deliver(catalogue, enrollment=2)
    catalogue.close()
    with contextlib.closing(sqlite3.connect(catalogue.path)) as connection, connection:
        forget_migrations(connection, 7)
    again = Catalogue(catalogue.path, FACETS.value_ids)
    assert kinds(again) == ()
    deliver(again, enrollment=3)
    assert kinds(again) == ("enrolment",)
    again.close()


# --- since a day, from an import, in my countries, and why a value changed ---


def found(catalogue: Catalogue, text: str) -> list[int]:
    asked = parse_query(text, FACETS)
    assert not asked.problems
    assert parse_query(str(asked.query), FACETS).query == asked.query
    return catalogue.index.search(asked.query)


def test_a_query_asks_what_changed_since_a_day_or_the_last_look(catalogue: Catalogue) -> None:
    deliver(catalogue, status="RECRUITING", enrollment=40)
    deliver(catalogue, status="COMPLETED", enrollment=40)
    deliver(catalogue, "NCT09990002")
    assert found(catalogue, "changed:closed since:last") == found(catalogue, "changed:closed") == [1]
    assert found(catalogue, "since:last") == [1, 2]
    assert found(catalogue, "changed:closed since:2020") == found(catalogue, "since:2020/closed") == [1]
    assert found(catalogue, "changed:enrolment since:2020-01") == []
    assert found(catalogue, "changed:new,closed since:2020-01-01") == found(catalogue, "since:2020") == [1, 2]
    assert found(catalogue, "since:2999") == []
    catalogue.mark_seen()
    assert (found(catalogue, "since:last"), found(catalogue, "changed:closed since:2020")) == ([], [1])
    assert parse_query("since:yesterday", FACETS).problems


def test_sites_in_my_countries_weigh_more_and_are_told_apart(catalogue: Catalogue) -> None:
    here, there = Site("Charité", country="Germany"), Site("Centre", country="France")
    deliver(catalogue, sites=(here, there))
    catalogue.mark_seen()
    deliver(catalogue, sites=(here, replace(there, status="Recruiting")))
    assert kinds(catalogue) == ("sites",)
    catalogue.call_mine(("Germany",))
    assert kinds(catalogue) == ("sites",)
    catalogue.call_mine(("France", "Germany"))
    assert (catalogue.index.my_countries, kinds(catalogue)) == (("France", "Germany"), ("sites_here", "sites"))
    assert [change.kind for change in stored(catalogue).changes] == ["sites_here"]
    assert found(catalogue, "since:2020/sites_here") == [1]


def test_a_trial_that_says_it_is_open_and_is_no_longer_updated_has_gone_quiet(catalogue: Catalogue) -> None:
    days = ("2023-02-01", "2026-02-01", "2026-03-01")
    dates = [Dates(last_updated="2023-01-02", retrieved=day) for day in days]
    pairs = (("status", "recruiting"),)
    first, second, third = (a_delivery((a_trial(NCT, status="RECRUITING", dates=each), pairs)) for each in dates)
    save(catalogue, first)
    catalogue.mark_seen()
    assert save(catalogue, second) == [("unchanged",)]
    assert kinds(catalogue) == ("status", "quiet")
    (change,) = stored(catalogue).changes
    assert (change.before, change.after, change.registry_date) == ("fresh", "stale", "2023-01-02")
    catalogue.mark_seen()
    save(catalogue, third)
    assert kinds(catalogue) == ()


def test_why_a_value_changed_is_told_apart(catalogue: Catalogue) -> None:
    deliver(catalogue, enrollment=1)
    save(catalogue, a_delivery((a_trial(NCT, title=NCT, enrollment=2), (("her2", "low"),))))
    catalogue.correct(1, "her2", Correction("her2", ("zero",), ("low",), "read", "2026-11-20"))
    trial, findings = catalogue.trials.findings(1)  # type: ignore[misc]  # it is whole
    catalogue.save_findings([(1, trial, (*findings, replace(findings[0], facet="hr", value="positive")))])
    catalogue.correct(1, "her2", None)
    told = [(each.facet, each.before, each.after, each.cause) for each in stored(catalogue).value_changes]
    assert told == [
        ("her2", ("zero",), ("low",), "correction"),
        ("hr", (), ("positive",), "rule"),
        ("her2", ("low",), ("zero",), "correction"),
        ("her2", ("positive",), ("low",), "document"),
    ]
    catalogue.bring_back(catalogue.delete([1]))
    assert len(stored(catalogue).value_changes) == len(told)


def test_what_a_rule_changed_is_not_said_of_the_document_that_came_then(catalogue: Catalogue) -> None:
    deliver(catalogue, enrollment=1)
    (joined,) = catalogue.join(
        [Arrival(a_trial(NCT, title=NCT, enrollment=2), Document("other.xml", "ctgov_xml", "utf-8", b"other"))]
    )
    before = joined.before
    assert before is not None
    now, by_rules = (tuple(replace(each, value=value) for each in before.findings) for value in ("low", "zero"))
    catalogue.save([AnnotatedTrial(joined, joined.merged.trial if joined.merged else None, now, by_rules)])
    told = [(each.before, each.after, each.cause, each.file != "") for each in stored(catalogue).value_changes]
    assert told == [(("zero",), ("low",), "document", True), (("positive",), ("zero",), "rule", False)]


def test_the_status_over_time_is_that_of_the_registrys_versions(catalogue: Catalogue) -> None:
    told = (("2025-03-04", "COMPLETED"), ("2021-11-02", "Recruiting"), ("2022-01-02", "RECRUITING"))
    for day, status in told:
        save(catalogue, a_delivery((a_trial(NCT, status=status, dates=Dates(last_updated=day)), ())))
    mirror = a_trial(NCT, status="Not recruiting", dates=Dates(refreshed="2024-01-01"))
    save(catalogue, a_delivery((mirror, ()), format_="ictrp"))
    assert stored(catalogue).status_steps == (("2021-11-02", "Recruiting"), ("2025-03-04", "COMPLETED"))
    deliver(catalogue, "NCT09990002", status="RECRUITING")
    other = catalogue.trials.get(2)
    assert isinstance(other, StoredTrial)
    assert other.status_steps == ()
