"""Export and import the user's own work as a file; an import overwrites nothing, and the newer of two pieces counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import QueryError
from desktop.trials.own_work import NO_TRIAL, OwnWork, OwnWorkChange, OwnWorks, Place, as_json, from_json, putting
from desktop.trials.shortlists import SavedPatient, Shortlist, entries_in
from desktop.workflows.text_file import write_text

_LARGEST = 200_000_000  # bytes; a thousand times the size of years of work


@dataclass(frozen=True)
class Merge:
    """Hold the changes for importing the own work of a file, and the numbers of its pieces.

    ``added`` pieces are new here, ``joined`` ones are joined with a piece at their place, ``same`` ones change nothing.
    ``waiting`` ones belong to trials that are not in the catalogue, and are used when these are imported.
    """

    changes: tuple[OwnWorkChange, ...]
    added: int
    joined: int
    same: int
    waiting: int


def write_own_work(catalogue: Catalogue, target: Path, *, with_patients: bool = False) -> int:
    """Write all own work to a file that only the user can read; return the number of pieces.

    Saved patients are written only ``with_patients``.

    Raises:
        ExportError: the file cannot be written; it is unchanged.
    """
    own_work = {
        key: kept
        for key, pieces in catalogue.trials.all_own_work().items()
        if (kept := tuple(each for each in pieces if with_patients or not isinstance(each, SavedPatient)))
    }
    write_text(target, as_json(own_work) or "[]", private=True)
    return sum(map(len, own_work.values()))


def merging(catalogue: Catalogue, file: Path) -> Merge:
    """Return the changes for importing the own work of a file; write nothing.

    Raises:
        QueryError: it cannot be read, or is not a file of own work.
    """
    return joining(catalogue, _by_our_keys(catalogue, _read(file)))


def joining(catalogue: Catalogue, pieces: Iterable[tuple[str, bool, OwnWork]]) -> Merge:
    """Return the changes for importing pieces: (key here, whether the trial is here, piece)."""
    held: dict[str, dict[Place, OwnWork]] = {}
    changed: dict[tuple[str, Place], OwnWorkChange] = {}
    added = joined = same = waiting = 0
    for key, is_there, piece in pieces:
        waiting += not is_there
        if key not in held:
            held[key] = {each.place: each for each in catalogue.trials.own_work_of(key)}
        before = held[key].get(piece.place)
        kept = before.taking_over(piece) if before else piece
        if kept == before:
            same += 1
            continue
        added, joined = added + (before is None), joined + (before is not None)
        held[key][piece.place] = kept
        changed[key, piece.place] = putting(key, kept)
    return Merge(tuple(changed.values()), added, joined, same, waiting)


def taking_over_own_work(
    catalogue: Catalogue, own_work: Iterable[tuple[str, tuple[OwnWork, ...]]]
) -> tuple[OwnWorkChange, ...]:
    """Return the changes for importing own work from another catalogue, given as (key here, pieces).

    A shortlist that does not exist here is made with its first entry.
    """
    pieces = [(key, True, piece) for key, found in own_work for piece in found]
    entries = entries_in(piece for _, _, piece in pieces)
    names = {each.subject for each in catalogue.trials.own_work_of(NO_TRIAL) if isinstance(each, Shortlist)}
    made: dict[str, str] = {}
    for entry in sorted(entries, key=lambda each: each.added):
        if entry.shortlist not in names:
            made.setdefault(entry.shortlist, entry.added)
    lists = (putting(NO_TRIAL, Shortlist(name, added)) for name, added in made.items())
    return (*lists, *joining(catalogue, pieces).changes)


def _read(file: Path) -> OwnWorks:
    try:
        if file.stat().st_size > _LARGEST:
            raise QueryError(f"{file} is too large to be a file of own work; choose one that `own-work export` wrote.")
        return from_json(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise QueryError(f"{file} cannot be read ({error.strerror}); choose another file.") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        remedy = "choose one that `own-work export` wrote. Nothing was changed."
        raise QueryError(f"{file} is no file of own work, or is damaged; {remedy}") from error


def _by_our_keys(catalogue: Catalogue, own_work: OwnWorks) -> Iterator[tuple[str, bool, OwnWork]]:
    """Yield (key here, whether the trial is here, piece) for all pieces of a file."""
    for key, pieces in own_work.items():
        trial_id = catalogue.trials.id_of(key) if key != NO_TRIAL else None
        rows = catalogue.index.rows([trial_id]) if trial_id is not None else []
        ours, is_there = (rows[0].key, True) if rows else (key, key == NO_TRIAL)
        for piece in pieces:
            yield ours, is_there, piece
