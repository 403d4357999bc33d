"""ECOG maximum."""

import pytest

from desktop.facets.ecog import find_ecog
from desktop.facets.entry.eligibility_lexicon import load_eligibility_lexicon
from desktop.facets.entry.phrases import load_phrases
from desktop.trials.trial import Section, Trial
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria
from tests.facets.opened import opened

BOOK = load_phrases(PROJECT / "resources" / "reading").ecog


def limit(trial: Trial) -> str:
    values = {each.value for each in find_ecog(opened(trial), BOOK)}
    assert len(values) <= 1
    return values.pop() if values else ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("WHO performance status 0 to I", "1"),
        ("ECOG performance status =/< 2", "2"),
        ("Hormone receptor-positive, ECOG performance status 0-1, HER2-negative breast cancer", "1"),
        ("ECOG PS 0/1, PD-L1 positive", "1"),
        ("ECOG PS 1, T2 N1 tumours", "1"),
        ("Allred score above PS3/TS8", ""),
        ("ECOG performance status 0-1", "1"),
        ("ECOG PS 0, 1 or 2", "2"),
        ("ECOG performance status (PS) of zero (0) or one (1)", "1"),
        ("Performance status (ECOG) of zero (0), one (1) or two (2)", "2"),
        ("ECOG of one (1) or less", "1"),
        ("ECOG inferior to 2", "1"),
        ("ECOG-PS 0-II", "2"),
        ("WHO performance status I or II", "2"),
        ("ECOG 0-1 for stage II or III", "1"),
        ("ECOG 0 (arm I) or 1 (arm II)", "1"),
        ("ECOG performance status (ECOG PS)=0 2", "2"),
        ("ECOG score: 0 1;", "1"),
        ("ECOG PS=0\n2\nLetrozole was given before", "2"),
        ("ECOG performance status 0\n2. Age above 18", "0"),
        ("ECOG 0 2 measurable lesions", "0"),
        ("ECOG performance status ≤ 1 (≤ 2 for patients older than 70 years)", "2"),
        ("WHO pain ladder step 0-3; WHO performance status 0-1", "1"),
        ("ECOG performance status of 0 or 1 (Appendix 4)", "1"),
        ("ECOG (Appendix 4): 0-1", "1"),
        ("ECOG ≤ 1 (part A), ≤ 2 (part B) and ≤ 1 (part C)", "2"),
        ("ECOG performance status of 0, 1, or 2 at screening 4. Must be able to swallow", "2"),
        ("ECOG：0～2", "2"),
        ("Eastern Cooperative Oncology Group (ECOG) performance status of ≤ 1", "1"),
        ("ECOG performance status < 2", "1"),
        ("WHO performance status 0 to 2", "2"),
        ("Zubrod 0-2", "2"),
        ("Performance status: Karnofsky 80%-100% ECOG 0 or 1 Hematopoietic: ANC 1,500", "1"),
        ("ECOG 0", "0"),
        ("ECOG performance status no greater than 3", "3"),
        ("Must score 0, 1 or 2 on the ECOG scale", "2"),
        ("A score of 0 or 1 according to the WHO performance status", "1"),
        ("ECOGPS 0-1", "1"),
        ("ECOG PS zero or one", "1"),
        ("ECOG performance status =< 2 (Karnofsky >= 60%)", "2"),
        ("ECOG performance status 0-1 (or up to 2 at the investigator's discretion)", "2"),
        ("ECOG performance status 0-2 within 28 days prior to registration", "2"),
        ("Able to look after herself and out of bed for more than half of the waking hours", "2"),
        ("Clinical performance status of ECOG 0,1", "1"),
        ("Either fully active or restricted only in physically strenuous activity", "1"),
        ("ECOG performance status 0 - 1 (dose escalation cohorts) or 0 - 2 (expansion cohorts)", "2"),
        ("ECOG PS 0 (monotherapy) or 0-1 (combination)", "1"),
        ("ECOG PS 0-1 for cohort A or 0-2 for cohort B", "2"),
        ("ECOG PS 0-1 in phase 1 and 0-2 in phase 2", "2"),
        ("ECOG 0-1 for dose escalation and 0-2 for expansion", "2"),
        ("ECOG 0, 1 and also 2", "2"),
        ("ECOG or Karnofsky performance status 0, 1 or 2", "2"),
        ("ECOG or Karnofsky performance status 70-100%", ""),
        # Numbers of something else in the next clause
        ("ECOG performance status of 0 or 1, who had received one or two regimens", "1"),
        ("ECOG PS 0-1, previously treated with 2 or 3 lines", "1"),
        ("Nasopharyngeal carcinoma, type of WHO II or III, stage II-IV (except N3)", ""),
        ("ECOG performance status of 2 (two) or less", "2"),
        ("ECOG 0-1; patients with ECOG 2 are excluded", "1"),
        ("ECOG PS of 0-1 (patients with PS 2 are not eligible)", "1"),
        ("Took part in two or more ECOG trials", ""),
        ("ECOG performance status < or = to 2", "2"),
        ("ECOG = or < 1", "1"),
        ("Zubrod PS < or equal to 1", "1"),
        ("WHO performance status equal to or < 2", "2"),
        ("ECOG of less than or = 2", "2"),
        ("Performance status (ECOG) less than/equal to 2", "2"),
        ("Performance status ECOG </= 3", "3"),
        ("PS less than or equal to one", "1"),
        ("ECOG PS not higher than one", "1"),
        ("AST </= 3 x ULN", ""),
        ("Performance status WHO grades 0-2", "2"),
        ("No neutropenia of WHO grades 3 or 4 during the earlier chemotherapy", ""),
        ("Toxicity of WHO scale grade 3 during the earlier treatment", ""),
        ("Physically active at least three times a week", ""),
        ("ECOG PS: one of the following", ""),
        ("ECOG performance status must be recorded within 0-28 days", ""),
        ("Short physical performance battery score of 2", ""),
        ("Performance status (ECOG) 0 to 1", "1"),
        ("ECOG PS ≤1", "1"),
        ("The ECOG score should be ≤0-2", "2"),
        ("ECOG < 3", "2"),
        (
            "Eastern Cooperative Oncology Group (ECOG) performance status score of 0 or 1 within 10 days of start",
            "1",
        ),
        ("WHO/ECOG performance status 0-2", "2"),
        ("Performance status 0-2 according to ECOG criteria", "2"),
        ("PS 0-1", "1"),
        ("ECOG 0, 1, or 2 and life expectancy > 3 months", "2"),
        ("ECOG status is 0~1 points", "1"),
        ("Karnofsky ≥ 70 or ECOG ≤ 2", "2"),
        ("At least 60 on the Karnofsky scale or WHO grade 0-1", "1"),
        ("Performance status: ECOG 0-3", "3"),
        ("ECOG of no worse than 1", "1"),
        ("Zubrod performance status 0-1", "1"),
        ("SWOG performance status 0-2", "2"),
        ("ECOG PS grade 0", "0"),
        ("Good performance status (ECOG ≤ 2)", "2"),
        ("General condition ECOG 0-1", "1"),
        ("ECOG Performance Status: 0 - 2; ANC ≥ 1.5 x 10^9/L", "2"),
        ("ECOG performance score of 0 or 1; adequate organ function: platelets ≥ 100", "1"),
        ("Karnofsky performance status > 60%", ""),
        ("Cohort 1: ECOG 0-1. Cohort 2: ECOG 2", "2"),
        ("ECOG PS 2 or lower", "2"),
        ("ECOG scored 0 to 2", "2"),
        ("Patients must have a Zubrod performance status of 0, 1 or 2", "2"),
        ("Eastern Cooperative Oncology Group performance status less than or equal to two", "2"),
        ("Performance status (WHO) below 2", "1"),
        ("ambulatory patients with performance status 0-2 (WHO scale)", "2"),
        ("A WHO grade 3 tumour", ""),
        ("Score 1 on the MRC scale", ""),
        ("Treated in ECOG protocol 1199", ""),
        ("Karnofsky 70-100%", ""),
        ("WHO grade 1-2 tumour", ""),
        ("Karnofsky 60-100 % or WHO grade 0-2", "2"),
        ("Karnofsky performance status ≥ 60 (WHO grade ≤ 2)", "2"),
        ("Karnofsky 70, WHO grade 3 tumour", ""),
        ("You are able to care for yourself, even if you cannot work", "2"),
        ("You are able to care for yourself", ""),
        ("Age 0-2", ""),
        ("Performance status: Not specified", ""),
        ("ECOG performance score of 0 (fully active) or 1 (light work only)", "1"),
        ("Performance status: 0-1 Life expectancy: 3 months", "1"),
        ("ECOG score of 1 point or less", "1"),
        ("Performance status with ECOG P.S.: 0-2", "2"),
        ("A loss of 2 points on the ECOG scale", ""),
        ("OMS 0-1", "1"),
        ("Good general condition: OMS =< 2 or Karnofsky >= 70%", "2"),
    ],
)
def test_an_inclusion_criterion(text: str, value: str) -> None:
    assert limit(a_trial(eligibility=criteria(inclusion=(text,)))) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ECOG performance status > 2", "2"),
        ("ECOG performance status ≥ 2", "1"),
        ("ECOG 3-4", "2"),
        ("Performance status of 2 or greater", "1"),
        ("ECOG performance status of 3 or 4", "2"),
        ("ECOG ≥ 3", "2"),
        ("PS > 1", "1"),
        ("Performance status worse than 2", "2"),
        ("ECOG PS 2-4", "1"),
        ("ECOG performance status 3", "2"),
        ("Poor performance status (ECOG > 2)", "2"),
        ("WHO performance status 2 or more", "1"),
        ("Karnofsky performance status < 70", ""),
        ("ECOG performance status not 0 or 1", "1"),
        ("ECOG score of ≥ 2 points", "1"),
        ("WHO performance status is not between 0 and 2", "2"),
        ("Worsening of the ECOG status by ≥ 1 before treatment", ""),
    ],
)
def test_an_exclusion_criterion(text: str, value: str) -> None:
    assert limit(a_trial(eligibility=criteria(exclusion=(text,)))) == value


