"""Read the entries of BibTeX: nested braces and quotation marks, joined values, abbreviations, comments.

If a brace is not closed, only its own entry is lost: the next line that looks like the start of an entry is one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.errors import DocumentError

# A comment line is skipped completely, also an entry in it.
_HEAD = re.compile(r"^[ \t]*%[^\n]*|(?<![\w.@\\])@[ \t]*(?P<kind>[A-Za-z]{1,40})\s{0,20}(?P<open>[{(])", re.MULTILINE)
# Spaces round a key match possessively (*+), because a long run of them would otherwise match in very many ways.
_KEY = re.compile(r"\s*+(?P<key>(?:[^\s,={}\"][^,={}\"\n]{0,299}?)??)\s*+(?:,|(?=[})]))")
_NAME = re.compile(r"(?:[\s,]|%[^\n]{0,500}\n)*(?P<name>[^\s=,{}()\"@#%][^=,{}()\"@#%]{0,60}?)\s*=\s*")
_BARE = re.compile(r"[^\s,{}()\"=#@]{1,200}")
_JOIN = re.compile(r"\s*#\s*")
_BLANK = re.compile(r"(?:[\s,]|%[^\n]{0,500}\n)*")
# The text after a surplus brace: the entry continues.
_GOES_ON = re.compile(r"\s*,\s*[A-Za-z][\w -]{0,60}\s*=\s*[{\"\d]")
_ENDS = re.compile(r"\s*(?:@[A-Za-z]{3,40}\s*[{(]|$)")
# Text that is in a value only if the value has wrongly included the fields after it.
_SWALLOWED = re.compile(r",\s*[A-Za-z][\w-]{0,60}\s*=\s*[{\"\d]")
_ENDS_ESCAPED = re.compile(r"\\\}\s*,\s*[A-Za-z][\w-]{0,60}\s*=\s*[{\"\d]")
_NEXT = re.compile(r"\n[^\S\n]*(?:(?P<field>[A-Za-z][\w-]{0,60}[ \t]*=[ \t]*[{\"\d])|@[A-Za-z]{3,40}\s{0,20}[{(])")
# Text that ends a value, or shows that the value has run into the next entry.
_BRACES = re.compile(r"\\[{}\\]|[{}]|\n[ \t]*@[A-Za-z]{3,40}[ \t]*[{(][^\s,{}\"=]{0,300}\s*,")
_PLAIN_BRACES = re.compile(r"[{}]|\n[ \t]*@[A-Za-z]{3,40}[ \t]*[{(][^\s,{}\"=]{0,300}\s*,")
_QUOTES = re.compile(r"\\[{}\\]|\\\"(?=[A-Za-z{\\])|[{}\"]|\n[ \t]*@[A-Za-z]{3,40}[ \t]*[{(][^\s,{}\"=]{0,300}\s*,")
_CLOSING = {"{": "}", "(": ")"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NO_RECORD = frozenset({"comment", "preamble", "string"})


@dataclass(frozen=True)
class BibtexEntry:
    """Hold one entry: its kind in lower case, its key, {field name in lower case: values}, and its line.

    A repeated field has all its values. They are as written, with commands of LaTeX, without the outer braces or
    quotation marks.
    """

    kind: str
    key: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    line: int = 1


def bibtex_entries(text: str) -> Iterator[BibtexEntry | DocumentError]:
    """Yield the entries of a text in order; yield an error with place and key for one that cannot be read."""
    yield from _Entries(text).read()


class _BrokenError(Exception):
    """Report that a value has no end; ``at`` is the offset at which reading can continue."""

    def __init__(self, at: int) -> None:
        self.at = at


class _Entries:
    """Read the entries of one text; hold its abbreviations and the offset reached."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line, self._counted = 1, 0
        self._words = {month: month.capitalize() for month in _MONTHS}

    def read(self) -> Iterator[BibtexEntry | DocumentError]:
        place = 0
        while head := _HEAD.search(self._text, self._at):
            self._at = head.end()
            if not head["kind"]:
                continue
            kind = head["kind"].lower()
            if kind in _NO_RECORD:
                self._pass_over(kind, head["open"])
                continue
            place += 1
            yield self._entry(kind, head, place)

    def _entry(self, kind: str, head: re.Match[str], place: int) -> BibtexEntry | DocumentError:
        line = self._line_of(head.start("kind"))
        key = self._key()
        fields: dict[str, list[str]] = {}
        try:
            self._read_fields(fields, _CLOSING[head["open"]])
        except _BrokenError as broken:
            self._at = broken.at
            named = f", {key}" if key else ""
            return DocumentError(
                f"record {place} (line {line}{named}): its braces or quotation marks do not match; "
                "download the record again."
            )
        return BibtexEntry(kind, key, fields, line)

    def _read_fields(self, fields: dict[str, list[str]], closing: str) -> None:
        """Read the fields up to the end of the entry.

        Raises:
            _BrokenError: A value has no end, or there is text between the fields.
        """
        name = ""
        while True:
            for name, value in self._fields():
                fields.setdefault(name, []).append(value)
            blank = _BLANK.match(self._text, self._at)
            self._at = blank.end() if blank else self._at
            if self._text.startswith(closing, self._at):
                self._at += 1
                if not _GOES_ON.match(self._text, self._at):
                    return
            elif _ENDS.match(self._text, self._at):
                # The last brace may be missing before the next entry, unless it belongs to the last value.
                if _SWALLOWED.search("".join(fields.get(name, ()))):
                    raise _BrokenError(self._at)
                return
            else:
                self._take_up(fields.get(name))

    def _take_up(self, values: list[str] | None) -> None:
        """Add the text after a surplus brace to the field that it has ended, up to the line of the next field.

        Raises:
            _BrokenError: No such line comes before the next entry.
        """
        found = _NEXT.search(self._text, self._at)
        if found is None or not found["field"] or values is None:
            raise _BrokenError(found.start() if found else len(self._text))
        more = self._text[self._at : found.start()].rstrip().removesuffix(",").rstrip()
        values[-1] += "}, " + (more[:-1] if more.endswith(("}", '"')) else more)
        self._at = found.start("field")

    def _key(self) -> str:
        found = _KEY.match(self._text, self._at)
        if found is None:
            return ""
        self._at = found.end()
        return found["key"].strip()

    def _fields(self) -> Iterator[tuple[str, str]]:
        while found := _NAME.match(self._text, self._at):
            self._at = found.end()
            value = self._value()
            yield " ".join(found["name"].lower().split()), value

    def _value(self) -> str:
        """Return a value whose parts may be joined by "#".

        Raises:
            _BrokenError: It is not closed.
        """
        parts = [self._part()]
        while join := _JOIN.match(self._text, self._at):
            self._at = join.end()
            parts.append(self._part())
        return "".join(parts)

    def _part(self) -> str:
        begin = self._at
        opening = self._text[begin : begin + 1]
        if opening == "{":
            end = self._end_of_braces(begin + 1)
        elif opening == '"':
            end = self._end_of_quotes(begin + 1)
        else:
            bare = _BARE.match(self._text, begin)
            if bare is None:
                return ""
            self._at = bare.end()
            return self._words.get(bare.group().lower(), bare.group())
        self._at = end + 1
        return self._text[begin + 1 : end]

    def _end_of_braces(self, begin: int) -> int:
        # BibTeX itself counts a brace after a backslash, but most programs do not.
        try:
            end = self._matching(_BRACES, begin, "}")
        except _BrokenError:
            return self._matching(_PLAIN_BRACES, begin, "}")
        if _ENDS_ESCAPED.search(self._text, begin, end):
            return self._matching(_PLAIN_BRACES, begin, "}")
        return end

    def _end_of_quotes(self, begin: int) -> int:
        return self._matching(_QUOTES, begin, '"')

    def _matching(self, marks: re.Pattern[str], begin: int, closing: str) -> int:
        depth = 0
        for mark in marks.finditer(self._text, begin):
            sign = mark.group()
            if sign.startswith("\n"):
                raise _BrokenError(mark.start())
            if depth == 0 and sign == closing:
                return mark.start()
            depth += (sign == "{") - (sign == "}")
            if depth < 0:
                raise _BrokenError(mark.start())
        raise _BrokenError(len(self._text))

    def _pass_over(self, kind: str, opening: str) -> None:
        """Skip an entry that is no record; keep an abbreviation that it defines."""
        begin = self._at
        try:
            if kind == "string":
                for name, value in self._fields():
                    self._words[name] = value
            elif opening == "{":
                self._at = self._end_of_braces(begin) + 1
        except _BrokenError as broken:
            self._at = broken.at

    def _line_of(self, at: int) -> int:
        self._line += self._text.count("\n", self._counted, at)
        self._counted = at
        return self._line
