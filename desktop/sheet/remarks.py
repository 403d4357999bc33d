"""Write the warnings about a trial, and the user's corrections, in words."""

from desktop.sheet.wording import Wording
from desktop.trials.own_work import Correction
from desktop.trials.remark_words import all_in_words
from desktop.trials.stored import StoredTrial


def warnings_of(stored: StoredTrial, words: Wording) -> tuple[str, ...]:
    """Return the warnings about a trial, one sentence each: damaged or outdated corrections, and what was repaired."""
    unreadable = (
        f"Your correction of {words.facet_label(facet)} is damaged and does not count; correct the value again."
        for facet in stored.damaged_corrections
    )
    overtaken = (_overtaken(each, stored, words) for each in stored.corrections if stored.is_overtaken(each.facet))
    return (*unreadable, *overtaken, *all_in_words(stored.trial.warnings))


def correction_in_words(correction: Correction, words: Wording) -> str:
    """Return a correction in one line: "HER2 status: Low, corrected by the user on 2026-11-20. Reason"."""
    hers, theirs = (_labels(correction.facet, values, words) for values in (correction.values, correction.derived))
    said = "" if correction.confirms else f" (documents: {theirs})"
    facet, decided = words.facet_label(correction.facet), decided_in_words(correction)
    return f"{facet}: {hers}, {decided[:1].lower()}{decided[1:]}{said}. {correction.reason}"


def decided_in_words(correction: Correction) -> str:
    """Return what the user did and when: "Corrected by the user on 2026-11-20"."""
    verb = "Confirmed" if correction.confirms else "Corrected"
    return f"{verb} by the user on {correction.made[:10]}"


def _overtaken(correction: Correction, stored: StoredTrial, words: Wording) -> str:
    now = ", ".join(words.labels(correction.facet, stored.derived(correction.facet))) or "nothing"
    facet = words.facet_label(correction.facet)
    return (
        f"{facet}: the documents now say {now}; your correction of {correction.made[:10]} stands. "
        "Confirm it or take it back."
    )


def _labels(facet: str, values: tuple[str, ...], words: Wording) -> str:
    return ", ".join(words.labels(facet, values)) or "Not stated"
