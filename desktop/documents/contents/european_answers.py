"""Read the yes/no answers of European registers: "Therapeutic exploratory (Phase II): yes"."""

import re
from collections.abc import Iterable

from desktop.documents.syntax.labelled_text import labelled_parts
from desktop.documents.syntax.wrapped_text import one_line

_PHASE = re.compile(r"\((Phase\s+(?:I{1,3}|IV))\)(?:\s*:)?\s*(yes|no)\b", re.IGNORECASE)
_NAMED = re.compile(r"\bphase\s+(IV|I{1,3})\b", re.IGNORECASE)
_LABEL = (
    r"Controlled|Randomised|Open|Single blind|Double blind|Parallel group|Cross over|Other trial design description|"
    r"If controlled, specify comparator, Other Medicin(?:i)?al Product|Placebo|Other specify the comparator|"
    r"Other|Number of treatment arms in the trial"
)
_ANSWER = re.compile(rf"(?:^|(?<=\s))(?P<label>{_LABEL})\s*:", re.MULTILINE)


def phases_said_yes(text: str) -> str | None:
    """Return the phases with the answer yes, "Phase II/Phase III"; None if the text is no block of yes and no."""
    answers = _PHASE.findall(text)
    if not answers:
        return None
    return joined_phases(name for name, answer in answers if answer.lower() == "yes")


def joined_phases(names: Iterable[str]) -> str:
    """Return the phases in texts such as "Therapeutic exploratory (Phase II)", each once, joined by "/"."""
    found = (f"Phase {match[1].upper()}" for name in names for match in _NAMED.finditer(name))
    return "/".join(dict.fromkeys(found))


def design_answers(text: str) -> tuple[tuple[str, str], ...]:
    """Return the (label, answer) pairs of a design; () if the text is no block of yes and no."""
    parts = labelled_parts(_ANSWER, text)
    if len(parts) < 3 or parts[0][0].start() > 2:
        return ()
    pairs = ((match["label"], one_line(told)) for match, told in parts)
    return tuple((label, answer) for label, answer in pairs if answer)


def sexes_said_yes(female: str, male: str) -> str:
    """Return the sexes that may enter, "Female, Male", from the yes/no answer for each."""
    answers = (("Female", female), ("Male", male))
    return ", ".join(name for name, answer in answers if answer.strip().lower() in ("yes", "true", "1"))
