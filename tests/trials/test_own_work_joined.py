"""Two pieces of own work at one place: the newer counts, the other stays in the log, in whatever order they join."""

import json
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.trials.facets import searchable
from desktop.trials.own_work import Correction, as_json, from_json
from desktop.trials.shortlists import DECISIONS, Note, Reasons, SavedView, Shortlist, ShortlistEntry

TIMES = st.sampled_from(
    [
        "",
        "2026-11-20T10:00:00+01:00",
        "2026-11-20T10:30:00+01:00",
        "2026-11-20T09:45:00+00:00",
        "2026-12-01T08:00:00-05:00",
    ]
)
ENTRIES = st.builds(
    ShortlistEntry,
    shortlist=st.just("Board"),
    position=st.sampled_from([1.0, 2.0]),
    added=st.just("2026-11-01T10:00:00+01:00"),
    decision=st.sampled_from(DECISIONS),
    reason=st.sampled_from(["", "Site too far"]),
    decided=TIMES,
)
CORRECTIONS = st.builds(
    Correction,
    facet=st.just("her2"),
    values=st.sampled_from([("low",), ()]),
    derived=st.just(("positive",)),
    reason=st.sampled_from(["read", "asked"]),
    made=TIMES,
)
FIRST = ShortlistEntry("Board", 1.0, "2026-11-01T10:00:00+01:00", "include", "", "2026-11-20T10:00:00+01:00")
LATER = ShortlistEntry("Board", 2.0, "2026-11-02T10:00:00+01:00", "exclude", "HER2 status", "2026-11-20T09:30:00+00:00")


def test_the_newer_decision_counts_whatever_the_offset_of_the_clock_and_the_older_stays_in_the_log() -> None:
    joined = FIRST.joined_with(LATER)
    assert (joined.decision, joined.reason) == ("exclude", "HER2 status")
    assert [each.decision for each in joined.earlier] == ["include"]
    assert LATER.joined_with(FIRST) == joined


def test_a_star_without_a_decision_gives_way_to_a_decision_made_before_it() -> None:
    star = ShortlistEntry("Board", 3.0, "2026-12-24T10:00:00+01:00")
    assert star.joined_with(FIRST).decision == "include"
    assert FIRST.joined_with(star).decision == "include"


@given(st.lists(ENTRIES, min_size=3, max_size=3) | st.lists(CORRECTIONS, min_size=3, max_size=3))
def test_the_order_of_joining_does_not_matter(pieces: list[ShortlistEntry]) -> None:
    results = {first.joined_with(second).joined_with(third) for first, second, third in permutations(pieces)}
    results |= {first.joined_with(second.joined_with(third)) for first, second, third in permutations(pieces)}
    (joined,) = results
    assert joined.joined_with(joined) == joined
    assert all(joined.joined_with(each) == joined for each in pieces)


def test_deciding_again_keeps_what_was_decided_before() -> None:
    again = FIRST.decide("maybe", "", "2026-11-21T10:00:00+01:00").decide("unseen", "", "2026-11-22T10:00:00+01:00")
    assert again.decision == "unseen"
    assert [each.decision for each in again.earlier] == ["include", "maybe"]
    assert all(each.earlier == () for each in again.earlier)


def test_every_kind_comes_back_from_json_as_it_was() -> None:
    work = {
        "": (Shortlist("Board", "2026-11-01"), SavedView("Low", "her2:low", "2026-11-01"), Reasons(("Far",), "2026")),
        "NCT01": (FIRST.joined_with(LATER), Note("1", "größer\n2", "2026-11-01", "Board")),
    }
    assert from_json(as_json(work)) == work


def test_a_field_that_only_a_newer_program_knows_is_left_out() -> None:
    rows = json.loads(as_json({"NCT01": (FIRST,)}))
    rows[0]["colour"] = "red"
    assert from_json(json.dumps(rows)) == {"NCT01": (FIRST,)}


@pytest.mark.parametrize(
    "field", [{"position": "far"}, {"position": float("nan")}, {"reason": None}, {"earlier": "x"}, {"earlier": [1]}]
)
def test_a_field_of_another_type_is_refused(field: dict[str, object]) -> None:
    row = json.loads(as_json({"NCT01": (FIRST,)}))[0] | field
    with pytest.raises((TypeError, ValueError, AttributeError)):
        from_json(json.dumps([row]))


def test_words_of_notes_are_looked_for_whatever_their_capitals_and_spaces() -> None:
    assert searchable("  CNS\nMetastases ") == "cns metastases"
