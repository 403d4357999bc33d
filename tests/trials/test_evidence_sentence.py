import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.trials.evidence_sentence import Sentence, evidence_sentence, section_name
from desktop.trials.finding import Evidence

SECTION = "First things. Women with HER2-positive disease enter. They stay."


def evidence(quote: str, section: str = SECTION) -> Evidence:
    start = section.index(quote)
    return Evidence("brief_summary", start, start + len(quote), quote)


def test_the_quote_stands_in_its_sentence() -> None:
    got = evidence_sentence(evidence("HER2-positive"), {"brief_summary": SECTION})
    assert got == Sentence("Women with ", "HER2-positive", " disease enter.")


def test_a_line_end_ends_a_sentence() -> None:
    section = "Inclusion\nHER2-positive\nConsent"
    assert evidence_sentence(evidence("HER2", section), {"brief_summary": section}) == Sentence("", "HER2", "-positive")


def test_evidence_whose_section_has_changed_is_quoted_alone() -> None:
    got = evidence_sentence(evidence("HER2-positive"), {"brief_summary": "Another text."})
    assert got == Sentence("", "HER2-positive", "")


def test_a_very_long_sentence_is_cut_at_words_around_the_quote() -> None:
    section = "word " * 200 + "QUOTE" + " word" * 200
    got = evidence_sentence(evidence("QUOTE", section), {"brief_summary": section})
    assert got.before.startswith("… word ")
    assert got.after.endswith(" word …")
    assert len(got.before) + len(got.after) < 450


@given(st.text(alphabet="aB .!?\n;", min_size=1, max_size=80), st.data())
def test_the_words_shown_stand_so_in_the_section(section: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(section) - 1))
    end = data.draw(st.integers(start + 1, len(section)))
    got = evidence_sentence(Evidence("s", start, end, section[start:end]), {"s": section})
    assert got.before + got.quote + got.after in section
    assert got.quote == section[start:end]


@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("brief_summary", "Brief summary"),
        ("abstract_experimental_design", "Abstract, experimental design"),
        ("phase", "Phase field"),
    ],
)
def test_sections_are_called_by_words(section: str, name: str) -> None:
    assert section_name(section) == name
