"""Find the records in a JSON text one by one, in any nesting; a damaged record does not affect others.

A large download is never parsed as a whole: the scanner steps through arrays and outer objects, and each record is
parsed on demand.
"""

import json
import re
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from desktop.errors import DocumentError
from desktop.trials.remarks import Remark, remark
from desktop.trials.trial import Trial

_SPACE = re.compile(r"\s*")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_CONFLICT_MARKS = (("<", re.compile("<<<<<<< ")), (">", re.compile(">>>>>>> ")))  # in a large text faster than "in"
_NUMBER = re.compile(r'"(?:nctId|NCTId)"\s*:\s*"(NCT\d{8})"')
_MOST_DIGITS = 19
_LARGEST = 2**63 - 1
_DEEPEST_WRAPPING = 8
_MOST_REALS = 50_000
_MOST_FAULTS_IN_A_ROW = 1_000
# Escapes without a character: NUL and half a surrogate pair. Whole pairs and "\\" match so that they are skipped.
_LOST_ESCAPE = re.compile(
    r"\\\\|\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(?P<lost>\\u(?:[dD][89a-fA-F][\da-fA-F]{2}|0000))"
)

_LOST_BEGINNING = re.compile(r"\\u(?:0000|[dD])")


@dataclass(frozen=True)
class Refused:
    """Replace a number that JSON or this program does not accept; ``why`` says what it is."""

    why: Remark


@dataclass(frozen=True)
class JsonRecord:
    """Hold one record; ``place`` counts from 1, ``lost`` replaced characters; ``refused``: numbers were refused."""

    place: int
    fields: dict[str, Any]
    lost: int = 0
    refused: bool = False


class _DamagedError(Exception):
    """Report the offset after which the JSON cannot be read, and why."""

    def __init__(self, at: int, why: str) -> None:
        super().__init__(why)
        self.at = at
        self.why = why


_Found = Generator[JsonRecord | DocumentError, None, int]


def json_records(
    text: str, marks: frozenset[str], wrappers: frozenset[str], first_keys: frozenset[str] = frozenset()
) -> Iterator[JsonRecord | DocumentError]:
    """Yield the records of a JSON text in order; yield an error for one that cannot be read.

    A record is an object with one of the keys ``marks``. Records may be single, one after another, in arrays, or in
    objects under one of the keys ``wrappers``. After damage, reading continues at the next object whose first key is
    one of ``first_keys`` (by default ``marks``).

    Raises:
        DocumentError: The text has git's conflict markers, or is so damaged that the rest cannot be read.
    """
    # A search for single signs and words first: the pattern is ten times slower, and large texts have no mark.
    marked = any(sign in text and mark.search(text) for sign, mark in _CONFLICT_MARKS)
    if marked and (conflict := _CONFLICT.search(text)):
        line = text.count("\n", 0, conflict.start()) + 1
        raise DocumentError(
            f"line {line} holds a git conflict marker: two versions of the file were left unmerged in it; "
            "download the record again."
        )
    scanner = _Scanner(text, marks, wrappers, first_keys or marks)
    try:
        yield from scanner.series(0, "", 0)
    except _DamagedError as damage:
        raise DocumentError(scanner.told(damage)) from damage


def trials_of(
    records: Iterable[JsonRecord | DocumentError], read: Callable[[JsonRecord], Trial]
) -> Iterator[Trial | DocumentError]:
    """Yield the trial that ``read`` makes of each record; yield an error for one that cannot be read."""
    for record in records:
        if isinstance(record, DocumentError):
            yield record
            continue
        try:
            yield read(record)
        except DocumentError as fault:
            yield DocumentError(f"study {record.place}: {fault}")


class _Reals(dict[str, float]):
    """Give the number that is written so, remembered: the same places on the map come again in many records."""

    def __init__(self, read: Callable[[str], float | Refused]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, written: str) -> float | Refused:
        number = self._read(written)
        if isinstance(number, float) and len(self) < _MOST_REALS:
            self[written] = number
        return number


