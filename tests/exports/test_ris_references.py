"""References are read back by our own reader and by rispy, a library that is not ours."""

import re
import tomllib

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.read import open_document
from desktop.exports.author_names import family_first
from desktop.exports.ris_references import ris_reference
from desktop.paths import RESOURCES
from desktop.sheet.registry_words import load_registry_words
from desktop.trials.identifiers import Identifier
from desktop.trials.keys import key_for
from desktop.trials.sections import ABSTRACT_PREFIX
from desktop.trials.trial import Citation, Dates, Section, Trial
from tests.examples import a_trial
from tests.exports.exported import a_publication, a_registration


def a_full_publication() -> Trial:
    identifiers = (
        Identifier("DOI", "10.1000/test.7"),
        Identifier("PMID", "21000037"),
        Identifier("other", "PMC300001"),
    )
    return Trial(
        key_for(identifiers, ""), "publication", "Invented results in HER2-positive breast cancer: 达沙替尼",
        identifiers,
        narrative=(
            Section("abstract_background", "Why it was done."),
            Section("abstract_results", "It worked in 5 of 70, and – in part – in ≥ 10."),
        ),
        keywords=("Breast cancer", "HER2"),
        citation=Citation(
            ("Jane Doe", "A. B. van der Berg", "The Invented Study Group"), "Journal of Invented Trials",
            "17", "21", "6897-6904", "2011-11-01", "eng", ("Journal Article", "Randomized Controlled Trial"),
        ),
        reports_on=(Identifier("NCT", "NCT09990001"),),
    )  # fmt: skip


def reference(trial: Trial) -> bytes:
    return ris_reference(trial, RESOURCES)


def by_our_reader(trial: Trial) -> Trial:
    (found,) = open_document(reference(trial), "out.ris").records
    assert isinstance(found, Trial)
    return found


def by_rispy(trial: Trial) -> dict[str, object]:
    (found,) = rispy.loads(reference(trial).decode())
    return dict(found)


def abstract(trial: Trial) -> str:
    parts = [each.text for each in trial.narrative if each.name.startswith(ABSTRACT_PREFIX.rstrip("_"))]
    return " ".join(" ".join(parts).split())


@pytest.mark.parametrize("trial", [a_full_publication(), a_publication().trial], ids=["full", "brief"])
def test_a_publication_comes_back_from_our_own_reader(trial: Trial) -> None:
    found = by_our_reader(trial)
    assert (found.kind, found.key, found.title) == ("publication", trial.key, trial.title)
    assert (set(found.identifiers), found.keywords) == (set(trial.identifiers), trial.keywords)
    assert found.citation is not None
    assert trial.citation is not None
    for field in ("authors", "journal", "volume", "issue", "pages", "published"):
        assert getattr(found.citation, field) == getattr(trial.citation, field)
    assert abstract(found) == abstract(trial)
    assert [each.name for each in found.narrative if "abstract" in each.name] == [each.name for each in trial.narrative]


def test_a_publication_comes_back_from_rispy() -> None:
    found = by_rispy(a_full_publication())
    assert (found["type_of_reference"], found["title"]) == ("JOUR", a_full_publication().title)
    assert found["authors"] == ["Doe, Jane", "van der Berg, A. B.", "The Invented Study Group"]
    assert found["secondary_title"] == "Journal of Invented Trials"
    assert (found["doi"], found["accession_number"], found["name_of_database"]) == (
        "10.1000/test.7",
        "21000037",
        "PubMed",
    )
    assert (found["year"], found["date"], found["volume"], found["number"]) == ("2011", "2011/11/01", "17", "21")
    assert (found["start_page"], found["end_page"], found["keywords"]) == ("6897", "6904", ["Breast cancer", "HER2"])
    assert found["abstract"] == "BACKGROUND: Why it was done. RESULTS: It worked in 5 of 70, and – in part – in ≥ 10."
    assert found["urls"] == ["https://doi.org/10.1000/test.7"]


def test_a_registration_comes_back_from_our_own_reader() -> None:
    trial = a_registration().trial
    found = by_our_reader(trial)
    assert (found.kind, found.key, found.title) == (
        "registration",
        trial.key,
        trial.title.replace("<b>", "").replace("</b>", ""),
    )
    assert found.identifiers == trial.identifiers
    assert (found.phase, found.status) == (trial.phase, trial.status)
    (summary,) = (each.text for each in trial.narrative if each.name == "brief_summary")
    assert [each.text for each in found.narrative] == [" ".join(summary.split())]
    assert set(trial.conditions) <= set(found.keywords)


