"""Show the cohorts of a trial as a table of the values that the text limits to each of them."""

from collections.abc import Iterator

from desktop.sheet.parts import JOINT, Item, Table, plain
from desktop.sheet.subject import Subject
from desktop.sheet.wording import Wording

_WIDTHS = (38, 62)


def cohorts_of(subject: Subject, words: Wording) -> Iterator[Table]:
    """Yield the table of the cohorts of a trial, facets in the order of the panel; nothing if no cohorts differ."""
    listed = [facet.id for facet in words.facets.all]
    rows = tuple(
        (
            (Item(plain(name)),),
            tuple(
                Item(plain(f"{words.facet_label(facet)}: {JOINT.join(words.labels(facet, values))}"))
                for facet, values in sorted(facets.items(), key=lambda each: _place(each[0], listed))
            ),
        )
        for name, facets in subject.stored.cohorts.items()
    )
    if rows:
        yield Table("cohorts", "", ("Cohort", "Values that the text gives it"), _WIDTHS, rows)


def _place(facet: str, listed: list[str]) -> int:
    return listed.index(facet) if facet in listed else len(listed)
