"""Make the page of one trial in the report: key facts, then their sentences, then the text of the source."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from desktop.exports.printable import printable
from desktop.sheet.describe import BRIEF
from desktop.sheet.parts import Block, Fact, Item, Paragraphs, Part, Readings, Sheet, words_of
from desktop.sheet.same_sentences import unfolded
from desktop.templates import template

_IN_HEAD = ("title", "official_title", "ids", "acronym")
"""The facts in the header of the page."""
_APART = ("facts", "sources", "changes")
"""The parts that are printed in a special form, or not at all."""
_LEFT_OUT = ("intervention_details", "sites")
"""The parts that are too long for a board: countries are listed instead of all sites."""


def trial_page(sheet: Sheet, resources: Path) -> str:
    """Return the page of one trial as HTML."""
    shown_words = {_words(fact) for fact in sheet.values}
    # A field with the same words as a value is shown only once.
    facts = [
        *sheet.values,
        *(fact for fact in sheet.facts if fact.id not in _IN_HEAD and _words(fact) not in shown_words),
    ]
    return template(resources, "export/trial.html", printable).render(
        sheet=sheet,
        subtitle=list(_subtitle(sheet)),
        short=[fact for fact in facts if not fact.is_long],
        long=[fact for fact in facts if fact.is_long],
        parts=list(_for_board(sheet)),
        sources=list(_sources(sheet)),
    )


def _words(fact: Fact) -> tuple[str, str]:
    return words_of(fact.text), fact.id.removesuffix("_as_registered")


def _subtitle(sheet: Sheet) -> Iterator[str]:
    words = {fact.id: fact.words[0] for fact in sheet.facts if fact.id in _IN_HEAD}
    if words.get("acronym", "") not in sheet.title:
        yield words["acronym"]
    if "official_title" in words:
        yield words["official_title"]


def _for_board(sheet: Sheet) -> Iterator[Part]:
    """Yield the parts without those that are too long for a board; of a long description only the summary."""
    for part in sheet.parts:
        blocks: tuple[Block, ...] = tuple(_printed(block) for block in part.blocks if block.id not in _LEFT_OUT)
        if blocks and part.id not in _APART:
            yield replace(part, blocks=tuple(block for block in blocks if block.id == BRIEF) or blocks)


def _printed(block: Block) -> Block:
    return replace(block, readings=tuple(unfolded(block.readings))) if isinstance(block, Readings) else block


def _sources(sheet: Sheet) -> Iterator[Item]:
    # One small line; more facts on a document are in the window and in the CSV table.
    for part in sheet.parts:
        for block in part.blocks:
            if block.id == "documents" and isinstance(block, Paragraphs):
                yield from block.lines
