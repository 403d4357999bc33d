"""Age and sex: from the fields of the record where it has them, else from the criteria."""

import pytest

from desktop.facets.entry.eligibility_lexicon import load_eligibility_lexicon
from desktop.facets.entry.people import find_people
from desktop.trials.people import registered_people
from desktop.trials.trial import Eligibility, Section, Trial
from tests.conftest import PROJECT
from tests.examples import a_trial, criteria
from tests.facets.opened import opened

LEXICON = load_eligibility_lexicon(PROJECT / "resources" / "reading")
YOUNG, ADULT, OLD = "under_18", "18_to_64", "65_and_over"


def read(facet: str, inclusion: str, exclusion: str = "") -> set[str]:
    eligibility = criteria((inclusion,), (exclusion,) if exclusion else ())
    return {
        each.value for each in find_people(opened(a_trial(eligibility=eligibility)), LEXICON) if each.facet == facet
    }


@pytest.mark.parametrize(
    ("minimum", "maximum", "groups"),
    [
        ("18 Years", "N/A", {ADULT, OLD}),
        ("18 Years", "", {ADULT, OLD}),
        ("18 Years", "64 Years", {ADULT}),
        ("18 Years", "65 Years", {ADULT, OLD}),
        ("65 Years", "N/A", {OLD}),
        ("12 Years", "N/A", {YOUNG, ADULT, OLD}),
        ("N/A", "17 Years", {YOUNG}),
        ("6 Months", "18 Years", {YOUNG, ADULT}),
        ("70", "", {OLD}),
        ("18Y", "75Y", {ADULT, OLD}),
        ("N/A", "N/A", set()),
        ("", "", set()),
    ],
)
def test_ages_as_registered(minimum: str, maximum: str, groups: set[str]) -> None:
    eligibility = Eligibility(minimum_age=minimum, maximum_age=maximum)
    assert {value for facet, value in registered_people(eligibility) if facet == "age"} == groups


@pytest.mark.parametrize(
    ("word", "sexes"),
    [
        ("Female", {"female"}),
        ("FEMALE", {"female"}),
        ("All", {"female", "male"}),
        ("Both", {"female", "male"}),
        ("M", {"male"}),
        ("", set()),
    ],
)
def test_the_sex_as_registered(word: str, sexes: set[str]) -> None:
    assert {value for facet, value in registered_people(Eligibility(sex=word)) if facet == "sex"} == sexes


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Age of 18 years or more", {ADULT, OLD}),
        ("Male or female patients ≥ 18 years", {ADULT, OLD}),
        ("Must be at least 18 years at consent", {ADULT, OLD}),
        ("18 years of age or older with breast cancer", {ADULT, OLD}),
        ("Age greater than/equal to 18", {ADULT, OLD}),
        ("Age = 18 years at consent", {ADULT, OLD}),
        ("Females 18 years of age", {ADULT, OLD}),
        ("Adult postmenopausal women", {ADULT, OLD}),
        ("Disease-free for at least 20 months", set()),
        ("Age 18 to 64", {ADULT}),
        (">= 18 and < 65 years of age", {ADULT}),
        ("18 yrs and above", {ADULT, OLD}),
        ("Women aged ≥ 65 years", {OLD}),
        ("Age between 18 and 60 years", {ADULT}),
        ("18-75 years old", {ADULT, OLD}),
        ("Patients must be at least 18 years of age", {ADULT, OLD}),
        ("Aged over 70", {OLD}),
        ("Older than 17 years", {ADULT, OLD}),
        ("Age > 18 and < 65 years", {ADULT}),
        ("Age below 60 years", {YOUNG, ADULT}),
        ("Women younger than 50 years", {YOUNG, ADULT}),
        ("Since no data exist on patients <18 years of age, children are excluded", {ADULT, OLD}),
        ("Adult patients (18 years or above)", {ADULT, OLD}),
        ("Male or female, 18+ years", {ADULT, OLD}),
        ("18 Years to 75 Years (Adult, Older Adult)", {ADULT, OLD}),
        ("Glucose controlled to under 80 mg/dL", set()),
        ("No cancer in the last 5 years", set()),
        ("Postmenopausal: 12 months without menstruation", set()),
    ],
)
def test_ages_in_the_criteria(text: str, groups: set[str]) -> None:
    assert read("age", text) == groups


