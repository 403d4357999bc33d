"""How long it takes to compare all trials of a catalogue with one patient."""

import statistics
from dataclasses import replace
from functools import partial
from itertools import cycle

from desktop.benchmark.measure import Figure, timed
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.matching.criteria import Criteria
from desktop.matching.patient import Patient
from desktop.matching.questions import questions

_CHANGES = 30
_LARGE = 100_000
_MS, _LARGE_MS = 50, 400
_PATIENT = Patient(
    her2="2+/ISH-",
    er="positive",
    setting="metastatic",
    lines=2,
    prior=frozenset(("cdk_inhibitor", "taxane")),
    ecog=1,
    brain="stable",
    present=frozenset(("PIK3CA",)),
    age=58,
    sex="female",
    country="Germany",
)


def measure_fitting(catalogue: Catalogue, criteria: Criteria) -> Figure:
    """Change the patient's answers, and return how long it takes to divide all trials by their fit and order them."""
    took = []
    for number, cell in zip(range(_CHANGES), cycle(each.id for each in criteria["her2"].choices), strict=False):
        asked = questions(replace(_PATIENT, her2=cell, lines=number % 4), criteria)
        took.append(timed(partial(catalogue.index.fitted, TrialQuery(), asked, [[each] for each in criteria.first])))
    budget = _LARGE_MS if len(catalogue) > _LARGE else _MS
    return Figure("all trials answered for one patient", "–", 1000 * statistics.median(took), 0, budget, "ms")
