"""Write a comparison to a file: ask for the file, write it in the background, say where it is."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from desktop.comparison.parts import Comparison
from desktop.paths import RESOURCES
from desktop.trials.work import OnProgress, ShouldStop
from desktop.ui.background import Background, Writing
from desktop.ui.look.file_dialogs import file_to_save
from desktop.ui.look.settings import Settings
from desktop.ui.printing.page_printer import page_printer
from desktop.workflows.compare_trials import COMPARISON_FORMATS, write_comparison


class ComparisonFiles(QObject):
    """Write a comparison when the user asks for it; ``done`` gets a sentence that names the file."""

    def __init__(
        self, background: Background, settings: Settings, done: Callable[[str], None], window: QWidget
    ) -> None:
        super().__init__(window)
        self._background = background
        self._settings = settings
        self._done = done
        self._window = window

    def ask(self, comparison: Comparison) -> None:
        """Ask for a file, whose suffix decides the format, and write a comparison to it."""
        if self._background.is_busy():
            return
        kinds = {
            f"{QCoreApplication.translate('ExportFormats', each.name)} (*.{each.ending})": each.ending
            for each in COMPARISON_FORMATS
        }
        folder = Path(self._settings.text("export folder", str(Path.home())))
        first = folder / f"comparison.{COMPARISON_FORMATS[0].ending}"
        title = self.tr("Print or export the comparison")
        name, kind = file_to_save(self._window, title, first, ";;".join(kinds))
        if not name:
            return
        target = Path(name)
        if target.suffix.lower() not in {f".{ending}" for ending in kinds.values()}:
            target = target.with_name(f"{target.name}.{kinds.get(kind, COMPARISON_FORMATS[0].ending)}")
        self._settings.remember("export folder", str(target.parent))
        self.start(target, comparison)

    def start(self, target: Path, comparison: Comparison) -> None:
        """Write a comparison to a file in the background."""

        def work(_on_progress: OnProgress, _should_stop: ShouldStop) -> None:
            write_comparison(target, comparison, RESOURCES, page_printer())

        told = self.tr("Written to {0}").format(target)
        fault = self.tr("The comparison was not written")
        self._background.write(Writing(self.tr("Writing the comparison…"), fault, work, lambda _: self._done(told)))
