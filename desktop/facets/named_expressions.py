"""Regular expressions that stand in a file by name, each held to texts that it must find and must not."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from desktop.errors import VocabularyError
from desktop.facets.examples import failing_examples, missing_examples
from desktop.facets.terms_in_patterns import known_terms, with_terms
from desktop.facets.toml_files import texts


class NamedExpression(NamedTuple):
    """Hold an expression, the place where it stands, and its own texts."""

    where: str
    pattern: re.Pattern[str]
    match: tuple[str, ...]
    reject: tuple[str, ...]


def expressions_in(
    tables: Mapping[str, Any], file: str, names: Collection[str], terms: Mapping[str, str]
) -> dict[str, NamedExpression]:
    """Return the expressions of some names; ``<term>`` in one stands for a term, which may use those before it.

    Raises:
        VocabularyError: one of them is missing or at fault; the message names file and expression.
    """
    known = known_terms(terms, file)
    return {name: _expression(tables.get(name), f"{file}, {name}", known) for name in names}


def _expression(table: object, where: str, terms: Mapping[str, str]) -> NamedExpression:
    if not isinstance(table, dict) or not isinstance(table.get("pattern"), str):
        raise VocabularyError(f"{where}: its table, or the pattern in it, is missing.")
    try:
        pattern = re.compile(with_terms(table["pattern"], terms, where))
    except re.error as error:
        raise VocabularyError(f"{where}: not a regular expression ({error}).") from error
    return NamedExpression(where, pattern, texts(where, table, "match"), texts(where, table, "reject"))


def expression_faults(each: NamedExpression, *, at_the_beginning: bool = False) -> Iterator[str]:
    """Yield a sentence for each text that an expression does not keep to, looked for anywhere or where it begins."""
    found = each.pattern.match if at_the_beginning else each.pattern.search
    yield from missing_examples(each.where, each.match, each.reject)
    yield from failing_examples(each.where, each.match, each.reject, lambda text: found(text) is not None)
