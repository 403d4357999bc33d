"""The trials that the search text of a query finds; drugs are found by all their names."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Lock

from desktop.catalogue.finding.facet_index import bits_of
from desktop.catalogue.finding.index_snapshot import data_version
from desktop.catalogue.finding.query import LITERAL, bare_term, search_terms
from desktop.catalogue.finding.text_index import Names, TextIndex


class TextSearch:
    """Find the trials of a search text; the latest result is remembered, since list and panel both need it."""

    def __init__(self, texts: TextIndex) -> None:
        self._texts = texts
        self._latest: tuple[str, int] | None = None
        self.synonyms: Callable[[str], Sequence[str]] = lambda _name: ()
        """Gives the other names of a drug; the workspace sets it, since it knows the vocabulary."""

    def trials(self, text: str, everything: int) -> int:
        """Return the set of trials, out of all, that a text finds."""
        if self._latest is None or self._latest[0] != text:
            self._latest = text, self._found(text, everything)
        return self._latest[1]

    def knows(self, text: str) -> bool:
        """Tell whether the result of a text is known."""
        return not text or (self._latest is not None and self._latest[0] == text)

    def learn(self, text: str, found: int) -> None:
        """Take the result of a text that was searched for elsewhere."""
        self._latest = text, found

    def by_relevance(self, text: str) -> list[int]:
        """Return the ids of the trials in which the words of a text occur, the most relevant first."""
        return self._texts.by_relevance(self._named(search_terms(text)[0]))

    def other_names(self, term: str) -> tuple[str, ...]:
        """Return the names that are searched for beside a term of the text; none for "=term"."""
        return () if term.startswith(LITERAL) else tuple(self.synonyms(term.strip('*"')))

    def occurring(self, terms: Sequence[str]) -> list[str]:
        """Return those of some terms that occur in a trial, themselves and not another name of theirs."""
        return self._texts.occurring(terms)

    def words(self, text: str) -> tuple[str, ...]:
        """Return everything that is searched for, as it is to be marked."""
        return tuple(name for names in self._named(search_terms(text)[0]) for name in names)

    def forget(self) -> None:
        """Forget the result: the trials have changed."""
        self._latest = None

    def _found(self, text: str, everything: int) -> int:
        wanted, unwanted = search_terms(text)
        found = everything
        if wanted:
            found &= bits_of(self._texts.matching(self._named(wanted)))
        for names in self._named(unwanted):
            found &= ~bits_of(self._texts.matching([names]))
        return found

    def _named(self, terms: Iterable[str]) -> list[Names]:
        return [(bare_term(term), *self.other_names(term)) for term in terms]


class StoppableSearch:
    """Search for one text over a connection of its own, so that another thread can search and this one can stop it."""

    def __init__(self, path: Path, synonyms: Callable[[str], Sequence[str]]) -> None:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._search = TextSearch(TextIndex(self._connection))
        self._search.synonyms = synonyms
        self._stopped = self._closed = False
        self._closing = Lock()  # a closed connection must not be interrupted

    def trials(self, text: str, everything: int, version: int) -> int | None:
        """Return the set of trials that a text finds in one version of the data.

        None if the search was stopped, also before it began, or if the data have another version now.
        """
        try:
            return None if self._stopped else self._found(text, everything, version)
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                return None
            raise
        finally:
            with self._closing:
                self._connection.close()
                self._closed = True

    def _found(self, text: str, everything: int, version: int) -> int | None:
        # In one transaction, so that the version and the result belong together.
        self._connection.execute("BEGIN")
        return self._search.trials(text, everything) if data_version(self._connection) == version else None

    def stop(self) -> None:
        """End the search: something else is searched for now."""
        self._stopped = True
        with self._closing:
            if not self._closed:
                self._connection.interrupt()
