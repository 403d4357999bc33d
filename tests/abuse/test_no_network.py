"""No network: importing one document of every format, asking and exporting connect to nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.documents import read
from tests.documents_of_ours import LINES, an_xml

SAMPLES = Path(__file__).parent.parent / "documents" / "samples"
OUTSIDE = "http://198.51.100.7/"
# Run main.py with a hook that lets no socket connect and looks up no name; the first argument is the deed.
GUARDED = """
import runpy, socket, sys
forbidden = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind", "socket.getaddrinfo",
             "socket.gethostbyname", "urllib.Request", "webbrowser.open", "subprocess.Popen", "os.system")
def hook(event, arguments):
    if event in forbidden:
        print("FORBIDDEN", event, arguments, file=sys.stderr, flush=True)
        raise PermissionError(event)
sys.addaudithook(hook)
if sys.argv[1] == "connect":
    socket.create_connection(("127.0.0.1", 9), timeout=1)
sys.argv[0] = "main.py"
runpy.run_path("main.py", run_name="__main__")
"""


def guarded(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", GUARDED, *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=60)


@pytest.fixture
def documents(tmp_path: Path, project: Path) -> Path:
    """Gather a document of every format, and some that would like to be fetched."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for path in (*SAMPLES.iterdir(), *(project / "seeds").glob("*.txt")):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "lines of ours.txt").write_text(LINES, encoding="utf-8")
    (folder / "dtd.xml").write_bytes(
        f'<!DOCTYPE PubmedArticleSet SYSTEM "{OUTSIDE}x.dtd">'.encode() + (SAMPLES / "articles.xml").read_bytes()
    )
    (folder / "entity.xml").write_bytes(f'<!DOCTYPE x [<!ENTITY x SYSTEM "{OUTSIDE}">]>'.encode() + an_xml())
    (folder / "picture.xml").write_bytes(an_xml("NCT09990099", f"&lt;img src='{OUTSIDE}x.png'&gt;"))
    return folder


def test_the_guard_itself_stops_a_connection(project: Path) -> None:
    result = guarded(project, "connect")
    assert result.returncode != 0
    assert "FORBIDDEN socket" in result.stderr


def test_a_journey_through_every_format_connects_to_nothing(project: Path, documents: Path, tmp_path: Path) -> None:
    places = ("--database", str(tmp_path / "catalogue.db"), "--config", str(tmp_path / "config"))
    result = guarded(project, *places, "import", str(documents), "--json")
    report = json.loads(result.stdout)
    # What the program itself exports is imported below.
    assert {each["format"] for each in report["documents"]} >= {each.id for each in read._FORMATS} - {"catalogue_json"}
    assert report["saved"] > len(read._FORMATS)
    for arguments in (
        ("find", "trastuzumab", "--json"),
        ("facets", "--json"),
        ("show", "NCT09990099", "--json"),
        ("export", str(tmp_path / "out.csv")),
        ("export", str(tmp_path / "out.json")),
        ("import", str(tmp_path / "out.json")),
        ("export", str(tmp_path / "out.pdf"), "--ids", "NCT09990099"),
        ("check",),
    ):
        step = guarded(project, *places, *arguments)
        assert (step.returncode, step.stderr) == (0, "")
    assert "FORBIDDEN" not in result.stderr
