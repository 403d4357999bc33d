"""Read who may enter a trial, as WHO ICTRP records tell it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from desktop.documents.contents.european_answers import sexes_said_yes
from desktop.documents.contents.registry_criteria import criteria_lists
from desktop.documents.syntax.wrapped_text import one_line
from desktop.trials.trial import Eligibility

_POPULATION = re.compile(r"\bAre the trial subjects under 18\?")
_POPULATION_LINE = re.compile(
    r"(?:F\.[\d.]+\s+)?(?P<label>Are the trial subjects under 18|Number of subjects for this age range|"
    r"Adults[^\n)]{0,60}\)|Elderly[^\n)]{0,60}\))\s*[?:]?\s*(?P<answer>yes|no|\d+)?",
    re.IGNORECASE,
)
_SEXES = re.compile(r"Female\s*:?\s*(yes|no)\b.{0,40}?\bMale\s*:?\s*(yes|no)\b", re.IGNORECASE | re.DOTALL)
# ">= 20age old", "18years-old", "60(Year)": jRCT, UMIN and CRIS.
_AGE = re.compile(r"(?:[<>]?=?\s*)(\d{1,3})\s*\(?(age|years?|months?|weeks?|days?)\)?[\s-]*(?:old)?", re.IGNORECASE)
# CTIS lists its criteria run together: "1. Signed consent,2. Age over 18".
_RUN_TOGETHER = re.compile(r"(?<=\S),\s?(?=\d{1,2}\.\s)")


def eligibility(criteria: dict[str, str], *, sex: str, minimum_age: str, maximum_age: str) -> Eligibility:
    """Return who may enter, from the "inclusion criteria", "exclusion criteria" and the fields for sex and ages."""
    inclusion, exclusion = (_list(criteria[side]) for side in ("inclusion criteria", "exclusion criteria"))
    answer = _SEXES.search(sex)
    return replace(
        criteria_lists(inclusion, exclusion),
        sex=sexes_said_yes(answer[1], answer[2]) if answer else one_line(sex),
        minimum_age=_age(minimum_age),
        maximum_age=_age(maximum_age),
    )


def population_answers(inclusion: str) -> Iterator[tuple[str, str]]:
    """Yield the (label, answer) pairs on age groups that European records append to their inclusion criteria."""
    begin = _POPULATION.search(inclusion)
    if not begin:
        return
    group = "Under 18"
    for found in _POPULATION_LINE.finditer(inclusion, begin.start()):
        label, answer = one_line(found["label"]), found["answer"]
        counted = label.lower().startswith("number")
        if not counted:
            group = "Under 18" if label.lower().startswith("are") else label
        if answer:
            yield f"{group}: number of subjects" if counted else group, answer


def _list(text: str) -> str:
    begin = _POPULATION.search(text)
    told = text[: begin.start()] if begin else text
    return _RUN_TOGETHER.sub("\n", told) if "\n" not in told.strip() else told


def _age(written: str) -> str:
    found = _AGE.fullmatch(written)
    if not found:
        return written
    unit = "year" if found[2].lower() == "age" else found[2].lower().rstrip("s")
    return f"{found[1]} {unit.capitalize()}s"
