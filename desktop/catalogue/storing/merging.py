"""Merge the accounts of several documents into one trial: an order of trust decides which gives each field.

Each field comes from the first account that states it, in the order of trust of ``desktop.trials.sources.trust_in``. An
account with only part of a field (``Trial.absent``) comes after those with the complete field.

Within one rank, the newer version comes first (by the source's date of the last update), then the more complete format,
then the later download (or date of the file), then the later import. A registration without a date of update counts as
the newest version that others date before its download, and comes after them. If it was downloaded after all of them,
it may be newer, and comes before them.

``desktop.facets.phase`` handles a registered phase that contradicts the title.

The dates of the record itself (last updated, verified, refreshed, retrieved, of the file) are shown beside the status,
so they come only from the account that gives the status.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

from desktop.trials.absence import absent_from_all
from desktop.trials.countries import common_name
from desktop.trials.entries import Entry, entry_of, national_sites
from desktop.trials.identifiers import of_key
from desktop.trials.sources import fullness, registry_of, trust_in
from desktop.trials.stored import Disagreement
from desktop.trials.trial import Dates, Eligibility, Section, Site, Trial

_UNIONS = ("identifiers", "warnings", "reports_on", "origins", "earlier_changes")
_COMPARED = ("phase", "status", "enrollment")
_OF_THE_RECORD = ("last_updated", "verified", "refreshed", "retrieved", "file_date")


@dataclass(frozen=True)
class Account:
    """Hold a trial as one document gives it; ``order`` increases with every import.

    ``stored`` are the bytes of the account in the file, None if it is not stored or stored in another form.
    """

    trial: Trial
    format: str
    order: int
    stored: bytes | None = field(default=None, compare=False, repr=False)

    @cached_property
    def entry(self) -> Entry:
        """Return the registry entry that it contains."""
        return entry_of(self.trial, self.format)

    def gives_also(self, trial: Trial, format_: str) -> bool:
        """Return whether a document of this format with this trial says the same as this account.

        The day of the download does not matter.
        """
        own = self.trial
        if format_ != self.format or not set(trial.warnings) <= set(own.warnings):
            return False
        dates = replace(trial.dates, retrieved=own.dates.retrieved, file_date=own.dates.file_date)
        return replace(trial, key=own.key, warnings=own.warnings, dates=dates) == own


@dataclass(frozen=True)
class Merged:
    """Hold the trial made of several accounts.

    ``provenance`` is {field: index of the account from which it was taken}.
    """

    trial: Trial
    provenance: Mapping[str, int]
    disagreements: tuple[Disagreement, ...]


def merge(key: str, accounts: Sequence[Account]) -> Merged:
    """Merge all accounts of a trial, at least one, into one trial with this key."""
    of_record = of_key(key).registry
    ranked = _ranked(of_record, accounts)
    values: dict[str, Any] = {}
    provenance: dict[str, int] = {}
    for part in fields(Trial):
        if part.name in ("key", "kind", "absent"):
            continue
        if part.name in _UNIONS:
            items = [item for index in ranked for item in getattr(accounts[index].trial, part.name)]
            values[part.name] = tuple(dict.fromkeys(items))
            continue
        for index in _whole_first(accounts, ranked, part.name):
            value = getattr(accounts[index].trial, part.name)
            if _states(value):
                values[part.name] = value
                provenance[part.name] = index
                break
    if accounts[ranked[0]].trial.kind == "registration" and "narrative" in provenance:
        values["narrative"] = _narrative(accounts, ranked, provenance["narrative"])
    if "sites" in provenance:
        values["sites"] = _sites(accounts, ranked, provenance["sites"])
    values["dates"] = _dates(accounts, ranked, provenance.get("status"))
    values["absent"] = absent_from_all([accounts[index].trial for index in ranked])
    trial = replace(accounts[ranked[0]].trial, key=key, **values)
    return Merged(trial, provenance, tuple(_disagreements(accounts, ranked)))


def _ranked(of_record: str, accounts: Sequence[Account]) -> list[int]:
    """Return the indexes of accounts in the order of trust, the most trusted first."""
    peers: dict[int, list[Dates]] = {}
    for each in accounts:
        if each.trial.kind == "registration" and _version(each.trial.dates):
            peers.setdefault(trust_in(each.format, of_record), []).append(each.trial.dates)

    def rank(index: int) -> tuple[object, ...]:
        account = accounts[index]
        dates, trust = account.trial.dates, trust_in(account.format, of_record)
        version, later = _version(dates), ""
        is_guessed = not version and account.trial.kind == "registration"
        if is_guessed:
            version, later = _version_by_download(dates.downloaded, peers.get(trust, ()))
        newest = (*map(_newest_first, (version, later)), is_guessed)
        return trust, *newest, fullness(account.format), _newest_first(dates.downloaded), -account.order

    return sorted(range(len(accounts)), key=rank)


def _version(dates: Dates) -> str:
    return dates.last_updated or dates.refreshed


def _version_by_download(downloaded: str, peers: Sequence[Dates]) -> tuple[str, str]:
    """Return (newest version among ``peers`` on the day of a download, that day); either may be "".

    The day is included if no peer with that version was downloaded as late: a newer version may have existed by then.
    """
    version = max((known for each in peers if (known := _version(each)) <= downloaded), default="")
    last = max((each.downloaded for each in peers if _version(each) == version), default=downloaded)
    return version, downloaded if downloaded > last else ""


def _newest_first(date: str) -> tuple[int, ...]:
    # Sort dates as text in reverse: the newest first, missing dates last.
    return tuple(-ord(letter) for letter in date) if date else (1,)


def _states(value: object) -> bool:
    if isinstance(value, Eligibility):
        return bool(value.inclusion or value.exclusion or value.undivided)
    return value not in ("", (), None, Dates())


def _whole_first(accounts: Sequence[Account], ranked: Sequence[int], field: str) -> list[int]:
    return sorted(ranked, key=lambda index: field in accounts[index].trial.absent)


def _narrative(accounts: Sequence[Account], ranked: Sequence[int], first: int) -> tuple[Section, ...]:
    """Return the texts of an account, and texts for which only documents of other kinds have a place."""
    found = list(accounts[first].trial.narrative)
    for account in (accounts[index] for index in ranked if accounts[index].format != accounts[first].format):
        known = {section.name for section in found}
        found += [section for section in account.trial.narrative if section.name not in known]
    return tuple(found)


def _sites(accounts: Sequence[Account], ranked: Sequence[int], first: int) -> tuple[Site, ...]:
    """Return the sites of an account, with the countries whose entries in its registry other accounts give."""
    found = list(accounts[first].trial.sites)
    entry = accounts[first].entry
    covered = set(entry.countries)
    for other in (accounts[index] for index in ranked) if covered else ():
        countries = other.entry.countries
        if other.entry.registry == entry.registry and countries and covered.isdisjoint(countries):
            # A copy of one country's entry names the other countries without a status.
            found = [each for each in found if common_name(each.country) not in countries]
            found += national_sites(other.trial)
            covered |= countries
    return tuple(found)


def _dates(accounts: Sequence[Account], ranked: Sequence[int], of_status: int | None) -> Dates:
    """Return each date from the first account that states it; dates of the record from the account of the status."""
    of_record = ranked if of_status is None else (of_status,)
    names = (part.name for part in fields(Dates))
    return Dates(**{name: _first(accounts, of_record if name in _OF_THE_RECORD else ranked, name) for name in names})


def _first(accounts: Sequence[Account], ranked: Sequence[int], name: str) -> str:
    return next((date for index in ranked if (date := getattr(accounts[index].trial.dates, name))), "")


def _disagreements(accounts: Sequence[Account], ranked: Sequence[int]) -> list[Disagreement]:
    """Return the fields on which sources differ; only the newest version of each source counts."""
    latest: dict[str, int] = {}
    for index in ranked:
        latest.setdefault(registry_of(accounts[index].format).id, index)  # all formats of a registry are one source
    found = []
    for name in _COMPARED:
        stated = [
            (str(value), i) for i in latest.values() if (value := getattr(accounts[i].trial, name)) not in ("", None)
        ]
        if len({_plainly(name, value) for value, _ in stated} - {""}) > 1:
            dates = tuple(accounts[index].trial.registry_date for _, index in stated)
            found.append(Disagreement(name, tuple(stated), dates))
    return found


def _plainly(field: str, value: str) -> str:
    """Return a value without differences of spelling; "" if it is too vague to contradict another."""
    text = re.sub(r"[^a-z0-9]+", " ", value.lower()).strip()
    if field == "phase":
        text = re.sub(r"\biii\b", "3", re.sub(r"\biv\b", "4", re.sub(r"\bii\b", "2", re.sub(r"\bi\b", "1", text))))
        return (
            ""
            if text in ("na", "n a", "not applicable", "not selected")
            else "/".join(sorted(set(re.findall(r"\d", text))))
        )
    if field == "status":
        # A mirror writes "not recruiting" for every status that is not open.
        return "" if text in ("not recruiting", "unknown", "unknown status", "authorised", "ongoing") else text
    return value
