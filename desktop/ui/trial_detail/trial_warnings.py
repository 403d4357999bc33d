"""What the reader of a trial must know before she trusts it: damage, overtaken corrections, and what was repaired."""

from desktop.catalogue.storing.stored import StoredTrial
from desktop.facets.definitions import Facets
from desktop.ui.trial_detail.marked_text import tr


def trial_warnings(stored: StoredTrial, facets: Facets) -> tuple[str, ...]:
    """Return the warnings of a trial, one sentence each."""
    return (*_unreadable(stored, facets), *_overtaken(stored, facets), *stored.trial.warnings)


def _unreadable(stored: StoredTrial, facets: Facets) -> list[str]:
    """Return a sentence for each correction that is damaged."""
    words = tr("Your correction of {0} is damaged and does not count; correct the value again.")
    known = ((facets.by_name.get(facet), facet) for facet in stored.damaged_corrections)
    return [words.format(facet.label if facet else name) for facet, name in known]


def _overtaken(stored: StoredTrial, facets: Facets) -> list[str]:
    """Return a sentence for each correction that the documents have overtaken."""
    words = tr("{0}: the documents now say {1}; your correction of {2} stands. Confirm it or take it back.")
    return [
        words.format(facets[each.facet].label, _labels(stored, facets, each.facet), each.made[:10])
        for each in stored.corrections
        if stored.is_overtaken(each.facet)
    ]


def _labels(stored: StoredTrial, facets: Facets, facet: str) -> str:
    labels = [facets[facet].label_of(value) for value in stored.derived(facet)]
    return ", ".join(labels) or tr("nothing")
