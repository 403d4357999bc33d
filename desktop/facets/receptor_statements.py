"""What a trial's texts say of receptor status, and of whom: the ground that HER2 and hormone receptor facets share."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from desktop.facets.her2_scores import her2_scores
from desktop.facets.hints import hint
from desktop.facets.matching import hits_in
from desktop.facets.reading import Reading, Span
from desktop.facets.rules import Rule, Rules
from desktop.trials.finding import Basis

Place = Literal["criteria", "title", "conditions", "refused", "summary", "other"]

_CONTEXT = "receptor_context"
_SECTIONS: dict[Place, tuple[str, ...]] = {
    "criteria": ("inclusion_criteria", "eligibility"),
    "title": ("title", "official_title"),
    "conditions": ("conditions",),
    "refused": ("exclusion_criteria",),
    "summary": ("brief_summary",),
    "other": ("detailed_description", "arms", "keywords", "intervention_details"),
}
_BY_TRUST: tuple[tuple[Place, ...], ...] = (("criteria", "title", "conditions"), ("refused",), ("summary",), ("other",))
# Of an abstract, the parts about results and conclusions tell what was found, not who was enrolled.
_FINDINGS_PART = re.compile(r"abstract_.*(?:result|finding|conclusion|interpretation|funding|relevance|discussion)")
# Two tests, the cheaper first: without one of these words a sentence says nothing of receptors.
_HINT = hint(
    ("her2", "her-2", "neu", "erb", "triple", "tnbc", "tpbc", "luminal", "receptor", "factor", "hormon", "estrogen"),
    exact=("ER", "PR", "PgR", "HR", "HoR", "TN", "Her 2", "endocrine"),
)
_RELEVANT_WORD = re.compile(
    r"her[\s-]?2|her\s?/\s?neu|erb-?\s?b|triple|tnbc|tpbc|luminal|receptor|growth\s+factor"
    r"|hormon\w+[\s-]+(?:positiv|negativ|sensitiv|responsiv)e|endocrine[\s-]+(?:positiv|negativ|sensitiv|responsiv)e"
    r"|estrogen[\s-]+(?:positiv|negativ|sensitiv|responsiv)e"
)
_RELEVANT_LETTERS = re.compile(r"\b(?:ER|PR|PgR|PGR|HR|HoR|ERs|PRs|TN|mTN)(?![A-Za-z])|\bHER[\s-]+(?:2|II)|ERα")
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


def receptor_statements(reading: Reading, rules: Rules) -> Iterator[tuple[tuple[Place, ...], list[Statement]]]:
    """Yield places that decide together, the most trusted first, with all statements of the texts read so far.

    No further text is read than is asked for. The statements stand in reading order; a sentence among the criteria may
    say whom the trial refuses, so that its statements count for that place.
    """
    statements: list[Statement] = []
    for places in _BY_TRUST:
        statements = statements + [each for place in places for each in _statements(reading, rules, place)]
        yield places, statements


# Two facets ask in turn for the same places, the last of which is long and often not needed.
@lru_cache(maxsize=len(_SECTIONS))
def _statements(reading: Reading, rules: Rules, place: Place) -> tuple[Statement, ...]:
    abstract = _abstract_parts(reading) if place == "summary" else ()
    return tuple(
        statement
        for section in (*_SECTIONS[place], *abstract)
        for sentence in reading.hinted(section, _HINT, cased=True)
        if _RELEVANT_WORD.search(sentence.lowered) or _RELEVANT_LETTERS.search(sentence.plain)
        for statement in _in_place(sentence, place, rules)
    )


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
    elif place == "criteria" and _says(rules, "refused", sentence):
        yield from _inverted(read, sentence, rules, "refused")
    elif place in ("criteria", "summary", "other"):
        yield from _of_the_enrolled(read, sentence, rules)
    else:
        yield from read


def _enrols(sentence: Span, rules: Rules) -> bool:
    if sentence.section in ("keywords", "arms"):
        return True
    scope = "abstract" if sentence.section.startswith("abstract") else "enrolling"
    return _says(rules, scope, sentence) and not _says(rules, "background", sentence)


def _says(rules: Rules, scope: str, sentence: Span) -> bool:
    return rules.scoped(_CONTEXT, scope).matches(sentence.plain, sentence.lowered)


def _of_the_enrolled(read: list[Statement], sentence: Span, rules: Rules) -> Iterator[Statement]:
    asides, conditions = _spans(sentence, rules, "aside"), _spans(sentence, rules, "conditional")
    for each in read:
        if _touches(each, asides):
            continue
        # A condition on the HER2-low among the patients still says that HER2-low patients enter.
        if each.state not in _OPPOSITE or not _touches(each, conditions):
            yield each
        elif each.basis != "derived":
            yield replace(each, state="any", weak=True)


def _spans(sentence: Span, rules: Rules, scope: str) -> list[tuple[int, int]]:
    found = hits_in((sentence,), rules.scoped(_CONTEXT, scope))
    return [hit.match.span() for hit in found]


def _touches(each: Statement, spans: list[tuple[int, int]]) -> bool:
    return any(start < each.end and each.start < end for start, end in spans)


def _inverted(read: list[Statement], sentence: Span, rules: Rules, place: Place = "refused") -> Iterator[Statement]:
    """Yield what follows from an exclusion: keeping HER2-positive disease out leaves HER2-negative disease in."""
    states = {(each.receptor, each.state) for each in read}
    if place == "refused" and sentence.section == "exclusion_criteria" and _says(rules, "kept", sentence):
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
    for rule, match, who in _claimed(sentence, rules):
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


def _claimed(sentence: Span, rules: Rules) -> Iterator[tuple[Rule, re.Match[str], str]]:
    claimed: list[tuple[int, int]] = []
    for hit in hits_in((sentence,), rules.scoped("receptors")):
        start, end = hit.match.span()
        if hit.rule.scope != "also":
            if any(start < last and first < end for first, last in claimed):
                continue
            claimed.append((start, end))
        group = next((name for name, part in hit.match.groupdict().items() if part is not None), None)
        yield hit.rule, hit.match, hit.match[group] if group else ""


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
