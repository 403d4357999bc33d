"""The cohorts of a trial as a table: which values the text limits to which of them."""

from collections.abc import Iterator

from desktop.sheet.parts import JOINT, Item, Table, plain
from desktop.sheet.subject import Subject
from desktop.sheet.wording import Wording

_WIDTHS = (38, 62)


def cohorts_of(subject: Subject, words: Wording) -> Iterator[Table]:
    """Yield the table of the cohorts of a trial, nothing where they do not differ; facets in the order of the panel."""
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
