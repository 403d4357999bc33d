"""The rows of a comparison: a table of the facts that are compared, with the function that makes each cell."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.comparison.cells import MakeCell, arms_cell, drugs_cell, facet_cell, fact_cell, outcomes_cell
from desktop.comparison.decisions import decision_cell
from desktop.comparison.sites import sites_cell
from desktop.sheet.wording import Wording

MakeLabel = Callable[[Wording, str], str]


@dataclass(frozen=True)
class RowMaker:
    """Hold one row: its id, the function for its label (from words and country), and the function for its cells.

    ``is_of_patient``: it contains data of a patient.
    """

    id: str
    label: MakeLabel
    make: MakeCell
    is_of_patient: bool = False


def _called(label: str) -> MakeLabel:
    return lambda _words, _country: label


def _facet(facet: str) -> RowMaker:
    return RowMaker(facet, lambda words, _: words.facet_label(facet), facet_cell(facet))


def _sites_label(_words: Wording, country: str) -> str:
    return f"Sites in {country}" if country else "Sites"


ROWS: tuple[RowMaker, ...] = (
    _facet("phase"),
    _facet("lines"),
    _facet("her2"),
    _facet("hr"),
    _facet("cancer_site"),
    _facet("setting"),
    _facet("prior_cdk46"),
    _facet("prior_her2_adc"),
    _facet("earlier_treatment"),
    _facet("brain_metastases"),
    _facet("ecog_max"),
    _facet("biomarkers"),
    RowMaker("age", _called("Age"), fact_cell("ages", "age")),
    RowMaker("sex", _called("Sex"), fact_cell("sex", "sex")),
    _facet("drug_classes"),
    RowMaker("drugs", _called("Drugs, roles and doses as written"), drugs_cell),
    RowMaker("arms", _called("Arms"), arms_cell),
    RowMaker("primary_outcomes", _called("Primary outcomes"), outcomes_cell),
    RowMaker("enrollment", _called("Enrolment"), fact_cell("enrollment", reads=("enrollment",))),
    RowMaker("start", _called("Start"), fact_cell("start", reads=("dates.start",))),
    RowMaker("sites", _sites_label, sites_cell),
    _facet("status"),
    RowMaker("decision", _called("Our decision"), decision_cell),
)
"""All rows in reading order; to add a fact, add one line."""
