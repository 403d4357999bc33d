"""The design of the trial itself is read under "Background"; what earlier trials did is not."""

import pytest

from desktop.documents.articles.abstracts import abstract_sections
from desktop.facets.drugs.classes import find_drug_classes
from desktop.facets.drugs.vocabulary import load_drug_vocabulary
from desktop.paths import RESOURCES
from tests.examples import a_trial
from tests.facets.opened import opened

VOCABULARY = load_drug_vocabulary(RESOURCES / "vocabularies")
REST = " Methods: The primary endpoint was survival. Results: Of 40 women, 3 responded."
BOTH = {"taxane", "antimetabolite"}


def classes(background: str, title: str) -> set[str]:
    abstract = abstract_sections(f"Background: {background}{REST}")
    reading = opened(a_trial(kind="publication", title=title, narrative=abstract))
    found = [each for each in find_drug_classes(reading, VOCABULARY) if each.facet == "drug_classes"]
    for place in (each.evidence for each in found):
        assert reading.sections[place.section][place.start : place.end] == place.quote
    return {each.value for each in found} - {"not_classified"}


@pytest.mark.parametrize(
    ("background", "title"),
    [
        ("We randomised women to docetaxel or capecitabine.", "A study in breast cancer"),
        ("Choices are few. This trial compares docetaxel with capecitabine.", "A study in breast cancer"),
        ("We conducted a trial of docetaxel plus capecitabine.", "A study in breast cancer"),
        ("In PEAR-3, women were randomised to docetaxel or capecitabine.", "Quality of life in PEAR-3"),
        ("The UK ZZ-PEAR trial compared docetaxel with capecitabine.", "Quality of life in the PEAR trial"),
        ("We then did a randomised trial of docetaxel and capecitabine.", "A study in breast cancer"),
        ("The trial (NCT00000009) was a randomised study of docetaxel and capecitabine.", "A study in breast cancer"),
        ("The Pear trial compared docetaxel with capecitabine.", "Quality of life in PEAR"),
    ],
)
def test_the_own_design_is_read_under_background(background: str, title: str) -> None:
    assert classes(background, title) == BOTH


@pytest.mark.parametrize(
    ("background", "title"),
    [
        ("Earlier trials compared docetaxel with capecitabine.", "A study in breast cancer"),
        ("Women were randomised to docetaxel or capecitabine.", "A study in breast cancer"),
        ("In PEAR-3, women were randomised to docetaxel or capecitabine.", "Quality of life in PLUM-4"),
        ("The PEAR-3 trial compared docetaxel with capecitabine.", "Quality of life in PEAR-30"),
        ("The Plum trial compared docetaxel with capecitabine.", "Quality of life in Plum"),
        ("We have previously compared docetaxel with capecitabine.", "A study in breast cancer"),
        ("Our earlier randomised trial compared docetaxel with capecitabine.", "A study in breast cancer"),
        ("This trial was small. Docetaxel and capecitabine are often given.", "A study in breast cancer"),
    ],
)
def test_what_other_trials_did_is_not_read(background: str, title: str) -> None:
    assert classes(background, title) == set()
