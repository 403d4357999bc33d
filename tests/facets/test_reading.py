"""A reading splits sections into sentences whose offsets hold."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.facets.hints import Hint
from desktop.facets.reading import plain
from desktop.facets.run_on import load_run_on
from desktop.facets.small_letters import lowered
from desktop.paths import RESOURCES
from desktop.trials.trial import Eligibility
from tests.examples import a_trial, criteria
from tests.facets.opened import opened

RUN_ON = load_run_on(RESOURCES / "reading")


@given(st.text(max_size=400))
def test_sentences_are_the_text_at_their_offsets(text: str) -> None:
    reading = opened(a_trial(summary=text or "x"))
    for sentence in reading.sentences("brief_summary"):
        whole = reading.sections["brief_summary"]
        assert whole[sentence.start : sentence.end] == sentence.text
        assert sentence.plain == plain(sentence.text)
        assert len(sentence.plain) == len(sentence.lowered) == len(sentence.text)


def test_a_sign_that_is_an_apostrophe_for_many_is_one_in_every_text() -> None:
    assert [plain(text) for text in ("Crohn`s disease", "Crohn`s disease, ≥ 2 years", "Crohn´s")] == [
        *("Crohn's disease", "Crohn's disease, ≥ 2 years", "Crohn's"),
    ]


@given(st.text(max_size=200))
def test_plain_signs_keep_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)


def test_typographic_signs_become_plain() -> None:
    assert plain("HER2－, ER＋ – ≦ 2，（IHC）") == "HER2-, ER+ - ≤ 2,(IHC)"


def test_criteria_are_sentences_of_their_own() -> None:
    reading = opened(a_trial(eligibility=criteria(("HER2 positive, e.g. IHC 3+", "ECOG 0. Age over 18"))))
    texts = [each.text for each in reading.sentences("inclusion_criteria")]
    assert texts == ["HER2 positive, e.g. IHC 3+", "ECOG 0.", "Age over 18"]


def test_the_quote_of_a_short_sentence_is_the_sentence() -> None:
    reading = opened(a_trial(summary="One. Women with HER2-positive cancer take part. Three."))
    sentence = list(reading.sentences("brief_summary"))[1]
    assert reading.quote(sentence, 11, 24).quote == "Women with HER2-positive cancer take part."


@given(st.integers(0, 900), st.integers(1, 30))
def test_the_quote_of_a_long_sentence_holds_the_match_and_is_short(start: int, length: int) -> None:
    text = " ".join(f"word{n}, and" for n in range(120))
    reading = opened(a_trial(summary=text))
    sentence = next(reading.sentences("brief_summary"))
    quoted = reading.quote(sentence, start, start + length)
    assert reading.sections["brief_summary"][quoted.start : quoted.end] == quoted.quote
    assert quoted.start <= start
    assert quoted.end >= start + length
    assert len(quoted.quote) < 400


@given(st.text(alphabet="ab.\n A1İſ", max_size=120), st.sampled_from(["a", "ab", "b. a", "ba"]))
def test_hinted_sentences_are_those_in_which_the_hint_stands(text: str, word: str) -> None:
    reading = opened(a_trial(summary=text or "x"))
    every = list(reading.sentences("brief_summary"))
    hinted = list(reading.hinted("brief_summary", Hint([word])))
    assert [each for each in hinted if word in each.lowered] == [each for each in every if word in each.lowered]
    assert [each for each in every if each in hinted] == hinted


@given(st.text(max_size=200))
def test_small_letters_keep_every_offset(text: str) -> None:
    assert len(lowered(text)) == len(text)
    assert lowered("HER2 İ") == "her2 İ"


def test_a_section_without_text_has_no_sentences() -> None:
    reading = opened(a_trial(summary="x"))
    assert list(reading.sentences("arms")) == []
    assert list(reading.hinted("arms", Hint(["x"]))) == []


def test_no_sentence_is_longer_than_one_that_was_written_to_be_read() -> None:
    text = "breast cancer " + "ER+ " * 2_000 + "x" * 4_000
    spans = list(opened(a_trial(summary=text)).sentences("brief_summary"))
    assert max(len(span.text) for span in spans) <= 1_500
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert "".join("".join(span.text.split()) for span in spans) == "".join(text.split())


def test_criteria_that_have_lost_their_line_ends_are_sentences_of_their_own() -> None:
    text = (
        "DISEASE CHARACTERISTICS: Histologically confirmed cancer of the breast No metastases of the brain No biopsy "
        "of the marrow within 6 months that shows 20% fibrosis Hormone receptor status: Not specified Chemotherapy: "
        "No more than one earlier regimen"
    )
    reading = opened(a_trial(eligibility=Eligibility(undivided=text)), run_on=RUN_ON)
    told = [each.text.strip() for each in reading.sentences("eligibility")]
    assert "No metastases of the brain" in told
    assert "Hormone receptor status:" in told[3]
    assert " ".join(told) == text


def test_a_long_sentence_with_capitals_stays_whole() -> None:
    text = (
        "Women with cancer of the breast who were treated in the trials of the Eastern Cooperative Oncology Group with "
        "Herceptin and Taxol and in whom the disease has come back at least 12 months after the end of this treatment"
    )
    assert [
        each.text
        for each in opened(a_trial(eligibility=Eligibility(undivided=text)), run_on=RUN_ON).sentences("eligibility")
    ] == [text]
