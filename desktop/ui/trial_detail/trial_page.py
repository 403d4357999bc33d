"""Make the page for the pane of a trial from its sheet."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.paths import RESOURCES
from desktop.sheet.entry import EntryRow
from desktop.sheet.parts import Block, Facts, Part, Place, Readings, Sheet, Table
from desktop.sheet.same_sentences import folded, with_own_sentences
from desktop.sheet.subject import DRUGS
from desktop.templates import template
from desktop.ui.look.theme import Colours

_LEFT_OUT = ("countries",)
"""The parts that the pane does not need, because it lists all sites."""
TITLE = "title"
"""The section, the fact and the fold of the title."""
FOLD, PART = "fold", "part"
"""The schemes of links that open or close a fold, and of links to a part."""
_INTERVENTION_WIDTHS = (58, 42)
"""The widths of the columns for an intervention; a column for each arm would not fit into the pane."""


@dataclass(frozen=True)
class TrialPage:
    """Hold the page of a trial: its HTML, and the (anchor, heading) pairs of its parts.

    For each evidence it holds the anchor and the number of characters that are shown there.
    """

    html: str
    parts: tuple[tuple[str, str], ...]
    anchors: Mapping[Place, str]
    lengths: Mapping[Place, int]


def trial_page(sheet: Sheet, entry: Sequence[EntryRow] = (), opened: Collection[str] = ()) -> TrialPage:
    """Return the page of a trial; ``entry`` are its criteria, ``opened`` the names of the open folds.

    The title is above the page; here it is shown only to highlight its evidence (the fold ``TITLE``).
    """
    parts = [_shown(part, sheet, opened) for part in sheet.parts]
    rows = [(replace(row, readings=with_own_sentences(row.readings)), f"entry-{row.id}" in opened) for row in entry]
    return TrialPage(
        template(RESOURCES, "window/trial.html").render(parts=parts, entry=rows, legend=bool(sheet.places)),
        tuple((part.id, part.heading) for part in parts),
        {place: f"e{number}" for number, place in enumerate(sheet.places)},
        dict(zip(sheet.places, sheet.lengths, strict=True)),
    )


def style_sheet(now: Colours) -> str:
    """Return the style sheet of the pages in these colours."""
    return template(RESOURCES, "window/style.css").render(now=now)


def own_anchor(facet: str) -> str:
    """Return the name of the anchor at the user's correction of a facet."""
    return f"own-{facet}"


def _shown(part: Part, sheet: Sheet, opened: Collection[str]) -> Part:
    return replace(part, blocks=tuple(_blocks(part, sheet, opened)))


def _blocks(part: Part, sheet: Sheet, opened: Collection[str]) -> Iterator[Block]:
    for block in part.blocks:
        if isinstance(block, Facts):
            facts = (fact for fact in block.facts if fact.id != TITLE or (fact.has_evidence and TITLE in opened))
            drugs = (fact for fact in sheet.values if fact.id == DRUGS)
            yield replace(block, facts=(*facts, *drugs))
        elif isinstance(block, Readings):
            yield replace(block, readings=tuple(folded(block.readings, opened)))
        elif isinstance(block, Table) and block.id == "interventions":
            rows = tuple(row[: len(_INTERVENTION_WIDTHS)] for row in block.rows)
            yield replace(block, heads=block.heads[: len(_INTERVENTION_WIDTHS)], widths=_INTERVENTION_WIDTHS, rows=rows)
        elif block.id not in _LEFT_OUT:
            yield block
