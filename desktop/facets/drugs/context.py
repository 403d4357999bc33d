"""The class of an unknown name from the record's own words around it ("GI-102, a CD80-IgG4 Fc-IL-2v fusion")."""

import re
from collections.abc import Iterator

from desktop.facets.drugs.terms import DrugTerms
from desktop.facets.reading import Reading, lowered
from desktop.trials.finding import Evidence

_SECTIONS = ("title", "official_title", "arms", "brief_summary", "detailed_description")
_OTHERS = r"\b(?:in combination|combined|plus|with|and|or|versus|vs|alone)\b"
_CLAUSE = re.compile(rf"[.;](?=\s|$)|[\n()\[\]]|{_OTHERS}", re.IGNORECASE)
_TOLD_AFTER = re.compile(
    r"\s*(?:\([^()]{0,60}\)\s*)?(?:(?:,|[-–—:]|is|are|was|as|which is|, which is)\s+)"
    r"(?:an?|the|anti|novel|oral|first)?\b"
    r"|\s*\((?=[^()]{3,120}\))",
    re.IGNORECASE,
)
_REACH = 120


def class_told(reading: Reading, name: str, terms: DrugTerms) -> tuple[str, str, Evidence] | None:
    """Return class id, rule and evidence for a name the vocabulary does not know, None where nothing is told.

    Read are the intervention's own description and what stands directly before or after the name in titles, arms and
    narrative.
    """
    core = _core(name, terms)
    if len(core) < 3:
        return None
    for section, low, start, end, place in _stretches(reading, name, core):
        for each in terms.prose_rules:
            match = each.search(low[start:end])
            if match:
                first, last = start + match.start(), start + match.end()
                if place >= 0:
                    first, last = min(first, place), max(last, place + len(core))
                evidence = reading.evidence(section, first, last)
                return each.rule.class_id, f"class_word:{each.rule.id}", evidence
    return None


def _core(name: str, terms: DrugTerms) -> str:
    bare = terms.fillers.sub(" ", re.sub(r"[(\[（].*", "", name))
    words = bare.split()
    return lowered(" ".join(words[:3])).strip(" ,.;:®™") if words else ""


def _stretches(reading: Reading, name: str, core: str) -> Iterator[tuple[str, str, int, int, int]]:
    """Yield (section, its text in lower case, start, end, place of the name or -1) for each stretch to look at."""
    details = reading.sections.get("intervention_details", "")
    for line in _lines(details):
        start, end = line
        if details.startswith(f"{name}: ", start):
            begin = start + len(name) + 2
            yield "intervention_details", lowered(details), begin, _clause_end(details, begin, end), -1
    pattern = re.compile(rf"(?<![^\W_]){re.escape(core)}(?![^\W_])")
    for section in _SECTIONS:
        low = lowered(reading.sections.get(section, ""))
        for place in pattern.finditer(low):
            told = _TOLD_AFTER.match(low, place.end())
            if told:
                yield section, low, told.end(), _clause_end(low, told.end(), told.end() + _REACH), place.start()
            begin = max(0, place.start() - 60)
            breaks = [match.end() for match in _CLAUSE.finditer(low, begin, place.start())]
            yield section, low, max([begin, *breaks]), place.start(), place.start()


def _clause_end(text: str, start: int, limit: int) -> int:
    match = _CLAUSE.search(text, start + 1, min(limit, start + _REACH))
    return match.start() if match else min(limit, start + _REACH, len(text))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1
