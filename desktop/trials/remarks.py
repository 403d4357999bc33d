"""Remarks on a trial: what was repaired, omitted or doubted in its document, as a code with fields.

The words are in ``desktop.trials.remark_words`` and nowhere else: only codes are stored and compared.
"""

from __future__ import annotations

from dataclasses import dataclass

AS_STORED = "as_stored"
"""The code for a sentence of an older program that matches no other code; its field is ``text``."""

DAMAGE = ("record_damaged", "illegible_record_damaged")
"""The codes that replace the content of a damaged record."""

DOUBTFUL_PHASE = "phase_of_copied_page"
"""The code of the remark that a phase is doubtful."""

Field = str | int


@dataclass(frozen=True)
class Remark:
    """Hold one remark: its code and its fields as (name, value), sorted by name."""

    code: str
    fields: tuple[tuple[str, Field], ...] = ()


def remark(code: str, **fields: Field) -> Remark:
    """Return a remark of a code with these fields."""
    return Remark(code, tuple(sorted(fields.items())))
