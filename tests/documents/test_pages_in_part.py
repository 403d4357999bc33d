"""Pages of MedPath and of research portals that were copied in part: whatever a copy has whole is read."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.documents.read import open_document
from desktop.errors import DocumentError
from desktop.trials.trial import Trial
from tests.reading import read_document
from tests.worded import worded

Read = Callable[[str], Trial]
Values = dict[str, object]

MEDPATH = """MedPath

Examplinib Plus Letrozole Before Surgery in HER2-Negative Breast Cancer

Phase 2
Completed
Conditions
Breast Cancer
Hormone Receptor Positive Tumor
Interventions
Drug: Examplinib
Drug: Letrozole
Registration Number
EUCTR2031-001234-56-DE
Lead Sponsor
Example & Sons Ltd
Brief Summary

Two medicines are given together. Status is one word of this summary.

Detailed Description

Not available

Recruitment & Eligibility

Status
COMPLETED
Sex
Female
Target Recruitment
1,850
Inclusion Criteria
  • Age ≥ 18 years
  • HER2-negative breast cancer
Are the trial subjects under 18? no
Number of subjects for this age range:
F.1.2 Adults (18-64 years) yes
F.1.2.1 Number of subjects for this age range 540
Exclusion Criteria
  • Metastases

Study & Design

Study Type
Interventional
Study Design
Not specified
Primary Outcome Measures
NameTimeMethod
Objective response6 months

Trial Locations

Locations (1)

A Hospital

🇩🇪

Berlin, Germany

© Copyright 2025. All Rights Reserved by MedPath"""
PORTAL = """Examplinib in older women with breast cancer: a phase II trial

Ana One, Bo Two

* Corresponding author for this work

Research output: Contribution to journalArticleAcademicpeer-review

84 Scopus citations

Abstract

Purpose: To test examplinib. Results: Seventy patients were treated. Few responded.

Original languageEnglish (US)
Pages (from-to)6897-6904
Number of pages8
JournalJournal of Examples
Volume17
Issue number21
DOIs
https://doi.org/10.1234/jex.2031.0042
StatePublished - Nov 1 2011

Keywords

  • Breast cancer

Dive into the research topics of 'Examplinib'. Together they form a unique fingerprint.

