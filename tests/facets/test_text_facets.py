"""What holds for all facets read from text: evidence, robustness, sameness, time, the seeds."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.facets.brain_metastases import find_brain_metastases
from desktop.facets.ecog import find_ecog
from desktop.facets.entry.lexicon import load_lexicon
from desktop.facets.entry.phrases import load_phrases
from desktop.facets.entry.receptors import find_receptors
from desktop.facets.kind import find_kind
from desktop.facets.phase import find_phase
from desktop.facets.reading import Reading
from desktop.facets.rules import Rules, load_rules
from desktop.facets.setting import find_setting
from desktop.facets.status import find_status
from desktop.trials.finding import Finding
from desktop.trials.sections import sections
from desktop.trials.trial import Arm, Section, Trial
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria
from tests.facets.opened import opened
from tests.reading import read_document

Find = Callable[[Reading, Rules], list[Finding]]
RULES = load_rules(PROJECT / "resources" / "rules")
LEXICON = load_lexicon(PROJECT / "resources" / "reading")


def find_her2(reading: Reading, rules: Rules) -> list[Finding]:
    return [each for each in find_receptors(reading, rules, LEXICON) if each.facet == "her2"]


def find_hormone_receptor(reading: Reading, rules: Rules) -> list[Finding]:
    return [each for each in find_receptors(reading, rules, LEXICON) if each.facet == "hr"]


PHRASES = load_phrases(PROJECT / "resources" / "reading")


def setting(reading: Reading, _rules: Rules) -> list[Finding]:
    return find_setting(reading, PHRASES.setting)


def brain_metastases(reading: Reading, _rules: Rules) -> list[Finding]:
    return find_brain_metastases(reading, PHRASES.brain_metastases)


def ecog(reading: Reading, _rules: Rules) -> list[Finding]:
    return find_ecog(reading, PHRASES.ecog)


FACETS: tuple[Find, ...] = (
    find_phase,
    find_her2,
    find_hormone_receptor,
    setting,
    find_status,
    find_kind,
    brain_metastases,
    ecog,
)

# The words of the rules' own examples, so that random texts reach the depths of the rules.
EXAMPLES = [text for rules in RULES.by_facet.values() for each in rules for text in each.match]
EXAMPLES += [text for each in LEXICON.languages.values() for rule in each.rules for text in rule.match]
EXAMPLES += [
    text
    for book in (PHRASES.setting, PHRASES.brain_metastases, PHRASES.ecog)
    for each in book.rules
    for text in each.grammar.match
]
WORDS = st.sampled_from(sorted({word for text in EXAMPLES for word in text.split()}))
TEXT = st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=30).map(" ".join))


def all_findings(trial: Trial) -> list[Finding]:
    reading = opened(trial)
    return [finding for find in FACETS for finding in find(reading, RULES)]


@given(TEXT, TEXT, TEXT, TEXT, TEXT)
@settings(max_examples=150)
def test_any_text_gives_findings_whose_quotes_are_the_text_at_their_offsets(
    title: str, summary: str, inclusion: str, exclusion: str, undivided: str
) -> None:
    trial = a_trial(
        title=title,
        summary=summary,
        phase=undivided[:20],
        status=exclusion[:20],
        arms=(Arm("A", description=summary),),
        narrative=(Section("abstract_methods", inclusion),),
        eligibility=criteria((inclusion,), (exclusion,), undivided),
    )
    texts = sections(trial)
    found = all_findings(trial)
    for each in found:
        place = each.evidence
        assert place.quote
        assert texts[place.section][place.start : place.end] == place.quote
        assert each.value != "not_stated"
    assert all_findings(trial) == found


def test_a_trial_without_any_text_has_no_findings() -> None:
    assert all_findings(Trial(key="x", kind="registration", title="")) == []


@pytest.mark.parametrize(
    "piece",
    [
        "HER2 tumour is ",
        "FISH result is ",
        "metastatic and ",
        "HER2 ",
        "HER2-",
        "HER2 or ",
        "HER2 IHC 1+ or ",
        "HER2-positive patients ",
        "patients with ER-positive disease must have received ",
        "positive ",
        "no ",
        "(",
        "0,",
        "no brain ",
        "ER/",
        "phase I/",
        "ECOG ",
        "stage ",
        "+",
        "- ",
        "and ",
    ],
)
def test_a_long_monotonous_text_is_read_in_good_time(piece: str) -> None:
    # Patterns that go back over their own steps would take minutes here, not fail.
    all_findings(
        a_trial(title=piece * 200, summary=piece * 2000, eligibility=criteria((piece * 2000,), (piece * 2000,)))
    )


def values(trial: Trial, find: Find) -> set[str]:
    return {each.value for each in find(opened(trial), RULES)}


def seed(seeds: list[Path], number: int) -> Trial:
    (trial,) = read_document(seeds[number].read_bytes(), seeds[number].name).trials
    return trial


@pytest.mark.parametrize(
    ("number", "facet", "expected"),
    [
        (0, find_phase, {"2"}),
        (0, find_her2, {"negative"}),
        (0, find_hormone_receptor, {"negative"}),
        (0, setting, {"metastatic"}),
        (1, find_phase, {"2"}),
        (1, find_her2, {"positive"}),
        (1, setting, {"metastatic"}),
        (2, find_phase, set()),
        (2, find_her2, {"positive"}),
        (2, setting, {"metastatic"}),
        (3, find_phase, {"2"}),
        (3, find_her2, {"positive"}),
        (3, find_hormone_receptor, {"positive"}),
        (3, find_kind, {"publication"}),
        (4, find_phase, {"1"}),
        (4, find_her2, {"positive"}),
        (4, setting, {"metastatic"}),
        (4, find_status, {"completed"}),
        (4, brain_metastases, {"excluded"}),
    ],
)
def test_a_careful_reader_of_the_seeds_finds_this(
    seeds: list[Path], number: int, facet: Find, expected: set[str]
) -> None:
    assert values(seed(seeds, number), facet) == expected
