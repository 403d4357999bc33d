"""Report for each format what an import could not read because the documents have no place for it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.trials.absence_words import import_in_words
from desktop.trials.facets import NOT_IN_DOCUMENT, Facets
from desktop.trials.sources import PARTS

_PAGE = 500


@dataclass(frozen=True)
class Lacking:
    """Hold an imported trial whose document lacks parts: its key in the catalogue, the format, and the parts."""

    key: str
    format: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class MissingParts:
    """Hold the parts that the documents of one format lack.

    ``trials`` is the number of their trials, ``parts`` what at least one of them lacks. ``facets`` are (facet id,
    number of trials without a value from any document in the catalogue). ``sentence`` says all this in words.
    """

    format: str
    trials: int
    parts: tuple[str, ...]
    facets: tuple[tuple[str, int], ...]
    sentence: str

    def as_json(self) -> dict[str, object]:
        """Return it as JSON fields for ``import --json``."""
        return {
            "format": self.format,
            "trials": self.trials,
            "parts": list(self.parts),
            "facets": dict(self.facets),
            "sentence": self.sentence,
        }


def missing_parts(lacking: Iterable[Lacking], catalogue: Catalogue, facets: Facets) -> tuple[MissingParts, ...]:
    """Return what is missing for each format, in the order of the first document of each.

    A format is omitted if other documents in the catalogue have everything that its documents lack.
    """
    by_format: dict[str, dict[str, set[str]]] = {}
    for each in lacking:
        by_format.setdefault(each.format, {}).setdefault(each.key, set()).update(each.parts)
    found = (_of_format(format_, trials, catalogue, facets) for format_, trials in by_format.items())
    return tuple(each for each in found if each)


def _of_format(format_: str, lacking: dict[str, set[str]], catalogue: Catalogue, facets: Facets) -> MissingParts | None:
    parts_by_id = {
        trial_id: parts for key, parts in lacking.items() if (trial_id := catalogue.trials.id_of(key)) is not None
    }
    counted: Counter[str] = Counter()
    lacked: Counter[str] = Counter()
    ids = list(parts_by_id)
    for start in range(0, len(ids), _PAGE):
        for row in catalogue.index.rows(ids[start : start + _PAGE]):
            unread = [f for f in facets.all if f.reads and row.values[f.id] == (NOT_IN_DOCUMENT,)]
            counted.update(facet.id for facet in unread)
            lacked.update(parts_by_id[row.id])
    if not counted:
        return None
    # A facet for which other documents give all trials a value is not reported.
    needed = {part for facet in counted for part in facets[facet].reads}
    everywhere = [part for part in PARTS if part in needed and lacked[part] == len(ids)]
    sometimes = [part for part in PARTS if part in needed and 0 < lacked[part] < len(ids)]
    named = tuple((facet.id, counted[facet.id]) for facet in facets.all if counted[facet.id])
    labels = [(facets[facet].label, count) for facet, count in named]
    sentence = import_in_words(format_, len(ids), (everywhere, sometimes), labels)
    return MissingParts(format_, len(ids), (*everywhere, *sometimes), named, sentence)
