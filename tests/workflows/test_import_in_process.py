"""An import in a process of its own: what ends it from outside is told apart from a bug in it."""

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import EndedError
from desktop.facets.vocabularies import load_vocabularies
from desktop.paths import RESOURCES
from desktop.workflows.import_in_process import import_in_process
from tests.documents_of_ours import an_xml


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    facets = load_vocabularies(RESOURCES).facets
    path = tmp_path / "catalogue.db"
    Catalogue(path, facets.value_ids, facets.second_readings).close()
    return path


def test_a_process_that_is_killed_is_one_sentence(tmp_path: Path, catalogue: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number}.xml").write_bytes(an_xml())

    def kill(_done: int, _total: int) -> None:
        for process in multiprocessing.active_children():
            process.kill()

    with pytest.raises(EndedError, match=r"was ended from outside.*Import the same files again"):
        import_in_process(sorted(tmp_path.glob("*.xml")), catalogue, RESOURCES, None, kill)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send")
def test_control_c_in_the_terminal_is_left_to_the_window(tmp_path: Path, catalogue: Path) -> None:
    """The terminal sends it to every process; the window stops the import."""
    for number in range(50):
        (tmp_path / f"{number}.xml").write_bytes(an_xml(f"NCT{number:08}"))

    def press(_done: int, _total: int) -> None:
        for process in multiprocessing.active_children():
            if process.pid:
                os.kill(process.pid, signal.SIGINT)

    report = import_in_process(sorted(tmp_path.glob("*.xml")), catalogue, RESOURCES, None, press)
    assert report.count("saved") == 50


def test_a_bug_in_the_process_stays_a_bug_with_its_place(catalogue: Path) -> None:
    with pytest.raises(RuntimeError, match=r"(?s)Traceback.*TypeError"):
        import_in_process([None], catalogue, RESOURCES, None)  # type: ignore[list-item]