class _Scanner:
    """Scan one text; hold the number of records found."""

    def __init__(self, text: str, marks: frozenset[str], wrappers: frozenset[str], first_keys: frozenset[str]) -> None:
        self._text = text
        self._marks = marks
        self._wrappers = wrappers
        self._start_of_next = re.compile(rf'\{{\s*"(?:{"|".join(map(re.escape, sorted(first_keys)))})"\s*:')
        self._place = 0
        self._faults_in_a_row = 0
        self._refused = False
        self._line_at = (0, 1)
        real = _Reals(self._real).__getitem__
        # There are many whole numbers, so they are checked singly only if Python refuses one for its length.
        self._decoder = json.JSONDecoder(parse_constant=self._refuse, parse_float=real)
        self._careful, self._lenient = (
            json.JSONDecoder(strict=strict, parse_constant=self._refuse, parse_int=self._whole, parse_float=real)
            for strict in (True, False)
        )

    def series(self, at: int, closing: str, depth: int) -> _Found:
        """Yield the records from an offset to a closing bracket, or to the text's end if it is ""; return the end."""
        at = self._skip(at)
        while self._text[at : at + 1] != closing:
            begin, place, whole = at, self._place, False
            try:
                at = self._skip((yield from self._value(at, depth)))
                whole = True
                at = self._past_comma(at, closing)
                self._faults_in_a_row = 0
            except _DamagedError as damage:
                following = self._start_of_next.search(self._text, max(damage.at, begin + 1))
                self._faults_in_a_row += 1
                if following is None or self._faults_in_a_row > _MOST_FAULTS_IN_A_ROW:
                    raise
                at = following.start()
                self._place += self._place == place
                named = f"after study {self._place}" if whole else self._named(begin, at)
                yield DocumentError(f"{named}: {self.told(damage)}")
        return at + len(closing)

    def told(self, damage: _DamagedError) -> str:
        """Return a sentence on what is wrong, where, and what to do."""
        line = self._line_of(damage.at)
        if damage.why == "breaks off":
            return f"the JSON breaks off at line {line}; it was cut short: download it again."
        if damage.why == "deep":
            return f"what begins at line {line} is nested deeper than any trial document; download it again."
        column = damage.at - self._text.rfind("\n", 0, damage.at)
        return f"the JSON is damaged at line {line}, column {column}; download it again."

    def _value(self, at: int, depth: int) -> _Found:
        if depth > _DEEPEST_WRAPPING:
            raise _DamagedError(at, "deep")
        letter = self._text[at : at + 1]
        if letter == "[":
            return (yield from self.series(at + 1, "]", depth + 1))
        if letter == "{":
            return (yield from self._object(at, depth))
        _, end = self._decoded(at)
        yield self._no_record()
        return end

    def _object(self, begin: int, depth: int) -> _Found:
        """Yield the object itself as a record, or the records inside it; skip values before the deciding key."""
        wrapped = False
        at = self._skip(begin + 1)
        while self._text[at : at + 1] != "}":
            key, at = self._key(at)
            if key in self._marks:
                return (yield from self._record(begin))
            if key in self._wrappers and self._text[at : at + 1] in ("[", "{"):
                wrapped = True
                at = yield from self._value(at, depth + 1)
            else:
                _, at = self._decoded(at)
            at = self._past_comma(self._skip(at), "}")
        if not wrapped:
            yield self._no_record()
        return at + 1

    def _record(self, begin: int) -> _Found:
        self._place += 1
        self._refused = False
        fields, end = self._decoded(begin)
        lost = 0
        if _LOST_BEGINNING.search(self._text, begin, end):  # which almost no record has
            lost = sum(bool(escape["lost"]) for escape in _LOST_ESCAPE.finditer(self._text, begin, end))
        if lost:
            mended = _LOST_ESCAPE.sub(lambda escape: "\\ufffd" if escape["lost"] else escape[0], self._text[begin:end])
            fields = self._lenient.decode(mended)
        yield JsonRecord(self._place, fields, lost, self._refused)
        return end

    def _no_record(self) -> DocumentError:
        self._place += 1
        return DocumentError(f"study {self._place}: it is not a study record; download it again.")

    def _key(self, at: int) -> tuple[str, int]:
        if self._text[at : at + 1] != '"':
            raise self._damaged(at)
        key, at = self._decoded(at)
        at = self._skip(at)
        if self._text[at : at + 1] != ":":
            raise self._damaged(at)
        return key, self._skip(at + 1)

    def _past_comma(self, at: int, closing: str) -> int:
        if self._text[at : at + 1] == ",":
            return self._skip(at + 1)
        # Records on separate lines have no comma between them.
        if self._text[at : at + 1] in (closing, "{"):
            return at
        raise self._damaged(at)

    def _decoded(self, at: int) -> tuple[Any, int]:
        try:
            return self._tolerated(at)
        except RecursionError as fault:
            raise _DamagedError(at, "deep") from fault

    def _tolerated(self, at: int) -> tuple[Any, int]:
        try:
            return self._parsed(at)
        except json.JSONDecodeError as fault:
            cut_short = fault.msg.startswith("Unterminated string")
            if fault.msg.startswith("Invalid control character"):
                # A line end inside a text, which is accepted, or a text whose end is lost.
                try:
                    return self._lenient.raw_decode(self._text, at)
                except json.JSONDecodeError as other:
                    cut_short = other.msg.startswith("Unterminated string")
            raise self._damaged(fault.pos, cut_short=cut_short) from fault

    def _parsed(self, at: int) -> tuple[Any, int]:
        try:
            return self._decoder.raw_decode(self._text, at)
        except json.JSONDecodeError:
            raise
        except ValueError:  # Python refuses a number for its length
            return self._careful.raw_decode(self._text, at)

    def _damaged(self, at: int, *, cut_short: bool = False) -> _DamagedError:
        return _DamagedError(at, "breaks off" if cut_short or self._skip(at) >= len(self._text) else "damaged")

    def _named(self, begin: int, end: int) -> str:
        number = _NUMBER.search(self._text, begin, end)
        return f"study {self._place} ({number[1]})" if number else f"study {self._place}"

    def _line_of(self, at: int) -> int:
        # Errors are in order, so lines are counted only once.
        counted, line = self._line_at if self._line_at[0] <= at else (0, 1)
        self._line_at = (at, line + self._text.count("\n", counted, at))
        return self._line_at[1]

    def _skip(self, at: int) -> int:
        space = _SPACE.match(self._text, at)
        return space.end() if space else at

    def _refuse(self, written: str) -> Refused:
        self._refused = True
        return Refused(remark("no_number_left_out", written=written))

    def _whole(self, digits: str) -> int | Refused:
        if len(digits) <= _MOST_DIGITS + 1 and abs(number := int(digits)) <= _LARGEST:
            return number
        self._refused = True
        return Refused(remark("long_number_left_out", digits=len(digits)))

    def _real(self, written: str) -> float | Refused:
        number = float(written)
        if abs(number) < float("inf"):
            return number
        self._refused = True
        return Refused(remark("large_number_left_out"))