def test_of_several_cohorts_the_highest_limit_counts() -> None:
    assert limit(a_trial(eligibility=criteria(("Cohort A: ECOG 0-1", "Cohort B: ECOG 0-2")))) == "2"


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (("ECOG performance status of:", "0 or 1 in the first stage.", "0, 1 or 2 in the second"), "2"),
        (("Performance status:", "0", "1"), "1"),
        (("WHO performance status:", "≤ 2"), "2"),
        (("ECOG status 0", "1."), "1"),
        (("ECOG = 0", "2", "Measurable disease"), "2"),
        (("ECOG status 0", "2. Written consent"), "0"),
        (("ECOG status 1", "0"), "1"),
        (("ECOG performance status as in the appendix:", "2. Written consent"), ""),
        (("Life expectancy:", "2"), ""),
        (("Performance status (ECOG): 0", "1 point;"), "1"),
        (("ECOG score: 0", "1; life expectancy of 3 months or more"), "1"),
        (("ECOG 0-1", "2. Age of 18 years or more"), "1"),
    ],
)
def test_grades_may_stand_below_their_heading(lines: tuple[str, ...], value: str) -> None:
    assert limit(a_trial(eligibility=criteria(inclusion=lines))) == value


def test_an_abstract_may_tell_it() -> None:
    methods = Section("abstract_methods", "Patients with an ECOG performance status of 0 or 1 were enrolled.")
    assert limit(a_trial(kind="publication", narrative=(methods,))) == "1"


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (("Breast cancer: ECOG 0-1", "Lung cancer: ECOG 0-2"), "1"),
        (("Breast cancer: Karnofsky score above 50", "Ovarian or cervical cancer: GOG score ≤ 2"), ""),
        (("Breast or ovarian cancer: ECOG 0-2",), "2"),
        (("ECOG 0-2, no other malignancy",), "2"),
        (("No other cancer, ECOG 0-2",), "2"),
    ],
)
def test_the_limit_of_another_cancer_is_none_of_breast_cancer(texts: tuple[str, ...], value: str) -> None:
    trial = a_trial(conditions=("Breast Cancer",), eligibility=criteria(texts))
    words = load_eligibility_lexicon(PROJECT / "resources" / "reading").words
    assert "".join({each.value for each in find_ecog(opened(trial), BOOK, words)}) == value
