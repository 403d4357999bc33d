"""Import the code for printing when something is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.ui.printing.print_preview import Sheets
    from desktop.workflows.printed_pages import PrintPages


class Printing(NamedTuple):
    """Hold the functions that print pages: to a PDF, or with a preview on paper."""

    print_pages: PrintPages
    lay_out: Callable[..., Sheets | None]
    preview: Callable[[Sheets, str, QWidget], None]


def printing() -> Printing:
    """Return the functions that print pages."""
    # Imported here: it imports Qt's printing, which a window needs only when something is printed.
    from desktop.ui.printing import pdf_printer, print_preview

    return Printing(pdf_printer.print_pages, print_preview.lay_out, print_preview.preview)


def page_printer() -> PrintPages:
    """Return the function that prints pages to a PDF."""
    return printing().print_pages
