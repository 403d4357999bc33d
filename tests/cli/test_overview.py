"""`main.py overview`: the numbers of two facets together, for people and for machines."""

import json
from pathlib import Path

import pytest

from tests.command_line import Run
from tests.documents_of_ours import a_json


def printed(run: Run, *arguments: str) -> dict:
    result = run("overview", *arguments, "--json")
    assert (result.returncode, result.stderr) == (0, "")
    return dict(json.loads(result.stdout))


def test_every_cell_is_the_number_of_trials_that_find_lists(seeded: Run) -> None:
    counted = printed(seeded, "breast", "--rows", "her2", "--columns", "hr")
    assert (counted["row_facet"], counted["column_facet"]) == ("her2", "hr")
    assert {len(row) for row in counted["cells"]} == {len(counted["columns"])}
    assert len(counted["cells"]) == len(counted["rows"]) == len(counted["row_totals"]) == len(counted["row_labels"])
    some = [(i, j) for i, row in enumerate(counted["cells"]) for j, number in enumerate(row) if number][:3]
    for i, j in [*some, (0, 1)]:
        found = seeded("find", f"breast her2:{counted['rows'][i]} hr:{counted['columns'][j]}").stdout.splitlines()
        assert counted["cells"][i][j] == len(found)
    assert counted["total"] == len(seeded("find", "breast").stdout.splitlines())


def test_her2_status_and_drug_class_are_crossed_unless_others_are_named(seeded: Run) -> None:
    counted = printed(seeded)
    assert (counted["row_facet"], counted["column_facet"]) == ("her2", "drug_classes")
    assert counted["rows"][0] == "positive"
    assert counted["row_labels"][0] == "Positive (IHC 3+ or 2+/ISH+)"
    assert counted["row_totals"][0] == 4
    assert counted["cells"][0][counted["columns"].index("her2_adc")] == 1
    assert counted["column_totals"][counted["columns"].index("her2_adc")] == 1
    assert (
        printed(seeded, "--rows", "CLASS", "--columns", "her2~")["column_facet_label"] == "HER2 status (would accept)"
    )


def test_filters_of_the_two_facets_are_left_out(seeded: Run) -> None:
    plain, filtered = printed(seeded), printed(seeded, "her2:negative", "class:taxane")
    assert (plain.pop("query"), filtered.pop("query")) == ("", "drug_classes:taxane her2:negative")
    assert plain == filtered
    assert printed(seeded, "-status:completed")["total"] == 4


def test_people_get_a_table_without_empty_rows_and_columns(seeded: Run) -> None:
    result = seeded("overview", "--rows", "phase", "--columns", "status", "phase:2", "her2:positive")
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["all", "1", "2", "3"]
    assert lines[1].split() == ["all", "4", "1", "2", "1"]
    assert "Phase 2                2 0 1 1" in lines
    assert "   1  Completed" in lines
    assert "Phase 3" not in result.stdout
    nothing = seeded("overview", "xylophone")
    assert (nothing.returncode, nothing.stdout.split()) == (0, ["all", "all", "0"])


SOME_COUNTRIES = (
    *(
        "Austria",
        "Belgium",
        "Canada",
        "Chile",
        "Denmark",
        "Finland",
        "France",
        "Germany",
        "Greece",
        "Hungary",
        "Ireland",
    ),
    *("Italy", "Japan", "Mexico", "Norway", "Poland", "Portugal", "Spain", "Sweden"),
)


def test_a_facet_of_many_values_goes_down_the_terminal_and_not_across(run: Run, tmp_path: Path) -> None:
    sites = [{"facility": "Our Hospital", "country": country} for country in SOME_COUNTRIES]
    (tmp_path / "trial.json").write_bytes(a_json(contactsLocationsModule={"locations": sites}))
    assert run("import", str(tmp_path / "trial.json")).returncode == 0
    across, down = (run("overview", "--rows", a, "--columns", b) for a, b in (("her2", "country"), ("country", "her2")))
    assert across.stdout == down.stdout
    assert [line.split()[0] for line in down.stdout.splitlines()[2 : 2 + len(SOME_COUNTRIES)]] == sorted(SOME_COUNTRIES)
    assert max(map(len, down.stdout.splitlines())) <= 100
    assert "\nHER2 status\n" in down.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--rows", "colour"), "There is no filter “colour”; choose from: recruitment, status, country,"),
        (("--rows", "class"), "Rows and columns are both Drug class; choose another filter"),
        (("her2:green",), "has no value “green”"),
    ],
)
def test_what_cannot_be_counted_is_one_sentence(seeded: Run, arguments: tuple[str, ...], words: str) -> None:
    result = seeded("overview", *arguments)
    assert (result.returncode, result.stdout) == (1, "")
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_overview_can_be_drawn_into_a_file(seeded: Run, tmp_path: Path) -> None:
    for name, arguments in (("list.png", ()), ("overview.png", ("--view", "overview"))):
        result = seeded("--screenshot", str(tmp_path / name), "--size", "900x600", *arguments)
        assert (result.returncode, result.stderr) == (0, "")
    assert (tmp_path / "overview.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert (tmp_path / "overview.png").read_bytes() != (tmp_path / "list.png").read_bytes()
