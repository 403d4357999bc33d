"""Give classes to unknown drug names, and derive the trials with these names again."""

import contextlib
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import StorageError, VocabularyError
from desktop.facets.drugs.checks import is_too_short
from desktop.facets.drugs.terms import key_of
from desktop.facets.drugs.vocabulary_files import ADDED_COLUMNS
from desktop.facets.own_files import ADDED
from desktop.facets.vocabularies import Vocabularies
from desktop.files import make_private_folder, whole_file
from desktop.workflows.derive_again import derive_again, save_derivation


def write_classes(given: Mapping[str, str], own: Path) -> None:
    """Write names with their classes into the user's own list of drugs; replace earlier classes of these names.

    Args:
        given: {name as written in the trials: id of drug_classes.csv}; the caller has checked the ids.
        own: The folder of the user's own vocabulary files; created if missing.

    Raises:
        VocabularyError: a name is too short to be found safely, or the list cannot be read; nothing was written.
        StorageError: the list cannot be written; it is unchanged.
    """
    for name in given:
        if is_too_short(key_of(name)):
            raise VocabularyError(f"“{name}” is too short to name one drug safely; correct the trials instead.")
    file = own / ADDED
    with _refusal_in_words(file):
        classes = {**_classes_in(file), **{name.strip(): class_id for name, class_id in given.items()}}
        text = io.StringIO(newline="")
        csv.writer(text).writerows([ADDED_COLUMNS, *classes.items()])
        _write(file, text.getvalue().encode("utf-8"))


def classes_file(own: Path) -> bytes | None:
    """Return the bytes of the user's own list of drugs; None if there is none.

    Raises:
        StorageError: the list cannot be read.
    """
    file = own / ADDED
    try:
        return file.read_bytes() if file.is_file() else None
    except OSError as error:
        raise StorageError(f"{file} cannot be read ({error.strerror}); check its permissions.") from error


def put_back(wanted: bytes | None, expected: bytes | None, own: Path) -> None:
    """Restore an earlier state of the user's own list of drugs; None deletes it.

    Raises:
        VocabularyError: the list is not as ``expected``, because something else changed it; it is unchanged.
        StorageError: the list cannot be read or written; it is unchanged.
    """
    file = own / ADDED
    if classes_file(own) != expected:
        raise VocabularyError(f"{file} was changed by another program; change the class there, then read again.")
    with _refusal_in_words(file):
        if wanted is None:
            file.unlink(missing_ok=True)
        else:
            _write(file, wanted)


def trials_giving(names: Iterable[str], catalogue: Catalogue) -> tuple[int, ...]:
    """Return the ids of the trials with these unknown names, in ascending order."""
    return tuple(sorted({trial_id for name in names for trial_id in catalogue.trials.with_unknown_name(name)}))


def read_again(trial_ids: Sequence[int], catalogue: Catalogue, vocabularies: Vocabularies) -> int:
    """Derive trials again, save them, and return the number of changed ones.

    Raises:
        StorageError: the catalogue cannot be written.
    """
    derivation = derive_again(catalogue, vocabularies, only=trial_ids)
    if derivation.derived:
        save_derivation(derivation, catalogue)
    return len(derivation.derived)


@contextlib.contextmanager
def _refusal_in_words(file: Path) -> Iterator[None]:
    """Turn a refusal of the system to write a file into a StorageError."""
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"{file} cannot be written ({error.strerror}); check the folder and its permissions."
        ) from error


def _write(file: Path, content: bytes) -> None:
    make_private_folder(file.parent)
    with whole_file(file) as stream:
        stream.write(content)


def _classes_in(file: Path) -> Mapping[str, str]:
    if not file.is_file():
        return {}
    try:
        rows = csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines())
        return {row["name"]: row["class"] for row in rows}
    except (KeyError, ValueError, csv.Error) as error:
        raise VocabularyError(f"{file} is no list of names and classes ({error}); mend it or move it away.") from error
