"""What a trial's texts say of receptor status, and of whom: the ground that HER2 and hormone receptor facets share."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from desktop.facets.her2_scores import her2_scores
from desktop.facets.reading import Reading, Span
from desktop.facets.rules import Rule, Rules
from desktop.trials.finding import Basis

Place = Literal["criteria", "title", "conditions", "refused", "summary", "other"]

_CONTEXT = "receptor_context"
_PLACES: dict[Place, tuple[str, ...]] = {
    "criteria": ("inclusion_criteria", "eligibility"),
    "title": ("title", "official_title"),
    "conditions": ("conditions",),
    "refused": ("exclusion_criteria",),
    "summary": ("brief_summary",),
    "other": ("detailed_description", "arms", "keywords", "intervention_details"),
}
# Of an abstract, the parts about results and conclusions tell what was found, not who was enrolled.
_FINDINGS_PART = re.compile(r"abstract_.*(?:result|finding|conclusion|interpretation|funding|relevance|discussion)")
# Two tests, the cheaper first: without one of these words a sentence says nothing of receptors.
_LOWER_CUES = (
    "her2",
    "her-2",
    "neu",
    "erb",
    "triple",
    "tnbc",
    "tpbc",
    "luminal",
    "receptor",
    "factor",
    "hormon",
    "estrogen",
)
_EXACT_CUES = ("ER", "PR", "PgR", "HR", "HoR", "TN", "Her 2", "endocrine")
_RELEVANT = re.compile(
    r"her[\s-]?2|her\s?/\s?neu|erb-?\s?b|triple|tnbc|tpbc|luminal|receptor|growth\s+factor"
    r"|(?:hormon\w+|endocrine|o?estrogen)[\s-]+(?:positive|negative|sensitive|responsive)"
    r"|(?-i:\b(?:ER|PR|PgR|PGR|HR|HoR|ERs|PRs|TN|mTN)(?![A-Za-z])|\bHER[\s-]+(?:2|II)|ERα)",
    re.IGNORECASE,
)
_COHORT = re.compile(
    r"\W*((?:cohort|arm|part|group|module|stratum|population)\s+(?-i:[A-Z]?\d{1,2}[a-z]?|[A-Z]|[IVX]+))\b",
    re.IGNORECASE,
)
_HER2 = re.compile(r"her[\s-]*(?:2|ii)|erb-?\s?b-?\s?2|her\s*/\s*neu|growth\s+factor", re.IGNORECASE)
_ESTROGEN_SIDE = re.compile(r"\bE\s?Rs?\b|\bERα|\bHR|\bHoR|o?estrogen|hormon|steroid", re.IGNORECASE)
_PROGESTERONE_SIDE = re.compile(r"\bPg?Rs?\b|progest", re.IGNORECASE)
_OPPOSITE = {"positive": "negative", "negative": "positive"}


@dataclass(frozen=True)
class Statement:
    """Hold one state of one receptor as a sentence says it of the trial's patients.

    ``receptor`` is "her2" or "hr"; ``only_pgr`` marks a statement about the progesterone receptor alone. ``weak``
    statements (status known, stratified, a subgroup named) count where nothing stronger is said.
    """

    receptor: str
    state: str
    rule: str
    basis: Basis
    place: Place
    sentence: Span
    start: int
    end: int
    weak: bool = False
    only_pgr: bool = False
    cohort: str = ""


@lru_cache(maxsize=4)
def receptor_statements(reading: Reading, rules: Rules) -> tuple[Statement, ...]:
    """Return all statements about receptor status, the most trusted place first, in reading order within it."""
    return tuple(_statements(reading, rules))


def _statements(reading: Reading, rules: Rules) -> Iterator[Statement]:
    for place, sections in _PLACES.items():
        for section in (*sections, *(_abstract_parts(reading) if place == "summary" else ())):
            if not _is_hinted(reading.lowered(section), reading.sections.get(section, "")):
                continue
            for sentence in reading.sentences(section):
                if _is_relevant(sentence):
                    yield from _in_place(sentence, place, rules)


def _is_hinted(lowered: str, text: str) -> bool:
    return any(cue in lowered for cue in _LOWER_CUES) or any(cue in text for cue in _EXACT_CUES)


def _is_relevant(sentence: Span) -> bool:
    return _is_hinted(sentence.lowered, sentence.plain) and _RELEVANT.search(sentence.plain) is not None


def _abstract_parts(reading: Reading) -> Iterable[str]:
    return (name for name in reading.sections if name.startswith("abstract") and not _FINDINGS_PART.match(name))


def _in_place(sentence: Span, place: Place, rules: Rules) -> Iterator[Statement]:
    read = list(_read(sentence, place, rules))
    if not read:
        return
    if place in ("summary", "other") and not _enrols(sentence, rules):
        return
    if place == "refused":
        yield from _inverted(read, sentence, rules)
    elif place == "criteria" and _says(rules, "refused", sentence.plain):
        yield from _inverted(read, sentence, rules, "refused")
    elif place in ("criteria", "summary", "other"):
        yield from _of_the_enrolled(read, sentence, rules)
    else:
        yield from read


def _enrols(sentence: Span, rules: Rules) -> bool:
    if sentence.section in ("keywords", "arms"):
        return True
    scope = "abstract" if sentence.section.startswith("abstract") else "enrolling"
    return _says(rules, scope, sentence.plain) and not _says(rules, "background", sentence.plain)


def _says(rules: Rules, scope: str, text: str) -> bool:
    return any(rule.matches(text) for rule in rules.scoped(_CONTEXT, scope))


def _of_the_enrolled(read: list[Statement], sentence: Span, rules: Rules) -> Iterator[Statement]:
    asides = [each.span() for rule in rules.scoped(_CONTEXT, "aside") for each in rule.find(sentence.plain)]
    conditions = [each.span() for rule in rules.scoped(_CONTEXT, "conditional") for each in rule.find(sentence.plain)]
    for each in read:
        if _touches(each, asides):
            continue
        # A condition on the HER2-low among the patients still says that HER2-low patients enter.
        if each.state not in _OPPOSITE or not _touches(each, conditions):
            yield each
        elif each.basis != "derived":
            yield replace(each, state="any", weak=True)


def _touches(each: Statement, spans: list[tuple[int, int]]) -> bool:
    return any(start < each.end and each.start < end for start, end in spans)


def _inverted(read: list[Statement], sentence: Span, rules: Rules, place: Place = "refused") -> Iterator[Statement]:
    """Yield what follows from an exclusion: keeping HER2-positive disease out leaves HER2-negative disease in."""
    states = {(each.receptor, each.state) for each in read}
    if place == "refused" and sentence.section == "exclusion_criteria" and _says(rules, "kept", sentence.plain):
        return
    for each in read:
        both = (each.receptor, _OPPOSITE.get(each.state, "")) in states
        if each.basis == "stated" and each.state in _OPPOSITE and not each.only_pgr and not both:
            yield replace(each, state=_OPPOSITE[each.state], basis="implied", place=place)


def _read(sentence: Span, place: Place, rules: Rules) -> Iterator[Statement]:
    """Yield what a sentence says word for word, without asking of whom."""
    cohort_match = _COHORT.match(sentence.plain)
    cohort = cohort_match[1] if cohort_match else ""
    named_her2 = False
    for rule, match, who in _claimed(sentence.plain, rules):
        receptor, _, states = rule.value.partition(":")
        for name, only_pgr in _receptors(receptor, who):
            for state in states.split("+"):
                weak = rule.scope == "weak"
                named_her2 = named_her2 or (name == "her2" and not weak)
                yield Statement(
                    name, state, rule.id, rule.basis, place, sentence, *match.span(), weak, only_pgr, cohort
                )  # fmt: skip
    if not named_her2 and (scores := her2_scores(sentence.plain, rules)):
        for state in scores.states:
            place_of = (scores.start, scores.end)
            yield Statement(
                "her2", state, "receptors.her2.scores", "stated", place, sentence, *place_of, cohort=cohort
            )  # fmt: skip


def _claimed(text: str, rules: Rules) -> Iterator[tuple[Rule, re.Match[str], str]]:
    claimed: list[tuple[int, int]] = []
    for rule in rules.of("receptors"):
        for match in rule.find(text):
            start, end = match.span()
            group = next((name for name, part in match.groupdict().items() if part is not None), None)
            if rule.scope != "also":
                if any(start < last and first < end for first, last in claimed):
                    continue
                claimed.append((start, end))
            yield rule, match, match[group] if group else ""


def _receptors(receptor: str, who: str) -> Iterator[tuple[str, bool]]:
    """Yield ("her2" or "hr", whether only the progesterone receptor is meant) for the receptors a statement names."""
    if receptor in ("her2", "both") or (receptor == "listed" and _HER2.search(who)):
        yield "her2", False
    if receptor in ("hr", "both"):
        yield "hr", False
    elif receptor == "listed":
        estrogen, progesterone = _ESTROGEN_SIDE.search(_HER2.sub(" ", who)), _PROGESTERONE_SIDE.search(who)
        if estrogen or progesterone:
            yield "hr", not estrogen
