"""Give classes to drug names that the vocabulary does not know, and read the trials that give them again."""

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
    """Write names with their classes into the user's own list of drugs, in place of earlier classes of these names.

    Args:
        given: Ids of drug_classes.csv by the names as the trials give them; the caller knows that they are classes.
        own: The folder of the user's own vocabulary files; made if it is not there.

    Raises:
        VocabularyError: a name is too short to be found safely, or her list cannot be read; nothing was written.
        StorageError: the list cannot be written; it is as it was.
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
    """Return the user's own list of drugs as it is, None if she has none.

    Raises:
        StorageError: the list cannot be read.
    """
    file = own / ADDED
    try:
        return file.read_bytes() if file.is_file() else None
    except OSError as error:
        raise StorageError(f"{file} cannot be read ({error.strerror}); check its permissions.") from error


def put_back(wanted: bytes | None, expected: bytes | None, own: Path) -> None:
    """Write the user's own list of drugs as it was at another time, None for no list.

    Raises:
        VocabularyError: the list is not as expected, since something else has changed it; it stays so.
        StorageError: the list cannot be read or written; it is as it was.
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
    """Return the ids of the trials that give names without a class, in ascending order."""
    return tuple(sorted({trial_id for name in names for trial_id in catalogue.trials.with_unknown_name(name)}))


def read_again(trial_ids: Sequence[int], catalogue: Catalogue, vocabularies: Vocabularies) -> int:
    """Derive trials again, save them, and return how many have changed.

    Raises:
        StorageError: the catalogue cannot be written.
    """
    derivation = derive_again(catalogue, vocabularies, only=trial_ids)
    if derivation.derived:
        save_derivation(derivation, catalogue)
    return len(derivation.derived)


@contextlib.contextmanager
def _refusal_in_words(file: Path) -> Iterator[None]:
    """Raise a StorageError where the system refuses to write a file."""
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
