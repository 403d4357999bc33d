"""`main.py benchmark`: measures everything and prints the table."""

import argparse
import json
import tempfile
from pathlib import Path

from desktop import terminal
from desktop.benchmark.annotating import measure_annotating
from desktop.benchmark.asking import measure_asking
from desktop.benchmark.catalogues import open_built
from desktop.benchmark.correcting import measure_corrections
from desktop.benchmark.exporting import measure_exports
from desktop.benchmark.fitting import measure_fitting
from desktop.benchmark.importing import measure_import, studies_file
from desktop.benchmark.judging import measure_judging
from desktop.benchmark.known import measure_changes, measure_known
from desktop.benchmark.measure import Figure, table
from desktop.benchmark.responding import measure_responding
from desktop.benchmark.typing import measure_typing
from desktop.benchmark.window import measure_clicks, measure_growth, measure_start
from desktop.benchmark.writing import measure_writing
from desktop.errors import DocumentError
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.matching.criteria import load_criteria
from desktop.paths import RESOURCES, SEEDS
from desktop.ui.start.application import make_application

_IMPORTED = 5_000
_USUAL = 16_000


def run(request: argparse.Namespace) -> int:
    """Measure, print the table (or JSON), and return 0, or 1 if a figure is not within its budget or none is there."""
    if request.documents:
        try:
            figures = measure_annotating(request.documents, load_vocabularies(RESOURCES))
        except DocumentError as error:
            terminal.tell(str(error))
            return 1
    else:
        figures = _figures(request.trials)
    if request.json:
        print(json.dumps([figure.as_json() for figure in figures]))
    else:
        print(table(figures))
    return 0 if all(figure.passed for figure in figures) else 1


def _figures(trials: int) -> list[Figure]:
    vocabularies = load_vocabularies(RESOURCES)
    application = make_application(needs_display=False)
    catalogue = open_built(trials, vocabularies)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = measure_asking(catalogue, vocabularies.facets)
        figures.append(measure_fitting(catalogue, load_criteria(RESOURCES, vocabularies.facets)))
        figures += measure_exports(catalogue, vocabularies, folder)
        figures.append(measure_writing(catalogue, folder))
        figures.append(measure_changes(catalogue))
        path = catalogue.path
        catalogue.close()
        figures += measure_clicks(application, path, folder / "config")
        figures.append(measure_typing(application, path, folder / "config"))
        figures += measure_judging(application, path, folder / "config")
        figures += _starts(path, trials, vocabularies, folder / "config")
        figures += measure_import(folder, vocabularies, min(trials, _IMPORTED))
        figures += measure_known(folder, vocabularies, min(trials, _IMPORTED))
        file = studies_file(folder, vocabularies, min(trials, _IMPORTED))
        figures.append(measure_responding(application, file, folder))
        figures += measure_corrections(file, SEEDS, folder, vocabularies)
    return figures


def _starts(path: Path, trials: int, vocabularies: Vocabularies, config: Path) -> list[Figure]:
    """Return how soon the window is ready; a very large catalogue is compared with one of usual size."""
    if trials <= _USUAL:
        return measure_start(path, config)
    usual = open_built(_USUAL, vocabularies)
    usual.close()
    return [measure_growth(path, usual.path, config)]
