"""`main.py benchmark` on documents of one's own."""

import json
import shutil
from pathlib import Path

from tests.command_line import run_on
from tests.conftest import PROJECT


def test_the_benchmark_tells_how_long_real_documents_take_to_be_annotated(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    shutil.copytree(PROJECT / "seeds", documents)
    outcome = run_on(tmp_path, PROJECT)("benchmark", "--documents", str(documents), "--json")
    (row,) = json.loads(outcome.stdout)
    assert row["work"] == f"annotating a real trial, mean of {len(list(documents.iterdir()))}"
    assert row["value"] > row["floor"] > 0
    assert outcome.returncode == (0 if row["passed"] else 1)


def test_a_folder_without_a_trial_is_named_with_the_remedy(tmp_path: Path) -> None:
    empty = tmp_path / "documents"
    empty.mkdir()
    (empty / "notes.txt").write_text("Buy milk.", encoding="utf-8")
    for folder in (empty, tmp_path / "missing"):
        outcome = run_on(tmp_path, PROJECT)("benchmark", "--documents", str(folder))
        assert outcome.returncode == 1
        assert outcome.stderr == f"{folder} holds no trial that can be read; name a folder of documents.\n"
