"""Word lists and rules are read again only if one of their files has changed."""

import contextlib
import os
import shutil
from pathlib import Path

import pytest

from desktop.errors import VocabularyError
from desktop.facets.own_files import ADDED
from desktop.facets.rules import load_rules
from desktop.facets.vocabularies import load_vocabularies
from desktop.paths import RESOURCES
from desktop.workspace import open_workspace

PHASE = RESOURCES / "rules" / "phase.toml"


def test_unchanged_files_are_read_once_and_a_folder_without_own_copies_changes_nothing(tmp_path: Path) -> None:
    first = load_vocabularies(RESOURCES)
    (tmp_path / "notes.txt").write_text("none of ours")
    for again in (load_vocabularies(RESOURCES), load_vocabularies(RESOURCES, tmp_path / "none")):
        assert again.rules is first.rules
        assert again.lexicon is first.lexicon
        assert again.eligibility is first.eligibility
        assert again.phrases is first.phrases
        assert again.drugs is first.drugs


def test_a_changed_file_counts_at_once_even_if_it_is_as_long_and_as_old_as_before(tmp_path: Path) -> None:
    copy = Path(shutil.copy(PHASE, tmp_path))
    copy.write_text(f"# I\n{PHASE.read_text(encoding='utf-8')}", encoding="utf-8")
    before, stamp = load_rules(PHASE.parent, tmp_path), copy.stat()
    assert load_rules(PHASE.parent, tmp_path) is before
    copy.write_text(f"# V\n{PHASE.read_text(encoding='utf-8')}", encoding="utf-8")
    os.utime(copy, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    changed = load_rules(PHASE.parent, tmp_path)
    assert changed.version not in {before.version, load_rules(PHASE.parent).version}


def test_only_what_a_changed_file_belongs_to_is_read_again(tmp_path: Path) -> None:
    (tmp_path / ADDED).write_text("name,class\nZYX-17,taxane\n", encoding="utf-8")
    shipped, with_added = load_vocabularies(RESOURCES), load_vocabularies(RESOURCES, tmp_path)
    assert with_added.drugs is not shipped.drugs
    assert with_added.rules is shipped.rules
    assert with_added.phrases is shipped.phrases


def test_a_fault_is_told_each_time_and_gone_when_it_is_mended(tmp_path: Path) -> None:
    copy = tmp_path / PHASE.name
    for _ in range(2):
        copy.write_text("nonsense\n", encoding="utf-8")
        with pytest.raises(VocabularyError, match=PHASE.name):
            load_rules(PHASE.parent, tmp_path)
    shutil.copy(PHASE, copy)
    assert load_rules(PHASE.parent, tmp_path).version == load_rules(PHASE.parent).version


def test_a_fault_in_a_rule_keeps_no_drug_from_being_found_by_its_other_names(tmp_path: Path) -> None:
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / PHASE.name).write_text("nonsense\n", encoding="utf-8")
    workspace = open_workspace(tmp_path / "catalogue.db", tmp_path)
    with contextlib.closing(workspace.catalogue):
        assert "Trastuzumab" in workspace.other_names("Herceptin")
        with pytest.raises(VocabularyError, match=PHASE.name):
            _ = workspace.vocabularies
