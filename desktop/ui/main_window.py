"""The window: it connects the parts, which know nothing of each other."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow

from desktop.catalogue.query import TrialQuery, phrase
from desktop.ui.actions import build_actions, dress_actions
from desktop.ui.appearance import Appearance
from desktop.ui.background import Background
from desktop.ui.copying import copy, copy_identifier
from desktop.ui.correcting import Correcting
from desktop.ui.deriving import Deriving
from desktop.ui.detail_pane import DetailPane
from desktop.ui.empty_list import EmptyList
from desktop.ui.exporting import Exporting
from desktop.ui.facet_panel import FacetPanel
from desktop.ui.filter_chips import FilterChips
from desktop.ui.help_window import HelpWindow, show_about
from desktop.ui.importing import Importing, dropped_paths
from desktop.ui.late_check import LateCheck
from desktop.ui.names_dialog import NamesDialog
from desktop.ui.search_state import SearchState
from desktop.ui.settings import Settings
from desktop.ui.status_line import StatusLine
from desktop.ui.text_look import TextLook
from desktop.ui.tool_bar import ToolBar
from desktop.ui.trial_list import TrialList
from desktop.ui.trial_table_model import TrialTableModel
from desktop.ui.typed_query import typed_query
from desktop.ui.window_layout import WindowLayout
from desktop.ui.window_memory import WindowMemory
from desktop.workflows.filter_trials import facet_counts, ways_out
from desktop.workspace import Workspace

_AFTER_PAINT_MS = 50
_REVIEW_QUEUE = ("her2_undecided", "source_changed")


class MainWindow(QMainWindow):
    """Show a workspace."""

    def __init__(self, workspace: Workspace, settings: Settings, appearance: Appearance) -> None:
        super().__init__()
        self._workspace = workspace
        self._catalogue = workspace.catalogue
        self._facets = workspace.facets
        self._sort: tuple[str, bool] | None = None
        """By which column the user sorts; by itself the list has the best match first, without words the title."""
        self._problem = ""
        self._help: HelpWindow | None = None
        self.setWindowTitle("Trial Catalogue")
        self.setAcceptDrops(True)
        self.state = SearchState(self)
        self.background = Background(self)
        self.status = StatusLine(self)
        self.facet_panel = FacetPanel(self)
        self.chips = FilterChips(self._facets, self)
        self._looking = TextLook(self._catalogue, self)
        self.model = TrialTableModel(self._catalogue.rows, self._facets, self)
        self.trial_list = TrialList(self.model, self)
        self.empty_list = EmptyList(self)
        self.detail = DetailPane(self._facets, self, read_only=self._catalogue.read_only)
        self.appearance = appearance
        self.importing = Importing(workspace, self.background, self.status, settings, self)
        self.exporting = Exporting(workspace, self.background, self.status, settings, self)
        self.correcting = Correcting(workspace, self)
        self._late_check = LateCheck(self._catalogue.path, self)
        self.deriving = Deriving(workspace, self.background, self.status, self)
        self.actions_by_id = build_actions(self, self.menuBar())
        self.tool_bar = ToolBar(self.actions_by_id, self)
        self.search_box = self.tool_bar.search_box
        self.splitter = WindowLayout(self.facet_panel, self.chips, self.trial_list, self.empty_list, self.detail)
        self.setStatusBar(self.status)
        self.addToolBar(self.tool_bar)
        self.setCentralWidget(self.splitter)
        self.memory = WindowMemory(self, settings)
        self._connect_parts()
        self._connect_actions()
        self._refresh(self.state.query)
        self.memory.restore()
        self.trial_list.choose_first()
        self.trial_list.setFocus()

    def _connect_parts(self) -> None:
        self.state.changed.connect(self._refresh)
        self.facet_panel.toggled.connect(self.state.toggle)
        self.facet_panel.excluded.connect(self.state.exclude)
        self.facet_panel.chosen.connect(self.state.select)
        self.facet_panel.read_again.connect(self.state.read_again)
        self.chips.dropped.connect(self.state.drop)
        self.chips.text_dropped.connect(lambda: self.state.set_text(""))
        self.chips.names_dropped.connect(lambda term: self.state.set_query(self.state.query.literally(term)))
        self.chips.cleared.connect(self.state.clear)
        self.search_box.typed.connect(lambda text: self._search(text, complete=False))
        self.search_box.entered.connect(lambda text: self._search(text, complete=True))
        self.search_box.left.connect(self.trial_list.setFocus)
        self.trial_list.trial_chosen.connect(self.show_trial)
        self.trial_list.sort_asked.connect(self._sort_by)
        self.trial_list.selection_changed.connect(self.status.show_selected)
        self.trial_list.reading_asked.connect(self.detail.text.setFocus)
        self.empty_list.way_chosen.connect(self.state.set_query)
        self.empty_list.clear_asked.connect(self.state.clear)
        self.empty_list.import_asked.connect(self.importing.choose_files)
        self.detail.filter_asked.connect(self.state.toggle)
        self.detail.exclude_asked.connect(self.state.exclude)
        self.detail.trial_asked.connect(self._follow)
        self.detail.correct_asked.connect(self._correct)
        self.detail.take_back_asked.connect(lambda facet: self.correcting.take_back(self.detail.trial, facet))
        self.correcting.corrected.connect(self._show_corrected)
        self.importing.imported.connect(self.reload)
        self.deriving.derived.connect(self.reload)
        self.background.progressed.connect(self.status.show_progress)
        self.status.stop_asked.connect(self.background.stop)
        self.appearance.changed.connect(self.dress)

    def _connect_actions(self) -> None:
        calls = {
            "import_files": self.importing.choose_files,
            "import_folder": self.importing.choose_folder,
            "import_text": self.importing.paste,
            "export": self._export,
            "quit": self.close,
            "find": self.search_box.begin,
            "clear_filters": self.state.clear,
            "undo": self.correcting.stack.undo,
            "redo": self.correcting.stack.redo,
            "copy_rows": lambda: copy(self.detail, self.trial_list),
            "select_all": self.trial_list.selectAll,
            "back": self.state.back,
            "forward": self.state.forward,
            "text_larger": lambda: self.appearance.change_text_size(10),
            "text_smaller": lambda: self.appearance.change_text_size(-10),
            "text_normal": lambda: self.appearance.set_text_size(100),
            "appearance_system": lambda: self.appearance.choose("system"),
            "appearance_light": lambda: self.appearance.choose("light"),
            "appearance_dark": lambda: self.appearance.choose("dark"),
            "review": lambda: self.state.set_query(TrialQuery().selecting("review", _REVIEW_QUEUE)),
            "unknown_names": self._show_names,
            "derive_again": self.deriving.start,
            "reset_window": self.memory.reset,
            "read_trial": self.detail.text.setFocus,
            "correct": lambda: self.correcting.ask(self.detail.trial),
            "copy_identifier": lambda: copy_identifier(self.detail.trial),
            "next_hit": lambda: self.detail.next_hit(1),
            "previous_hit": lambda: self.detail.next_hit(-1),
            "help": self._show_help,
            "about": lambda: show_about(self._workspace, self),
        }
        for name, call in calls.items():
            self.actions_by_id[name].triggered.connect(lambda _=False, call=call: call())

    # What the user does

    def show_trial(self, number: int) -> None:
        """Show a trial in the detail pane."""
        self.detail.show_trial(self._catalogue.get(number), self._catalogue.text.words(self.state.query.text))

    def open_trial(self, name: str) -> bool:
        """Choose a trial by its key or any identifier; False if the list does not hold it."""
        number = self._catalogue.id_of(name)
        return number is not None and self.trial_list.choose(number)

    def search(self, text: str) -> None:
        """Search for a whole query in the language of the search box."""
        self._search(text, complete=True)

    def _correct(self, facet: str, removed: str, agreed: bool) -> None:
        self.correcting.ask(self.detail.trial, facet, without=removed, agreed=agreed)

    def _show_corrected(self, number: int) -> None:
        self._refresh(self.state.query)
        if self.trial_list.current_id() == number:
            self.show_trial(number)

    def bring_to_front(self) -> None:
        """Come to the front, out of the task bar if need be."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def _follow(self, key: str) -> None:
        """Read another trial; filters that hide it are taken off."""
        if not self.open_trial(key):
            self.state.clear()
            self.open_trial(key)

    def reload(self) -> None:
        """Show what has changed in the catalogue file."""
        self._catalogue.refresh()
        self._refresh(self.state.query)
        if self.detail.trial is not None and (number := self.trial_list.current_id()) is not None:
            self.show_trial(number)

    def _search(self, text: str, *, complete: bool) -> None:
        query, self._problem = typed_query(text, self.state.query, self._facets, complete=complete)
        lifted = (query.selected, query.excluded) != (self.state.query.selected, self.state.query.excluded)
        self._looking.ask(query.text, lambda: self._show_found(query, show_text=lifted or complete))

    def _show_found(self, query: TrialQuery, *, show_text: bool) -> None:
        self.state.set_query(query)
        self._say(self.state.query)
        if show_text:
            self.search_box.show_text(query.text)
            self.trial_list.choose_first()

    def _sort_by(self, sort: str, descending: bool) -> None:
        self._sort = None if sort == "relevance" else (sort, descending)
        self._refresh(self.state.query)

    def _export(self) -> None:
        selected = self.trial_list.selected_ids()
        self.exporting.ask(selected, list(self.model.ids), self.state.query, self.status.show_words)

    def _show_names(self) -> None:
        dialog = NamesDialog(self._catalogue.names(), str(self._workspace.own_folder), self)
        dialog.name_chosen.connect(lambda name: self.state.set_query(TrialQuery().with_text(phrase(name))))
        dialog.exec()

    def _show_help(self) -> None:
        if self._help is None:
            self._help = HelpWindow(self)
        self._help.show()
        self._help.raise_()

    # What the window shows

    def _refresh(self, query: TrialQuery) -> None:
        sort, descending = self._sort or ("relevance" if query.text else "title", False)
        ids = self._catalogue.search(query, sort, descending=descending)
        current = self.trial_list.current_id()
        self.trial_list.mark(self._catalogue.text.words(query.text))
        self.trial_list.show_trials(ids, current)
        self.trial_list.show_sort(sort, descending)
        if not ids:
            self._explain(query)
        self.splitter.show_list(filled=bool(ids))
        if current not in ids:
            self.detail.show_trial(None)
        self.facet_panel.show_counts(facet_counts(self._catalogue, self._facets, query))
        self.chips.show_query(query, self._catalogue.text.other_names)
        if not self.search_box.hasFocus():
            self.search_box.show_text(query.text)
        self._say(query)

    def _explain(self, query: TrialQuery) -> None:
        if len(self._catalogue) == 0:
            self.empty_list.show_no_trials()
        else:
            self.empty_list.show_no_match(query.describe(self._facets), ways_out(self._catalogue, self._facets, query))

    def _say(self, query: TrialQuery) -> None:
        """Say in the status line what is shown, and switch the actions that depend on it."""
        shown, total = len(self.model.ids), len(self._catalogue)
        words = query.describe(self._facets)
        if query.is_empty():
            said = self.tr("%n trial(s)", "", total)
        else:
            said = self.tr("{0} of {1} — {2}").format(shown, self.tr("%n trial(s)", "", total), words)
        self.status.show_words(f"{said}   {self._problem}".rstrip())
        self.status.show_data(self._catalogue.data_date(), read_only=self._catalogue.read_only)
        self.actions_by_id["back"].setEnabled(self.state.can_go_back())
        self.actions_by_id["forward"].setEnabled(self.state.can_go_forward())
        self.actions_by_id["clear_filters"].setEnabled(not query.is_empty())
        self.actions_by_id["export"].setEnabled(total > 0)
        for name in ("import_files", "import_folder", "import_text"):
            self.actions_by_id[name].setEnabled(not self._catalogue.read_only)

    def dress(self) -> None:
        """Show icons and texts in the colours in force."""
        dress_actions(self.actions_by_id)
        self.tool_bar.dress()
        self.detail.redraw()
        for name in ("system", "light", "dark"):
            self.actions_by_id[f"appearance_{name}"].setChecked(self.appearance.choice == name)

    # What Qt tells

    def showEvent(self, event: QShowEvent) -> None:
        """Load the icons once the window is painted, so that it stands sooner."""
        super().showEvent(event)
        QTimer.singleShot(_AFTER_PAINT_MS, self, self.dress)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if dropped_paths(event) and not self._catalogue.read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        event.acceptProposedAction()
        self.importing.start(dropped_paths(event))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is running, whole batches kept, and remember how the window stood."""
        self.background.wait()
        self._late_check.stop()
        self._looking.wait()
        self.memory.save()
        super().closeEvent(event)
