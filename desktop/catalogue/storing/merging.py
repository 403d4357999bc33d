"""One trial from what several documents say of it: a written order of trust picks each field.

The order, for each field the first account that states it:

1. the registry of record, which is the one whose number is the trial's key,
2. other registries that hold the trial under a number of their own,
3. mirrors of registries (WHO ICTRP),
4. aggregators and texts without a number (MedPath, bare lines);

A part that an account breaks off in (``Trial.absent``) comes after those that have it whole.

For publications: PubMed before other libraries, those before portal pages. Within one rank the newer version comes
first, by the date the source was last updated, then the fuller format, then the later import. A registered phase that
contradicts the title is the facets' business (``desktop.facets.phase``).

The dates of the record itself (last updated, verified, refreshed) are read beside the status. They come from the
account that the status comes from, and from no other.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from desktop.trials.absence import absent_from_all
from desktop.trials.trial import Dates, Eligibility, Trial

_REGISTRIES = {
    "ctgov_json": ("NCT",),
    "ctgov_xml": ("NCT",),
    "ctgov_csv": ("NCT",),
    "ctgov_csv_legacy": ("NCT",),
    "euctr_text": ("EudraCT",),
    "euctr_json": ("EudraCT",),
    "ctis_json": ("CTIS",),
    "isrctn_json": ("ISRCTN",),
    "chictr": ("ChiCTR",),
}
_OTHERS = {"ictrp": 2, "medpath": 3, "ctgov_lines": 3, "pubmed_xml": 0, "medline": 0, "ris": 1, "research_portal": 2}
# The fuller format first where versions are equal.
_FULLNESS = ("ctgov_json", "ctgov_xml", "ctgov_csv", "pubmed_xml", "medline", "euctr_text")
_UNIONS = ("identifiers", "warnings", "reports_on")
_COMPARED = ("phase", "status", "enrollment")
_OF_THE_RECORD = ("last_updated", "verified", "refreshed")


@dataclass(frozen=True)
class Account:
    """Hold what one document says of a trial; ``order`` grows with every import."""

    trial: Trial
    format: str
    order: int


@dataclass(frozen=True)
class Disagreement:
    """Hold a field on which accounts differ: (what is said, index of the account) of each, the believed one first.

    ``dates`` are the registry dates of these accounts, in the same order, "" where one has none.
    """

    field: str
    said: tuple[tuple[str, int], ...]
    dates: tuple[str, ...] = ()

    @property
    def dated(self) -> tuple[tuple[str, int, str], ...]:
        """Return (what is said, index of the account, its registry date or "") of each account, in the same order."""
        dates = self.dates or ("",) * len(self.said)  # an older program kept none
        return tuple((value, index, date) for (value, index), date in zip(self.said, dates, strict=True))


@dataclass(frozen=True)
class Merged:
    """Hold the trial made of several accounts.

    ``provenance`` gives the index of the account that each stated field was taken from, in the order of the accounts.
    """

    trial: Trial
    provenance: Mapping[str, int]
    disagreements: tuple[Disagreement, ...]


def merge(key: str, accounts: Sequence[Account]) -> Merged:
    """Return one trial under a key from all accounts of it, of which there is at least one."""
    ranked = sorted(range(len(accounts)), key=lambda index: _rank(key, accounts[index]))
    values: dict[str, Any] = {}
    provenance: dict[str, int] = {}
    for field in fields(Trial):
        if field.name in ("key", "kind", "absent"):
            continue
        if field.name in _UNIONS:
            said = [item for index in ranked for item in getattr(accounts[index].trial, field.name)]
            values[field.name] = tuple(dict.fromkeys(said))
            continue
        for index in _whole_first(accounts, ranked, field.name):
            value = getattr(accounts[index].trial, field.name)
            if _states(value):
                values[field.name] = value
                provenance[field.name] = index
                break
    values["dates"] = _dates(accounts, ranked, provenance.get("status"))
    values["absent"] = absent_from_all([accounts[index].trial for index in ranked])
    trial = replace(accounts[ranked[0]].trial, key=key, **values)
    return Merged(trial, provenance, tuple(_disagreements(accounts, ranked)))


def changed_fields(before: Trial, after: Trial) -> dict[str, tuple[Any, Any]]:
    """Return {field: (before, after)} of what differs between two states of a trial."""
    names = (field.name for field in fields(Trial) if field.name not in ("key", "warnings", "absent"))
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _rank(key: str, account: Account) -> tuple[object, ...]:
    registries = _REGISTRIES.get(account.format)
    if registries is None:
        trust = _OTHERS.get(account.format, 3)
    else:
        trust = 0 if any(_is_of(key, registry) for registry in registries) else 1
    # Text dates sort by their inverse: the newest first, the undated last.
    version = account.trial.dates.last_updated or account.trial.dates.refreshed
    newest_first = tuple(-ord(letter) for letter in version) if version else (1,)
    fullness = _FULLNESS.index(account.format) if account.format in _FULLNESS else len(_FULLNESS)
    return trust, newest_first, fullness, -account.order


def _is_of(key: str, registry: str) -> bool:
    shapes = {"NCT": r"NCT", "ISRCTN": r"ISRCTN", "ChiCTR": r"ChiCTR", "EudraCT": r"\d{4}-0", "CTIS": r"20\d\d-5"}
    return re.match(shapes[registry], key) is not None


def _states(value: object) -> bool:
    if isinstance(value, Eligibility):
        return bool(value.inclusion or value.exclusion or value.undivided)
    return value not in ("", (), None, Dates())


def _whole_first(accounts: Sequence[Account], ranked: Sequence[int], field: str) -> list[int]:
    return sorted(ranked, key=lambda index: field in accounts[index].trial.absent)


def _dates(accounts: Sequence[Account], ranked: Sequence[int], of_status: int | None) -> Dates:
    """Return each date from the first account that states it, those of the record from that of the status."""
    of_record = ranked if of_status is None else (of_status,)
    names = (field.name for field in fields(Dates))
    return Dates(**{name: _first(accounts, of_record if name in _OF_THE_RECORD else ranked, name) for name in names})


def _first(accounts: Sequence[Account], ranked: Sequence[int], name: str) -> str:
    return next((said for index in ranked if (said := getattr(accounts[index].trial.dates, name))), "")


def _disagreements(accounts: Sequence[Account], ranked: Sequence[int]) -> list[Disagreement]:
    """Return the fields on which sources differ; an older version of the same source has been overtaken."""
    latest: dict[str, int] = {}
    for index in ranked:
        latest.setdefault(_source(accounts[index]), index)
    found = []
    for name in _COMPARED:
        said = [
            (str(value), i) for i in latest.values() if (value := getattr(accounts[i].trial, name)) not in ("", None)
        ]
        if len({_plainly(name, value) for value, _ in said} - {""}) > 1:
            dates = tuple(accounts[index].trial.registry_date for _, index in said)
            found.append(Disagreement(name, tuple(said), dates))
    return found


def _source(account: Account) -> str:
    # The formats of one registry are one source.
    return "/".join(_REGISTRIES.get(account.format, (account.format,)))


def _plainly(field: str, value: str) -> str:
    """Return what a value says, however it is spelled; "" where it says too little to contradict anything."""
    text = re.sub(r"[^a-z0-9]+", " ", value.lower()).strip()
    if field == "phase":
        text = re.sub(r"\biii\b", "3", re.sub(r"\biv\b", "4", re.sub(r"\bii\b", "2", re.sub(r"\bi\b", "1", text))))
        return (
            ""
            if text in ("na", "n a", "not applicable", "not selected")
            else "/".join(sorted(set(re.findall(r"\d", text))))
        )
    if field == "status":
        # A mirror's "not recruiting" holds for everything that is not open.
        return "" if text in ("not recruiting", "unknown", "unknown status", "authorised", "ongoing") else text
    return value
