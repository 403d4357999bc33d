"""The terms of a file of rules, which stand in its patterns by name."""

import re
from collections.abc import Mapping

from desktop.errors import VocabularyError

IN_ANGLES = re.compile(r"(?<!\?P)(?<!\\)(?P<as_written><(?P<name>[a-z_0-9]+)>)")
IN_BRACES = re.compile(r"(?P<as_written>\{(?P<name>[a-z_]+)\})")


def known_terms(terms: Mapping[str, str], file: str, form: re.Pattern[str] = IN_ANGLES) -> dict[str, str]:
    """Return the terms of a file with their patterns; a term may use the terms written before it.

    Raises:
        VocabularyError: a term uses another that is not known.
    """
    known: dict[str, str] = {}
    for name, pattern in terms.items():
        known[name] = with_terms(pattern, known, f"{file}, term {name}", form)
    return known


def with_terms(pattern: str, terms: Mapping[str, str], where: str, form: re.Pattern[str] = IN_ANGLES) -> str:
    """Return a pattern in which each term stands as its own pattern; ``form`` is how a term is written.

    Raises:
        VocabularyError: it names a term that is not known; the message begins with ``where``.
    """

    def term(found: re.Match[str]) -> str:
        if found["name"] not in terms:
            raise VocabularyError(f"{where}: the term {found['as_written']} is not known.")
        return terms[found["name"]]

    return form.sub(term, pattern)
