"""Import the starter documents at the first start, once, into an empty catalogue."""

from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import StorageError
from desktop.facets.vocabularies import Vocabularies
from desktop.workflows.import_documents import import_documents
from desktop.workflows.import_report import ImportReport

_REMEMBERED = "starter documents"


def import_starter_documents(folder: Path, catalogue: Catalogue, vocabularies: Vocabularies) -> ImportReport | None:
    """Import the documents of a folder into an empty catalogue; return None if that was done before.

    A user who later deletes them does not get them back.

    Raises:
        StorageError: the catalogue cannot be written; the next start tries again.
    """
    if len(catalogue) or catalogue.setting(_REMEMBERED):
        return None
    report = import_documents([folder], catalogue, vocabularies, dated_by_files=False)
    if report.fault:
        raise StorageError(report.fault)
    catalogue.mark_seen(None)  # examples must not be shown as new beside the user's own imports
    catalogue.remember(_REMEMBERED, "imported")
    return report
