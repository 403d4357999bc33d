from pathlib import Path

import pytest

from desktop.catalogue import whole_check
from desktop.catalogue.opening import open_file
from desktop.catalogue.whole_check import EarlyCheck, WholeCheck
from desktop.errors import DamagedFileError


def test_a_check_begun_early_finds_what_is_damaged(damaged: Path) -> None:
    early = EarlyCheck(damaged)
    assert early.fault()
    assert early.fault(), "it can be asked again"


def test_a_catalogue_is_refused_on_what_the_early_check_found(damaged: Path) -> None:
    with pytest.raises(DamagedFileError, match="is damaged"):
        open_file(damaged, early=EarlyCheck(damaged))


def test_a_sound_file_has_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    open_file(path).close()
    assert EarlyCheck(path).fault() == ""
    open_file(path, early=EarlyCheck(path)).close()


def test_a_file_that_does_not_exist_yet_is_not_looked_through(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    early = EarlyCheck(path)
    open_file(path, early=early).close()
    assert early.fault() == ""


def test_a_large_file_is_not_looked_through_early(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_check, "_CHECKED_AT_ONCE", 1_000)
    assert EarlyCheck(damaged).fault() == ""
    assert WholeCheck(damaged).fault(), "only later"
