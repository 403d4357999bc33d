"""The tests of a publication whose title studies a marker and whose methods tell how it was measured."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from desktop.facets.drugs.given import Given
from desktop.facets.drugs.rows import Wording
from desktop.facets.expression import for_small_letters
from desktop.facets.reading import Reading, Span

_TEST = "laboratory_test"
_CELLS = "cell_or_gene_therapy"
MARKER_STUDIED = "text:marker_studied"


def without_counted_cells(given: Sequence[Given]) -> list[Given]:
    """Return what is given without the cells that only are looked at ("Infiltrating lymphocytes and prognosis")."""
    marker = next((each.evidence for each in given if each.rule == MARKER_STUDIED), None)
    if marker is None:
        return list(given)
    return [
        each
        for each in given
        if each.class_id != _CELLS or each.evidence.section != "title" or each.evidence.end < marker.start
    ]


def markers_studied(
    reading: Reading, spans: Iterable[Span], wording: Wording, known: Collection[str]
) -> Iterator[Given]:
    """Yield the test of a publication beyond the classes ``known`` ("Does tau predict benefit from paclitaxel?").

    ``spans`` are the sentences about design and methods.
    """
    if _TEST in known:
        return
    found = for_small_letters(wording.marker_in_title).search(reading.lowered("title"))
    if not found:
        return
    measured = for_small_letters(wording.marker_measured)
    if any(span.section != "title" and measured.search(span.lowered) for span in spans):
        place = next(found.span(group) for group in ("marker", "named", "predicts") if found[group])
        yield Given(None, _TEST, reading.evidence("title", *place), MARKER_STUDIED, "stated")