@pytest.mark.parametrize(
    ("text", "sexes"),
    [
        ("Female patients", {"female"}),
        ("Women with metastatic breast cancer", {"female"}),
        ("Men and women of 18 years or more", {"female", "male"}),
        ("Male or female patients", {"female", "male"}),
        ("Male breast cancer", {"male"}),
        ("Women of childbearing potential must use contraception", set()),
        ("Women of childbearing potential and men must use contraception", {"female", "male"}),
        ("Male or non-pregnant female", {"female", "male"}),
        ("Patients of either sex", {"female", "male"}),
        ("Postmenopausal women (no period for a year) or men", {"female", "male"}),
        ("For female (or male) patients", {"female", "male"}),
        ("All patients must be female", {"female"}),
        ("Women of 70 years or older", {"female"}),
        ("Biological female", {"female"}),
        ("Participant is female and postmenopausal", {"female"}),
        ("Pre- or post-menopausal women", {"female"}),
        ("Female sex assigned at birth", {"female"}),
        ("Women with a uterus must have an examination; men need none", {"female"}),
        ("Patient must be female", {"female"}),
        ("Male patients must agree to use contraception", set()),
        ("Patients with breast cancer", set()),
    ],
)
def test_the_sex_in_the_criteria(text: str, sexes: set[str]) -> None:
    assert read("sex", text) == sexes


def test_men_who_are_excluded_leave_women() -> None:
    assert read("sex", "Breast cancer", "Male patients") == {"female"}


@pytest.mark.parametrize("text", ["Male sex", "Men", "Men are excluded", "Men with breast cancer", "Males."])
def test_any_words_for_men_who_are_excluded_do(text: str) -> None:
    assert read("sex", "Breast cancer", text) == {"female"}


def test_ages_that_are_excluded_leave_the_others() -> None:
    assert read("age", "Breast cancer", "Patients younger than 18") == {ADULT, OLD}
    assert read("age", "Breast cancer", "Older than 60 years") == {YOUNG, ADULT}
    assert read("age", "Breast cancer", "Under 18 or over 64 years of age") == {ADULT}
    assert read("age", "Breast cancer", "Patients under 18") == {ADULT, OLD}


@pytest.mark.parametrize(
    ("lines", "sexes"),
    [
        (("Female patients with breast cancer", "Male patients agree to use contraception"), {"female", "male"}),
        (("Male patients agree to use contraception", "Female patients must be postmenopausal"), {"female", "male"}),
        (("Women with breast cancer", "Men with breast cancer are also eligible"), {"female", "male"}),
        (("Women with breast cancer", "Women and their male partners must use contraception"), {"female"}),
    ],
)
def test_sexes_named_on_two_lines_are_joined(lines: tuple[str, ...], sexes: set[str]) -> None:
    found = find_people(opened(a_trial(eligibility=criteria(lines))), LEXICON)
    assert {each.value for each in found if each.facet == "sex"} == sexes


def test_the_fields_go_before_the_criteria() -> None:
    trial = a_trial(eligibility=Eligibility(sex="All", minimum_age="18 Years", undivided="Women aged 65 years or more"))
    assert find_people(opened(trial), LEXICON) == []


def test_a_document_without_criteria_takes_women_where_it_says_so_and_speaks_of_no_men() -> None:
    enrolled = "Postmenopausal women with advanced breast cancer were randomised to letrozole."
    assert of(abstract(enrolled), "sex") == {"female"}
    assert of(abstract(f"{enrolled} Two men with breast cancer were enrolled."), "sex") == set()
    assert of(abstract("No cancer is more frequent among women than that of the breast."), "sex") == set()
    assert of(a_trial(title="Fulvestrant in premenopausal women with breast cancer"), "sex") == {"female"}
    with_criteria = a_trial(title="Fulvestrant in women with breast cancer", eligibility=criteria(("ECOG 0 to 1",)))
    assert of(with_criteria, "sex") == set()


def test_adults_or_youths_are_all_from_the_youngest_on() -> None:
    both = a_trial(eligibility=criteria(("At least 18 years of age or 12 to 17 years of age after approval",)))
    assert of(both, "age") == {"under_18", "18_to_64", "65_and_over"}


def abstract(text: str) -> Trial:
    return a_trial(kind="publication", narrative=(Section("abstract_methods", text),))


def of(trial: Trial, facet: str) -> set[str]:
    return {each.value for each in find_people(opened(trial), LEXICON) if each.facet == facet}


def test_limits_of_age_whose_signs_were_lost_are_read_where_there_are_two() -> None:
    assert of(a_trial(eligibility=criteria(("Females =18 and =70 years of age",))), "age") == {
        "18_to_64",
        "65_and_over",
    }
    assert of(a_trial(eligibility=criteria(("Women = 18 years",))), "age") == set()
