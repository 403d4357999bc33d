"""Make the texts of a trial for the full-text index."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop.trials.sections import sections

if TYPE_CHECKING:
    from desktop.trials.finding import Finding
    from desktop.trials.trial import Trial

_TITLES = ("title", "official_title")
_FACTS = ("conditions", "keywords", "interventions", "intervention_details")
_CRITERIA = ("inclusion_criteria", "exclusion_criteria", "eligibility")
_UNSEARCHED = ("phase", "status", "study_type", "design")


Texts = tuple[str, str, str, str]
"""(titles, facts, criteria, body)."""


def search_text(trial: Trial, findings: Iterable[Finding]) -> Texts:
    """Return the four texts of a trial to index.

    Facts hold the names that people search for: identifiers, drugs by their preferred names, sponsors, places, authors.
    The result depends only on the arguments: to remove a trial from the index, exactly the same texts are needed.
    """
    texts = sections(trial)
    citation = trial.citation
    names = [
        trial.acronym,
        *(each.value for each in trial.identifiers),
        *dict.fromkeys(finding.value for finding in findings if finding.facet == "drugs"),
        *(sponsor.name for sponsor in trial.sponsors),
        *dict.fromkeys(place for site in trial.sites for place in (site.facility, site.city, site.country)),
        *((*citation.authors, citation.journal) if citation else ()),
    ]
    body = [text for name, text in texts.items() if name not in (*_TITLES, *_FACTS, *_CRITERIA, *_UNSEARCHED)]
    return (
        _joined(texts.get(name, "") for name in _TITLES),
        _joined([*(texts.get(name, "") for name in _FACTS), *names]),
        _joined(texts.get(name, "") for name in _CRITERIA),
        _joined(body),
    )


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)
