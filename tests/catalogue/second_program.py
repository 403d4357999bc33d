"""A program on a catalogue file, in a process of its own, that does what it is told line by line.

Started as ``python -m tests.catalogue.second_program FILE``; each line is JSON: what to do, and with what.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.facets.vocabularies import load_vocabularies
from desktop.paths import RESOURCES
from desktop.trials.identifiers import Identifier
from desktop.trials.own_work import Correction
from desktop.workflows.import_documents import import_documents
from tests.catalogue.deliveries import a_delivery, save
from tests.documents_of_ours import an_xml
from tests.examples import a_trial
from tests.worded import saying

VOCABULARIES = load_vocabularies(RESOURCES)
VALUES = ("positive", "negative", "low")


class Program:
    """Hold an open catalogue and do what is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._catalogue = self._opened()
        self._left: list[Catalogue] = []

    def do(self, what: str, number: int, word: str) -> object:
        work: dict[str, Callable[[int, str], object]] = {
            "import": self._import,
            "join": self._join,
            "correct": self._correct,
            "take back": self._take_back,
            "derive": self._derive,
            "open again": self._open_again,
            "kill": self._kill,
            "repair": lambda _number, _word: self._catalogue.repair(),
            "answers": lambda _number, word: answers(self._catalogue, word),
        }
        return work[what](number, word)

    def _opened(self) -> Catalogue:
        facets = VOCABULARIES.facets
        return Catalogue(self._path, facets.value_ids, facets.second_readings)

    def _import(self, number: int, word: str) -> None:
        value = VALUES[number % 3]
        content = an_xml(key(number), f"{word} for {value} cancer").replace(b"HER2-positive", b"HER2-" + value.encode())
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "ours.xml"
            file.write_bytes(content)
            report = import_documents([file], self._catalogue, VOCABULARIES, back_up=False)
        assert not report.count("failed"), report

    def _join(self, number: int, word: str) -> None:
        # The second document names the numbers of two registries, and makes one trial of two.
        both = (Identifier("NCT", key(number)), Identifier("ISRCTN", f"ISRCTN1234567{number % 3}"))
        her2 = (("her2", VALUES[number % 3]),)
        alone = a_trial(identifiers=both[1:], title=f"{word} alone")
        save(self._catalogue, a_delivery((alone, her2), content=f"alone {number} {word}".encode()))
        together = a_trial(identifiers=both, title=f"{word} together")
        save(self._catalogue, a_delivery((together, her2), content=f"together {number} {word}".encode()))

    def _correct(self, number: int, _word: str) -> None:
        found = self._catalogue.trials.id_of(key(number))
        if found is not None:
            made = Correction("her2", (VALUES[number % 2],), (), "why", "2026-11-20T10:00:00+01:00")
            self._catalogue.correct(found, "her2", made)

    def _take_back(self, number: int, _word: str) -> None:
        found = self._catalogue.trials.id_of(key(number))
        if found is not None:
            self._catalogue.correct(found, "her2", None)

    def _derive(self, number: int, _word: str) -> None:
        found = self._catalogue.trials.id_of(key(number))
        stored = self._catalogue.trials.findings(found) if found is not None else None
        if found is not None and stored is not None:
            trial, findings = stored
            fewer = tuple(each for each in findings if each.facet != "phase")
            self._catalogue.save_findings([(found, replace(trial, warnings=saying("remark")), fewer)])

    def _open_again(self, _number: int, _word: str) -> None:
        self._catalogue.close()
        self._catalogue = self._opened()

    def _kill(self, _number: int, _word: str) -> None:
        # A killed program never comes to keep its answers.
        self._left.append(self._catalogue)
        self._catalogue = self._opened()


def key(number: int) -> str:
    return f"NCT0999{number:04}"


def answers(catalogue: Catalogue, word: str) -> dict[str, object]:
    """Return what a program says of all trials, of those with a word, and of those with a value."""
    counts = catalogue.index.count(TrialQuery())
    within = catalogue.index.count(TrialQuery(word))["her2"]
    rows = catalogue.index.rows(catalogue.index.search(TrialQuery()))
    return {
        "all": len(catalogue),
        "rows": [[row.key, row.title, sorted(row.values["her2"])] for row in rows],
        "counts": sorted([facet, value, n] for facet, found in counts.items() for value, n in found.items() if n),
        "word": sorted(keys(catalogue, TrialQuery(word), "relevance")),
        "word and her2": sorted([value, n] for value, n in within.items() if n),
        "positive": sorted(keys(catalogue, TrialQuery().toggled("her2", "positive"), "title")),
    }


def keys(catalogue: Catalogue, query: TrialQuery, sort: str) -> list[str]:
    return [row.key for row in catalogue.index.rows(catalogue.index.search(query, sort))]


def say(answer: object) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main() -> None:
    program = Program(Path(sys.argv[1]))
    say("ready")
    for line in sys.stdin:
        say(program.do(**json.loads(line)))


if __name__ == "__main__":
    main()
