"""Where the fields of a trial are in its sections: the text at each place is the field."""

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.trials.sections import Item, coded_places, places, sections
from desktop.trials.trial import Arm, Criterion, Eligibility, Intervention, Outcome, Section, Trial
from tests.examples import a_trial

words = st.text(st.sampled_from("ab \n:;[]()é"), max_size=8)
some = st.lists(words, max_size=3).map(tuple)
trials = st.builds(
    Trial,
    key=st.just("NCT09990001"),
    kind=st.just("registration"),
    title=words,
    official_title=words,
    phase=words,
    status=words,
    study_type=words,
    design=st.lists(st.tuples(words, words), max_size=3).map(tuple),
    conditions=some,
    keywords=some,
    narrative=st.lists(st.builds(Section, st.sampled_from(("brief_summary", "abstract")), words), max_size=3).map(
        tuple
    ),
    interventions=st.lists(st.builds(Intervention, words, words, words, some), max_size=3).map(tuple),
    arms=st.lists(st.builds(Arm, words, words, words, some), max_size=3).map(tuple),
    outcomes=st.lists(
        st.builds(Outcome, st.sampled_from(("primary", "secondary", "other")), words, words, words), max_size=4
    ).map(tuple),
    eligibility=st.builds(
        Eligibility,
        st.lists(st.builds(Criterion, words), max_size=3).map(tuple),
        st.lists(st.builds(Criterion, words), max_size=3).map(tuple),
        words,
    ),
)


def own(trial: Trial, name: str, item: Item, field: str) -> Iterator[str]:
    """Yield what the trial itself has in a field of an item."""
    holders: dict[str, object] = {
        "interventions": trial.interventions,
        "intervention_details": trial.interventions,
        "arms": trial.arms,
        "inclusion_criteria": trial.eligibility.inclusion,
        "exclusion_criteria": trial.eligibility.exclusion,
        **{f"{rank}_outcomes": trial.outcomes for rank in ("primary", "secondary", "other")},
        **{section.name: trial.narrative for section in trial.narrative},
    }
    if name == "design":
        yield trial.design[item.order][("label", "value").index(field)]
    elif name in holders:
        held = holders[name]
        assert isinstance(held, tuple)
        value = getattr(held[item.order], field)
        yield from value if isinstance(value, tuple) else (value,)
    elif name == "eligibility":
        yield trial.eligibility.undivided
    else:
        value = getattr(trial, field)
        yield value[item.order] if isinstance(value, tuple) else value


@given(trials)
def test_the_text_at_each_place_is_the_field(trial: Trial) -> None:
    texts, found = sections(trial), places(trial)
    for name, items in found.items():
        assert bool(items) == (name in texts)
        for item in items:
            for field, spans in item.fields.items():
                assert [texts[name][start:end] for start, end in spans] == list(own(trial, name, item, field))


@given(trials)
def test_items_lie_one_below_the_other_and_fill_their_section(trial: Trial) -> None:
    texts = sections(trial)
    for name, items in places(trial).items():
        if items:
            assert "\n".join(texts[name][item.start : item.end] for item in items) == texts[name]


@given(trials)
def test_every_code_is_where_it_is_said_to_be(trial: Trial) -> None:
    texts = sections(trial)

    def at(name: str) -> list[str]:
        return [texts.get(name, "")[start:end] for start, end in coded_places(trial)[name]]

    assert at("design") == [value for _, value in trial.design]
    assert at("interventions") == [each.kind for each in trial.interventions]
    assert at("arms") == [arm.kind for arm in trial.arms]
    assert at("phase") == [trial.phase]


def test_an_intervention_without_details_has_no_line_among_them() -> None:
    trial = a_trial(interventions=(Intervention("A"), Intervention("B", other_names=("C", "D"))))
    (item,) = places(trial)["intervention_details"]
    assert (item.order, item.fields["other_names"]) == (1, ((17, 18), (20, 21)))
    assert places(replace(trial, interventions=()))["intervention_details"] == ()
