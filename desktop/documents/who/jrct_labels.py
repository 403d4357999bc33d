"""Find the labels of a page of the Japan Registry of Clinical Trials (jRCT), or of the Japanese portal that shows it.

In a copied page label and value are separated by a tab, a bar or a colon, by a line end, or not at all.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from desktop.paths import RESOURCES

# Fields of prose, in which a line may look like a label.
_TEXTS = frozenset(("interventions", "primary", "secondary", "inclusion", "exclusion"))
_BETWEEN = re.compile(r"\s{0,9}[|\t:：]")
_FIRM = ("|", "\t")
_MARKS = " \t|:："
_SKIPPED = re.compile(r"[\s|:：]+")
_BAR_ROW = re.compile(r"[\s:|-]+")
_WIDE = str.maketrans("（）／", "()/")
_HEADING = ""
_LONGEST_LABEL = 60


@dataclass
class Labelled:
    """Hold {field: unchanged lines under its label}, and {role: contacts}."""

    lines: dict[str, list[str]] = field(default_factory=dict)
    contacts: dict[str, dict[str, str]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return the text under the label of a field; "" if there is none."""
        return "\n".join(self.lines.get(name, ())).strip()

    @property
    def landmarks(self) -> int:
        """Return the number of labels that only pages of this registry have."""
        return len(_words().landmarks & set(self.lines))


@dataclass(frozen=True)
class _Words:
    """Hold the labels in plain letters: their fields ("" for a heading), roles of contacts, parts of a contact."""

    fields: Mapping[str, str]
    roles: Mapping[str, str]
    of_contact: Mapping[str, str]
    ambiguous: frozenset[str]
    landmarks: frozenset[str]
    glued: re.Pattern[str]


def labelled(text: str, *, is_portal: bool) -> Labelled:
    """Return the lines of a page sorted by labels; only the first of several equal labels counts.

    ``is_portal``: a label may be directly before its value, without a separator.
    """
    words, page = _words(), Labelled()
    current, role = _HEADING, ""
    for line in text.split("\n"):
        told = line.strip(" \t|")
        if not told or _BAR_ROW.fullmatch(told):
            if current in page.lines:
                page.lines[current].append("")
            continue
        label, value, firm = _split_line(told, words, is_portal=is_portal)
        plain = "" if label in words.ambiguous and current in _TEXTS and not firm else label
        if plain in words.roles:
            role, current = words.roles[plain], _HEADING
            page.contacts.setdefault(role, {})
        elif role and plain in words.of_contact:
            page.contacts[role].setdefault(words.of_contact[plain], value)
        elif plain in words.fields and words.fields[plain] not in page.lines:
            current = words.fields[plain]
            if current != _HEADING:
                role = ""
                page.lines[current] = [value] if value else []
        elif current != _HEADING:
            page.lines[current].append(told)
    return page


def _split_line(told: str, words: _Words, *, is_portal: bool) -> tuple[str, str, bool]:
    """Return (label, value, whether a tab or bar separates them); the label is "" if the line has none."""
    between = _BETWEEN.search(told, 0, _LONGEST_LABEL)
    if between and (label := _known(told[: between.start()], words)):
        return label, told[between.end() :].strip(_MARKS), between.group()[-1] in _FIRM
    if whole := _known(told, words):
        return whole, "", False
    if is_portal and (glued := words.glued.match(told)):
        return _plain(glued.group()), told[glued.end() :].strip(_MARKS), True
    return "", "", False


def _known(label: str, words: _Words) -> str:
    """Return a label in plain letters, also if written with its Japanese ("性別 / Gender"); "" if it is no label."""
    if len(label) > _LONGEST_LABEL:
        return ""
    parts = (_plain(part) for part in (label, *label.translate(_WIDE).split("/")))
    return next((part for part in parts if part in words.fields or part in words.roles or part in words.of_contact), "")


def _plain(label: str) -> str:
    return _SKIPPED.sub("", label.translate(_WIDE)).casefold()


@cache
def _words() -> _Words:
    told: dict[str, Any] = tomllib.loads((RESOURCES / "jrct_labels.toml").read_text(encoding="utf-8"))
    fields = {_plain(label): name for name, labels in told["fields"].items() for label in labels}
    headings = {_plain(label): _HEADING for label in told["headings"]["labels"]}
    ambiguous = frozenset(map(_plain, told["ambiguous"]["labels"]))
    every = [label for labels in told["fields"].values() for label in labels] + told["headings"]["labels"]
    clear = (each for each in every if each.isascii() and _plain(each) not in ambiguous)
    # The longest first, so that "Primary Outcome(s)" is not read as "Primary Outcome" with the value "(s)".
    glued = "|".join(map(re.escape, sorted(clear, key=len, reverse=True)))
    return _Words(
        fields=headings | fields,
        roles={_plain(label): role for label, role in told["contacts"].items()},
        of_contact={_plain(label): part for label, part in told["of_contact"].items()},
        ambiguous=ambiguous,
        landmarks=frozenset(told["landmarks"]["fields"]),
        glued=re.compile(f"(?:{glued})", re.IGNORECASE),
    )
