"""Count what an import met in documents that an earlier import brought, so that the numbers of its report agree."""

from dataclasses import replace

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.trials.facets import IMPORT_FACET
from desktop.workflows.import_report import ImportReport


def with_known(catalogue: Catalogue, report: ImportReport) -> ImportReport:
    """Return a report with the number of its unchanged records whose documents were in the catalogue before."""
    unchanged = [each.key for each in report.documents if each.outcome == "unchanged" and each.key]
    query = TrialQuery().selecting(IMPORT_FACET, (str(report.number),))
    brought = catalogue.index.matching(query) if report.number else 0
    ids = catalogue.trials.ids_of_keys(unchanged)
    return replace(report, known=sum(1 for key in unchanged if key in ids and not brought >> ids[key] & 1))
