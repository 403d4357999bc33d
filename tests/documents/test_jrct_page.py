from collections.abc import Callable

import pytest

from desktop.documents.contents.numbered_list import items_on_lines
from desktop.documents.read import open_document
from desktop.documents.who import jrct_page
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier
from desktop.trials.trial import Arm, Contact, Criterion, Dates, Outcome, Site, Sponsor, Trial
from tests.documents_of_ours import MEDPATH
from tests.reading import read_document

Sample = Callable[[str], str]
ReadOne = Callable[[str], Trial]

PORTAL = (
    ("Recruitment status", "Recruiting"),
    ("Health condition(s) or Problem(s) studied", "Breast cancer"),
    ("Date of first enrollment", "18/09/2024"),
    ("Target sample size", "250"),
    ("Countries of recruitment", ""),
    ("Study type", "Interventional"),
    ("Intervention(s)", "Arm A: no surgery Arm B: surgery"),
    ("Outcome(s)", None),
    ("Primary Outcome", "Survival"),
    ("Secondary Outcome", "1) Toxicity 2) Response"),
    ("Key inclusion & exclusion criteria", None),
    ("Age minimum", ">= 20age old"),
    ("Age maximum", "Not applicable"),
    ("Gender", "Female"),
    ("Include criteria", "1. Stage 1. or 2. HER2 positive 3. ECOG 0 to 1"),
    ("Exclude criteria", "1. Other cancer 2. Heart failure"),
)


def portal(between: str, end: str = "") -> str:
    rows = (label if value is None else f"{label}{between}{value}{end}" for label, value in PORTAL)
    return "\n".join(
        ("JRCT ID: jRCT2099990001", "Registered date:11/06/2024", "The HERMIT study", "Basic Information", *rows)
    )


@pytest.mark.parametrize(("between", "end"), [("\t", ""), (" | ", " |"), ("", ""), (" ", ""), (": ", ""), ("\n", "")])
def test_the_portals_page_is_read_whatever_parts_label_and_value(read_one: ReadOne, between: str, end: str) -> None:
    trial = read_one(portal(between, end))
    assert (trial.key, trial.title) == ("jRCT2099990001", "The HERMIT study")
    assert (trial.status, trial.enrollment, trial.study_type) == ("Recruiting", 250, "Interventional")
    assert trial.conditions == ("Breast cancer",)
    assert trial.dates == Dates(start="2024-09-18", first_posted="2024-06-11")
    assert trial.outcomes == (
        Outcome("primary", "Survival"),
        Outcome("secondary", "Toxicity"),
        Outcome("secondary", "Response"),
    )
    assert trial.arms == (Arm("Arm A", interventions=("no surgery",)), Arm("Arm B", interventions=("surgery",)))
    assert trial.eligibility.exclusion == (Criterion("Other cancer"), Criterion("Heart failure"))
    assert (trial.eligibility.sex, trial.eligibility.minimum_age, trial.eligibility.maximum_age) == (
        *("Female", "20 Years"),
        "",
    )
    assert trial.absent == ("phase", "sponsors.sponsor_class")


def test_materials_that_the_portal_runs_together_on_one_line_come_apart(read_one: ReadOne) -> None:
    told = (
        "investigational material(s) Generic name etc : EX-1 (3M) INN of investigational material : examplinib "
        "Therapeutic category code : 249 Other hormones Dosage and Administration for Investigational material : 5 mg "
        "control material(s) Generic name etc : - INN of investigational material : - Therapeutic category code : "
    )
    text = portal("").replace("Arm A: no surgery Arm B: surgery", told)
    (material,) = read_one(text).interventions
    assert (material.name, material.kind, material.other_names) == (
        *("examplinib", "investigational material(s)"),
        ("EX-1 (3M)",),
    )
    assert material.description.endswith("\nDosage and Administration for Investigational material : 5 mg")


def test_the_registrys_page_is_read(read_one: ReadOne, sample: Sample) -> None:
    trial = read_one(sample("jrct_page.txt"))
    assert trial.identifiers == (Identifier("jRCT", "jRCTs999900001"), Identifier("NCT", "NCT09990105"))
    assert trial.title == "Examplinib for breast cancer in the invented ward"
    assert trial.official_title == "A randomised phase 2 trial of examplinib in advanced breast cancer"
    assert trial.dates == Dates(start="2023-04-01", first_posted="2023-03-15", last_updated="2024-06-06")
    assert dict(trial.design) == {
        "Allocation": "randomized controlled trial",
        "Masking": "open(masking not used)",
        "Control": "active control",
        "Purpose": "treatment purpose",
    }
    assert [each.interventions for each in trial.arms] == [("Examplinib 50 mg",), ("Letrozole 2.5 mg",)]
    assert trial.contacts == (
        Contact("Example Ann", "Contact for Public Queries", "+81-1", "ann@example.org", "Invented Hospital"),
    )
    assert trial.sponsors == (Sponsor("Invented Hospital"), Sponsor("Invented Fund", lead=False))
    assert trial.sites == (Site(country="Japan"),)


def test_a_word_of_a_text_is_no_label(read_one: ReadOne, sample: Sample) -> None:
    trial = read_one(sample("jrct_page.txt"))
    assert trial.eligibility.inclusion[2] == Criterion("Control: no earlier control of pain is needed.")


def test_a_label_may_have_its_japanese_beside_it(read_one: ReadOne, sample: Sample) -> None:
    text = sample("jrct_page.txt").replace("Gender\t", "性別 / Gender\t").replace("Phase\t", "試験のフェーズ／Phase\t")
    trial = read_one(text)
    assert (trial.eligibility.sex, trial.phase) == ("Female", "2")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("1. a 2. b 3. c", ["1. a", "2. b", "3. c"]),
        ("1) a, 2) b", ["1) a", "2) b"]),
        ("(1) a (2) b", ["(1) a", "(2) b"]),
        ("1. ECOG 0-2. 2. Age 3 to 4. 5. Pain", ["1. ECOG 0-2.", "2. Age 3 to 4. 5. Pain"]),
        ("Women 1. a 2. b", ["Women 1. a 2. b"]),
        ("1. a\n2. b 3. c", ["1. a", "2. b 3. c"]),
        ("", [""]),
    ],
)
def test_items_that_a_page_runs_together_get_lines(text: str, lines: list[str]) -> None:
    assert items_on_lines(text).split("\n") == lines


def test_a_page_without_title_is_refused(sample: Sample) -> None:
    text = "\n".join(line for line in sample("jrct_page.txt").split("\n") if "Title" not in line)
    with pytest.raises(DocumentError, match="the page has no title; copy it whole"):
        read_document(text.encode(), "a.txt")


def test_pages_of_others_that_name_a_number_of_the_registry_are_not_claimed() -> None:
    text = MEDPATH.replace("2019-002663-10", "jRCTs999900001")
    assert not jrct_page.recognises(text)
    assert open_document(text.encode(), "a.txt").format == "medpath"
    assert not jrct_page.recognises("jRCTs999900001 is a number.\nRecruitment status\n")
    assert not jrct_page.recognises(portal("\t").replace("jRCT2099990001", "UMIN000000001"))
