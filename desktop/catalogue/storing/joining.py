"""Which stored trials a document speaks of: by registry number, never by title alone."""

import re
import sqlite3
import unicodedata
from dataclasses import dataclass

from desktop.catalogue.file.statements import BY_KEY, BY_NUMBER, BY_TITLE, NUMBERS_OF
from desktop.trials.trial import Trial

# Numbers of sponsors, and of articles for registrations, are shared by trials that are not the same.
_JOINING = {
    "registration": {
        *("NCT", "CTIS", "EudraCT", "ISRCTN", "ChiCTR", "jRCT", "CTRI", "ACTRN", "UMIN", "DRKS", "IRCT", "KCT"),
        *("NTR", "TCTR", "PACTR", "RBR"),
    },
    "publication": {"DOI", "PMID"},
}
_SHORTEST_TITLE = 20


@dataclass(frozen=True)
class Match:
    """Hold a stored trial by id and key."""

    id: int
    key: str


def same_trials(connection: sqlite3.Connection, trial: Trial) -> list[Match]:
    """Return the stored trials that are the one a document speaks of, the one with the same key first.

    Two records are of one trial when one of them names the other's own number, unless both have a number of their own
    in the same registry: a follow-up trial names the number of the trial it follows.
    """
    joining = _JOINING[trial.kind]
    numbers = {each.value for each in trial.identifiers if each.registry in joining} | {_number(trial.key)}
    candidates = {Match(*row): None for row in connection.execute(BY_KEY, (trial.key, trial.kind))}
    for number in sorted(numbers):
        candidates |= {Match(*row): None for row in connection.execute(BY_NUMBER, (number, trial.kind))}
    found = [match for match in candidates if _is_same(connection, match, trial, numbers)]
    return sorted(found, key=lambda match: (match.key != trial.key, match.id))


def _is_same(connection: sqlite3.Connection, match: Match, trial: Trial, numbers: set[str]) -> bool:
    # Capital letters do not matter in a DOI, and libraries differ in them.
    if match.key.casefold() == trial.key.casefold():
        return True
    if _registry(match.key) == _registry(trial.key):
        return False
    theirs = {value for (value,) in connection.execute(NUMBERS_OF, (match.id,))}
    return _number(match.key) in numbers or _number(trial.key) in theirs


def title_key(title: str) -> str:
    """Return a title reduced to what tells titles apart; "" for one too short to tell anything."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    letters = re.sub(r"[^a-z0-9]+", "", plain)
    return letters if len(letters) >= _SHORTEST_TITLE else ""


def twins(connection: sqlite3.Connection, number: int, trial: Trial, key: str) -> list[int]:
    """Return the ids of other trials of the same kind and ``title_key``: possible duplicates, for the user to judge."""
    return [int(found) for (found,) in connection.execute(BY_TITLE, (key, trial.kind, number))] if key else []


def _number(key: str) -> str:
    return key.removeprefix("doi:").removeprefix("pmid:")


def _registry(key: str) -> str:
    """Return what the number of a key begins with, which tells its registry apart from others."""
    if re.match(r"\d{4}-", key):
        return key[:6][5:]  # EudraCT numbers go on with 0, CTIS numbers with 5
    return re.split(r"[\d:/-]", key, maxsplit=1)[0]
