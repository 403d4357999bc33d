"""Read a ClinicalTrials.gov record as bare lines: one field per line, no labels, no empty fields.

The order is title, brief summary, conditions, interventions, primary, secondary and other outcomes, detailed
description. Lists are separated by "|", interventions are "TYPE: name", outcomes "measure, description, time frame".
Such a document has no identifier, status or phase.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.documents.contents.outcomes import comma_groups, split_outcome
from desktop.documents.contents.time_frames import opens_time_frame
from desktop.documents.syntax.wrapped_text import one_line
from desktop.errors import DocumentError
from desktop.trials.keys import key_for
from desktop.trials.trial import Intervention, Outcome, OutcomeRank, Section, Trial

_TYPES = (
    "drug|device|biological|procedure|radiation|behavioral|genetic|dietary[_ ]supplement|combination[_ ]product|"
    "diagnostic[_ ]test|other"
)
_INTERVENTION = re.compile(rf"({_TYPES}):\s*(\S.*)", re.IGNORECASE)
_INTERVENTION_START = re.compile(rf"\|(?=\s*(?:{_TYPES}):)", re.IGNORECASE)
_RANKS: tuple[OutcomeRank, ...] = ("primary", "secondary", "other")
_SENTENCE_BREAK = re.compile(r"[.!?]\s+(?:[-•*]\s+)?[A-Z]")
_SENTENCE_END = re.compile(r"""[.!?]["')\]]*$""")
_LONGEST_RECORD = 2_000_000
_LONGEST_TITLE = 600
_LONGEST_CONDITION_IN_WORDS = 14
_MOST_LINES_WITHOUT_INTERVENTIONS = 7
_SENTENCES_OF_AN_ACCOUNT = 3
_LONGEST_LIST_IN_WORDS = 30
_LONGEST_MEASURE_IN_WORDS = 45
# After the comma that ends a measure a new sentence begins; in prose this never follows a comma.
_DESCRIPTION_START = re.compile(
    r",\s(?:The|To|A|An|Number|Percentage|Proportion|Rate|Time|Change|Changes|Defined|Measured|This|It)\b"
)
# The minimum share of outcomes with a time frame in a line of outcomes; registries require it since 2008.
_SHARE_WITH_TIME = 0.5


@dataclass(frozen=True)
class _Layout:
    """Hold the indexes of the lines of each field; ``summary`` and ``description`` may have several lines."""

    title: str
    summary: tuple[str, ...]
    conditions: str
    interventions: str
    outcomes: tuple[str, ...]
    description: tuple[str, ...]


def recognises(text: str) -> bool:
    """Return whether the lines of a text can only be the fields of a registry record."""
    return _layout(text) is not None


def read(text: str) -> Iterator[Trial]:
    """Yield the one trial of a record in bare lines.

    Raises:
        DocumentError: The lines are not such a record.
    """
    layout = _layout(text)
    if layout is None:
        raise DocumentError("its lines are not the fields of a ClinicalTrials.gov record; check the file.")
    narrative = (("brief_summary", layout.summary), ("detailed_description", layout.description))
    yield Trial(
        key=key_for((), text),
        kind="registration",
        title=layout.title,
        narrative=tuple(Section(name, "\n".join(lines)) for name, lines in narrative if lines),
        conditions=_parts(layout.conditions),
        interventions=_interventions(layout.interventions),
        outcomes=tuple(_outcomes(layout.outcomes)),
    )


def _layout(text: str) -> _Layout | None:
    if len(text) > _LONGEST_RECORD:
        return None
    lines = [words for line in text.split("\n") if (words := one_line(line))]
    if len(lines) < 3 or not _is_title(lines[0]):
        return None
    anchors = [place for place, line in enumerate(lines) if _is_interventions(line)]
    if len(anchors) > 1:
        return None
    anchor = anchors[0] if anchors else None
    first = anchor + 1 if anchor is not None else _first_outcomes(lines)
    if first is None or anchor == 0:
        return None
    before = lines[1 : anchor if anchor is not None else first]
    conditions = before[-1] if before and _is_conditions(before[-1]) else ""
    outcomes = _outcome_lines(lines[first:])
    layout = _Layout(
        title=lines[0],
        summary=tuple(before[:-1] if conditions else before),
        conditions=conditions,
        interventions=lines[anchor] if anchor is not None else "",
        outcomes=tuple(outcomes),
        description=tuple(lines[first + len(outcomes) :]),
    )
    return layout if _is_whole(layout) else None


def _is_whole(layout: _Layout) -> bool:
    """Return whether several lines are certainly fields: a letter or a table may have one that looks like a field."""
    if any("\t" in line for line in layout.summary) or any(len(line.split()) < 4 for line in layout.summary[:1]):
        return False
    timed = bool(layout.outcomes) and _share_with_time(layout.outcomes[0]) >= _SHARE_WITH_TIME
    if not layout.interventions:
        return timed and bool(layout.conditions)
    if layout.description and not layout.outcomes and not layout.conditions:
        return False
    if not layout.conditions:
        return timed
    return (
        bool(layout.summary or layout.description or layout.outcomes)
        or layout.interventions.partition(":")[0].isupper()
    )


