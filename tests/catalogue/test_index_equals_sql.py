"""The facet index against plain SQL: on random queries, after whatever happens to a catalogue."""

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery, base_of
from desktop.trials.facets import NOT_IN_DOCUMENT
from desktop.trials.identifiers import Identifier
from desktop.trials.own_work import Correction
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, save
from tests.examples import a_trial

NOT_STATED = "not_stated"
HER2, PHASES = ("positive", "low", "negative", "any", "zero"), ("1", "2", "1/2", "3")
STORED = [*(("her2", value) for value in HER2), *(("phase", value) for value in PHASES)]
ASKED = [
    *STORED,
    *(("her2~", value) for value in HER2),
    *(("her2", NOT_STATED), ("her2~", NOT_STATED), ("phase", NOT_STATED), ("review", "corrected")),
    *(("her2", NOT_IN_DOCUMENT), ("her2~", NOT_IN_DOCUMENT), ("phase", NOT_IN_DOCUMENT)),
]
numbers = st.integers(0, 11)
pairs = st.lists(st.sampled_from(STORED), max_size=4, unique=True)
queries = st.tuples(st.sets(st.sampled_from(ASKED), max_size=3), st.sets(st.sampled_from(ASKED), max_size=2))
events = st.one_of(
    st.tuples(st.just("save"), numbers, pairs),
    st.tuples(st.just("save a table"), numbers, pairs),
    st.tuples(st.just("correct"), numbers, st.sampled_from(HER2)),
    st.tuples(st.just("take back"), numbers, st.none()),
    st.tuples(st.just("join"), numbers, pairs),
    st.tuples(st.sampled_from(("open again", "killed", "repair")), st.just(0), st.none()),
)


def plainly(
    connection: sqlite3.Connection, selected: Iterable[tuple[str, str]], excluded: Iterable[tuple[str, str]]
) -> int:
    """Count the matching trials without any index."""
    facets: dict[str, list[tuple[str, str]]] = {}
    for facet, value in selected:
        facets.setdefault(base_of(facet), []).append((facet, value))
    conditions = [f"({' OR '.join(carries(*pair) for pair in chosen)})" for chosen in facets.values()]
    conditions += [f"NOT {carries(*pair)}" for pair in excluded]
    return connection.execute(f"SELECT count(*) FROM trial WHERE {' AND '.join(conditions) or '1'}").fetchone()[0]


def carries(facet: str, value: str) -> str:
    base = base_of(facet)
    stands_for = FACETS.second_readings[base].get(value, (value,)) if facet != base else (value,)
    listed = ", ".join(f"'{each}'" for each in stands_for)
    which = "1" if value == NOT_STATED else f"value IN ({listed})"
    sign = "NOT " if value == NOT_STATED else ""
    return (
        f"trial.id {sign}IN (SELECT trial_id FROM trial_value JOIN facet_value ON facet_value.id = value_id "
        f"WHERE facet = '{base}' AND {which})"
    )


def opened(path: Path) -> Catalogue:
    return Catalogue(path, FACETS.value_ids, FACETS.second_readings, reads=FACETS.reads)


class History:
    """Let a catalogue live through what happens to catalogues."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.catalogue = opened(path)
        self.left: list[Catalogue] = []
        self._step = 0

    def let(self, event: str, number: int, what: object) -> None:
        self._step += 1
        content = f"{self._step}".encode()
        if event == "save a table":
            table = a_trial(key(number), absent=("eligibility", "phase"))
            save(self.catalogue, a_delivery((table, tuple(what)), content=content))  # type: ignore[arg-type]
        elif event == "save":
            save(self.catalogue, a_delivery((a_trial(key(number)), tuple(what)), content=content))  # type: ignore[arg-type]
        elif event == "join":
            # A document that names the numbers of two registries makes one trial of two.
            both = (Identifier("NCT", key(number)), Identifier("ISRCTN", f"ISRCTN1234567{number % 3}"))
            alone = a_trial(identifiers=both[1:])
            save(self.catalogue, a_delivery((alone, tuple(what)), content=content + b"a"))  # type: ignore[arg-type]
            save(self.catalogue, a_delivery((a_trial(identifiers=both), tuple(what)), content=content))  # type: ignore[arg-type]
        elif event in ("correct", "take back"):
            self._correct(number, str(what) if event == "correct" else "")
        elif event == "repair":
            self.catalogue.repair()
        else:
            # A killed program never came to keep its answers.
            self.catalogue.close() if event == "open again" else self.left.append(self.catalogue)
            self.catalogue = opened(self.path)

    def _correct(self, number: int, value: str) -> None:
        found = self.catalogue.trials.id_of(key(number))
        if found is not None:
            made = Correction("her2", (value,), (), "why", "2026-11-20T10:00:00+01:00") if value else None
            self.catalogue.correct(found, "her2", made)

    def end(self) -> None:
        for each in (self.catalogue, *self.left):
            each.close()


def key(number: int) -> str:
    return f"NCT0999{number:04}"


@settings(max_examples=120)
@given(st.lists(events, min_size=1, max_size=14), st.lists(queries, min_size=8, max_size=12))
def test_the_index_counts_what_plain_sql_counts_whatever_happens(happened: list, asked: list) -> None:
    with tempfile.TemporaryDirectory() as folder:
        history = History(Path(folder) / "catalogue.db")
        for event in happened:
            history.let(*event)
        with contextlib.closing(sqlite3.connect(history.path)) as plain:
            for chosen, excluded in asked:
                selected = chosen - excluded
                query = TrialQuery("", frozenset(selected), frozenset(excluded))
                found = history.catalogue.index.search(query)
                assert len(found) == len(set(found)) == plainly(plain, selected, excluded)
                counts = history.catalogue.index.count(query)
                for facet, value in ASKED:
                    others = {pair for pair in selected if base_of(pair[0]) != base_of(facet)}
                    said = counts[facet].get(value, 0)
                    assert said == plainly(plain, {*others, (facet, value)}, excluded - {(facet, value)})
        history.end()
