"""Texts whose lines a program has broken, or whose line ends it has written as something else."""

import json
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.syntax.hard_wraps import with_own_lines
from desktop.documents.syntax.markup import plain_text
from desktop.trials.trial import Trial
from tests.reading import read_document

INCLUSION = (
    "Histologically confirmed invasive breast cancer that is estrogen receptor-positive and HER2-negative by any test",
    "No more than one earlier line of chemotherapy for advanced disease, with measurable disease by RECIST version 1.1",
    "ECOG performance status of 0 or 1",
)
EXCLUSION = ("Known brain metastases that are not treated, or leptomeningeal disease of whatever kind, at any time",)


def a_study(criteria: str) -> Trial:
    module = {"eligibilityCriteria": criteria}
    protocol = {"identificationModule": {"nctId": "NCT09990001", "briefTitle": "A"}, "eligibilityModule": module}
    (trial,) = read_document(json.dumps({"protocolSection": protocol}).encode(), "study.json").trials
    return trial


def listed(mark: str, *criteria: str) -> str:
    return "\n".join(f"{mark}{each}" for each in criteria)


def block(mark: str = "-  ", width: int = 80) -> str:
    """Write criteria as the registry's old markup has them, far to the right."""

    def items(criteria: tuple[str, ...]) -> str:
        first, rest = " " * 10 + mark, " " * (10 + len(mark))
        return "\n\n".join(
            textwrap.fill(each, width, initial_indent=first, subsequent_indent=rest) for each in criteria
        )

    return f"\n        Inclusion Criteria:\n\n{items(INCLUSION)}\n\n        Exclusion Criteria:\n\n{items(EXCLUSION)}\n"


def broken(width: int, indent: str) -> str:
    """Write criteria as a mail program does, which breaks lines and indents them hardly or not."""

    def items(criteria: tuple[str, ...]) -> str:
        return "\n".join(textwrap.fill(f"- {each}", width, subsequent_indent=indent) for each in criteria)

    return f"Inclusion Criteria:\n\n{items(INCLUSION)}\n\nExclusion Criteria:\n\n{items(EXCLUSION)}"


LINES = f"Inclusion Criteria:\n\n{listed('* ', *INCLUSION)}\n\nExclusion Criteria:\n\n{listed('* ', *EXCLUSION)}"
ITEMS = "".join(f"<li>{each}</li>" for each in INCLUSION), "".join(f"<li>{each}</li>" for each in EXCLUSION)
PAGE = f"<p>Inclusion Criteria:</p><ul>{ITEMS[0]}</ul><p>Exclusion Criteria:</p><ul>{ITEMS[1]}</ul>"


@pytest.mark.parametrize(
    "criteria",
    [
        LINES,
        block(),
        block(mark="1. ", width=72),
        block().replace("-  ", "\\-  "),
        broken(80, ""),
        broken(72, "  "),
        broken(66, ""),
        LINES.replace("\n", "\\n"),
        LINES.replace("\n", "~"),
        LINES.replace("\n", "<br>"),
        LINES.replace("\n", "&lt;br /&gt;"),
        PAGE,
        PAGE.replace("<", "&lt;").replace(">", "&gt;"),
    ],
)
def test_the_criteria_are_the_same_however_their_lines_were_broken(criteria: str) -> None:
    eligibility = a_study(criteria).eligibility
    assert tuple(each.text for each in eligibility.inclusion) == INCLUSION
    assert tuple(each.text for each in eligibility.exclusion) == EXCLUSION
    assert eligibility.undivided == ""


def test_a_line_under_the_words_of_an_item_goes_on_with_its_sentence_but_not_below_a_colon() -> None:
    trial = a_study(
        "Inclusion Criteria:\n\n* Women with breast cancer that has spread to\n  distant organs and is HER2-negative\n"
        "* Adequate function of these organs of the body:\n  liver and kidneys as judged by the investigator\n  heart"
    )
    assert [each.text for each in trial.eligibility.inclusion] == [
        "Women with breast cancer that has spread to distant organs and is HER2-negative",
        "Adequate function of these organs of the body:",
        *("liver and kidneys as judged by the investigator", "heart"),
    ]


def test_nesting_in_the_old_markup_is_kept() -> None:
    nested = block().replace("ECOG performance", "Any of:\n\n               -  ECOG performance")
    told = [(each.level, each.text[:10]) for each in a_study(nested).eligibility.inclusion]
    assert told == [(0, "Histologic"), (0, "No more th"), (0, "Any of:"), (1, "ECOG perfo")]


@pytest.mark.parametrize(
    "text",
    [
        "Inclusion Criteria:\n\n* Age 18 or older\n* ECOG 0 or 1\n  * by anybody\n\nExclusion Criteria:\n\n* None",
        "Women with breast cancer of any stage who have had a mastectomy\nMen with breast cancer\nAge over 18 years",
        "Signed consent before any procedure of the trial is done at all.\nAble to swallow.\nAge of 18 or more.",
        "Approx. ~5 mg, ~10 mg or ~15 mg of it",
        "age <18 years and ANC <LLN, p <b and c> d",
        r"C:\notes and D:\new",
        "one line",
    ],
)
def test_lines_that_an_author_meant_stay(text: str) -> None:
    assert with_own_lines(text) == text


@given(st.text(alphabet="abc \n.-*AB~", max_size=200))
def test_no_letter_is_lost(text: str) -> None:
    kept = with_own_lines(text)
    assert [letter for letter in kept if letter.isalpha()] == [letter for letter in text if letter.isalpha()]


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("ANC ≥1.5 x 10<sup>9</sup>/L", "ANC ≥1.5 x 10⁹/L"),
        ("10<SUP> -3 </SUP>", "10⁻³"),
        ("mg/m<sup>2</sup>", "mg/m²"),
        ("HER2<sup>+</sup>", "HER2+"),
        ("<sup>177</sup>Lu", "177Lu"),
        ("C<sub>max</sub>", "Cmax"),
    ],
)
def test_a_power_stays_one_and_other_raised_words_are_words(marked: str, plain: str) -> None:
    assert plain_text(marked) == plain
