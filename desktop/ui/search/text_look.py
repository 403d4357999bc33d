"""Search a very large catalogue while the user types: in another thread, stopped when the text changes."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.text_search import StoppableSearch
from desktop.ui.background import Background

_LARGE = 100_000  # trials; above this a search for a common word takes longer than a frame or two


class TextLook(QObject):
    """Search for texts one at a time; only the latest one gets an answer."""

    def __init__(self, catalogue: Catalogue, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._background = background
        self._asked = 0
        self._search: StoppableSearch | None = None

    def ask(self, text: str, then: Callable[[], None]) -> None:
        """Call ``then`` when the catalogue has the result of a text: immediately, unless it is very large."""
        self.stop()
        catalogue = self._catalogue
        with catalogue.index.reading:
            version, everything = catalogue.index.version, catalogue.index.all_trials
            at_once = everything.bit_count() < _LARGE or catalogue.index.text.knows(text)
        # A missing file can only be read through a connection that is already open.
        if at_once or catalogue.file.fault():
            then()
            return
        asked = self._asked
        search = self._search = StoppableSearch(catalogue.path, catalogue.index.text.synonyms)

        def learn(found: int | None) -> None:
            if asked != self._asked:
                return  # the text has changed since
            self._search = None
            if found is not None:  # else another program has saved in the meantime, and the catalogue itself searches
                catalogue.index.learn(text, found, version)
            then()

        self._background.read(lambda: search.trials(text, everything, version), learn, search.stop)

    def stop(self) -> None:
        """Forget the latest text."""
        self._asked += 1
        if self._search:
            self._search.stop()
            self._search = None
