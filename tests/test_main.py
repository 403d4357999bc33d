"""The first lines of the program."""

import sys
from collections.abc import Sequence

import pytest

import main


@pytest.mark.parametrize("arguments", [[], ["--nonsense"], ["--multiprocessing-fork", "parent_pid=1", "pipe_handle=2"]])
def test_a_packed_program_that_is_started_for_a_process_of_its_own_does_only_that_ones_work(
    monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str]
) -> None:
    def that_ones_work() -> None:
        raise SystemExit(3)

    monkeypatch.setattr("multiprocessing.freeze_support", that_ones_work)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(SystemExit) as ended:
        main.main(arguments)
    assert ended.value.code == 3