Cite this"""
FIRST = {MEDPATH: "Interventions", PORTAL: "Contribution to journal"}
"""The label of each page from which on it must be read: its title and two labels stand above its end."""

LAST_LINES = {
    MEDPATH: {
        "numbers": "EUCTR2031-001234-56-DE",
        "sponsor": "Example & Sons Ltd",
        "status": "Recruitment & Eligibility\n\nStatus\nCOMPLETED",
        "sex": "Female",
        "enrollment": "1,850",
        "study_type": "Interventional",
    },
    PORTAL: {
        "publication_types": "peer-review",
        "enrollment": "Seventy patients were treated.",
        "language": "English (US)",
        "pages": "6897-6904",
        "journal": "Journal of Examples",
        "volume": "Volume17",
        "published": "Nov 1 2011",
    },
}
"""For each page the line (with what stands above it, where it stands twice) that ends in a value."""


def read_page(text: str) -> Trial:
    (trial,) = open_document(text.encode(), "page.txt").records
    assert isinstance(trial, Trial)
    return trial


def values(trial: Trial) -> Values:
    """Return the values of a page that are either whole or wrong."""
    citation = trial.citation
    told: Values = {
        "title": trial.title,
        "kind": trial.kind,
        "numbers": () if trial.key.startswith("doc-") else trial.key,
        "phase": trial.phase,
        "status": trial.status.casefold(),
        "enrollment": trial.enrollment,
        "sex": trial.eligibility.sex,
        "study_type": trial.study_type,
        "sponsor": trial.sponsors,
        "design": tuple(each for each in trial.design if each[0] == "Study Design"),
    }
    if citation:
        told |= {name: getattr(citation, name) for name in ("authors", "journal", "volume", "issue", "pages")}
        told |= {name: getattr(citation, name) for name in ("language", "published", "publication_types")}
    return told


@pytest.mark.parametrize("page", [MEDPATH, PORTAL], ids=["medpath", "portal"])
def test_every_beginning_of_a_page_is_read_and_no_value_of_it_is_half_a_value(page: str) -> None:
    whole = values(read_page(page))
    first = page.index(FIRST[page]) + len(FIRST[page])
    before: Values = {}
    for end in range(first, len(page) + 1):
        told = values(read_page(page[:end]))
        for name, value in told.items():
            assert value in ("", (), None, whole[name]), (page[:end][-30:], name)
            assert before.get(name) in ("", (), None, value), (page[:end][-30:], name)
        before = told
    assert before == whole


@pytest.mark.parametrize("page", [MEDPATH, PORTAL], ids=["medpath", "portal"])
def test_a_value_is_read_as_soon_as_its_line_has_ended(page: str) -> None:
    whole = values(read_page(page))
    for name, line in LAST_LINES[page].items():
        assert values(read_page(page[: page.index(line) + len(line)] + "\n"))[name] == whole[name]


@pytest.mark.parametrize("page", [MEDPATH, PORTAL], ids=["medpath", "portal"])
def test_a_page_that_ends_early_says_so_and_a_whole_one_does_not(page: str) -> None:
    end = page.index("©") if page is MEDPATH else page.index("Dive")
    for place in range(page.index(FIRST[page]) + len(FIRST[page]), end - len("Berlin, Germany\n\n"), 7):
        assert any("copied in part" in each for each in worded(read_page(page[:place]).warnings))
    assert not any("copied in part" in each for each in worded(read_page(page).warnings))


@pytest.mark.parametrize(
    ("last", "absent"),
    [
        ("Lead Sponsor\n", {"eligibility", "enrollment", "sites"}),
        ("Target Recruitment\n1,8", {"eligibility", "enrollment", "sites"}),
        ("Target Recruitment\n1,850\n", {"eligibility", "sites"}),
        ("Exclusion Criteria\n", {"eligibility", "sites"}),
        ("Study Type\n", {"sites"}),
        ("Berlin, Ger", {"sites"}),
        ("© Copyright 2025. All Rights Reserved by MedPath", set()),
    ],
)
def test_what_stands_beyond_the_end_of_a_page_is_absent(last: str, absent: set[str]) -> None:
    page = MEDPATH[: MEDPATH.index(last) + len(last)]
    assert set(read_page(page).absent) == {"dates.start", "sponsors.sponsor_class", *absent}


def test_a_page_without_status_lacks_it_only_where_it_ends_before_its_status() -> None:
    silent = MEDPATH.replace("Completed\n", "")
    assert "status" in read_page(silent[: silent.index("Sex") - len("COMPLETED\n")]).absent
    assert read_page(silent).status == "COMPLETED"
    assert "status" not in read_page(MEDPATH[: MEDPATH.index("Recruitment & Eli")]).absent


def test_a_page_without_its_interventions_lacks_them_unless_it_observes() -> None:
    silent = MEDPATH.replace("Interventions\nDrug: Examplinib\nDrug: Letrozole\n", "")
    assert "interventions" in read_page(silent).absent
    assert "interventions" not in read_page(silent.replace("Interventional", "Observational")).absent


def test_an_article_lacks_what_its_abstract_would_have_told_if_it_ends_within() -> None:
    cut = read_page(PORTAL[: PORTAL.index("Few resp")])
    assert {"eligibility", "conditions", "phase", "interventions"} <= set(cut.absent)
    assert read_page(PORTAL[: PORTAL.index("Number of pages")]).absent == ()


def test_the_last_word_of_a_broken_text_is_left_out_because_it_may_be_half_a_word() -> None:
    cut = read_page(MEDPATH[: MEDPATH.index("negative breast cancer\nAre")])
    assert [each.text for each in cut.eligibility.inclusion] == ["Age ≥ 18 years"]
    cut = read_page(PORTAL[: PORTAL.index("ed. Few")])
    assert cut.narrative[-1].text == "Seventy patients were"


def test_a_label_that_the_end_has_broken_is_no_text() -> None:
    cut = read_page(MEDPATH[: MEDPATH.index("ility\n\nStatus")])
    assert [each.text for each in cut.narrative] == [
        "Two medicines are given together. Status is one word of this summary."
    ]
    assert worded(cut.warnings) == tuple(each for each in worded(cut.warnings) if "lost characters" not in each)


def test_a_list_rendering_without_headings_for_its_criteria_is_read(
    read_one: Read, sample: Callable[[str], str]
) -> None:
    trial = read_one(sample("medpath_list_part.txt"))
    assert (trial.key, trial.phase, trial.status) == ("CTRI/2031/09/990001", "Phase 2", "Recruiting")
    assert (trial.enrollment, trial.conditions) == (104, ("Malignant neoplasm of breast",))
    assert trial.eligibility.undivided == "1. HER2-positive breast cancer (IHC 3+)\na. measurable disease"
    assert [(each.measure, each.time_frame) for each in trial.outcomes] == [
        ("Objective response", "12 weeks"),
        ("Overall", ""),
    ]


def test_an_article_in_part_is_read(read_one: Read, sample: Callable[[str], str]) -> None:
    trial = read_one(sample("portal_page_part.txt"))
    assert trial.citation is not None
    assert trial.citation.authors == ("Ana B. Example", "Li Wei")
    assert trial.citation.publication_types == ("Article", "Academic", "peer-review")
    assert trial.enrollment == 62
    assert [each.name for each in trial.narrative] == [
        "abstract_background",
        "abstract_methods",
        "abstract_results",
        "affiliations",
    ]
    assert "corresponding" not in repr(trial).casefold()
    assert worded(trial.warnings)[1] == ("The number of patients, 62, was read from the abstract.")


def test_the_answers_on_age_groups_are_design_and_no_criteria() -> None:
    trial = read_page(MEDPATH)
    assert [each.text for each in trial.eligibility.inclusion] == ["Age ≥ 18 years", "HER2-negative breast cancer"]
    assert trial.design[-1] == ("Adults (18-64 years): number of subjects", "540")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("NCT09990001", "NCT09990001"),
        ("EUCTR2031-001234-56-Outside-EU/EEA", "2031-001234-56"),
        ("CTIS2031-501234-56-00", "2031-501234-56-00"),
        ("CTRI/2031/09/990001", "CTRI/2031/09/990001"),
        ("IRCT20310101042196N3", "IRCT20310101042196N3"),
        ("ChiCTR3100034567", "ChiCTR3100034567"),
        ("ACTRN12612000123456", "ACTRN12612000123456"),
        ("JPRN-UMIN000012345", "UMIN000012345"),
        ("JPRN-jRCT2031310123", "jRCT2031310123"),
        ("KCT0004567", "KCT0004567"),
        ("DRKS00023456", "DRKS00023456"),
        ("NTR1234", "NTR1234"),
        ("PACTR203101234567890", "PACTR203101234567890"),
        ("RBR-2abc4d", "RBR-2abc4d"),
        ("TCTR20310101001", "TCTR20310101001"),
        ("ISRCTN12345678", "ISRCTN12345678"),
    ],
)
def test_the_numbers_of_all_registries_are_known_and_half_a_number_is_none(written: str, key: str) -> None:
    page = MEDPATH.replace("EUCTR2031-001234-56-DE", written)
    begin = page.index(written)
    assert read_page(page).key == key
    for end in range(begin, begin + len(written) + 1):
        found = read_page(page[:end]).key
        assert found == key or found.startswith("doc-"), page[:end][-30:]
    assert read_page(page[: begin + len(written)] + "\n").key == key


@pytest.mark.parametrize(
    "changed",
    [
        MEDPATH.replace("MedPath\n\n", "", 1),
        MEDPATH.replace("Phase 2\nCompleted", "Phase 2 | Completed"),
        MEDPATH.replace("Phase 2\nCompleted", "Phase 2Completed"),
        MEDPATH.replace("\n", "\n  ").replace("Lead Sponsor", "Lead  Sponsor "),
        MEDPATH.replace("Conditions\n", "Conditions").replace("Registration Number\n", "Registration Number "),
        MEDPATH.replace("Sex\n", "Sex").replace("Status\nC", "Status: C").replace("Recruitment\n1", "Recruitment 1"),
        MEDPATH.replace("COMPLETED\nSex\nFemale\nTarget Recruitment\n1", "COMPLETEDSexFemaleTarget Recruitment1"),
        MEDPATH.replace("Recruitment & Eligibility\n\n", "").replace("Study & Design\n\n", ""),
        MEDPATH.replace("Recruitment & Eligibility", "## Recruitment &amp; Eligibility").replace(
            "Status", "**Status**"
        ),
        MEDPATH.replace("MedPath\n", "# MedPath\n", 1)
        .replace("Registration Number\n", "Registration Number\t")
        .replace("Lead Sponsor\n", "Lead Sponsor\t"),
        MEDPATH.replace("MedPath\n", "[MedPath](https://example.org/)\n").replace(
            "Examplinib Plus", "# Examplinib Plus"
        ),
        MEDPATH.replace("\nExamplinib Plus", "\nEUCTR2031-001234-56-DE\nPhase 2\n\nExamplinib Plus", 1).replace(
            "\nPhase 2\nCompleted", "\nCompleted"
        ),
    ],
)
def test_a_page_that_was_copied_another_way_has_the_same_values(changed: str) -> None:
    assert values(read_page(changed)) == values(read_page(MEDPATH))


@pytest.mark.parametrize(
    "changed",
    [
        PORTAL.replace("journalArticleAcademicpeer-review", "journal › Article › Academic › peer-review"),
        PORTAL.replace("\n* Corresponding author for this work\n", "\nOpen Access\n"),
        PORTAL.replace(
            "84 Scopus citations", "84   Link opens in a new tab Citations (Scopus)\n\nOverview\n\nFingerprint"
        ),
        PORTAL.replace("Abstract\n", "## Abstract\n").replace("JournalJournal", "| Journal | Journal"),
        PORTAL.replace("(US)\nPages (from-to)6897-6904\nNumber", "(US)Pages (from-to)6897-6904Number"),
        PORTAL.replace(
            "Examplinib in", "Skip to main content\nSomewhere University Home\nHelp & FAQ\nExamplinib in", 1
        ),
        PORTAL.replace("Ana One, Bo Two", "Ana One\n\n, [Bo Two](https://example.org/persons/bo)"),
        PORTAL + "\n\nResearch output: Contribution to journal › Article\n\nTY - JOUR\n\nT1 - Another\n\nER -\n",
    ],
)
def test_an_article_that_was_copied_another_way_has_the_same_values(changed: str) -> None:
    trial = read_page(changed)
    assert values(trial) == values(read_page(PORTAL))
    assert trial.key == "doi:10.1234/jex.2031.0042"


@pytest.mark.parametrize(
    ("told", "types"),
    [
        ("Contribution to journal › Review article › peer-review", ("Review article", "peer-review")),
        ("Contribution to journalArticleScientificpeer-review", ("Article", "Scientific", "peer-review")),
        ("Contribution to journalJournal articleResearchpeer-review", ("Journal article", "Research", "peer-review")),
        ("Contribution to journalLetter", ("Letter",)),
        ("Contribution to journal › Article › Professional", ("Article", "Professional")),
        ("Contribution to journal\n›\nArticle\n›\npeer-review", ("Article", "peer-review")),
        ("Chapter in Book/Report/Conference proceedingConference contribution", ("Conference contribution",)),
        ("Research - peer-review › Journal article", ("Research", "peer-review", "Journal article")),
    ],
)
def test_the_kind_of_an_article_comes_apart(told: str, types: tuple[str, ...]) -> None:
    trial = read_page(PORTAL.replace("Contribution to journalArticleAcademicpeer-review", told))
    assert trial.citation is not None
    assert trial.citation.publication_types == types


def test_titles_that_a_copy_has_broken_are_whole_again() -> None:
    long = "Examplinib for older women with breast cancer that has come back after letrozole"
    page = PORTAL.replace("Examplinib in older women with breast cancer: a phase II trial", f"{long}\nor after surgery")
    assert read_page(page).title == f"{long} or after surgery"
    title = "Examplinib Plus Letrozole Before Surgery in HER2-Negative Breast Cancer"
    page = MEDPATH.replace(title, f"{long}\nor later")
    assert read_page(page).title == f"{long} or later"


def test_headings_inside_a_field_of_criteria_divide_it() -> None:
    both = "Inclusion criteria: women with breast cancer\nExclusion criteria: pregnancy\n"
    eligibility = read_page(MEDPATH.replace("  • Age ≥ 18 years\n  • HER2-negative breast cancer\n", both)).eligibility
    assert [each.text for each in eligibility.inclusion] == ["women with breast cancer"]
    assert [each.text for each in eligibility.exclusion] == ["pregnancy", "Metastases"]


def test_numbered_conditions_come_apart() -> None:
    said = "Condition 1: Breast cancer. Condition 2: Nausea.\nHealth Condition 1: null- Hot flushes"
    trial = read_page(MEDPATH.replace("Breast Cancer\nHormone Receptor Positive Tumor", said))
    assert trial.conditions == ("Breast cancer.", "Nausea.", "Hot flushes")


OF_THE_REGISTRY = """Recruiting
A study of examplinib
ClinicalTrials.gov ID
NCT09990001
Sponsor
A Hospital
Study Overview
Brief Summary
It is studied.
Conditions
Breast Cancer
"""
LIST_OF_ARTICLES = """One article
Ana One
Research output: Contribution to journal › Article
Another article
Bo Two
Research output: Contribution to journal › Article
"""


@pytest.mark.parametrize(
    "text",
    [
        OF_THE_REGISTRY,
        "Conditions\nBreast Cancer\nInterventions\nDrug: Examplinib\n",
        "Notes on a trial\nI met them. We spoke.\nThe rest follows.\nConditions\nfair\nSponsor\nnone\n",
        LIST_OF_ARTICLES,
        "Research output: Contribution to journal › Article\n",
        "A letter\nResearch output: see our pages\n",
    ],
)
def test_texts_that_only_share_words_with_these_pages_are_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        read_document(text.encode(), "other.txt")


def test_a_reference_that_quotes_a_portal_is_a_reference() -> None:
    text = (
        "TY  - JOUR\nTI  - A title\nN1  - Research output: Contribution to journal\nOriginal languageEnglish\nER  - \n"
    )
    assert read_document(text.encode(), "a.ris").format == "ris"


@pytest.fixture(scope="module")
def pages(shared: Path) -> list[tuple[Trial, dict[str, object]]]:
    folder = shared / "samples" / "text_pages"
    expected = [json.loads(line) for line in (folder / "expected.jsonl").read_text("utf-8").splitlines()]
    return [
        (read_document((folder / str(each["file"])).read_bytes(), each["file"]).trials[0], each) for each in expected
    ]


def test_real_pages_have_the_values_that_a_reader_sees(pages: list[tuple[Trial, dict[str, object]]]) -> None:
    assert len(pages) >= 12
    for trial, expected in pages:
        assert trial.title == expected["title"]
        assert set(expected["ids"]) <= {each.value for each in trial.identifiers}  # type: ignore[call-overload]
        assert trial.enrollment == expected["enrollment"]
        assert trial.phase == (expected["page_phase_field"] or "")
        assert trial.status == (expected["status"] or "")
        assert next((each.name for each in trial.sponsors), None) == expected["sponsor"]
        if trial.citation:
            assert (trial.citation.journal or None) == expected["journal"]
            assert trial.citation.published[:4] == str(expected["year"] or "")


def test_the_beginnings_of_real_pages_are_read_from_two_labels_on(shared: Path) -> None:
    for path in sorted((shared / "samples" / "text_pages").glob("*.txt")):
        text = path.read_text("utf-8")
        whole = values(read_page(text))
        begins = next(each for each in ("Lead Sponsor", "Contribution to journal") if each in text)
        for end in range(text.index(begins) + len(begins), len(text), 17):
            for name, value in values(read_page(text[:end])).items():
                assert value in ("", (), None, whole[name]), (path.name, text[:end][-30:], name)


def test_a_page_in_one_line_is_read_by_its_labels_and_says_so() -> None:
    flat = " ".join(MEDPATH.split())
    assert values(read_page(flat)) == values(read_page(MEDPATH))
    assert any("stands in one line" in each for each in worded(read_page(flat).warnings))
    assert not any("stands in one line" in each for each in worded(read_page(MEDPATH).warnings))


def test_every_beginning_of_a_page_in_one_line_is_read_and_has_no_half_value() -> None:
    flat, whole = " ".join(MEDPATH.split()), values(read_page(MEDPATH))
    begins = flat.index("Detailed Description") + len("Detailed Description ")
    for end in range(begins, len(flat), 3):
        for name, value in values(read_page(flat[:end])).items():
            assert value in ("", (), None, whole[name]), (flat[:end][-30:], name)


def test_an_article_in_one_line_is_read_by_the_same_landmarks_and_says_so() -> None:
    flat = " ".join(PORTAL.split())
    assert values(read_page(flat)) == values(read_page(PORTAL))
    assert read_page(flat).keywords == ("Breast cancer",)
    assert any("stands in one line" in each for each in worded(read_page(flat).warnings))
    assert not any("stands in one line" in each for each in worded(read_page(PORTAL).warnings))


def test_every_beginning_of_an_article_in_one_line_is_read_and_has_no_half_value() -> None:
    flat, whole = " ".join(PORTAL.split()), values(read_page(PORTAL))
    for end in range(flat.index(FIRST[PORTAL]) + len(FIRST[PORTAL]), len(flat), 3):
        for name, value in values(read_page(flat[:end])).items():
            assert value in ("", (), None, whole[name]), (flat[:end][-30:], name)


@pytest.mark.parametrize(
    ("head", "title", "authors"),
    [
        ("Neratinib in Breast Cancer Ann A. One, Bo X. Two", "Neratinib in Breast Cancer", ("Ann A. One", "Bo X. Two")),
        (
            "A drug, its dose, and its end C. X. One, P. Two, the ABC Investigators",
            "A drug, its dose, and its end",
            ("C. X. One", "P. Two", "the ABC Investigators"),
        ),
        (
            "Does it work? Maria van der One and José de Two & 3 others * Corresponding author for this work",
            "Does it work?",
            ("Maria van der One", "José de Two"),
        ),
        (
            "A trial in older women Ana B. One*, Bo Two Department of Oncology, University of Somewhere",
            "A trial in older women",
            ("Ana B. One", "Bo Two"),
        ),
    ],
)
def test_title_and_authors_in_one_line_come_apart_by_the_shape_of_names(
    head: str, title: str, authors: tuple[str, ...]
) -> None:
    trial = read_page(
        f"{head} Research output: Contribution to journalArticlepeer-review Abstract {'Words of it. ' * 9}"
    )
    assert trial.citation
    assert (trial.title, trial.citation.authors) == (title, authors)


def test_prose_that_quotes_a_landmark_of_articles_is_no_article_in_one_line() -> None:
    prose = "our portal writes “Research output: Article” above each abstract, which nobody needs to read at all. "
    with pytest.raises(DocumentError):
        read_document((prose + "Every other sentence is plain. " * 9).encode(), "other.txt")


def test_prose_that_names_the_labels_of_a_page_is_no_page_in_one_line() -> None:
    prose = "Give the Registration Number and the Lead Sponsor, then the Study Type and the Inclusion Criteria. " * 5
    with pytest.raises(DocumentError):
        read_document(prose.encode(), "other.txt")
