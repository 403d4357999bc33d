"""Export in the window: ask, write in the background, show where the file is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from desktop import __version__
from desktop.catalogue.finding.query import TrialQuery
from desktop.matching.patient import Patient
from desktop.trials.work import OnProgress, ShouldStop
from desktop.ui.background import Background, Writing
from desktop.ui.look.file_dialogs import file_to_save
from desktop.ui.look.settings import Settings
from desktop.ui.look.short_lived import short_lived
from desktop.ui.look.thousands import with_thousands_in
from desktop.ui.printing.page_printer import page_printer, printing
from desktop.ui.tasks.export_dialog import ExportDialog, ExportWish, Scope
from desktop.ui.tasks.own_work_box import BoardWishes
from desktop.workflows.export_trials import FORMATS, Exporter, ExportFormat, Selection, column_choices
from desktop.workflows.home_countries import countries_by_trials
from desktop.workflows.patient_part import ToldPatient
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from desktop.ui.printing.print_preview import Sheets

OnDone = Callable[[str], None]


class Exporting(QObject):
    """Write trials to a file when the user asks for it."""

    def __init__(self, workspace: Workspace, background: Background, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._background = background
        self._settings = settings
        self._window = window
        self.shortlist = ""
        """The current shortlist, whose decisions a board pack prints."""
        self._patient = ToldPatient()

    def tell_of(self, patient: Patient | None, label: str) -> None:
        """Set the patient for whom a board pack can have a page; None if no patient is described."""
        self._patient = ToldPatient(patient, label)

    def ask(self, selected: Sequence[int], shown: Sequence[int], query: TrialQuery, done: OnDone) -> None:
        """Ask for trials, format and file, and write them; ``done`` gets a sentence that names the file."""
        wish = self._wish(selected, shown, printing=False)
        target = self._ask_target(wish) if wish else None
        if wish and target:
            self.start(target, self._selection(wish, query), done)

    def ask_to_print(self, selected: Sequence[int], shown: Sequence[int], query: TrialQuery, done: OnDone) -> None:
        """Ask for trials, and show the pages to print; ``done`` gets a sentence if this is stopped."""
        wish = self._wish(selected, shown, printing=True)
        if wish is None:
            return
        selection = self._selection(wish, query)

        def show(sheets: Sheets | None) -> None:
            if sheets is None:
                done(self.tr("Stopped; nothing was printed."))
            else:
                printing().preview(sheets, self.tr("Print"), self._window)

        work = partial(self._lay_out, selection)
        self._background.write(Writing(self.tr("Laying out the pages…"), self.tr("Nothing was printed"), work, show))

    def _wish(self, selected: Sequence[int], shown: Sequence[int], *, printing: bool) -> ExportWish | None:
        """Return the user's answers; None if she cancels, or if a writing task is running."""
        if self._background.is_busy():
            return None
        columns = {each.id: self._columns_of(each) for each in FORMATS if each.has_columns}
        board = BoardWishes(
            self.shortlist,
            sorted(countries_by_trials(self._workspace.catalogue)),
            self._settings.text("export country"),
            self._patient,
        )
        format_ = "board" if printing else self._settings.text("export format", "board")
        scopes = self._scopes(selected, shown)
        offer = ExportDialog(scopes, column_choices(), columns, format_, self._window, board=board, printing=printing)
        with short_lived(offer) as dialog:
            if dialog.exec() != ExportDialog.DialogCode.Accepted:
                return None
            wish = dialog.wish()
        if not printing:
            self._settings.remember("export format", wish.format.id)
        if wish.format.has_columns:
            self._settings.remember(f"export columns {wish.format.id}", wish.columns)
        self._settings.remember("export country", wish.board.country)
        return wish

    def _scopes(self, selected: Sequence[int], shown: Sequence[int]) -> list[Scope]:
        everything = self._workspace.catalogue.index.search(TrialQuery())
        offered = (
            (self.tr("%n selected trial(s)", "", len(selected)), selected),
            (self.tr("the %n trial(s) in the list", "", len(shown)), shown),
            (self.tr("all %n trial(s) of the catalogue", "", len(everything)), everything),
        )
        return [Scope(with_thousands_in(words, len(ids)), tuple(ids)) for words, ids in offered]

    def _columns_of(self, format_: ExportFormat) -> tuple[str, ...]:
        before = self._settings.names("export columns", ())
        return self._settings.names(f"export columns {format_.id}", before)

    def _selection(self, wish: ExportWish, query: TrialQuery) -> Selection:
        scope = wish.scope
        return Selection(scope.ids, scope.words, query, wish.columns, wish.format.id, wish.board, wish.patient)

    def start(self, target: Path, selection: Selection, done: OnDone) -> None:
        """Write a selection to a file in the background."""

        def tell(is_written: object) -> None:
            done(self.tr("Written to {0}").format(target) if is_written else self.tr("Stopped; nothing was written."))

        work = partial(self._export, target, selection)
        self._background.write(Writing(self.tr("Exporting…"), self.tr("The export was not written"), work, tell))

    def _export(self, target: Path, selection: Selection, on_progress: OnProgress, should_stop: ShouldStop) -> bool:
        with self._workspace.reopened() as own:
            exporter = Exporter(own.catalogue, own.vocabularies, own.resources, __version__, page_printer())
            return exporter.export(target, selection, on_progress, should_stop)

    def _lay_out(self, selection: Selection, on_progress: OnProgress, should_stop: ShouldStop) -> Sheets | None:
        with self._workspace.reopened() as own:
            exporter = Exporter(own.catalogue, own.vocabularies, own.resources, __version__, page_printer())
            report = exporter.to_print(selection)
            heads = {"running_heads": report.running_heads, "footer": report.footer}
            return printing().lay_out(report.title, report.css, report.pages, on_progress, should_stop, **heads)

    def _ask_target(self, wish: ExportWish) -> Path | None:
        ending = wish.format.ending
        kind = f"{QCoreApplication.translate('ExportFormats', wish.format.name)} (*.{ending})"
        folder = Path(self._settings.text("export folder", str(Path.home())))
        name, _ = file_to_save(self._window, self.tr("Export"), folder / f"trials.{ending}", kind)
        if not name:
            return None
        target = Path(name)
        if target.suffix.lower() != f".{ending}":
            target = target.with_name(f"{target.name}.{ending}")
        self._settings.remember("export folder", str(target.parent))
        return target