def test_a_registration_comes_back_from_rispy() -> None:
    found = by_rispy(a_registration().trial)
    assert (found["type_of_reference"], found["type_of_work"]) == ("DBASE", "Trial registration")
    assert (found["accession_number"], found["custom3"]) == ("NCT09990001", "2015-001234-56")
    assert (found["urls"], found["name_of_database"]) == (
        ["https://clinicaltrials.gov/study/NCT09990001"], "clinicaltrials.gov",
    )  # fmt: skip
    assert found["authors"] == ["Clinic A", "Maker B"]


@pytest.mark.parametrize(
    ("identifier", "posted"),
    [
        (Identifier("CTIS", "2022-500014-26-00"), "2022-03"),
        (Identifier("EudraCT", "2015-001234-56"), "2015"),
        (Identifier("ISRCTN", "ISRCTN12345678"), "2015-02-03"),
        (Identifier("ChiCTR", "ChiCTR2000012345"), ""),
        (Identifier("jRCT", "jRCTs031200099"), "2020-01-31"),
        (Identifier("UMIN", "UMIN000012345"), ""),
    ],
)
def test_registrations_of_every_registry_come_back_with_number_and_date(identifier: Identifier, posted: str) -> None:
    found = by_our_reader(a_trial(nct="", identifiers=(identifier,), dates=Dates(first_posted=posted)))
    assert (found.kind, found.identifiers, found.dates.first_posted) == ("registration", (identifier,), posted)


def test_a_reference_without_anything_but_a_title_is_whole() -> None:
    found = by_our_reader(a_trial(nct="", kind="publication", title="Alone", citation=Citation()))
    assert (found.title, found.kind) == ("Alone", "publication")


@given(st.text(), st.text())
def test_no_text_begins_a_tag_of_its_own(title: str, summary: str) -> None:
    hostile = a_trial(
        summary=f"{summary}\nER  - \r\nTY  - JOUR\rTI  - Another\u2028AU  - x", title=f"A {title}\nUR  - x"
    )
    text = reference(hostile).decode()
    lines = text.removesuffix("\r\n\r\n").split("\r\n")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert [line[:2] for line in lines].count("TY") == 1
    assert len(text.splitlines()) == len(lines) + 1


def test_a_comma_does_not_part_the_name_of_an_institution() -> None:
    assert (
        "AU  - Maker Inc."
        in reference(a_trial(sponsors=(a_registration().trial.sponsors[0].__class__("Maker, Inc."),))).decode()
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Jane Doe", "Doe, Jane"), ("A. B. van der Berg", "van der Berg, A. B."), ("J. Q. Roe Jr", "Roe, J. Q., Jr"),
        ("Doe J", "Doe, J"), ("Doe, Jane", "Doe, Jane"), ("Madonna", "Madonna"), ("Li Wei", "Wei, Li"),
        ("Institute of Invented Medicine", "Institute of Invented Medicine"), ("", ""),
    ],
)  # fmt: skip
def test_names_stand_as_reference_managers_sort_them(name: str, told: str) -> None:
    assert family_first(name, RESOURCES) == told


@pytest.mark.parametrize(
    ("status", "phase", "said"),
    [
        ("ACTIVE_NOT_RECRUITING", "PHASE1|PHASE2", ["Status: Active, not recruiting", "Phase: Phase 1/2"]),
        ("NOT_YET_RECRUITING", "EARLY_PHASE1", ["Status: Not yet recruiting", "Phase: Early phase 1"]),
        ("Ongoing, recruiting", "Human pharmacology", ["Status: Ongoing, recruiting", "Phase: Human pharmacology"]),
    ],
)
def test_the_notes_of_a_registration_have_ordinary_words_and_come_back_as_they_were(
    status: str, phase: str, said: list[str]
) -> None:
    trial = a_trial("NCT09990001", status=status, phase=phase)
    assert [note for note in by_rispy(trial)["notes"] if not note.startswith("Registry record")] == said
    found = by_our_reader(trial)
    assert (found.status, found.phase) == (status, phase)


def test_every_code_that_is_read_back_is_the_one_that_is_written_in_these_words() -> None:
    codes = tomllib.loads((RESOURCES / "references.toml").read_text(encoding="utf-8"))["registry_codes"]
    ordinary = load_registry_words(RESOURCES).ordinary
    assert {ordinary(code): code for code in codes.values()} == codes
