"""What the search service of the ANZCTR sends is read as fully as the download of the same registry."""

from collections.abc import Callable

import pytest

from desktop.trials.identifiers import Identifier
from desktop.trials.trial import (
    Arm,
    Contact,
    Criterion,
    Dates,
    Intervention,
    Outcome,
    Section,
    Site,
    Sponsor,
    Trial,
)

Sample = Callable[[str], str]
TRIED = "Examplinib 50 mg once a day and letrozole 2.5 mg once a day for five years"


@pytest.fixture(scope="module")
def trial(read_one: Callable[[str], Trial], sample: Sample) -> Trial:
    return read_one(sample("anzctr_search.xml"))


def test_every_field_of_the_answer_has_its_place(trial: Trial) -> None:
    assert trial.identifiers == (Identifier("ACTRN", "ACTRN12699000333445"), Identifier("other", "U1111-9999-0002"))
    assert (trial.title, trial.acronym) == ("Examplinib after surgery for breast cancer", "EXLET")
    assert trial.official_title == "A phase 3 trial of adding examplinib to letrozole after surgery for breast cancer"
    assert (trial.phase, trial.status, trial.study_type) == ("Phase 3", "Recruiting", "Interventional")
    assert (trial.conditions, trial.keywords) == (("Breast cancer",), ("Cancer", "Breast"))
    assert (trial.enrollment, trial.design) == (306, (("Purpose", "Treatment"),))
    assert trial.narrative == (Section("brief_summary", "Two pills are compared with one in women <70 years."),)
    assert trial.interventions == (
        Intervention(TRIED, "Treatment: Drugs"),
        Intervention("Letrozole 2.5 mg once a day", "Comparator"),
    )
    assert trial.arms == (
        Arm("Intervention", interventions=(TRIED,)),
        Arm("Comparator / control treatment", "Active", interventions=("Letrozole 2.5 mg once a day",)),
    )
    assert trial.outcomes == (Outcome("primary", "Survival without disease", "", "Five years after surgery"),)
    assert trial.eligibility.inclusion == (
        Criterion("HER2-negative breast cancer"),
        Criterion("ECOG performance status 0 or 1"),
    )
    assert trial.eligibility.exclusion == (Criterion("Earlier endocrine therapy"),)
    assert (trial.eligibility.sex, trial.eligibility.minimum_age, trial.eligibility.maximum_age) == (
        *("Females", "18 Years"),
        "",
    )
    assert trial.sponsors == (
        Sponsor("Invented University", "University", lead=True),
        Sponsor("Invented Pharma", "Commercial sector/Industry", lead=False),
    )
    assert trial.sites == (
        Site(facility="Invented Hospital - Parkville", country="Australia"),
        Site(state="Auckland", country="New Zealand"),
    )
    assert trial.contacts == (Contact("Dr Ann Example", "Public Queries", "+61 1", "ann@example.org", ""),)
    assert trial.references == ("Example A. EXLET: the plan. 2024.",)


def test_the_day_of_the_answer_is_the_day_it_was_retrieved(trial: Trial) -> None:
    assert trial.dates == Dates(start="2023-06-14", last_updated="2024-02-10", retrieved="2024-07-05")


def test_states_without_a_hospital_tell_the_country(read_one: Callable[[str], Trial], sample: Sample) -> None:
    text = sample("anzctr_search.xml").replace("<hospital>Invented Hospital - Parkville</hospital>", "<hospital/>")
    assert read_one(text).sites == (Site(country="Australia"), Site(state="Auckland", country="New Zealand"))


def test_an_answer_that_is_not_indented_reads_the_same(
    trial: Trial, read_one: Callable[[str], Trial], sample: Sample
) -> None:
    flat = " ".join(sample("anzctr_search.xml").split())
    assert read_one(flat) == trial
