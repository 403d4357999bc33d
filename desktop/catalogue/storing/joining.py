"""Find the stored trials that are the same as the trial of a document: by registry number, never by title alone."""

import re
import sqlite3
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from desktop.catalogue.file.statements import BY_KEY, BY_NUMBER, BY_TITLE, KEY_IS_TAKEN, NUMBERS_OF, TITLE_AND_RECORD
from desktop.catalogue.storing.one_work import is_one_work
from desktop.catalogue.storing.record import from_record
from desktop.errors import DamagedRecordError
from desktop.trials.identifiers import of_key
from desktop.trials.keys import key_for
from desktop.trials.sources import Kind, joining, with_shared_numbers
from desktop.trials.trial import Trial

_SHORTEST_TITLE = 20
_JOINING = {kind: joining(kind) for kind in get_args(Kind)}
"""{kind of record: the registries for which one shared number makes two of them one trial}."""


@dataclass(frozen=True)
class Match:
    """Hold a stored trial by id and key."""

    id: int
    key: str


def same_trials(connection: sqlite3.Connection, trial: Trial) -> list[Match]:
    """Return the stored trials that are the same as the trial of a document, first the one with the same key.

    Two records are of one trial if one names the number of the other. But if both have different numbers in the same
    registry they are two trials: a follow-up trial also names the number of the first trial. Two publications with the
    same DOI must also be one work (``one_work``).
    """
    numbers = _joining_numbers(trial)
    candidates = {Match(*row): None for row in connection.execute(BY_KEY, (trial.key, trial.kind))}
    for number in sorted(numbers):
        candidates |= {Match(*row): None for row in connection.execute(BY_NUMBER, (number, trial.kind))}
    found = [match for match in candidates if _is_same(connection, match, trial, numbers)]
    return sorted(found, key=lambda match: (match.key != trial.key, match.id))


def key_of(connection: sqlite3.Connection, trial: Trial, matches: Sequence[Match]) -> str:
    """Return the key for storing a trial: that of its first match, else its own, made unique if another work has it."""
    if matches:
        return matches[0].key
    if trial.kind == "registration" or not connection.execute(KEY_IS_TAKEN, (trial.key,)).fetchone():
        return trial.key
    return _key_without_doi(trial)


def looked_for_by(trial: Trial) -> set[str]:
    """Return the key and numbers, in lower case, by which this trial is searched for among stored trials."""
    return {each.casefold() for each in (trial.key, *_joining_numbers(trial))}


def found_by(trial: Trial) -> set[str]:
    """Return the key and numbers, in lower case, by which another trial can find this one."""
    return {each.casefold() for each in (trial.key, *(each.value for each in trial.identifiers))}


def _joining_numbers(trial: Trial) -> set[str]:
    # Different trials can share the number of a sponsor, and registrations the number of an article.
    registries = _JOINING[trial.kind]
    return {each.value for each in trial.identifiers if each.registry in registries} | {of_key(trial.key).value}


def _key_without_doi(trial: Trial) -> str:
    cited = trial.citation
    told = (trial.title, *(cited.authors if cited else ()), cited.pages if cited else "")
    return key_for((each for each in trial.identifiers if each.registry not in with_shared_numbers()), "\n".join(told))


def _is_same(connection: sqlite3.Connection, match: Match, trial: Trial, numbers: set[str]) -> bool:
    if not _share_a_number(connection, match, trial, numbers):
        return False
    registries = {of_key(key).registry for key in (match.key, trial.key)}
    return registries.isdisjoint(with_shared_numbers()) or _is_same_work(connection, match, trial)


def _is_same_work(connection: sqlite3.Connection, match: Match, trial: Trial) -> bool:
    title, record = connection.execute(TITLE_AND_RECORD, (match.id,)).fetchone()
    if isinstance(title, str) and title_key(title) == title_key(trial.title) != "":
        return True
    try:
        return is_one_work(from_record(record).trial, trial)
    except DamagedRecordError:
        # Then only the number can decide.
        return True


def _share_a_number(connection: sqlite3.Connection, match: Match, trial: Trial, numbers: set[str]) -> bool:
    # The case of a DOI does not matter, and libraries write it differently.
    if match.key.casefold() == trial.key.casefold():
        return True
    stored, read = of_key(match.key), of_key(trial.key)
    if stored.registry == read.registry:
        return False
    theirs = {value for (value,) in connection.execute(NUMBERS_OF, (match.id,))}
    return stored.value in numbers or read.value in theirs


@lru_cache(maxsize=64)  # asked twice for each trial that is saved
def title_key(title: str) -> str:
    """Return a title in a form for comparison; "" if it is too short to identify a trial."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    letters = re.sub(r"[^a-z0-9]+", "", plain)
    return letters if len(letters) >= _SHORTEST_TITLE else ""


def twins(connection: sqlite3.Connection, trial_id: int, trial: Trial, key: str) -> list[int]:
    """Return the ids of other trials of the same kind and ``title_key``: possible duplicates, which the user judges."""
    return [int(found) for (found,) in connection.execute(BY_TITLE, (key, trial.kind, trial_id))] if key else []
