"""Make the page of one trial in a board pack: facts with their sentences, arms, criteria in two columns, sites."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.exports.board.options import BoardOptions, decision_in_words
from desktop.exports.board.shortened import around, shortened, some
from desktop.exports.board.sites import sites_in_words
from desktop.sheet.parts import Fact, Item, Items, Paragraphs, Quote, Reading, Readings, Sheet, words_of
from desktop.sheet.registry_words import RegistryWords
from desktop.sheet.subject import Subject
from desktop.sheet.treatment import arm_in_words
from desktop.sheet.wording import Wording
from desktop.trials.date_words import day_in_words
from desktop.trials.facets import NOT_IN_DOCUMENT, NOT_STATED
from desktop.trials.trial import Arm

_FACTS = (
    *("phase", "status", "lines", "her2", "hr", "setting", "brain_metastases", "ecog_max"),
    *("prior_cdk46", "prior_her2_adc", "biomarkers"),
)
_CODES = ("phase", "status")
"""Facets whose words in the record are only a code, which is no evidence for a reader."""
_IN_ONE_LINE = ("enrollment", "ages", "sex", "start", "primary_completion", "sponsor")
PARTS = ("facts", "evidence", "eligibility")
"""The parts of a sheet that are used for the page."""
_MARK = re.compile(r"^\s*(?:[-–*•·]\s+)+")
_MOST_TITLE, _MOST_NAME, _MOST_OUTCOME = 280, 90, 180


@dataclass(frozen=True)
class Cut:
    """Hold how much of a trial is printed: lines for each list of criteria, letters for a criterion, and so on.

    ``lines`` is -1 for all lines; ``sentence`` is 0 for no sentences.
    """

    lines: int
    criterion: int
    sentence: int
    arms: int
    places: int
    note: int


# From everything to so little that it always fits; the printer uses the first that fits one sheet.
CUTS = (
    Cut(-1, 900, 260, 14, 14, 600),
    *(Cut(lines, 600, 240, 12, 12, 600) for lines in range(60, 44, -1)),
    *(Cut(lines, 400, 220, 10, 10, 500) for lines in range(44, 24, -1)),
    *(Cut(lines, 260, 170, 8, 8, 400) for lines in range(24, 12, -1)),
    *(Cut(lines, 180, 120, 5, 5, 250) for lines in range(12, 5, -1)),
    Cut(4, 120, 80, 4, 3, 150),
    Cut(2, 100, 0, 3, 2, 100),
    Cut(0, 0, 0, 2, 1, 60),
)
_A_LINE = 58
"""About the number of letters in a line of a column; an exact number is not needed."""


@dataclass(frozen=True)
class FactLine:
    """Hold a facet with its value and the sentence in three pieces: before the words, the words, after them.

    ``source`` says that the sentence is one of the exclusion criteria, else "".
    """

    label: str
    value: str
    sentence: tuple[str, str, str] | None = None
    source: str = ""


@dataclass(frozen=True)
class CriteriaColumn:
    """Hold a list of criteria, and the number of further criteria in the record."""

    heading: str
    criteria: tuple[tuple[str, int], ...]
    more: int


@dataclass(frozen=True)
class BoardTrial:
    """Hold the content of a page of a board pack above the criteria."""

    identifiers: str
    kind: str
    acronym: str
    title: str
    decision: str
    notes: tuple[tuple[str, str], ...]
    facts: tuple[FactLine, ...]
    silent: tuple[str, ...]
    absent: tuple[str, ...]
    drugs: str
    brief: str
    arms: tuple[tuple[str, str], ...]
    more_arms: int
    outcomes: str
    sites: str
    warnings: tuple[str, ...]


def board_trial(sheet: Sheet, subject: Subject, options: BoardOptions, cut: Cut, words: Wording) -> BoardTrial:
    """Return a trial without its criteria, shortened to a page."""
    trial, own_work, codes = subject.trial, subject.stored.own_work, words.codes
    silent, absent = (_without(value, sheet, subject) for value in (NOT_STATED, NOT_IN_DOCUMENT))
    facts = {fact.id: "; ".join(fact.words) for fact in (*sheet.facts, *sheet.values)}
    return BoardTrial(
        identifiers=some(sheet.identifiers, 4, " · "),
        kind=sheet.kind,
        acronym=shortened(trial.acronym, _MOST_NAME),
        title=shortened(sheet.title, _MOST_TITLE),
        decision=_decision(options, subject),
        notes=tuple((day_in_words(n.made[:10]), shortened(n.text, cut.note)) for n in options.notes(own_work)[-3:]),
        facts=tuple(_facts(sheet, frozenset((*silent, *absent)), cut)),
        silent=silent,
        absent=absent,
        drugs=shortened(facts.get("drugs", ""), 240),
        brief=" · ".join(shortened(facts[each], _MOST_NAME) for each in _IN_ONE_LINE if facts.get(each)),
        arms=tuple(
            (_arm(arm, codes), shortened(", ".join(arm.interventions), cut.criterion or 80))
            for arm in trial.arms[: cut.arms]
        ),
        more_arms=max(0, len(trial.arms) - cut.arms),
        outcomes=shortened(
            some([each.measure for each in trial.outcomes if each.rank == "primary"], 3, "; "), _MOST_OUTCOME
        ),
        sites=sites_in_words(trial.sites, options.countries(words.mine), cut.places, codes),
        warnings=tuple(shortened(each, 220) for each in sheet.warnings[:2]),
    )


def _decision(options: BoardOptions, subject: Subject) -> str:
    entry = options.entry(subject.stored.own_work)
    if entry is None:
        return ""
    date = day_in_words(entry.decided[:10]) if entry.decided else ""
    said = ", ".join(filter(None, (decision_in_words(entry), shortened(entry.reason, 120), date)))
    return f"{said} ({options.shortlist})" if options.with_label and options.shortlist else said


def _facts(sheet: Sheet, silent: frozenset[str], cut: Cut) -> Iterator[FactLine]:
    """Yield the facets, except those with ``silent`` labels, each value with its first sentence if there is space."""
    readings: dict[str, list[Reading]] = {}
    for part in sheet.parts:
        for block in part.blocks:
            if isinstance(block, Readings):
                for reading in block.readings:
                    readings.setdefault(reading.facet, []).append(reading)
    for fact in _told(sheet):
        facet = fact.id
        if fact.label in silent:
            continue
        dated = f" · {fact.dated}" if fact.dated else ""
        values = "; ".join(fact.words) + dated
        counting = [each for each in readings.get(facet, ()) if not each.is_replaced]
        own = next((each for each in counting if each.own), None)
        if own is not None:
            yield FactLine(fact.label, values, ("", f"{own.decided}: {shortened(own.reason, 160)}", ""))
        elif facet in _CODES or not cut.sentence or not any(each.quotes for each in counting):
            yield FactLine(fact.label, values)
        else:
            yield from _with_sentences(fact.label, values, counting, cut)


def _told(sheet: Sheet) -> list[Fact]:
    """Return the facets of a board in their order."""
    told = {fact.id: fact for fact in sheet.values}
    return [told[facet] for facet in _FACTS if facet in told and told[facet].values]


def _without(value: str, sheet: Sheet, subject: Subject) -> tuple[str, ...]:
    """Return the labels of the facets whose only value is this one ("not stated"), if the user has replaced nothing."""
    return tuple(each.label for each in _told(sheet) if subject.values.get(each.id) == (value,) and not each.replaced)


def _with_sentences(label: str, values: str, readings: Sequence[Reading], cut: Cut) -> Iterator[FactLine]:
    """Yield a facet: one line for each value if their sentences differ, else one line."""
    quotes = {reading.value: reading.quotes[0] for reading in readings if reading.quotes}
    if len({quote.sentence for quote in quotes.values()}) < 2 or len(quotes) > 3:
        yield _with_sentence(label, values, next(iter(quotes.values())), cut)
        return
    for place, (value, quote) in enumerate(quotes.items()):
        yield _with_sentence(label if place == 0 else "", value, quote, cut)


def _with_sentence(label: str, value: str, quote: Quote, cut: Cut) -> FactLine:
    sentence = around(quote.before, quote.words, quote.after, cut.sentence)
    return FactLine(label, value, sentence, quote.from_exclusion)


def _arm(arm: Arm, codes: RegistryWords) -> str:
    return arm_in_words(replace(arm, label=shortened(arm.label, _MOST_NAME)), codes)


def criteria_columns(sheet: Sheet, cut: Cut) -> Iterator[CriteriaColumn]:
    """Yield the lists of criteria, shortened to a page."""
    for part in sheet.parts:
        if part.id == "eligibility":
            for block in part.blocks:
                if isinstance(block, Items):
                    yield _column(block.heading, block.items, cut)
                elif isinstance(block, Paragraphs):
                    yield _column(block.heading, block.lines, cut)


def _column(heading: str, items: Sequence[Item], cut: Cut) -> CriteriaColumn:
    """Return as many criteria as fit the lines of a column, so that both columns have the same height."""
    shown, room = list[tuple[str, int]](), cut.lines
    for each in items:
        # A line of criteria that the source does not divide may bring the mark of its list along.
        text = shortened(_MARK.sub("", words_of(each.text)), cut.criterion)
        room -= -(-len(text) // _A_LINE) or 1
        if room < 0 <= cut.lines:
            break
        shown.append((text, each.level))
    return CriteriaColumn(heading, tuple(shown), len(items) - len(shown))
