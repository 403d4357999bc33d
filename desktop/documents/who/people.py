"""Read the eligibility of WHO ICTRP records."""

import re
from dataclasses import replace

from desktop.documents.contents.age_groups import without_age_groups
from desktop.documents.contents.european_answers import sexes_said_yes
from desktop.documents.contents.registry_criteria import criteria_lists
from desktop.documents.syntax.wrapped_text import one_line
from desktop.trials.trial import Eligibility

_SEXES = re.compile(r"Female(?:\s*:)?\s*(yes|no)\b.{0,40}?\bMale(?:\s*:)?\s*(yes|no)\b", re.IGNORECASE | re.DOTALL)
# ">= 20age old", "18years-old", "60(Year)": jRCT, UMIN and CRIS.
_AGE = re.compile(r"(?:[<>]?=?\s*)(\d{1,3})\s*\(?(age|years?|months?|weeks?|days?)\)?[\s-]*(?:old)?", re.IGNORECASE)
# CTIS joins its criteria: "1. Signed consent,2. Age over 18".
_RUN_TOGETHER = re.compile(r"(?<=\S),\s?(?=\d{1,2}\.\s)")


def eligibility(criteria: dict[str, str], *, sex: str, minimum_age: str, maximum_age: str) -> Eligibility:
    """Return the eligibility from "inclusion criteria", "exclusion criteria" and the fields for sex and ages."""
    inclusion, exclusion = (_list(criteria[side]) for side in ("inclusion criteria", "exclusion criteria"))
    answer = _SEXES.search(sex)
    return replace(
        criteria_lists(inclusion, exclusion),
        sex=sexes_said_yes(answer[1], answer[2]) if answer else one_line(sex),
        minimum_age=_age(minimum_age),
        maximum_age=_age(maximum_age),
    )


def _list(text: str) -> str:
    told = without_age_groups(text)
    return _RUN_TOGETHER.sub("\n", told) if "\n" not in told.strip() else told


def _age(written: str) -> str:
    found = _AGE.fullmatch(written)
    if not found:
        return written
    unit = "year" if found[2].lower() == "age" else found[2].lower().rstrip("s")
    return f"{found[1]} {unit.capitalize()}s"
