"""Count the results of an import, each number with the query that shows its trials."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery, parse_query
from desktop.trials.facets import IMPORT_FACET, Facets
from desktop.trials.import_questions import import_questions


@dataclass(frozen=True)
class Answer:
    """Hold the answer to one question: the number of trials and the query for them; ``group`` is its heading."""

    group: str
    label: str
    count: int
    query: TrialQuery

    def as_json(self) -> dict[str, object]:
        """Return it as JSON fields for ``import --json``."""
        return {"question": self.label, "count": self.count, "query": str(self.query)}


def number_of_import(catalogue: Catalogue, began: str) -> int:
    """Return the number of the import that began at a time; 0 if the catalogue holds no document of it."""
    return next((each.number for each in catalogue.trials.imports() if each.began == began), 0)


def known_before(catalogue: Catalogue, number: int, unchanged: Sequence[str]) -> int:
    """Return how many of the ``unchanged`` keys stand in no document that the import brought.

    Their documents were in the catalogue before, so the answers about the import leave them out.
    """
    if not unchanged:
        return 0
    query = TrialQuery().selecting(IMPORT_FACET, (str(number),))
    with catalogue.index.reading:
        brought = catalogue.index.matching(query) if number else 0
        ids = catalogue.trials.ids_of_keys(unchanged)
    return sum(1 for key in unchanged if key in ids and not brought >> ids[key] & 1)


def import_answers(catalogue: Catalogue, facets: Facets, number: int) -> tuple[Answer, ...]:
    """Return the answers about one import, from the present catalogue; empty for the number 0."""
    if not number:
        return ()
    with catalogue.index.reading:
        asked = ((each, parse_query(each.about(number), facets).query) for each in import_questions())
        return tuple(
            Answer(each.group, each.label, catalogue.index.matching(query).bit_count(), query) for each, query in asked
        )
