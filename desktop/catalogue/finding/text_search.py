"""Find the trials of a query's search text; a drug is found by all its names."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock

from desktop.catalogue.finding.facet_index import bits_of
from desktop.catalogue.finding.index_snapshot import data_version
from desktop.catalogue.finding.query_tokens import LITERAL, bare_term, search_terms, term_groups
from desktop.catalogue.finding.text_index import Names, TextIndex, Wanted


class TextSearch:
    """Find the trials of a search text; cache the latest result, because list and panel both need it."""

    def __init__(self, texts: TextIndex) -> None:
        self._texts = texts
        self._latest: tuple[str, int] | None = None
        self.synonyms: Callable[[str], Sequence[str]] = lambda _name: ()
        """Returns the other names of a drug; the workspace sets this function, because it has the vocabulary."""

    def trials(self, text: str, everything: int) -> int:
        """Return the set of trials that a text finds; ``everything`` is the set of all trials."""
        if self._latest is None or self._latest[0] != text:
            self._latest = text, self._found(text, everything)
        return self._latest[1]

    def knows(self, text: str) -> bool:
        """Return whether the result of a text is cached."""
        return not text or (self._latest is not None and self._latest[0] == text)

    def learn(self, text: str, found: int) -> None:
        """Cache the result of a search that was made elsewhere."""
        self._latest = text, found

    def by_relevance(self, text: str) -> list[int]:
        """Return the ids of the trials in which the words of a text occur, the most relevant first."""
        return self._texts.by_relevance(self._wanted(text))

    def other_names(self, term: str) -> tuple[str, ...]:
        """Return the other names that are searched for with a term of the text; empty for "=term"."""
        return () if term.startswith(LITERAL) else tuple(self.synonyms(term.strip('*"')))

    def occurring(self, terms: Sequence[str]) -> list[str]:
        """Return the terms that occur in any trial themselves, not only by another name."""
        return self._texts.occurring(terms)

    def words(self, text: str) -> tuple[str, ...]:
        """Return all words that are searched for, so that they can be marked."""
        found = (names for each in self._wanted(text) for names in (*each.words, each.instead))
        return tuple(dict.fromkeys(name for names in found for name in names))

    def forget(self) -> None:
        """Clear the cached result after a change of trials."""
        self._latest = None

    def _found(self, text: str, everything: int) -> int:
        found = everything
        if wanted := self._wanted(text):
            found &= bits_of(self._texts.matching(wanted))
        for term in search_terms(text)[1]:
            found &= ~bits_of(self._texts.matching([Wanted((self._named(term),))]))
        return found

    def _wanted(self, text: str) -> list[Wanted]:
        """Return what must occur: "trastuzumab deruxtecan" means both words, or another name of that drug."""
        found = (
            Wanted(tuple(map(self._named, terms)), self.other_names(" ".join(terms)) if len(terms) > 1 else ())
            for terms in term_groups(text, self.other_names)
        )
        return list(dict.fromkeys(found))

    def _named(self, term: str) -> Names:
        return bare_term(term), *self.other_names(term)


class StoppableSearch:
    """Search for one text over its own connection, so that it can run in another thread and be stopped."""

    def __init__(self, path: Path, synonyms: Callable[[str], Sequence[str]]) -> None:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._search = TextSearch(TextIndex(self._connection))
        self._search.synonyms = synonyms
        self._stopped = self._closed = False
        self._closing = Lock()  # a closed connection must not be interrupted

    def trials(self, text: str, everything: int, version: int) -> int | None:
        """Return the set of trials that a text finds in one version of the data.

        Return None if the search was stopped, even before it began, or if the data now have another version.
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
        # In one transaction, so that version and result agree.
        self._connection.execute("BEGIN")
        return self._search.trials(text, everything) if data_version(self._connection) == version else None

    def stop(self) -> None:
        """Stop the search."""
        self._stopped = True
        with self._closing:
            if not self._closed:
                self._connection.interrupt()
