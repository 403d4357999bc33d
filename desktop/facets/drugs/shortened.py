"""Fields of treatment whose last word stands only once behind a list ("endocrine and radiation therapy")."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from desktop.facets.drugs.rows import Drug
from desktop.facets.drugs.terms import DrugTerms
from desktop.facets.expression import for_small_letters


def shortened_in(low: str, terms: DrugTerms) -> Iterator[tuple[Drug, int, int]]:
    """Yield the fields of treatment that a text in small letters names in short, in order, each with its place.

    The groups of the expression are classes; the first drug of a class stands for the field.
    """
    for found in for_small_letters(terms.vocabulary.wording.shortened_field).finditer(low):
        class_id = next(name for name, words in found.groupdict().items() if words)
        yield _fields(terms)[class_id], found.start(class_id), found.end(class_id)


@lru_cache(maxsize=4)
def _fields(terms: DrugTerms) -> Mapping[str, Drug]:
    return {drug.class_id: drug for drug in reversed(terms.vocabulary.drugs)}
