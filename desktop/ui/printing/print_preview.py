"""Print with a preview: lay out pages outside the window's thread, and paint them for the chosen printer."""

import re
from collections.abc import Sequence

from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QComboBox, QGraphicsView, QLineEdit, QToolBar, QToolButton, QWidget

from desktop.trials.work import OnProgress, ShouldStop
from desktop.ui.printing.page_job import PageJob, Room
from desktop.ui.printing.pdf_printer import counted
from desktop.workflows.printed_pages import PageToPrint

_NOT_IN_NAMES = re.compile(r"[\W_]+")
_PORTRAIT, _LANDSCAPE = QtGui.QPageLayout.Orientation.Portrait, QtGui.QPageLayout.Orientation.Landscape


class Sheets:
    """Hold laid-out pages, and paint them on a printer."""

    def __init__(self, title: str, job: PageJob, counts: Sequence[int]) -> None:
        self.title = title
        self._job = job
        self._counts = counts
        self.count = sum(counts)
        """The number of sheets."""
        self.landscape = job.landscape(counts)
        """For each sheet, whether it is landscape."""

    def paint_on(self, printer: QPrinter) -> None:
        """Paint all sheets, each as large as the printer's paper allows; a landscape sheet is turned.

        If pages may differ, as in a PDF, the page is turned; else only its painting.
        """
        printer.setFullPage(True)
        # Other printers cannot turn the paper while they print.
        can_turn = printer.paintEngine().type() == QtGui.QPaintEngine.Type.Pdf
        printer.setPageOrientation(_LANDSCAPE if can_turn and self.landscape[:1] == [True] else _PORTRAIT)
        painter = QtGui.QPainter(printer)

        def begin(room: Room, *, is_first: bool) -> None:
            if not is_first:
                if can_turn:
                    printer.setPageOrientation(_LANDSCAPE if room.is_landscape else _PORTRAIT)
                printer.newPage()
            _fit_on_paper(painter, room, float(printer.width()), float(printer.height()))

        try:
            for _ in self._job.drawn(painter, self._counts, begin, lambda: None):
                pass
        finally:
            painter.end()


def _fit_on_paper(painter: QtGui.QPainter, room: Room, width: float, height: float) -> None:
    """Scale and centre what is painted next on the paper; turn a landscape sheet if the paper is upright."""
    painter.resetTransform()
    if room.is_landscape and height > width:
        painter.translate(width, 0)
        painter.rotate(90)
        width, height = height, width
    scale = min(width / room.sheet.width(), height / room.sheet.height())
    painter.translate((width - room.sheet.width() * scale) / 2, (height - room.sheet.height() * scale) / 2)
    painter.scale(scale, scale)


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
    """Return laid-out pages; None if stopped; see ``print_pages``.

    The sources of the pages are no longer needed afterwards.
    """
    job = PageJob(title, css, pages, tuple(running_heads) or ("",) * len(pages), footer)
    counts = counted(job, len(pages), on_progress, should_stop)
    if counts is None:
        return None
    job.keep_pages()
    return Sheets(title, job, counts)


def preview(sheets: Sheets, title: str, parent: QWidget) -> None:
    """Show sheets as they will be printed; the user prints them from there."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QtGui.QPageSize(QtGui.QPageSize.PageSizeId.A4))
    printer.setDocName(_NOT_IN_NAMES.sub(" ", sheets.title))  # the name of a PDF of it
    dialog = QPrintPreviewDialog(printer, parent)
    try:
        dialog.setWindowTitle(title)
        dialog.resize(parent.size())
        _name_controls(dialog)
        dialog.paintRequested.connect(sheets.paint_on)
        shown = dialog.findChild(QPrintPreviewWidget)
        assert isinstance(shown, QPrintPreviewWidget), "every preview has one"
        shown.previewChanged.connect(lambda: stand_up(shown, sheets.landscape))
        for action in dialog.findChildren(QtGui.QAction):  # including those for turning a page
            action.triggered.connect(lambda _=False: _fit_again(shown))
        dialog.exec()
    finally:
        dialog.deleteLater()  # as a child of the window it would live as long as the window


def stand_up(shown: QPrintPreviewWidget, landscape: Sequence[bool]) -> None:
    """Turn the landscape sheets of a preview upright; Qt shows all sheets in the form of the first.

    A turned sheet gets the width of the others, because they are close to each other.
    """
    view = shown.findChild(QGraphicsView)
    sheets = [] if view is None else view.scene().items(Qt.SortOrder.AscendingOrder)
    if len(sheets) != len(landscape):
        return
    for sheet, is_landscape in zip(sheets, landscape, strict=True):
        if is_landscape:
            box = sheet.boundingRect()
            sheet.setTransformOriginPoint(box.center())
            sheet.setRotation(-90)
            sheet.setScale(min(box.width() / box.height(), box.height() / box.width()))


def _name_controls(dialog: QPrintPreviewDialog) -> None:
    """Name the fields, and move the print button to the beginning, with its word beside it.

    It is the only needed one, hard to find among twenty, and not visible with large text.
    """
    bar = dialog.findChild(QToolBar)
    if bar is not None:
        first, printing = bar.actions()[0], bar.actions()[-1]
        bar.insertAction(first, printing)
        bar.insertSeparator(first)
        button = bar.widgetForAction(printing)
        if isinstance(button, QToolButton):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    zoom, more = dialog.findChild(QComboBox), dialog.findChild(QToolButton, "qt_toolbar_ext_button")
    for field in dialog.findChildren(QLineEdit):
        is_zoom = zoom is not None and zoom.isAncestorOf(field)
        field.setAccessibleName(dialog.tr("Zoom") if is_zoom else dialog.tr("Sheet"))
    for widget, name in ((zoom, dialog.tr("Zoom")), (more, dialog.tr("More buttons"))):
        if widget is not None:
            widget.setAccessibleName(name)
            widget.setToolTip(name)


def _fit_again(shown: QPrintPreviewWidget) -> None:
    if shown.zoomMode() == QPrintPreviewWidget.ZoomMode.FitInView:
        shown.fitInView()
