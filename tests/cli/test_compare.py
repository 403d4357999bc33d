"""`main.py compare` in a process of its own."""

import json
from pathlib import Path

import pytest

from desktop import cli
from tests.command_line import Run


def test_a_comparison_is_printed_fact_by_fact_for_people_and_whole_for_machines(filled: Run) -> None:
    told = filled("compare", "NCT09990004", "nct09990001", "--country", "Austria")
    assert (told.returncode, told.stderr) == (0, "")
    assert "\nHER2 status\n  NCT09990004  Not in this download\n  NCT09990001  Positive" in told.stdout
    assert "\nSites in Austria\n  NCT09990004  1 site" in told.stdout
    content = json.loads(filled("compare", "NCT09990004", "NCT09990001", "--json").stdout)
    assert [each["key"] for each in content["trials"]] == ["NCT09990004", "NCT09990001"]
    assert "phase" in {row["id"] for row in content["rows"]}
    left = json.loads(filled("compare", "NCT09990004", "NCT09990001", "--json", "--differences").stdout)
    assert left["rows"] == [row for row in content["rows"] if not row["same"]]
    assert "phase" not in {row["id"] for row in left["rows"]}


def test_an_unknown_trial_and_one_trial_twice_are_told_in_a_sentence(filled: Run) -> None:
    unknown = filled("compare", "NCT09990001", "NCT00000000")
    assert unknown.returncode == 1
    assert "There is no trial NCT00000000 in" in unknown.stderr
    twice = filled("compare", "NCT09990001", "nct09990001")
    assert (twice.returncode, twice.stdout) == (1, "")
    assert "2 to 6 different trials can be compared, not 1" in twice.stderr


@pytest.mark.parametrize("ids", [[], ["a"], list("abcdefg")])
def test_too_few_or_too_many_trials_are_wrong_usage(ids: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.parse(["compare", *ids])
    assert ended.value.code == 2
    assert "error: " in capsys.readouterr().err


def test_the_page_is_drawn_into_a_file_and_a_reason_given_where_it_cannot_be(filled: Run, tmp_path: Path) -> None:
    names = "NCT09990001,NCT09990004"
    drawn = filled("--screenshot", str(tmp_path / "a.png"), "--view", "compare", "--select", names)
    assert (drawn.returncode, drawn.stderr) == (0, "")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    alone = filled("--screenshot", str(tmp_path / "b.png"), "--view", "compare", "--select", "NCT09990001")
    assert alone.returncode == 1
    assert "2 to 6 different trials can be compared, not 1" in alone.stderr
    assert not (tmp_path / "b.png").exists()
