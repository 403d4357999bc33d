"""Split table rows whose cells a copy has joined: "Arm ATrastuzumabGiven weekly"."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from desktop.documents.contents.time_frames import is_time_frame, may_open_time_frame, opens_time_frame

# A seam between two cells: a lower-case letter, digit or closing mark directly before a capitalised word.
_SEAM = re.compile(r"(?<=[a-z0-9)\]%.])(?=[A-Z][a-z]|[A-Z]\s)")
# After such an end the cell continues: "Pyrotinib+Capecitabine" is one label.
_OPEN_ENDED = "+-/&([,:;–—|\"'“‘"
# Text with such a beginning belongs to the words before it; an empty text does not.
_GOING_ON = (" ", "\t", "\u00a0", "+", "-", "/", "&", ")", "]", ",", ":", ";", ".", "–", "'", "’")
_ABSENT_TIME = re.compile(r"(?P<name>.*\S)(?:Not (?:specified|provided|available|applicable))", re.IGNORECASE)
_UNMISTAKABLE_TIME = re.compile(
    r"up to \d|through study|throughout the|baseline|within \d|during \d|approximately \d|over \d|maximum \d|"
    r"an average|at \d|at baseline|at the end|from (?:baseline|birth|date|the date|randomi[sz]ation|enrol+ment|"
    r"inclusion|first)|until \w+|after \d|every \d"
)
_LONGEST_NUMBER = 5
# In characters; longer lines are no rows, and examining them would be slow.
_LONGEST_LABEL = 400
_LONGEST_TIME = 500
_LONGEST_ROW = 2_000
_MOST_SEAMS = 40
_MOST_LOOKS = 1_000
# The maximum of comparisons of a line with a name; the page of one trial never needs more.
_MOST_COMPARED = 200_000
_MOST_ROWS = 1_000
_WORDS_ENDING_LIKE_A_TIME = (
    "that",
    "treat",
    "repeat",
    "format",
    "heat",
    "what",
    "threat",
    "great",
    "moreover",
    "thereafter",
)


@dataclass(frozen=True)
class ArmRow:
    """Hold one row of an arm table; ``sure`` is false if the cells were guessed."""

    label: str
    intervention: str
    description: str
    sure: bool = True


def split_arm_rows(lines: Iterable[str], names: Iterable[str]) -> tuple[ArmRow, ...]:
    """Return the rows of a table with the cells label, intervention and description, joined without a separator.

    ``names`` are known interventions. Rows of one arm begin with the same label and end with the same description, so
    the text between is an intervention too. Lines that are no row continue the description of the row before.
    """
    known = dict.fromkeys(name for name in names if name)
    pending = [line.strip() for line in lines if line.strip()]
    most = max(1, min(_MOST_ROWS, _MOST_COMPARED // max(1, len(known))))
    pending, beyond = pending[:most], pending[most:]
    while True:
        rows = _by_names(pending, known)
        taught = [row or _by_neighbours(line, rows) for line, row in zip(pending, rows, strict=True)]
        new = dict.fromkeys(row.intervention for row in taught if row and row.intervention not in known)
        known |= new
        if not new or len(pending) * len(known) > _MOST_COMPARED:
            return _with_rest(tuple(_joined(pending, taught)), beyond)


def _with_rest(rows: tuple[ArmRow, ...], lines: list[str]) -> tuple[ArmRow, ...]:
    """Return rows with further lines, which are too many to split, as text of the last row."""
    if not lines:
        return rows
    last = rows[-1]
    return (*rows[:-1], replace(last, description="\n".join((last.description, *lines)).strip(), sure=False))


def split_outcome_row(line: str) -> tuple[str, str, str]:
    """Return (name, time frame, method) of a row of an outcome table; "" for a cell without a seam before it."""
    if len(line) > _LONGEST_ROW:
        return line, "", ""
    seams = [match.start() for match in islice(_SEAM.finditer(line), _MOST_SEAMS)]
    places = _time_places(line)
    looks = 0
    for seam in [*seams, len(line)]:
        looks += len(places)
        if looks > _MOST_LOOKS:
            break
        name, time_frame = _split_time(line[:seam], places)
        if time_frame:
            return name, time_frame, line[seam:]
    return split_time(line)[0], "", ""


def split_time(line: str) -> tuple[str, str]:
    """Return (name, time frame) of "Overall survival (OS)3 years"; the time frame is "" without a seam."""
    return _split_time(line, _time_places(line))


def _split_time(line: str, places: list[int]) -> tuple[str, str]:
    if match := _ABSENT_TIME.fullmatch(line):
        return match["name"], ""
    for place in places:
        if len(line) - _LONGEST_TIME <= place < len(line) and _is_time_seam(line, place):
            return line[:place], line[place:]
    return line, ""


def _time_places(line: str) -> list[int]:
    """Return the offsets at which a time frame may begin; computed once for all seams."""
    return [
        place
        for place in range(1, len(line))
        if not (line[place - 1].isspace() or line[place].isspace()) and _may_be_seam(line, place)
    ]


def _may_be_seam(line: str, place: int) -> bool:
    if line[place].islower() and line[place - 1].isalnum():
        return bool(_UNMISTAKABLE_TIME.match(line, place))
    return may_open_time_frame(line, place)


def _is_time_seam(line: str, place: int) -> bool:
    before, after, rest = line[place - 1], line[place], line[place:]
    if after.isdigit():
        return _is_digit_seam(line, place) and opens_time_frame(rest)
    if not after.isalpha() or before in _OPEN_ENDED:
        return False
    if after.islower() and before.isalnum():
        # Only the words show the seam: "Pain responsethrough study completion".
        word = re.match(r"\w*", rest)
        glued = re.search(r"\w*$", line[:place])
        told = (glued.group() if glued else "") + (word.group() if word else "")
        return bool(_UNMISTAKABLE_TIME.match(rest)) and told.casefold() not in _WORDS_ENDING_LIKE_A_TIME
    # "DNA" and "PFSFrom": after a capital only a whole word shows that another cell begins.
    return is_time_frame(rest) and not (before.isupper() and not rest[1:2].islower())


def _is_digit_seam(line: str, place: int) -> bool:
    before = line[place - 1]
    if before.isdigit():
        # "RECIST 1.13 months" is version 1.1 and 3 months, not version 1. and 13 months.
        return bool(re.search(r"\d\.\d$", line[:place])) and line[place] != "0"
    if before == ".":
        return not re.search(r"\d\.$", line[:place])
    # Versions ("v5.0") and long numbers ("ASTX66012 months") cannot be split with certainty.
    number = re.match(r"\d*", line[place:])
    return before not in "-–,/<>≥≤=(~±vV" and len(number.group() if number else "") < _LONGEST_NUMBER


def _by_names(lines: list[str], known: Iterable[str]) -> list[ArmRow | None]:
    """Return each line split at the known name that fits best between two cells; None if no name fits."""
    candidates = [[row for name in known for row in _cuts(line, name)] for line in lines]
    # One arm has a row for each of its interventions: the right split is the one that other rows share.
    arms = Counter(arm for rows in candidates for arm in {(row.label, row.description) for row in rows})
    labels = Counter(label for rows in candidates for label in {row.label for row in rows})

    def fit(row: ArmRow) -> tuple[int, int, bool, int, int]:
        begins_anew = not row.description[:1].islower()
        return (
            arms[row.label, row.description],
            labels[row.label],
            begins_anew,
            len(row.intervention),
            -len(row.label),
        )

    return [max(rows, key=fit, default=None) for rows in candidates]


def _cuts(line: str, name: str) -> Iterator[ArmRow]:
    # A label is short, so it can only be at the beginning of the line.
    for match in re.finditer(re.escape(name), line[:_LONGEST_LABEL], re.IGNORECASE):
        label, description = line[: match.start()], line[match.end() :]
        if label and not (label[-1].isspace() or label[-1] in _OPEN_ENDED or description[:1] in _GOING_ON):
            yield ArmRow(label, name, description)


def _by_neighbours(line: str, rows: list[ArmRow | None]) -> ArmRow | None:
    """Return a line as a row if another row has the same label and description; else None."""
    for row in rows:
        if row is None or not line.startswith(row.label) or not row.description:
            continue
        middle = line[len(row.label) :]
        if middle.endswith(row.description) and (name := middle[: -len(row.description)]) and not name[0].isspace():
            return ArmRow(row.label, name, row.description)
    return None


def _joined(lines: list[str], rows: list[ArmRow | None]) -> Iterator[ArmRow]:
    labels = [row.label for row in rows if row]
    current: ArmRow | None = None
    for line, row in zip(lines, rows, strict=True):
        found = row or _by_seams(line, labels, first=current is None)
        if found is None and current is not None:
            current = ArmRow(
                current.label, current.intervention, f"{current.description}\n{line}".strip(), sure=current.sure
            )
            continue
        if current is not None:
            yield current
        current = found or ArmRow(line, "", "", sure=False)
    if current is not None:
        yield current


def _by_seams(line: str, labels: list[str], *, first: bool) -> ArmRow | None:
    """Return a line split only at its seams, because its intervention is unknown; else None."""
    label = max((each for each in labels if line.startswith(each) and len(line) > len(each)), key=len, default="")
    rest = line[len(label) :]
    if label and (rest[0].isspace() or rest[0] in _OPEN_ENDED):
        return None
    seams = [match.start() for match in _SEAM.finditer(rest) if match.start()]
    if label:
        cut = seams[0] if seams else 0
        return ArmRow(label, rest[:cut], rest[cut:], sure=False)
    if not seams:
        return None
    # A row with only label and description has one seam, but so has a trade name ("PharmaMar") in a continued line.
    if len(seams) == 1 and not first:
        return None
    if len(seams) == 1:
        return ArmRow(rest[: seams[0]], "", rest[seams[0] :], sure=False)
    return ArmRow(rest[: seams[0]], rest[seams[0] : seams[1]], rest[seams[1] :], sure=False)
