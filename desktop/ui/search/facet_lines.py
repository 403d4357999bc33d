"""Make the content of the lines of the facet panel from counts and choices, without a widget."""

from collections.abc import Iterable, Iterator, Sequence

from desktop.trials.facets import Facet
from desktop.ui.search.facet_item import Line, Mark
from desktop.workflows.filter_trials import FacetCounts, ValueCount

_FIRST_OPEN = ("phase", "her2", "drug_classes")
_LAST_GROUPS = 4  # of facets other than treatments
Place = tuple[str, str, str]
"""(facet id, kind of line, value id or label of the group): identifies a line in the panel."""


def value_lines(counts: FacetCounts, *, second: bool) -> Iterator[tuple[Place, Line, str]]:
    """Yield (place, line, help) for the values and groups of a facet, in the first or the ``second`` reading."""
    facet = counts.facet
    marks: dict[str, list[Mark]] = {}
    for value in counts.values:
        mark: Mark = "selected" if value.selected else "excluded" if value.excluded else "none"
        marks.setdefault(value.group, []).append(mark)
        count = value.second_count if second and value.second_count is not None else value.count
        depth = 2 if value.group else 1
        line = Line(
            *("value", facet.id, value.label, value.value, count, mark, depth, value.is_bucket),
            group=value.group,
            short=value.short,
            numbers=_both(value, facet),
            counted=facet.second.counted if facet.second else (),
        )
        yield (facet.id, "value", value.value), line, _help(value, facet)
    for label, count in counts.second_groups if second else counts.groups:
        mark = _group_mark(counts, label, marks[label])
        value_id = counts.group_values.get(label, "")
        line = Line("group", facet.id, label, value_id, count=count, mark=mark, depth=1, group=label)
        yield (facet.id, "group", label), line, ""


def lines_around(facet: Facet, several: str, *, second: bool) -> Iterator[tuple[Place, Line, str]]:
    """Yield (place, line, help) for the switch and the notes of a facet; ``several`` are the words of the last note."""
    if facet.multiple:
        yield (facet.id, "note", ""), Line("note", facet.id, several, depth=1), ""
    if facet.second and facet.second.numbers:
        line = Line("note", facet.id, facet.second.numbers, depth=1)
        yield (facet.id, "numbers", ""), line, facet.second.help
    if facet.second:
        mark: Mark = "selected" if second else "none"
        line = Line("switch", facet.id, facet.second.label, mark=mark, depth=1)
        yield (facet.id, "switch", ""), line, facet.second.help


def above_values(facet: Facet) -> tuple[str, ...]:
    """Return the kinds of lines between a facet's heading and its values."""
    if facet.second is None:
        return ()
    return ("switch", "numbers") if facet.second.numbers else ("switch",)


def in_order(counts: FacetCounts, order: str) -> list[ValueCount]:
    """Return the values of a facet in an order ("clinical", "count" or "name").

    Values that no trial of the catalogue has follow the others; "not stated" and similar values are always last. A
    value without trials only under the present filters keeps its place, so that no line moves under the mouse.
    """
    plain = [value for value in counts.values if not value.is_bucket]
    if order == "count":
        plain.sort(key=lambda value: -value.count)
    elif order == "name":
        plain.sort(key=lambda value: value.label.casefold())
    plain.sort(key=lambda value: value.is_absent)
    return [*plain, *(value for value in counts.values if value.is_bucket)]


def first_open(counts: Iterable[FacetCounts]) -> list[str]:
    """Return what is open at the first start: the main facets, and the groups of treatments with trials."""
    several = (each for each in counts if each.groups and not each.group_values)
    groups = ((each.facet.id, *group) for each in several for group in each.groups[: len(each.groups) - _LAST_GROUPS])
    return [*_FIRST_OPEN, *(f"{facet}/{label}" for facet, label, count in groups if count)]


def _both(value: ValueCount, facet: Facet) -> tuple[int, ...]:
    """Return both counts of a value if the second reading adds values; empty if it only narrows."""
    if facet.second is None or value.value not in facet.second.accepts or value.second_count is None:
        return ()
    return (value.count, value.second_count)


def _help(value: ValueCount, facet: Facet) -> str:
    """Return the help of a value, with an explanation of its two numbers."""
    told = facet.second.numbers if facet.second and _both(value, facet) else ""
    return "\n".join(filter(None, (value.help, told)))


def chosen_with_group(counts: FacetCounts, line: Line) -> tuple[str, ...]:
    """Return the chosen values after a group is toggled: with all values of the group, or without them."""
    inside = set(counts.facet.groups[line.group])
    selected = {value.value for value in counts.values if value.selected}
    return tuple(selected - inside if line.mark == "selected" else selected | inside)


def _group_mark(counts: FacetCounts, label: str, marks: Sequence[Mark]) -> Mark:
    if not counts.group_values:
        return _together(marks)
    if label in counts.chosen_groups:
        return "selected"
    return "excluded" if label in counts.excluded_groups else "partly" if "selected" in marks else "none"


def _together(marks: Sequence[Mark]) -> Mark:
    if all(mark == "selected" for mark in marks):
        return "selected"
    return "partly" if "selected" in marks else "none"
