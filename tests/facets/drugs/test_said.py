"""What a sentence says of the drugs it names."""

import pytest

from desktop.facets.drugs.said import Said, Sentence
from desktop.facets.drugs.vocabulary import load_drug_vocabulary
from desktop.paths import RESOURCES

GIVING = load_drug_vocabulary(RESOURCES / "vocabularies").giving


def said_of(text: str, *drugs: str, of_arm: bool = False) -> list[Said]:
    places = [(text.index(drug), text.index(drug) + len(drug)) for drug in drugs]
    return Sentence(text, GIVING, of_arm=of_arm).said_of(places)


def given(text: str, *drugs: str, of_arm: bool = False) -> list[bool]:
    return [said.given for said in said_of(text, *drugs, of_arm=of_arm)]


@pytest.mark.parametrize(
    "text",
    [
        "Patients receive letrozole daily",
        "Letrozole was given; letrozole is continued",
        "Women were randomly assigned to letrozole",
        "We assigned women whose cancer had grown on tamoxifen to letrozole",
        "Participants stay on their letrozole",
        "Chemotherapy followed by letrozole",
        "letrozole",
        "after surgery, patients are treated with letrozole",
        "anastrozole or placebo and letrozole",
        "exemestane combined with or without letrozole",
        "exemestane alone or with letrozole",
        "Patients receive exemestane and/or letrozole",
        "Patients with breast cancer receive letrozole",
        "Women with breast cancer were receiving letrozole in both arms",
        "Women with breast cancer, randomised, receiving letrozole",
        "Treatment was as follows: letrozole in 90 women",
        "AC followed by letrozole",
        "G-CSF is given if indicated, then patients receive letrozole",
        "If needed, the dose is reduced and patients receive letrozole",
        "Patients receive letrozole, and surgery if indicated",
        "(letrozole +/- ribociclib)",
        "letrozole -",
        "letrozole in oestrogen-positive disease",
        "letrozole positive effects",
        "dose levels (letrozole 1 mg)",
        "women received three drugs (goserelin, letrozole)",
    ],
)
def test_a_drug_is_given(text: str) -> None:
    assert given(text.lower(), "letrozole") == [True]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("previously treated with letrozole", "before"),
        ("cancer that progressed on letrozole", "before"),
        ("who had completed five years of letrozole", "before"),
        ("letrozole for 28 days prior to study entry", "before"),
        ("patients on letrozole start walking", "background"),
        ("exercise during adjuvant letrozole", "background"),
        ("joint pain caused by letrozole", "background"),
        ("letrozole-induced bone loss", "background"),
        ("letrozole levels are measured", "background"),
        ("letrozole has been shown to help", "background"),
        ("diluted in letrozole", "background"),
        ("everolimus without letrozole", "withheld"),
        ("omission of letrozole", "withheld"),
        ("placebo of letrozole", "withheld"),
        ("letrozole-matched placebo", "withheld"),
        ("upon progression, patients may receive letrozole", "later"),
        ("after the end of the study patients may get letrozole", "later"),
        ("women who have not previously been treated with letrozole may enter", "before"),
        ("prior chemotherapy (with or without letrozole)", "before"),
        ("exemestane after two to three years of letrozole", "withheld"),
        ("acupuncture for women with early breast cancer taking letrozole", "background"),
        ("an app for patients with cancer of the breast undergoing letrozole", "background"),
        ("women considering letrozole", "before"),
        ("letrozole was measured in plasma", "background"),
        ("letrozole receptor", "no_product"),
        ("cells against letrozole", "no_product"),
        ("if indicated, patients will also receive letrozole", "later"),
        ("surgery follows, and if clinically indicated they get letrozole", "later"),
        ("when indicated, the participant will then be given letrozole", "later"),
        ("cohort 2, her2+ (letrozole-)", "before"),
        ("triple-negative (letrozole+)", "before"),
        ("hr+/letrozole-", "before"),
        ("cells die upon treatment with letrozole", "background"),
        ("it sensitises tumour cells to letrozole", "background"),
    ],
)
def test_a_drug_is_only_spoken_of(text: str, status: str) -> None:
    assert [said.status for said in said_of(text, "letrozole")] == [status]


def test_what_is_said_of_the_first_of_a_list_is_said_of_all() -> None:
    assert given("everolimus after letrozole, tamoxifen or fulvestrant", "letrozole", "tamoxifen", "fulvestrant") == [
        False,
        False,
        False,
    ]
    assert given("trastuzumab- and pertuzumab-resistant disease", "trastuzumab", "pertuzumab") == [False, False]
    assert given("oestrogen and/or progesterone receptors", "oestrogen", "progesterone") == [False, False]
    told = "eribulin in letrozole, tamoxifen and fulvestrant pre-treated women"
    assert given(told, "eribulin", "letrozole", "tamoxifen", "fulvestrant") == [True, False, False, False]
    assert given("letrozole and everolimus in tamoxifen-pretreated women", "letrozole", "everolimus", "tamoxifen") == [
        True,
        True,
        False,
    ]
    assert given("relapse after tamoxifen with and without letrozole", "tamoxifen", "letrozole") == [False, True]
    assert given("relapse after tamoxifen with or without letrozole", "tamoxifen", "letrozole") == [False, False]


def test_what_follows_an_earlier_drug_is_earlier_too() -> None:
    told = "previously treated with letrozole followed by tamoxifen, now given fulvestrant"
    assert given(told, "letrozole", "tamoxifen", "fulvestrant") == [False, False, True]
    assert given("after letrozole, followed by tamoxifen", "letrozole", "tamoxifen") == [False, True]


def test_a_new_verb_ends_what_was_said() -> None:
    assert given("after letrozole patients receive fulvestrant", "letrozole", "fulvestrant") == [False, True]


def test_a_course_of_treatment_is_at_the_time_that_is_told_of_it() -> None:
    assert given("worn during their weekly treatment with paclitaxel", "paclitaxel") == [False]
    assert given("weekly treatment with paclitaxel", "paclitaxel") == [True]
    assert given("surgery after six cycles of docetaxel", "docetaxel") == [False]


def test_those_who_received_a_drug_are_an_arms_own_patients_only_in_its_account() -> None:
    assert given("women who received letrozole only", "letrozole") == [False]
    assert given("women who received letrozole only", "letrozole", of_arm=True) == [True]


def test_the_words_that_decide_are_kept() -> None:
    text = "previously treated with letrozole"
    said = said_of(text, "letrozole")[0]
    assert text[said.start : said.end] == "previously treated with"


@pytest.mark.parametrize(
    ("text", "substances", "status"),
    [
        ("oestrogen or progesterone positive tumours", ["oestrogen", "progesterone"], "no_product"),
        ("women with progesterone-negative disease", ["progesterone"], "no_product"),
        (
            "we compared hormone levels (estradiol, insulin and testosterone)",
            ["estradiol", "testosterone"],
            "background",
        ),
        ("change of biomarkers [leptin, insulin]", ["insulin"], "background"),
    ],
)
def test_substances_of_the_body_are_found_or_measured(text: str, substances: list[str], status: str) -> None:
    assert {said.status for said in said_of(text, *substances)} == {status}
