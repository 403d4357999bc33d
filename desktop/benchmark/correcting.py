"""How long a correction waits while another process imports into the same file."""

import statistics
import threading
import time
from functools import partial
from pathlib import Path

from desktop.benchmark.measure import Figure, timed
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.facets.vocabularies import Vocabularies
from desktop.paths import RESOURCES
from desktop.trials.own_work import Correction
from desktop.workflows.first_start import import_starter_documents
from desktop.workflows.import_in_process import import_in_process

_CORRECTIONS = 50
_PAUSE_S = 0.05


def measure_corrections(file: Path, seeds: Path, folder: Path, vocabularies: Vocabularies) -> list[Figure]:
    """Correct trials while a file of studies is imported, and return how long they wait.

    If a correction is refused, the benchmark ends with an error.
    """
    facets = vocabularies.facets
    catalogue = Catalogue(folder / "corrected.db", facets.value_ids, facets.second_readings, reads=facets.reads)
    import_starter_documents(seeds, catalogue, vocabularies)
    ids = catalogue.index.search(TrialQuery())
    importing = threading.Thread(target=import_in_process, args=([file], catalogue.path, RESOURCES, None))
    importing.start()
    while importing.is_alive() and len(catalogue) == len(ids):  # until it has begun to write
        time.sleep(_PAUSE_S)
    waited = []
    for number in range(_CORRECTIONS):
        correction = Correction("her2", ("low",), ("positive",), "Measured", "2026-01-01T00:00:00+00:00")
        waited.append(timed(partial(catalogue.correct, ids[number % len(ids)], "her2", correction)))
        time.sleep(_PAUSE_S)
    importing.join()
    catalogue.close()
    return [
        Figure(f"longest of {_CORRECTIONS} corrections during an import", "–", max(waited), 0, 0.3),
        Figure(f"median of {_CORRECTIONS} corrections during an import", "–", statistics.median(waited), 0, 0.05),
    ]
