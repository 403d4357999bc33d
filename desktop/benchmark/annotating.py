"""Annotating real trials: its time compared with splitting the same texts into words."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

from desktop.benchmark.measure import Figure, interleaved
from desktop.documents.read import open_document
from desktop.errors import DocumentError
from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import Vocabularies
from desktop.trials.sections import sections
from desktop.trials.trial import Trial
from desktop.workflows.found_documents import documents_of, files_behind

_ROUNDS = 3
_BUDGET = 14.7  # four fifths of what phrase matching took (18.4), before criteria were read word by word
_WORD = re.compile(r"\w+")


def measure_annotating(documents: Path, vocabularies: Vocabularies) -> list[Figure]:
    """Return the figure of annotating the trials of a folder of real documents, in milliseconds a trial.

    Documents that an import would refuse are left out.

    Raises:
        DocumentError: there is no trial in the folder.
    """
    trials = list(_trials_in(documents))
    if not trials:
        raise DocumentError(f"{documents} holds no trial that can be read; name a folder of documents.")
    texts = [text for trial in trials for text in sections(trial).values()]

    def annotated() -> None:
        for trial in trials:
            annotate(trial, vocabularies)

    def split() -> None:
        for text in texts:
            _WORD.findall(text)

    value, floor = interleaved([annotated, split], _ROUNDS)
    each = 1000 / len(trials)
    work = f"annotating a real trial, mean of {len(trials):,}"
    return [Figure(work, "its texts split into words", value * each, floor * each, _BUDGET, "ms")]


def _trials_in(folder: Path) -> Iterator[Trial]:
    for file in files_behind([folder]):
        with contextlib.suppress(DocumentError):
            for found in documents_of(file):
                document = open_document(found.content, found.name)
                yield from (each for each in document.records if isinstance(each, Trial))
