"""Kind: whether the document is a registration or a publication."""

from desktop.facets.reading import Reading
from desktop.facets.rules import Rules
from desktop.trials.finding import Finding


def find_kind(reading: Reading, _rules: Rules) -> list[Finding]:
    """Return the kind of the document; its evidence is the title, since the layout that tells the kind is not text."""
    section = "title" if "title" in reading.sections else next(iter(reading.sections), "")
    if not section:
        return []
    text = reading.sections[section]
    return [Finding("kind", reading.trial.kind, "kind.layout", "derived", reading.evidence(section, 0, len(text)))]
