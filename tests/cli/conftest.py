"""Catalogues that the tests of the command line begin with."""

from pathlib import Path

import pytest

from tests.command_line import Run
from tests.documents_of_ours import a_table, an_xml


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    """Return the program on a catalogue of a whole record, and of one line of a table."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "one.xml").write_bytes(an_xml("NCT09990001"))
    (folder / "table.csv").write_bytes(a_table(NCT_Number="NCT09990004"))
    assert run("import", str(folder)).returncode == 0
    return run
