"""Small trials for tests, written by us: `a_trial(phase="Phase 3")`."""

from typing import Any

from desktop.trials.identifiers import Identifier
from desktop.trials.keys import key_for
from desktop.trials.trial import Criterion, Eligibility, Intervention, Section, Trial


def a_trial(nct: str = "NCT09990001", summary: str = "", **fields: Any) -> Trial:
    """Build a registration; `summary` becomes its brief summary, every other field of Trial goes by its name."""
    identifiers = (Identifier("NCT", nct),) if nct else ()
    fields.setdefault("identifiers", identifiers)
    fields.setdefault("title", "A study of a new treatment for breast cancer")
    fields.setdefault("kind", "registration")
    fields.setdefault("key", key_for(fields["identifiers"], fields["title"] + summary))
    if summary:
        fields["narrative"] = (Section("brief_summary", summary), *fields.get("narrative", ()))
    return Trial(**fields)


def drugs(*names: str, kind: str = "DRUG") -> tuple[Intervention, ...]:
    return tuple(Intervention(name, kind) for name in names)


def criteria(inclusion: tuple[str, ...] = (), exclusion: tuple[str, ...] = (), undivided: str = "") -> Eligibility:
    return Eligibility(
        inclusion=tuple(Criterion(text) for text in inclusion),
        exclusion=tuple(Criterion(text) for text in exclusion),
        undivided=undivided,
    )
