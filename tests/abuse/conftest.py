"""A catalogue that already holds two trials, and the rule that every hostile document must keep."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.paths import RESOURCES
from desktop.trials.stored import StoredTrial
from desktop.workflows.import_documents import import_documents
from desktop.workflows.import_report import ImportReport
from tests.documents_of_ours import LINES, an_xml
from tests.steps import cpu_seconds

HELD = "NCT01230001"
_MOST_SECONDS = 3.0
# What the user is told to do: an imperative after a semicolon, a comma or a colon.
_VERBS = (
    *("download", "split", "save", "take", "check", "use", "make", "copy", "export", "open"),
    *("choose", "fetch", "import", "keep", "restore", "search", "unpack"),
)
_REMEDY = re.compile(rf"[;,:] (?:{'|'.join(_VERBS)})\b")


class Shelf:
    """Hold the trials of a folder, take in more, and know whether anything that was there has changed."""

    def __init__(self, folder: Path, vocabularies: Vocabularies) -> None:
        self.folder = folder
        self.vocabularies = vocabularies
        self.catalogue = Catalogue(folder / "catalogue.db", vocabularies.facets.value_ids)
        self._held = self.everything()

    def everything(self) -> dict[int, StoredTrial | None]:
        """Return every trial whole by its id."""
        return {number: self.catalogue.trials.get(number) for number in self.catalogue.index.search(TrialQuery())}

    def bring(self, content: bytes | str, name: str, most_seconds: float = _MOST_SECONDS) -> ImportReport:
        """Write a file and import it."""
        file = self.folder / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return self.take(file, most_seconds=most_seconds)

    def take(
        self, *paths: Path, should_stop: Callable[[], bool] = lambda: False, most_seconds: float = _MOST_SECONDS
    ) -> ImportReport:
        """Import files as they are, in good time and without harm to the catalogue."""
        taken: list[ImportReport] = []

        def take() -> None:
            taken.append(import_documents(paths, self.catalogue, self.vocabularies, should_stop=should_stop))

        took = cpu_seconds(take)
        (report,) = taken
        # Hundreds of good records may take their time; a refusal may not.
        assert took < most_seconds + len(report.documents) * 0.02
        assert self.catalogue.faults() == ()
        return report

    def added(self) -> list[StoredTrial]:
        """Return the trials that came to those held, which must be as they were."""
        now = self.everything()
        assert {number: now.get(number) for number in self._held} == self._held
        return [stored for number, stored in sorted(now.items()) if number not in self._held and stored]

    def refused(self, content: bytes | str, name: str) -> str:
        """Import a file that must change nothing, and return the reason."""
        return self.reason(self.bring(content, name), name)

    def reason(self, report: ImportReport, name: str) -> str:
        """Return the only outcome of an import that changed nothing: one plain sentence with file and remedy."""
        (told,) = report.documents
        assert (told.outcome, told.key) == ("failed", None)
        assert self.added() == []
        assert_plain(told.reason, name)
        return told.reason

    def close(self) -> None:
        self.catalogue.close()


def assert_plain(reason: str, name: str) -> None:
    """Check that a reason is one sentence for a reader who is no programmer."""
    assert name in reason
    assert "\n" not in reason
    assert reason.endswith(".")
    assert _REMEDY.search(reason), f"no remedy in: {reason}"
    assert not re.search(r"Error\b|Traceback|Exception|0x[0-9a-f]{6}|desktop/", reason)
    assert len(reason) < 1_000 + len(name)


@pytest.fixture(scope="session")
def vocabularies() -> Vocabularies:
    return load_vocabularies(RESOURCES)


@pytest.fixture(scope="session")
def two_trials(tmp_path_factory: pytest.TempPathFactory, vocabularies: Vocabularies) -> Path:
    """Return a folder with a catalogue of two trials, of which each test gets a copy."""
    folder = tmp_path_factory.mktemp("two")
    shelf = Shelf(folder, vocabularies)
    shelf.bring(an_xml(HELD, "A held trial of trastuzumab"), "held.xml")
    shelf.bring(LINES, "held.txt")
    assert len(shelf.added()) == 2
    shelf.close()
    return folder


@pytest.fixture
def shelf(two_trials: Path, tmp_path: Path, vocabularies: Vocabularies) -> Iterator[Shelf]:
    shutil.copytree(two_trials, tmp_path, dirs_exist_ok=True)
    shelf = Shelf(tmp_path, vocabularies)
    yield shelf
    shelf.close()
