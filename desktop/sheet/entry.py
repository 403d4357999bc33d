"""The box that shows whether a patient can enter: each criterion with its values and their sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.sheet.facts import age_range
from desktop.sheet.parts import Reading, Readings, Sheet
from desktop.sheet.subject import Subject
from desktop.sheet.value_changes import values_before
from desktop.sheet.wording import Wording
from desktop.trials.countries import common_name
from desktop.trials.date_words import day_in_words
from desktop.trials.facets import NOT_IN_DOCUMENT, NOT_STATED
from desktop.trials.recruitment import OPEN, recruitment
from desktop.trials.trial import Site, Trial

_FACETS = (
    *("lines", "prior_cdk46", "prior_her2_adc", "earlier_treatment"),
    *("her2", "hr", "brain_metastases", "ecog_max", "biomarkers", "age"),
)
_ONLY_IF_STATED = ("biomarkers", "earlier_treatment")  # most trials require none, and do not say so
_AGE, SITES = "age", "sites"
_LABELS = {
    "lines": "Earlier lines",
    "prior_cdk46": "CDK4/6 before",
    "prior_her2_adc": "HER2 ADC before",
    "earlier_treatment": "Other drugs before",
    "hr": "Hormone receptors",
    "biomarkers": "Marker required",
}
"""Short labels of facets, for the narrow column of the box."""
_SILENT = {NOT_STATED: "Not stated", NOT_IN_DOCUMENT: "Not in this download"}


@dataclass(frozen=True)
class EntryRow:
    """Hold one criterion: its label, its values in words, and the readings with their sentences.

    ``is_own``: the user corrected or confirmed it. ``is_silent``: there is no value. ``part`` is the id of the part of
    the sheet that shows it if there is no sentence, "" if none does. ``before`` are the values before the last change
    in words, "" if they never changed.
    """

    id: str
    label: str
    words: str
    readings: tuple[Reading, ...] = ()
    is_own: bool = False
    is_silent: bool = False
    part: str = ""
    before: str = ""


def entry_of(subject: Subject, words: Wording, sheet: Sheet, countries: Sequence[str] = ()) -> tuple[EntryRow, ...]:
    """Return the criteria by which a patient may enter a trial; empty for a publication.

    Its sites are counted in ``countries``, or in all countries if none are given.
    """
    if subject.trial.kind == "publication":
        return ()
    blocks = (block for part in sheet.parts for block in part.blocks)
    readings = [each for block in blocks if isinstance(block, Readings) for each in block.readings]
    rows = (_row(facet, subject, words, readings) for facet in _FACETS if facet in words.facets.by_name)
    told = tuple(row for row in rows if not (row.is_silent and row.id in _ONLY_IF_STATED))
    return (*told, _sites_row(subject.trial, words, countries))


def _row(facet: str, subject: Subject, words: Wording, readings: Iterable[Reading]) -> EntryRow:
    values = subject.values.get(facet, (NOT_STATED,))
    behind = tuple(each for each in readings if each.facet == facet and (each.quotes or each.own))
    label = _LABELS.get(facet) or words.facet_label(facet)
    is_own = subject.stored.correction(facet) is not None
    silent = _SILENT.get(values[0], "")
    registered = age_range(subject.trial.eligibility) if facet == _AGE and not is_own else ""
    known = words.facets[facet]
    said = words.labels(facet, values) if known.interval else tuple(map(known.short_of, values))
    told, part = registered or silent or ", ".join(said), "facts" if registered else ""
    before = values_before(facet, subject.stored.value_changes, words)
    return EntryRow(facet, label, told, behind, is_own, bool(silent and not registered), part, before)


def _sites_row(trial: Trial, words: Wording, countries: Sequence[str]) -> EntryRow:
    sites, dated = trial.sites, _dated(trial)
    if not sites:
        return EntryRow(SITES, "Sites", "Not stated", is_silent=True)
    everywhere = _counted(sites, words, _where(sites), dated)
    if not countries:
        return EntryRow(SITES, "Sites", everywhere, part=SITES)
    told = []
    for country in countries:
        inside = [site for site in sites if common_name(site.country) == country]
        told.append(f"{country}: {_counted(inside, words, dated=dated)}" if inside else f"{country}: none listed")
    listed = any(common_name(site.country) in countries for site in sites)
    return EntryRow(SITES, "Sites", "; ".join(told) + ("" if listed else f" (elsewhere {everywhere})"), part=SITES)


def _dated(trial: Trial) -> str:
    """Return the date on which sites recruited if the status of the trial contradicts that; else ""."""
    if not trial.status or recruitment(trial.status) == OPEN:
        return ""
    return f" as of {day_in_words(trial.registry_date)}" if trial.registry_date else " (no date)"


def _counted(sites: Sequence[Site], words: Wording, where: str = "", dated: str = "") -> str:
    """Say how many sites there are and, if sites have a status, how many of them recruit."""
    number = len(sites)
    counted = f"{number:,} site{'' if number == 1 else 's'}{where}"
    stated = [site for site in sites if site.status]
    recruiting = sum(words.codes.recruits(site.status) for site in stated)
    return f"{counted}, {recruiting:,} recruiting{dated if recruiting else ''}" if stated else counted


def _where(sites: Sequence[Site]) -> str:
    countries = {common_name(site.country) for site in sites if site.country}
    if len(countries) == 1:
        return f" in {countries.pop()}"
    return f" in {len(countries):,} countries" if countries else ""
