"""Compare trials of a catalogue on a page."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.matching.questions import Question
from desktop.ui.background import Background
from desktop.ui.compare.compare_page import ComparePage
from desktop.ui.compare.comparison_files import ComparisonFiles
from desktop.ui.look.settings import Settings
from desktop.workflows.compare_trials import compare_trials
from desktop.workspace import Workspace


class Comparer(QObject):
    """Hold the page and the trials that it shows."""

    def __init__(
        self,
        workspace: Workspace,
        background: Background,
        settings: Settings,
        say: Callable[[str], None],
        window: QWidget,
    ) -> None:
        """Make the page, still empty; ``say`` shows a sentence."""
        super().__init__(window)
        self._workspace = workspace
        self._settings = settings
        self._ids: tuple[int, ...] = ()
        self._country = ""
        self.asked: tuple[Question, ...] = ()
        """The questions about the described patient."""
        self._files = ComparisonFiles(background, settings, say, window)
        self.page = ComparePage(window)
        self.page.country_chosen.connect(self._count_in)
        self.page.export_asked.connect(self._files.ask)
        self.page.copied.connect(say)

    def show(self, ids: Sequence[int], country: str) -> None:
        """Show trials side by side, with the sites of a country counted, "" for all.

        Raises:
            QueryError: there are too few or too many; the page is unchanged.
        """
        workspace = self._workspace
        about = workspace.facets, workspace.resources
        comparison = compare_trials(workspace.catalogue, ids, *about, country, self.asked)
        self._ids, self._country = tuple(ids), country
        self.page.show_comparison(comparison)

    def show_again(self) -> None:
        """Show the same trials again after a change of the catalogue, if they still exist. Raises as ``show`` does."""
        self.show([each for each in self._ids if each in self._workspace.catalogue], self._country)

    def _count_in(self, country: str) -> None:
        self._settings.remember("export country", country)
        self.show(self._ids, country)
