"""Recognise countries by their names, in any spelling, and give each one common English name.

The names are those of ISO 3166 (``resources/countries.csv``). Case, accents, signs and the order of words do not
matter, nor do "of", "the" and "and": "Korea, Republic of" equals "Republic of Korea".
"""

import csv
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from desktop.paths import RESOURCES

_Key = tuple[str, ...]

_WORD = re.compile(r"\w+")
_JOINED = str.maketrans(dict.fromkeys(".'’`"))
_SAYS_NOTHING = frozenset(("of", "the", "and"))
_IN_BRACKETS = re.compile(r"([^()]*)\(([^()]*)\)\s*")
_SHORT, _SHORTEST = 3, 2
_LONGEST_IN_WORDS = 9
# "NA" also means "none", "CA" is also California: a code of two letters counts only if it stands alone.
_NO_CODE = frozenset(("NA",))
_SEPARATORS = re.compile(r"[;/|\n]")
_BETWEEN = ",;/|&+"


class _Names(NamedTuple):
    by_key: Mapping[_Key, str]
    by_code: Mapping[str, str]
    parts: Mapping[_Key, tuple[str, str]]
    larger: frozenset[_Key]
    by_country: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=4_096)
def country_name(written: str, *, alone: bool = False) -> str:
    """Return the common English name of a country; "" if the text names no country.

    Args:
        written: A name, or a code of three capital letters.
        alone: Whether the text stands alone, so that two letters are certainly a code.
    """
    text = written.strip().rstrip(".;,").strip()
    names = _names()
    if text.isascii() and text.isupper() and len(text) <= _SHORT and text not in _NO_CODE:
        known = names.by_code.get(text, "") if alone or len(text) > _SHORTEST else ""
        if known:
            return known
    if known := _by_words(text):
        return known
    if brackets := _IN_BRACKETS.fullmatch(text):
        # "Türkiye (Turkey)", "Iran (Islamic Republic of)", "China (PRC)": one known name is enough if not two differ.
        found = {known for part in brackets.groups() if (known := _by_words(part))}
        return found.pop() if len(found) == 1 else ""
    return ""


def country_names() -> tuple[str, ...]:
    """Return the common English names of all countries, in alphabetical order."""
    return tuple(sorted(set(_names().by_key.values())))


def names_of_country(country: str) -> tuple[str, ...]:
    """Return every name and code of a country: also those in other languages, "DE", "DEU"."""
    return _names().by_country.get(country, (country,))


def common_name(written: str) -> str:
    """Return the common name of a country field of a record, or the field itself if it names no country."""
    return country_name(written, alone=True) or written


@lru_cache(maxsize=4_096)
def part_of_country(written: str) -> str:
    """Return the name of a part of a country ("England"); "" if the text names none."""
    return _names().parts.get(_key(written), ("", ""))[0]


def is_larger(written: str) -> bool:
    """Return whether a text names something larger than a country: "Europe", "Worldwide"."""
    return _key(written) in _names().larger


def countries_in(written: str) -> tuple[str, ...]:
    """Return the countries of a list with any separators; () if it holds anything else.

    Names of continents are ignored. "Argentina South Africa" are two countries, "Asia except Japan" is none.
    """
    words = _SEPARATORS.sub(" ; ", written).split()
    found: dict[str, None] = {}
    at = 0
    while at < len(words):
        length = next((n for n in range(_LONGEST_IN_WORDS, 0, -1) if _is_known(words[at : at + n])), 0)
        if length:
            told = " ".join(words[at : at + length])
            found |= dict.fromkeys(filter(None, [country_name(told.rstrip(_BETWEEN))]))
        elif _key(words[at]):
            return ()
        at += length or 1
    return tuple(found)


def _is_known(words: list[str]) -> bool:
    told = " ".join(words).rstrip(_BETWEEN)
    # A list must not be read as one name: "Guinea; Bissau".
    if re.search(r"[;/|]", told):
        return False
    return bool(country_name(told)) or is_larger(told)


def _by_words(text: str) -> str:
    names, key = _names(), _key(text)
    if known := names.by_key.get(key):
        return known
    return names.parts.get(key, ("", ""))[1]


def _key(text: str) -> _Key:
    letters = text.translate(_JOINED).casefold()
    if not letters.isascii():
        letters = "".join(each for each in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(each))
    return tuple(sorted(word for word in _WORD.findall(letters) if word not in _SAYS_NOTHING))


@cache
def _names() -> _Names:
    by_key: dict[_Key, str] = {}
    by_code: dict[str, str] = {}
    by_country: dict[str, tuple[str, ...]] = {}
    with (RESOURCES / "countries.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = row["name"]
            written = (name, *filter(None, map(str.strip, row["spellings"].split(";"))))
            by_key |= dict.fromkeys(map(_key, written), name)
            by_country[name] = (*written, row["code"], row["code3"])
            by_code |= dict.fromkeys(filter(None, (row["code"], row["code3"])), name)
    places = tomllib.loads((RESOURCES / "places.toml").read_text(encoding="utf-8"))
    parts = {_key(part): (part, country) for part, country in places["parts"].items()}
    return _Names(by_key, by_code, parts, frozenset(map(_key, places["larger"]["names"])), by_country)
