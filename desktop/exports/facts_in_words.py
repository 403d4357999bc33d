"""Facts of several fields, in the words in which every export says them."""

from desktop.trials.trial import Citation, Eligibility


def age_range(eligibility: Eligibility) -> str:
    """Return who may enter by age ("18 Years to 75 Years"), "" where the source sets no limit."""
    youngest, oldest = eligibility.minimum_age, eligibility.maximum_age
    if youngest and oldest:
        return f"{youngest} to {oldest}"
    if youngest:
        return f"{youngest} and older"
    return f"up to {oldest}" if oldest else ""


def journal_reference(citation: Citation) -> str:
    """Return where an article stands: "Clinical Cancer Research 17(21): 6897-6904"."""
    issue = f"({citation.issue})" if citation.issue else ""
    pages = f": {citation.pages}" if citation.pages else ""
    return f"{citation.journal} {citation.volume}{issue}{pages}".strip()
