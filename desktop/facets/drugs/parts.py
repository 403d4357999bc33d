"""An intervention's name taken apart: components of a combination, words in brackets, fields of EU text."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from desktop.facets.drugs.terms import DrugTerms

_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|（([^（）]*)）|\(([^()]*)$")
_ENDS = " \t\r\n.,;:-–—®™*'\"“”<>br/"


@dataclass(frozen=True)
class Part:
    """Hold one component of a name: where it stands, its words with brackets blanked out, and its brackets.

    ``explains`` tells that it names what stands before it ("chemotherapy: docetaxel").
    """

    start: int
    end: int
    words: str
    brackets: tuple[tuple[int, int], ...] = ()
    explains: bool = False


def parts_of(name: str, terms: DrugTerms) -> list[Part]:
    """Split a name at the words and signs that join components; names that hold one, and targets, are never split."""
    kept = [match.span() for each in (terms.joined, terms.targets) for match in each.finditer(name)]
    brackets = [
        (match.start(group), match.end(group))
        for match in _BRACKETS.finditer(name)
        for group in (match.lastindex or 1,)
        if not _overlaps(match.span(), kept)
    ]
    words = name
    for start, end in brackets:
        words = words[: start - 1] + " " * (min(end + 1, len(name)) - start + 1) + words[min(end + 1, len(name)) :]
    bounds = [0]
    explaining = set()
    for match in terms.separators.finditer(words):
        if not _overlaps(match.span(), kept) and match.end() > match.start():
            bounds += [match.start(), match.end()]
            if match.group().strip().lower() in terms.vocabulary.wording.explaining:
                explaining.add(match.end())
    bounds.append(len(name))
    spans = [span for span in zip(bounds[::2], bounds[1::2], strict=True) if words[span[0] : span[1]].strip(_ENDS)]
    groups = [each for each in brackets if _is_group(each, name, words, terms)]
    explained = [each for each in brackets if each not in groups]
    found = [_part(words, span, explained, spans, explaining) for span in spans]
    for start, end in groups:
        found += [_moved(part, start) for part in parts_of(name[start:end], terms)]
    return sorted(found, key=lambda part: part.start)


def _is_group(bracket: tuple[int, int], name: str, words: str, terms: DrugTerms) -> bool:
    """Tell whether a bracket is a component of its own that joins several ("(epirubicin + docetaxel) + letrozole")."""
    before, behind = words[: bracket[0] - 1].rstrip(), words[bracket[1] + 1 :].lstrip()
    joined_before = not before or any(match.end() == len(before) for match in terms.separators.finditer(before))
    joined_behind = not behind.strip(_ENDS) or terms.separators.match(behind) is not None
    return joined_before and joined_behind and terms.separators.search(name, *bracket) is not None


def _moved(part: Part, by: int) -> Part:
    brackets = tuple((start + by, end + by) for start, end in part.brackets)
    return replace(part, start=part.start + by, end=part.end + by, brackets=brackets)


def without_circumstance(part: Part, terms: DrugTerms) -> Part:
    """Return a component without the words that tell when or for whom it is given."""
    match = terms.circumstance.search(part.words)
    if match is None or not part.words[: match.start()].strip(_ENDS):
        return part
    end = part.start + match.start()
    brackets = tuple(bracket for bracket in part.brackets if bracket[1] <= end)
    return Part(part.start, end, part.words[: match.start()], brackets, part.explains)


def fields_of(name: str, terms: DrugTerms) -> list[tuple[int, int]]:
    """Return the spans of names in EU text ("Product Name: … INN: …"), none if the name is no such text."""
    labels = list(terms.field_labels.finditer(name))
    if not labels:
        return []
    spans = []
    ends = [label.start() for label in labels[1:]] + [len(name)]
    for label, end in zip(labels, ends, strict=True):
        value = name[label.end() : end].split("<br>", maxsplit=1)[0].rstrip(" ,\n")
        if label["label"].lower().startswith(terms.vocabulary.wording.naming_fields) and value.strip():
            spans.append((label.end(), label.end() + len(value)))
    return spans


def trimmed(name: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without white space at its ends."""
    text = name[start:end]
    return start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())


def _part(
    words: str,
    span: tuple[int, int],
    brackets: list[tuple[int, int]],
    spans: list[tuple[int, int]],
    explaining: set[int],
) -> Part:
    start, end = span
    following = bisect_right(spans, start, key=lambda each: each[0])
    later = spans[following][0] if following < len(spans) else len(words) + 1
    first = spans[0][0] == start
    own = tuple(each for each in brackets if (start <= each[0] or first) and each[0] < later)
    return Part(start, end, words[start:end], own, explains=start in explaining)


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
