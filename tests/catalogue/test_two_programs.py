"""Two programs on one file: whatever either does, both count what the file holds."""

import contextlib
import json
import random
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.facets.definitions import load_facets
from desktop.paths import RESOURCES
from desktop.trials.change_kinds import CHANGED_FACET

WORDS = ("Letrozole", "Olaparib", "Nivolumab")
OFTEN, SELDOM = ("import", "correct", "derive", "take back"), ("join", "open again", "kill", "repair")
TRIALS = 9
FACETS = load_facets(RESOURCES / "facets.toml", [])


class Program:
    """Drive a program in a process of its own."""

    def __init__(self, path: Path, project: Path) -> None:
        command = [sys.executable, "-m", "tests.catalogue.second_program", str(path)]
        self._process = subprocess.Popen(command, cwd=project, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def wait(self) -> object:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the program has ended"
        return json.loads(line)

    def begin(self, what: str, number: int = 0, word: str = "") -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"what": what, "number": number, "word": word}) + "\n")
        self._process.stdin.flush()

    def do(self, what: str, number: int = 0, word: str = "") -> object:
        self.begin(what, number, word)
        return self.wait()

    def end(self) -> None:
        self._process.communicate()


@pytest.fixture
def programs(tmp_path: Path, project: Path) -> Iterator[list[Program]]:
    path = tmp_path / "catalogue.db"
    Catalogue(path, FACETS.value_ids).close()
    programs = [Program(path, project) for _ in range(2)]
    for each in programs:
        assert each.wait() == "ready"
    yield programs
    for each in programs:
        each.end()


def plainly(path: Path, word: str) -> dict[str, object]:
    """Return what the programs shall answer, from the tables alone."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        trials = connection.execute("SELECT id, key, title FROM trial ORDER BY title COLLATE NOCASE, id").fetchall()
        linked = connection.execute(
            "SELECT facet, value, trial_id FROM trial_value JOIN facet_value ON facet_value.id = value_id"
        ).fetchall()
    values: dict[str, dict[int, list[str]]] = {facet: {} for facet in FACETS.value_ids}
    for facet, value, trial in linked:
        values.setdefault(facet, {}).setdefault(trial, []).append(value)
    of = {(facet, trial): values[facet].get(trial, ["not_stated"]) for facet in values for trial, _, _ in trials}
    counts = Counter((facet, value) for (facet, _), found in of.items() for value in found)
    with_word = [(trial, key) for trial, key, title in trials if word in title]
    within = Counter(value for trial, _ in with_word for value in of["her2", trial])
    return {
        "all": len(trials),
        "rows": [[key, title, sorted(of["her2", trial])] for trial, key, title in trials],
        "counts": sorted([facet, value, n] for (facet, value), n in counts.items() if facet in FACETS.value_ids),
        "word": sorted(key for _, key in with_word),
        "word and her2": sorted([value, n] for value, n in within.items()),
        "positive": sorted(key for trial, key, _ in trials if "positive" in of["her2", trial]),
    }


def same(said: object, path: Path, word: str) -> bool:
    """Compare answers with the tables; facets read the second way, and what is computed, are left out."""
    assert isinstance(said, dict)
    truth = plainly(path, word)
    for each in (said, truth):
        counts = each["counts"]
        assert isinstance(counts, list)
        each["counts"] = [count for count in counts if not count[0].endswith("~") and count[0] != CHANGED_FACET]
    assert said == truth
    return True


def a_task(chance: random.Random) -> tuple[str, int, str]:
    what = chance.choice(OFTEN if chance.random() < 0.75 else SELDOM)
    return what, chance.randrange(TRIALS), chance.choice(WORDS)


@pytest.mark.parametrize("seed", range(4))
def test_after_every_step_of_either_both_programs_count_what_the_file_holds(
    programs: list[Program], tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        task = a_task(chance)
        chance.choice(programs).do(*task)
        for program in programs:
            assert same(program.do("answers", word=task[2]), tmp_path / "catalogue.db", task[2]), task


@pytest.mark.parametrize("seed", range(4))
def test_a_program_that_was_overtaken_long_ago_writes_and_answers_nothing_of_the_past(
    programs: list[Program], tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(60):
        task = a_task(chance)
        program = chance.choice(programs)
        program.do(*task)
        if task[0] == "open again" or chance.random() < 0.2:
            assert same(program.do("answers", word=task[2]), tmp_path / "catalogue.db", task[2]), task


def test_after_working_at_the_same_time_both_programs_count_what_the_file_holds(
    programs: list[Program], tmp_path: Path
) -> None:
    chance = random.Random(11)
    for _ in range(10):
        for program in programs:
            for _ in range(4):
                program.begin(*a_task(chance))
        for program in programs:
            for _ in range(4):
                program.wait()
        for program in programs:
            assert same(program.do("answers", word=WORDS[0]), tmp_path / "catalogue.db", WORDS[0])
    for program in programs:
        program.do("open again")
        assert same(program.do("answers", word=WORDS[0]), tmp_path / "catalogue.db", WORDS[0])
