"""Where the fields of a trial are in its sections: the text at each place is the field."""

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.trials.sections import Item, arm_places, coded_places, intervention_places, places_in, sections
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
    for name, text in sections(trial).items():
        for item in places_in(trial, name):
            for field, spans in item.fields.items():
                assert [text[start:end] for start, end in spans] == list(own(trial, name, item, field))


@given(trials)
def test_items_lie_one_below_the_other_and_fill_their_section(trial: Trial) -> None:
    for name, text in sections(trial).items():
        assert "\n".join(text[item.start : item.end] for item in places_in(trial, name)) == text


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
    (item,) = places_in(trial, "intervention_details")
    assert (item.order, item.fields["other_names"]) == (1, ((17, 18), (20, 21)))
    assert places_in(replace(trial, interventions=()), "intervention_details") == ()


@given(trials)
def test_interventions_and_arms_are_where_they_are_said_to_be(trial: Trial) -> None:
    texts = sections(trial)

    def at(name: str, span: tuple[int, int]) -> str:
        return texts.get(name, "")[slice(*span)]

    for each, where in zip(trial.interventions, intervention_places(trial), strict=True):
        assert at("interventions", where.line) == (f"{each.kind}: {each.name}" if each.kind else each.name)
        assert at("interventions", where.name) == each.name
        assert at("intervention_details", where.description) == each.description
        assert [at("intervention_details", span) for span in where.other_names] == list(each.other_names)
    for arm, place in zip(trial.arms, arm_places(trial), strict=True):
        head = f"{arm.label} [{arm.kind}]" if arm.kind else arm.label
        assert at("arms", place.label) == arm.label
        assert at("arms", place.head) == head
        assert at("arms", place.told) == (f"{head}: {arm.description}" if arm.description else head)
        listed = f" ({'; '.join(arm.interventions)})" if arm.interventions else ""
        assert at("arms", place.line) == at("arms", place.told) + listed
