"""The printer of pages, loaded when something is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.workflows.export_trials import PrintPages


def page_printer() -> PrintPages:
    """Return the function that prints pages to a PDF."""
    # Imported here: it loads Qt's printing, which a window needs only when something is printed.
    from desktop.ui.printing.pdf_printer import print_pages

    return print_pages
