"""The words that gave a sentence its force are marked beside the words that a value was read from."""

import re

import pytest

from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.paths import RESOURCES
from desktop.sheet.describe import sheet_of
from desktop.sheet.parts import Quote, Readings
from desktop.sheet.subject import subject_of
from desktop.sheet.wording import wording
from desktop.trials.finding import Evidence, Finding
from desktop.trials.stored import StoredTrial
from desktop.ui.trial_detail.trial_page import trial_page
from tests.examples import a_trial, criteria

TEXT = "Adults. Patients with HER2-positive disease are excluded <now>. Later."


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    return load_vocabularies(RESOURCES)


def page_of(findings: tuple[Finding, ...], vocabularies: Vocabularies, text: str = TEXT) -> tuple[list[Quote], str]:
    trial = a_trial(title="A study", eligibility=criteria((text,)))
    words = wording(vocabularies.facets, RESOURCES)
    sheet = sheet_of(subject_of(StoredTrial(trial, findings, ()), vocabularies.facets), words)
    blocks = (block for part in sheet.parts for block in part.blocks if isinstance(block, Readings))
    quotes = [quote for block in blocks for reading in block.readings for quote in reading.quotes]
    return quotes, trial_page(sheet).html


def a_finding(words: str, cue: str) -> Finding:
    start, at = TEXT.index(words), TEXT.index(cue) if cue else 0
    place = Evidence("inclusion_criteria", start, start + len(words), words)
    return Finding("her2", "negative", "rule", "implied", place, cue=(at, at + len(cue)))


@pytest.mark.parametrize(
    ("words", "cue", "marked"),
    [
        ("HER2-positive", "are excluded", "<b>HER2-positive</b> disease <u>are excluded</u>"),
        ("HER2-positive", "Patients", "<u>Patients</u> with <b>HER2-positive</b>"),
        ("HER2-positive disease", "positive", "<b>HER2-</b><b><u>positive</u></b><b> disease</b>"),
        ("HER2-positive", "<now>", "are excluded <u>&lt;now&gt;</u>"),
        ("HER2-positive", "", "with <b>HER2-positive</b> disease"),
        ("HER2-positive", "Later", "with <b>HER2-positive</b> disease"),
    ],
)
def test_the_cue_is_underlined_where_it_is_in_the_sentence(
    words: str, cue: str, marked: str, vocabularies: Vocabularies
) -> None:
    (quote,), html = page_of((a_finding(words, cue),), vocabularies)
    assert "".join(stretch for stretch, _, _ in quote.stretches) == quote.sentence
    assert marked in html


def test_the_cue_of_a_refusal_that_was_read_is_underlined(vocabularies: Vocabularies) -> None:
    text = "Patients with HER2-positive disease are not eligible"
    trial = a_trial(title="A study", eligibility=criteria((text,)))
    _, html = page_of(annotate(trial, vocabularies), vocabularies, text)
    assert re.search(r"<u>[^<]*not[^<]*</u>", html)
