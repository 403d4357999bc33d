"""Turn the numeric codes of the EU's Clinical Trials Information System into its words."""

import tomllib
from collections.abc import Mapping
from functools import cache

from desktop.documents.contents.absences import stated
from desktop.paths import RESOURCES


def status_words(written: str) -> str:
    """Return the words for the code of a status; words are unchanged; "" for an unknown code."""
    return _words("status", written)


def phase_words(written: str) -> str:
    """Return the words for the code of a phase; words are unchanged; "" for an unknown code."""
    return _words("phase", written)


def region_words(written: str) -> str:
    """Return the words for the code of the region of recruitment; words are unchanged; "" for an unknown code."""
    return _words("region", written)


def _words(kind: str, written: str) -> str:
    told = stated(written)
    return _codes()[kind].get(told.lstrip("0"), "") if told.isascii() and told.isdigit() else told


@cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((RESOURCES / "ctis_codes.toml").read_text(encoding="utf-8"))
