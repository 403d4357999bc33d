"""Read the parts of a registry's record from one text with headings in capitals, as in Cochrane CENTRAL."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from desktop.documents.articles.reference_words import content
from desktop.documents.contents.absences import stated
from desktop.documents.contents.medicinal_products import products
from desktop.documents.contents.numbered_arms import interventions_of, numbered_arms
from desktop.documents.contents.registry_criteria import criteria_lists
from desktop.documents.syntax.wrapped_text import one_line
from desktop.trials.trial import Arm, Eligibility, Intervention, Outcome

_NUMBERED = re.compile(r"(?:^|(?<=\s))\(?(\d{1,2})[.)]\s*(?=[^\W\d])")
_LONGEST_NAME = 120
# Words that the EU and Indian registers write around the name of a condition.
_BEFORE_CONDITION = re.compile(r"Health Condition \d{1,2}:\s*(?:[A-Z]\d{2,4}-\s*)?", re.IGNORECASE)
_NO_CONDITION = re.compile(r"(?:MedDRA version|Therapeutic area)\b", re.IGNORECASE)
_NEXT_ITEM = re.compile(r"(?<!\s)\s+([-•])\s+(?=[A-Z])")
_NONE = Eligibility()


@dataclass(frozen=True)
class ToldParts:
    """Hold the parts of a trial in a text; ``summary`` is the text without a heading."""

    summary: str = ""
    conditions: tuple[str, ...] = ()
    arms: tuple[Arm, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    eligibility: Eligibility = _NONE


def told_parts(text: str) -> ToldParts:
    """Return the parts of a trial in a text with headings: "INCLUSION CRITERIA: 1. … 2. …"."""
    parts: dict[str, list[str]] = {}
    for name, told in _by_heading(text):
        if said := stated(told):
            parts.setdefault(name, []).append(said if name != "" else told.strip())

    def under(name: str) -> str:
        return "\n".join(parts.get(name, ()))

    outcomes = [Outcome("primary", each) for each in parts.get("primary", ())]
    outcomes += [Outcome("secondary", each) for each in parts.get("secondary", ())]
    arms = numbered_arms(under("intervention"))
    return ToldParts(
        summary=under(""),
        conditions=tuple(dict.fromkeys(_conditions(under("condition")))),
        arms=arms,
        interventions=tuple(interventions_of(arms) if arms else _interventions(under("intervention"))),
        outcomes=tuple(outcomes),
        eligibility=criteria_lists(_listed(under("inclusion")), _listed(under("exclusion"))),
    )


def _by_heading(text: str) -> Iterator[tuple[str, str]]:
    known = content()["registries"]["parts"]
    name, begin = "", 0
    for found in _heading().finditer(text):
        yield name, text[begin : found.start()]
        name, begin = known[found[1]], found.end()
    yield name, text[begin:]


@cache
def _heading() -> re.Pattern[str]:
    names = sorted(content()["registries"]["parts"], key=len, reverse=True)
    return re.compile(rf"(?:^|(?<=[.;:)\]\s]))({'|'.join(map(re.escape, names))})\s?[:：]\s*", re.MULTILINE)


def _conditions(text: str) -> Iterator[str]:
    for part in re.split(r"[;\n]", text):
        told = _BEFORE_CONDITION.sub("", one_line(part))
        # The WHO's platform gives a condition once as a text and once as a term: "Malaria Malaria".
        half = told[: len(told) // 2]
        if told and not _NO_CONDITION.match(told):
            yield half if told == f"{half} {half}" else told


def _interventions(text: str) -> Iterator[Intervention]:
    if not text:
        return
    if made := products(text):
        yield from made
        return
    name = re.split(r"(?<=[^\W\d])\.\s|;|\n", text, maxsplit=1)[0].strip(" .")
    name = name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME].rpartition(" ")[0]
    yield Intervention(name, description="" if name == text.strip(" .") else text)


def _listed(text: str) -> str:
    """Return criteria with marks or numbers, written in one line, as one line each."""
    if text[:2] in ("- ", "• "):
        return _NEXT_ITEM.sub(r"\n\1 ", text)
    wanted, breaks = 1, []
    for found in _NUMBERED.finditer(text):
        if int(found[1]) == wanted:
            breaks.append(found.start())
            wanted += 1
    if wanted <= 2:
        return text
    parts = [text[: breaks[0]], *(text[a:b] for a, b in zip(breaks, [*breaks[1:], len(text)], strict=True))]
    return "\n".join(part.strip() for part in parts if part.strip())
