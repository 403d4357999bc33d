"""Search as you type in a very large catalogue: off the window's thread, and stopped when something else is typed."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.text_search import StoppableSearch
from desktop.ui.background import Background

_LARGE = 100_000  # trials, from which on a common word takes longer than a frame or two


class TextLook(QObject):
    """Look for texts one at a time; only the latest that was asked for is answered."""

    def __init__(self, catalogue: Catalogue, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._background = background
        self._asked = 0
        self._search: StoppableSearch | None = None

    def ask(self, text: str, then: Callable[[], None]) -> None:
        """Call ``then`` once the catalogue knows what a text finds: at once, unless it is very large."""
        self.stop()
        catalogue = self._catalogue
        with catalogue.reading:
            version, everything = catalogue.version, catalogue.all_trials
            at_once = everything.bit_count() < _LARGE or catalogue.text.knows(text)
        # A file that is gone can be read by who has it open, and by nobody else.
        if at_once or catalogue.gone():
            then()
            return
        asked = self._asked
        search = self._search = StoppableSearch(catalogue.path, catalogue.text.synonyms)

        def learn(found: int | None) -> None:
            if asked != self._asked:
                return  # something else was asked for meanwhile
            self._search = None
            if found is not None:  # else another program has saved meanwhile, and the catalogue looks for itself
                catalogue.learn(text, found, version)
            then()

        self._background.read(lambda: search.trials(text, everything, version), learn, search.stop)

    def stop(self) -> None:
        """Forget what was asked for last."""
        self._asked += 1
        if self._search:
            self._search.stop()
            self._search = None
