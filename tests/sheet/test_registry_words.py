"""Registries' codes read as words; whatever is no code comes back as it is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.paths import RESOURCES
from desktop.sheet.registry_words import load_registry_words
from desktop.trials.sections import coded_places, sections
from desktop.trials.trial import Arm, Intervention, Trial

WORDS = load_registry_words(RESOURCES)
ordinary, is_name = WORDS.ordinary, WORDS.is_name


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("PHASE1|PHASE2", "Phase 1/2"),
        ("Phase 1/Phase 2", "Phase 1/2"),
        ("Phase II/Phase III", "Phase II/III"),
        ("EARLY_PHASE1", "Early phase 1"),
        ("PHASE4", "Phase 4"),
        ("NA", "Not applicable"),
        ("RECRUITING", "Recruiting"),
        ("ACTIVE_NOT_RECRUITING", "Active, not recruiting"),
        ("NOT_YET_RECRUITING", "Not yet recruiting"),
        ("INTERVENTIONAL", "Interventional"),
        ("ALL", "All"),
        ("CHILD, ADULT, OLDER_ADULT", "Child, adult, older adult"),
        ("NON_RANDOMIZED", "Non-randomized"),
        ("BIOLOGICAL", "Biological"),
        ("DIETARY_SUPPLEMENT", "Dietary supplement"),
        ("SAMPLES_WITHOUT_DNA", "Samples without DNA"),
        ("NIH", "NIH"),
        (
            "QUADRUPLE (PARTICIPANT, CARE_PROVIDER, INVESTIGATOR, OUTCOMES_ASSESSOR)",
            "Quadruple (participant, care provider, investigator, outcomes assessor)",
        ),
        ("DRUG|DEVICE", "Drug, device"),
    ],
)
def test_a_code_reads_as_words(code: str, words: str) -> None:
    assert ordinary(code) == words


@pytest.mark.parametrize(
    "words",
    [
        *("", "3", "Recruiting", "Female, Male", "None (Open Label)", "Case-Control", "EEA CTA", "N = 40", "10|12"),
        "OPEN LABEL, ONE ARM STUDY OF HER2 AND MRI",
        "Human pharmacology (Phase I): no Therapeutic exploratory (Phase II): yes",
    ],
)
def test_what_is_no_code_stays_as_it_is(words: str) -> None:
    assert ordinary(words) == words


@given(st.text())
def test_any_text_is_answered_and_what_was_answered_is_no_code_any_more(text: str) -> None:
    assert ordinary(ordinary(text)) == ordinary(text)


def test_names_of_registers_are_names() -> None:
    assert is_name("Source Register")
    assert not is_name("Allocation")


NAMES = st.text("ABCdef_ :[]\n", max_size=8)


@given(st.lists(st.tuples(NAMES, NAMES), max_size=4), st.lists(st.tuples(NAMES, NAMES), max_size=4), NAMES, NAMES)
def test_the_places_of_codes_hold_the_codes(
    design: list[tuple[str, str]], given_: list[tuple[str, str]], phase: str, status: str
) -> None:
    trial = Trial(
        "k",
        "registration",
        "T",
        phase=phase,
        status=status,
        design=tuple(design),
        interventions=tuple(Intervention(name, kind) for name, kind in given_),
        arms=tuple(Arm(name, kind) for name, kind in given_),
    )
    texts, places = sections(trial), coded_places(trial)
    held = {
        name: [texts.get(name, "")[start:end] for start, end in spans if start < end] for name, spans in places.items()
    }
    assert held["phase"] == [phase] * bool(phase)
    assert held["status"] == [status] * bool(status)
    assert held["design"] == [value for _, value in design if value]
    for section in ("interventions", "arms"):
        assert held[section] == [kind for _, kind in given_ if kind]


def test_the_readings_of_all_real_codes_are_free_of_shouting(shared: Path) -> None:
    from desktop.documents.read import open_document
    from desktop.workflows.found_documents import documents_of, files_behind

    codes: set[str] = set()
    for file in files_behind([shared / "samples" / "ctgov_json"]):
        for document in documents_of(file):
            for trial in open_document(document.content, document.path).records:
                if isinstance(trial, Trial):
                    codes |= {trial.phase, trial.status, trial.study_type, trial.eligibility.sex}
                    codes |= {each.kind for each in (*trial.arms, *trial.interventions)}
                    codes |= {value for label, value in trial.design if "_" in value and " " not in value}
    shouted = [code for code in codes if ordinary(code).isupper() and len(code) > 3]
    assert len(codes) > 20
    assert not shouted
    assert not [code for code in codes if "_" in ordinary(code)]


@pytest.mark.parametrize("status", ["RECRUITING", "Recruiting", "Open public recruiting", "Ongoing, recruiting"])
def test_a_site_recruits_if_the_registry_says_so_in_any_spelling(status: str) -> None:
    assert WORDS.recruits(status)


@pytest.mark.parametrize(
    "status", ["", "Not yet recruiting", "ACTIVE_NOT_RECRUITING", "Ongoing", "Authorised", "Closed"]
)
def test_a_site_does_not_recruit_because_its_status_speaks_of_recruiting(status: str) -> None:
    assert not WORDS.recruits(status)
