"""`main.py benchmark`: the table of what is fast and what is not."""

import argparse
import json
import tempfile
from pathlib import Path

from desktop.benchmark.fluency import measure_fluency
from desktop.benchmark.importing import measure_import
from desktop.benchmark.measure import table
from desktop.paths import RESOURCES


def run(request: argparse.Namespace) -> int:
    """Measure, print the table (or JSON) and return 0, or 1 if a figure is over its budget."""
    from desktop import app  # noqa: PLC0415 - only the benchmark of the window needs Qt

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = measure_import(folder, RESOURCES, request.trials)
        application = app.make_application(needs_display=False)
        figures.append(measure_fluency(application, folder / f"studies-{request.trials}.json", folder))
    if request.json:
        print(json.dumps([figure.as_json() for figure in figures]))
    else:
        print(table(figures))
    return 0 if all(figure.passed for figure in figures) else 1
