"""The phrasebooks of the facets that are read by them, loaded once: resources/reading/phrases."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import VocabularyError
from desktop.facets.entry.grades import GRADE, with_grades
from desktop.facets.entry.sayings import Phrasebook, Prepare, load_phrasebook, phrasebook_faults, unprepared
from desktop.facets.entry.short_forms import without_short_forms
from desktop.facets.entry.stages import STAGES, TNM, with_stages
from desktop.facets.entry.tokens import Row
from desktop.facets.named_hints import Beginnings, refuse_older_copy
from desktop.facets.own_files import chosen
from desktop.facets.read_once import read_once

PHRASE_FOLDER = "phrases"
_SETTING, _BRAIN, _ECOG = "setting", "brain", "ecog"


def _prepared_for_setting(row: Row, text: str, begins: Beginnings) -> Row:
    return with_stages(without_short_forms(row), text, begins)


_PREPARED: dict[str, tuple[Prepare, Iterable[str]]] = {
    _SETTING: (_prepared_for_setting, (STAGES, TNM)),
    _BRAIN: (unprepared, ()),
    _ECOG: (with_grades, (GRADE,)),
}


@dataclass(frozen=True)
class Phrases:
    """Hold a phrasebook for each facet that is read by one; ``version`` changes with any byte of their files."""

    setting: Phrasebook
    brain_metastases: Phrasebook
    ecog: Phrasebook
    version: str


@read_once
def load_phrases(folder: Path, own: Path | None = None) -> Phrases:
    """Return the phrasebooks of a folder of readings; a user's ``own`` copies count instead of files of the same name.

    Raises:
        VocabularyError: a file is missing or at fault; names file, row and fault.
    """
    digest = hashlib.sha256()
    books = {}
    for name, (prepare, further_kinds) in _PREPARED.items():
        shipped = [folder / PHRASE_FOLDER / f"{name}_{part}.toml" for part in ("words", "grammar")]
        files = [chosen(each, own) for each in shipped]
        refuse_older_copy(files[0], shipped[0])
        try:
            for file in files:
                digest.update(file.read_bytes())
        except OSError as error:
            raise VocabularyError(f"{files[0].name}: the file cannot be read ({error.strerror}).") from error
        books[name] = load_phrasebook(files[0], files[1], prepare, further_kinds)
    return Phrases(books[_SETTING], books[_BRAIN], books[_ECOG], digest.hexdigest()[:12])


@read_once
def phrase_faults(folder: Path, own: Path | None = None) -> tuple[str, ...]:
    """Return all faults of the phrasebooks in a folder as sentences: unreadable files, failing examples."""
    try:
        return tuple(_faults(load_phrases(folder, own)))
    except VocabularyError as error:
        return (str(error),)


def _faults(phrases: Phrases) -> Iterator[str]:
    yield from phrasebook_faults(phrases.setting, _SETTING)
    yield from phrasebook_faults(phrases.brain_metastases, _BRAIN)
    yield from phrasebook_faults(phrases.ecog, _ECOG)
