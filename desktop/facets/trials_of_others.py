"""Publications that report no trial of their own: what reviews and comments say is said of trials of others."""

from desktop.facets.reading import Reading
from desktop.facets.rules import Rules

_FACET = "trials_of_others"
_JOINED_BY = "; "


def tells_of_trials_of_others(reading: Reading, rules: Rules) -> bool:
    """Tell whether a document is a publication that reports no trial of its own (a review, a comment, an editorial)."""
    trial = reading.trial
    if trial.kind != "publication":
        return False
    types = _JOINED_BY.join(trial.citation.publication_types) if trial.citation else ""
    if _any(rules, "trial", types):
        return False
    return _any(rules, "type", types) or any(
        _any(rules, "text", reading.sections[section])
        for section in reading.sections
        if section == "title" or section.startswith("abstract")
    )


def _any(rules: Rules, scope: str, text: str) -> bool:
    return any(rule.matches(text) for rule in rules.scoped(_FACET, scope))
