"""Publications that report no trial of their own: what reviews and comments say is said of trials of others."""

from desktop.facets.reading import Reading
from desktop.facets.rules import Rules

_FACET = "trials_of_others"
_JOINED_BY = "; "
_OF_OWN_STUDY = frozenset(("methods", "people", "results"))
"""The kinds of parts of an abstract that only a report of an own study has."""


def tells_of_trials_of_others(reading: Reading, rules: Rules) -> bool:
    """Tell whether a document is a publication that reports no trial of its own (a review, a comment, an editorial)."""
    trial = reading.trial
    if trial.kind != "publication":
        return False
    types = _JOINED_BY.join(trial.citation.publication_types) if trial.citation else ""
    if _any(rules, "trial", types):
        return False
    if _any(rules, "type", types) or any(
        _any(rules, "text", reading.sections[section]) for section in _telling(reading)
    ):
        return True
    return _is_titled_as_review(reading, rules)


def _is_titled_as_review(reading: Reading, rules: Rules) -> bool:
    """Tell whether an article has the title of a review and a whole abstract without any sign of an own study."""
    title = reading.sections.get("title", "")
    abstract = [name for name in _telling(reading) if name != "title"]
    if not abstract or "phase" in reading.trial.absent or not _any(rules, "title", title):
        return False
    if _any(rules, "own_title", title) or any(reading.kinds_of(name) & _OF_OWN_STUDY for name in abstract):
        return False
    return not any(_any(rules, "own", reading.sections[name]) for name in abstract)


def _telling(reading: Reading) -> list[str]:
    return [name for name in reading.sections if name == "title" or name.startswith("abstract")]


def _any(rules: Rules, scope: str, text: str) -> bool:
    return any(rule.matches(text) for rule in rules.scoped(_FACET, scope))
