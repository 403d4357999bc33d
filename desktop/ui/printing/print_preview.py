"""Printing through a preview: pages are laid out outside the window's thread, and painted for the chosen printer."""

from collections.abc import Sequence

from PySide6 import QtGui
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from desktop.trials.work import OnProgress, ShouldStop
from desktop.ui.printing.page_job import PageJob, Room
from desktop.ui.printing.pdf_printer import counted
from desktop.workflows.printed_pages import PageToPrint


class Sheets:
    """Hold pages that are laid out, and paint them on a printer."""

    def __init__(self, job: PageJob, counts: Sequence[int]) -> None:
        self._job = job
        self._counts = counts
        self.count = sum(counts)
        """How many sheets there are."""

    def paint_on(self, printer: QPrinter) -> None:
        """Paint all sheets, each as large as the printer's paper allows; a sheet that lies is turned."""
        printer.setFullPage(True)
        printer.setPageOrientation(QtGui.QPageLayout.Orientation.Portrait)
        painter = QtGui.QPainter(printer)

        def begin(room: Room, *, is_first: bool) -> None:
            # A printer that has begun to print cannot turn its paper, so that the painting is turned.
            if not is_first:
                printer.newPage()
            painter.resetTransform()
            width, height = float(printer.width()), float(printer.height())
            if room.sheet.width() > room.sheet.height():
                painter.translate(width, 0)
                painter.rotate(90)
                width, height = height, width
            scale = min(width / room.sheet.width(), height / room.sheet.height())
            painter.translate((width - room.sheet.width() * scale) / 2, (height - room.sheet.height() * scale) / 2)
            painter.scale(scale, scale)

        try:
            for _ in self._job.drawn(painter, self._counts, begin, lambda: None):
                pass
        finally:
            painter.end()


def lay_out(
    title: str,
    css: str,
    pages: Sequence[str | PageToPrint],
    on_progress: OnProgress,
    should_stop: ShouldStop,
    *,
    running_heads: Sequence[str] = (),
    footer: str = "",
) -> Sheets | None:
    """Return pages laid out for painting, None if stopped; see ``print_pages``.

    What the pages are made from is no longer needed afterwards.
    """
    job = PageJob(title, css, pages, tuple(running_heads) or ("",) * len(pages), footer)
    counts = counted(job, len(pages), on_progress, should_stop)
    if counts is None:
        return None
    job.keep_pages()
    return Sheets(job, counts)


def preview(sheets: Sheets, title: str, parent: QWidget) -> None:
    """Show sheets as they will be printed; the user prints them from there."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QtGui.QPageSize(QtGui.QPageSize.PageSizeId.A4))
    printer.setDocName(title)
    dialog = QPrintPreviewDialog(printer, parent)
    try:
        dialog.setWindowTitle(title)
        dialog.resize(parent.size())
        dialog.paintRequested.connect(sheets.paint_on)
        dialog.exec()
    finally:
        dialog.deleteLater()  # as a child of the window it would live as long as that
