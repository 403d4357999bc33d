"""Phase: the field, the title, the summary; never words about other studies."""

import pytest

from desktop.facets.phase import find_phase
from desktop.facets.rules import Rules, load_rules
from desktop.trials.trial import Section, Trial
from tests.conftest import PROJECT
from tests.examples import a_trial
from tests.facets.opened import opened

RULES: Rules = load_rules(PROJECT / "resources" / "rules")


def phases(trial: Trial) -> list[str]:
    return [each.value for each in find_phase(opened(trial), RULES)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("PHASE1|PHASE2", "1/2"),
        ('["PHASE1","PHASE2"]', "1/2"),
        ("Phase 1/Phase 2", "1/2"),
        ("PHASE2, PHASE3", "2/3"),
        ("EARLY_PHASE1", "early_1"),
        ("Phase 0", "early_1"),
        ("N/A", "not_applicable"),
        ("NA", "not_applicable"),
        ("Not Applicable", "not_applicable"),
        ("III", "3"),
        ("IIb", "2"),
        ("4", "4"),
        ("PHASE1", "1"),
        (
            "Human pharmacology (Phase I): no\nTherapeutic exploratory (Phase II): yes\nConfirmatory (Phase III): no",
            "2",
        ),
    ],
)
def test_every_spelling_of_the_field_is_read(field: str, value: str) -> None:
    assert phases(a_trial(phase=field)) == [value]


@pytest.mark.parametrize("field", ["", "Not selected", "Phase"])
def test_a_field_that_says_nothing_leaves_the_phase_unstated(field: str) -> None:
    assert phases(a_trial(phase=field)) == []


def test_a_registry_phase_field_wins_over_the_title() -> None:
    found = find_phase(opened(a_trial(phase="Phase 1/Phase 2", title="A phase Ib study")), RULES)
    assert [(each.value, each.evidence.section) for each in found] == [("1/2", "phase")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A randomised IIb study of X", "2"),
        ("An open-label, multicentre III trial of X", "3"),
        ("A phase 1b/3 study of X", "3"),
        ("A Phase II trial of X", "2"),
        ("A phase 2 single-arm study", "2"),
        ("Drug X in previously treated metastatic cancer: a phase 2 trial", "2"),
        ("Drug X in previously untreated women: a phase 1/2 trial", "1/2"),
        ("A phase Ib and randomised, open-label phase II trial", "1/2"),
        ("Phase I b/ II study of drug X", "1/2"),
        ("We combined a phase 1 dose-finding stage with a phase 2 stage", "1/2"),
        ("A phase II and randomised phase III trial of drug X", "2/3"),
        ("A phase I study and the recommended phase II dose of drug X", "1"),
        ("A Phase I/II study", "1/2"),
        ("Drug X in Previously Treated Breast Cancer: A Phase 1 and Randomised Phase 2 Trial", "1/2"),
        ("A phase I dose-finding stage followed by a single-arm phase II stage", "1/2"),
        ("An open-label phase Ib/II trial", "1/2"),
        ("A randomised phase II/III trial", "2/3"),
        ("A Phase-3, Open-Label Study", "3"),
        ("A fase II study", "2"),
        ("An open-label, phase 2 trial", "2"),
        ("A multinational, phase III study", "3"),
        ("A Phase Ⅱ study", "2"),
        ("PhII trial of a drug", "2"),
        ("PH II trial of a drug", "2"),
        ("PHII trial of a drug", "2"),
        ("A phase two randomised trial", "2"),
        ("A phase IIa dose-finding study", "2"),
        ("A phase III trial after a phase II trial", "3"),
        ("An early phase 1 study", "early_1"),
    ],
)
def test_without_a_field_the_title_then_the_summary_decides(text: str, value: str) -> None:
    assert set(phases(a_trial(title=text))) == {value}
    assert set(phases(a_trial(summary=text + "."))) == {value}


@pytest.mark.parametrize(
    "text",
    [
        "Doses were tolerated in phase I studies",
        "Practice has changed following the results of practice changing phase III trials",
        "Drug X has demonstrated activity in the phase III trial but follow-up is short",
        "Phase 1: Aim 1a: interviews with patients",
        "Phase 3: Further explore how doctors and patients decide",
        "Phase III data support the use of drug X",
        "The intensive phase I of decongestive therapy lasts four weeks",
        "In a previous phase 3 trial X prolonged survival.",
        "To find the recommended phase 2 dose (RP2D).",
        "A prior randomized phase II study was negative.",
        "The luteal phase of the cycle is noted.",
        "Phase two of the programme begins after surgery.",
        "It has proven benefits in phase III placebo-controlled studies; real-world data are lacking.",
        "What is stored is personal health information (PHI) without names.",
        "Women who were referred to our phase I unit had their tumours sequenced.",
        "After its approval based on a phase 3 trial, we describe the use of drug X.",
    ],
)
def test_words_about_other_studies_do_not_decide(text: str) -> None:
    assert phases(a_trial(summary=text)) == []


def test_this_trial_decides_even_where_an_earlier_analysis_is_named() -> None:
    assert phases(a_trial(summary="In a previous analysis of this phase 3 trial X was better.")) == ["3"]


def test_where_an_aggregators_field_contradicts_the_title_the_title_wins() -> None:
    assert phases(a_trial(phase="Phase 1", title="A phase III trial of X", aggregated=True)) == ["3"]
    assert phases(a_trial(phase="Phase 1", title="A trial of X", aggregated=True)) == ["1"]
    assert phases(a_trial(phase="Phase 1", title="A phase III trial of X")) == ["1"]


@pytest.mark.parametrize(
    ("types", "value"),
    [
        ("Clinical Trial, Phase II", "2"),
        ("Clinical Trial, Phase III", "3"),
        ("Clinical Trial, Phase IV", "4"),
        ("Clinical Trial, Phase I; Clinical Trial, Phase II", "1/2"),
        ("Clinical Trial, Phase II; Clinical Trial, Phase III", "2/3"),
        ("phase 3 clinical trial", "3"),
        ("phase 1/2 clinical trial", "1/2"),
    ],
)
def test_the_publication_type_of_a_library_states_the_phase(types: str, value: str) -> None:
    trial = a_trial(kind="publication", phase=types, title="Examplinib in women with breast cancer")
    assert phases(trial) == [value]


def test_the_title_of_an_article_is_believed_over_its_library() -> None:
    assert phases(a_trial(kind="publication", phase="Clinical Trial, Phase II", title="A phase 2/3 trial")) == ["2/3"]


def test_what_authors_disclose_states_no_phase() -> None:
    disclosed = Section("abstract_disclosure", "Phase I studies: X Ltd.")
    assert phases(a_trial(kind="publication", title="Letrozole in women", narrative=(disclosed,))) == []


def test_what_an_abstract_says_of_its_authors_is_no_phase() -> None:
    told = a_trial(narrative=(Section("abstract_funding", "Financial interests, Phase I studies: a company."),))
    assert phases(told) == []
