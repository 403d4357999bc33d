"""Search as you type in a very large catalogue: off the window's thread, and stopped when something else is typed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.text_search import StoppableSearch

_LARGE = 100_000  # trials, from which on a common word takes longer than a frame or two


class TextLook(QObject):
    """Look for texts one at a time; only the latest that was asked for is answered."""

    _ended = Signal(int, str, object)

    def __init__(self, catalogue: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._asked = self._version = 0
        self._then: Callable[[], None] = lambda: None
        self._search: StoppableSearch | None = None
        self._ended.connect(self._learn)

    def ask(self, text: str, then: Callable[[], None]) -> None:
        """Call ``then`` once the catalogue knows what a text finds: at once, unless it is very large."""
        self.stop()
        catalogue = self._catalogue
        with catalogue.reading:
            self._version, everything = catalogue.version, catalogue.all_trials
            at_once = everything.bit_count() < _LARGE or catalogue.text.knows(text)
        # A file that is gone can be read by who has it open, and by nobody else.
        if at_once or catalogue.gone():
            then()
            return
        self._then = then
        self._search = StoppableSearch(catalogue.path, catalogue.text.synonyms)
        self._pool.start(_Run(self, self._asked, self._search, text, (everything, self._version)))

    def stop(self) -> None:
        """Forget what was asked for last."""
        self._asked += 1
        if self._search:
            self._search.stop()
            self._search = None

    def wait(self) -> None:
        """Stop, and wait for the end; for closing the window."""
        self.stop()
        self._pool.waitForDone()

    def _learn(self, asked: int, text: str, found: int | None) -> None:
        if asked == self._asked:
            self._search = None
            if found is not None:  # else another program has saved meanwhile, and the catalogue looks for itself
                self._catalogue.learn(text, found, self._version)
            self._then()


class _Run(QRunnable):
    """Carry a search into the pool's thread; the signal is borrowed from its long-lived owner."""

    def __init__(
        self, owner: TextLook, asked: int, search: StoppableSearch, text: str, inside: tuple[int, int]
    ) -> None:
        """Get ready; ``inside`` are all trials there are, and the version of the data."""
        super().__init__()
        self._owner = owner
        self._asked = asked
        self._search = search
        self._text = text
        self._inside = inside

    def run(self) -> None:
        found = self._search.trials(self._text, *self._inside)
        self._owner._ended.emit(self._asked, self._text, found)  # noqa: SLF001 - two halves of one thing