def _is_title(line: str) -> bool:
    """Return whether a line can be a title: words, and not a heading, salutation, header or markup."""
    return (
        len(line) <= _LONGEST_TITLE
        and sum(letter.isalpha() for letter in line) * 2 > len(line)
        and " " in line
        and not line.endswith((",", ":", ";"))
        and not line.startswith(("#", "{", "<", "|", '"', "- ", "* ", "//", "%"))
        and "|" not in line
        and not _is_interventions(line)
    )


def _is_interventions(line: str) -> bool:
    parts = _INTERVENTION_START.split(line)
    return all(_INTERVENTION.fullmatch(part.strip()) for part in parts) and _is_list(parts, line)


def _is_list(parts: list[str], line: str) -> bool:
    # "Other: we thank the patients. They …" is prose, "OTHER: Questionnaire" is not.
    return len(parts) > 1 or line.partition(":")[0].isupper() or not _is_prose(line)


def _is_conditions(line: str) -> bool:
    return not _is_prose(line) and all(
        len(part.split()) <= _LONGEST_CONDITION_IN_WORDS and not _has_time(part) for part in _parts(line)
    )


def _is_prose(line: str) -> bool:
    return bool(_SENTENCE_BREAK.search(line) or _SENTENCE_END.search(line)) or (
        "|" not in line and len(line.split()) > _LONGEST_LIST_IN_WORDS
    )


def _first_outcomes(lines: list[str]) -> int | None:
    """Return the index of the first outcomes in a record without interventions: after title, summary and conditions.

    Only the form of the whole shows such a record, so each line must be in its right place.
    """
    if len(lines) > _MOST_LINES_WITHOUT_INTERVENTIONS:
        return None
    for place in (2, 3):
        if place < len(lines) and _is_timed(lines[place]) and _is_conditions(lines[place - 1]):
            summarised = place == 3 and _is_prose(lines[1]) and _is_measure(lines[0])
            listed = place == 2 and "|" in lines[1] + lines[2]
            return place if summarised or listed else None
    return None


def _is_timed(line: str) -> bool:
    frames = [split_outcome("primary", part).time_frame for part in _parts(line)]
    return sum(map(opens_time_frame, frames)) >= len(frames) * _SHARE_WITH_TIME > 0


def _outcome_lines(lines: list[str]) -> list[str]:
    """Return the lines with outcomes at the beginning of ``lines``; the description follows."""
    # Outcomes come before the description: every line before a clear line of outcomes is one too.
    plain = [place for place, line in enumerate(lines[: len(_RANKS)]) if "|" in line and _share_with_time(line) > 0]
    count = plain[-1] + 1 if plain else 0
    while count < min(len(lines), len(_RANKS)):
        # Only the last line can be the description, unless that has paragraphs; then these are clearly prose.
        if not _is_outcomes(lines[count], is_last=count == len(lines) - 1):
            break
        count += 1
    return lines[:count]


def _is_outcomes(line: str, *, is_last: bool) -> bool:
    """Return whether a line after the interventions holds outcomes and not the description."""
    parts = _parts(line)
    measures = [comma_groups(part)[0] for part in parts]
    if sum(map(_is_measure, measures)) * 2 < len(measures):
        return len(parts) > 1 and _share_with_time(line) >= _SHARE_WITH_TIME
    if len(parts) > 1 or not _is_prose(line):
        return True
    # "The trial ran in Milan, for 2 years." is prose that ends with a time by chance.
    is_account = bool(_SENTENCE_END.search(line)) or len(_SENTENCE_BREAK.findall(line)) >= _SENTENCES_OF_AN_ACCOUNT
    timed = _has_time(line) and not (is_last and is_account)
    return timed or (not is_last and bool(_DESCRIPTION_START.match(line[len(measures[0]) :])))


def _is_measure(words: str) -> bool:
    return len(words.split()) <= _LONGEST_MEASURE_IN_WORDS and not _SENTENCE_BREAK.search(words)


def _share_with_time(line: str) -> float:
    parts = _parts(line)
    return sum(_has_time(part) for part in parts) / len(parts) if parts else 0.0


def _has_time(part: str) -> bool:
    return bool(split_outcome("primary", part).time_frame)


def _parts(line: str) -> tuple[str, ...]:
    return tuple(words for part in line.split("|") if (words := part.strip()))


def _interventions(line: str) -> tuple[Intervention, ...]:
    found = (_INTERVENTION.fullmatch(part.strip()) for part in _INTERVENTION_START.split(line))
    return tuple(Intervention(name=match[2].strip(), kind=match[1]) for match in found if match)


def _outcomes(lines: tuple[str, ...]) -> list[Outcome]:
    return [split_outcome(rank, part) for rank, line in zip(_RANKS, lines, strict=False) for part in _parts(line)]
