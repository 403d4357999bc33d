"""The recipe of CONTRIBUTING.md for a new registry and a new format, followed in a copy of the program."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent

READER = """
from desktop.trials.identifiers import find_registry_ids
from desktop.trials.keys import key_for
from desktop.trials.trial import Trial


def recognises(text):
    return text.startswith("XRR record")


def read(text):
    _, title, phase, *rest = text.splitlines()
    identifiers = find_registry_ids(text)
    yield Trial(key_for(identifiers, text), "registration", title, identifiers, phase=phase)
"""
ADDED = (
    ("trials/sources.py", "REGISTRIES: tuple[Registry, ...] = (", 'Registry("XRR", r"XRR\\d{6}"),'),
    (
        "trials/sources.py",
        "FORMATS: tuple[SourceFormat, ...] = (",
        'SourceFormat("xrr", "XRR", "XRR text", "XRR record", "records of XRR", lacks=("eligibility",)),',
    ),
    ("documents/read.py", "_FORMATS = (", '_Format("xrr", "xrr"),'),
)
RECORD = b"XRR record\nOf its own registry\nPhase 2\nxrr000001"
BEGIN = f"""
import sys
from pathlib import Path
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.storing.arriving import AnnotatedTrial, Arrival
from desktop.catalogue.storing.stored import Document
from desktop.documents.read import open_document
from desktop.trials.identifiers import Identifier, find_registry_ids
from desktop.trials.trial import Trial

opened = open_document({RECORD!r}, "record.txt")
(trial,) = opened.records
catalogue = Catalogue(Path(sys.argv[1]), {{}})

def deliver(*accounts):
    for number, (format_, trial) in enumerate(accounts):
        document = Document("a", format_, "utf-8", f"{{number}}{{trial}}".encode())
        (joined,) = catalogue.join([Arrival(trial, document)], {{}})
        catalogue.save([AnnotatedTrial(joined, joined.merged.trial)], "")
    return [catalogue.trials.get(number).trial for number in catalogue.index.search(TrialQuery())]
"""


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the program with a registry and a format added by the recipe."""
    copy = tmp_path_factory.mktemp("extended")
    shutil.copytree(PROJECT / "desktop", copy / "desktop", ignore=shutil.ignore_patterns("__pycache__", "ui"))
    (copy / "resources").symlink_to(PROJECT / "resources")
    (copy / "desktop" / "documents" / "xrr.py").write_text(READER, encoding="utf-8")
    for name, line, added in ADDED:
        file = copy / "desktop" / name
        text = file.read_text(encoding="utf-8")
        assert line in text
        file.write_text(
            text.replace(line, f"{line}\n{'    ' if line.endswith('(') else ''}{added}", 1), encoding="utf-8"
        )
    return copy


@pytest.mark.parametrize(
    "script",
    [
        # Its document is recognised, its number found and spelled as the registry writes it.
        "assert (opened.format, trial.key) == ('xrr', 'XRR000001')",
        "assert find_registry_ids('see xrr000001.') == (Identifier('XRR', 'XRR000001'),)",
        "assert find_registry_ids('XRR0000012, AXRR000001') == ()",
        "assert trial.absent == ('eligibility',)",
        # Its number joins records.
        "assert len(deliver(('xrr', trial), ('medpath', Trial('XRR000001', 'registration', 'T')))) == 1",
        # It is believed before mirrors and aggregators, whatever came first.
        """
said = Trial("XRR000001", "registration", "By another", (Identifier("XRR", "XRR000001"),), phase="Phase 3")
for order in ((("xrr", trial), ("ictrp", said), ("medpath", said)), (("medpath", said), ("xrr", trial))):
    assert [each.phase for each in deliver(*order)] == ["Phase 2"]
""",
        # A second registry is believed about its trials less than itself, and more than a mirror.
        """
numbers = (Identifier("XRR", "XRR000001"), Identifier("NCT", "NCT09990001"))
us = Trial("XRR000001", "registration", "By another registry", numbers, phase="Phase 3", status="Recruiting")
who = Trial("XRR000001", "registration", "By a mirror", numbers, phase="Phase 3", status="Completed", study_type="A")
(found,) = deliver(("ictrp", who), ("ctgov_json", us), ("xrr", trial))
assert (found.title, found.status, found.study_type) == ("Of its own registry", "Recruiting", "A")
""",
    ],
)
def test_a_registry_and_a_format_are_added_by_the_recipe_alone(extended: Path, tmp_path: Path, script: str) -> None:
    code = [sys.executable, "-c", BEGIN + script, str(tmp_path / "catalogue.db")]
    run = subprocess.run(code, cwd=extended, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def test_a_reader_whose_format_is_not_in_the_table_is_a_fault_of_ours(extended: Path, tmp_path: Path) -> None:
    code = [sys.executable, "-c", BEGIN + "deliver(('forgotten', trial))", str(tmp_path / "catalogue.db")]
    run = subprocess.run(code, cwd=extended, capture_output=True, text=True)
    assert "KeyError: 'forgotten'" in run.stderr
