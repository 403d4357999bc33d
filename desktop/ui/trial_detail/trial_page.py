"""The sheet of a trial as the page in its pane."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from desktop.paths import RESOURCES
from desktop.sheet.parts import Block, Facts, Part, Place, Sheet, Table
from desktop.sheet.subject import DRUGS
from desktop.templates import template
from desktop.ui.look.theme import Colours

_LEFT_OUT = ("countries",)
"""What the pane does not need: it lists all sites."""
_INTERVENTION_WIDTHS = (58, 42)
"""Of what is said of an intervention; a column for each arm would not fit into the pane."""


@dataclass(frozen=True)
class TrialPage:
    """Hold the page of a trial: its HTML, and the (anchor, heading) pairs of its parts.

    Of each evidence it holds the anchor and how many characters are shown there.
    """

    html: str
    parts: tuple[tuple[str, str], ...]
    anchors: Mapping[Place, str]
    lengths: Mapping[Place, int]


def trial_page(sheet: Sheet) -> TrialPage:
    """Return the page of a trial."""
    parts = [_shown(part, sheet) for part in sheet.parts]
    return TrialPage(
        template(RESOURCES, "window/trial.html").render(parts=parts),
        tuple((part.id, part.heading) for part in parts),
        {place: f"e{number}" for number, place in enumerate(sheet.places)},
        dict(zip(sheet.places, sheet.lengths, strict=True)),
    )


def style_sheet(now: Colours) -> str:
    """Return the style sheet of our pages in the colours given."""
    return template(RESOURCES, "window/style.css").render(now=now)


def own_anchor(facet: str) -> str:
    """Return the name of the place where the user's own reading of a facet stands."""
    return f"own-{facet}"


def _shown(part: Part, sheet: Sheet) -> Part:
    return replace(part, blocks=tuple(_blocks(part, sheet)))


def _blocks(part: Part, sheet: Sheet) -> Iterator[Block]:
    for block in part.blocks:
        if isinstance(block, Facts):
            # The title is above already, but not with its evidence marked; the chips and the evidence tell the values.
            facts = (fact for fact in block.facts if fact.id != "title" or fact.has_evidence)
            drugs = (fact for fact in sheet.values if fact.id == DRUGS)
            yield replace(block, facts=(*facts, *drugs))
        elif isinstance(block, Table) and block.id == "interventions":
            rows = tuple(row[: len(_INTERVENTION_WIDTHS)] for row in block.rows)
            yield replace(block, heads=block.heads[: len(_INTERVENTION_WIDTHS)], widths=_INTERVENTION_WIDTHS, rows=rows)
        elif block.id not in _LEFT_OUT:
            yield block
