"""What the words of the command line mean, without carrying anything out."""

import argparse
from pathlib import Path

import pytest

from desktop import cli
from desktop.cli.arguments import COMMANDS, command_module


def test_a_start_without_arguments_is_for_the_window() -> None:
    request = cli.parse([])
    assert (request.command, request.database, request.config, request.screenshot) == (None, None, None, None)
    assert (request.size, request.query, request.select, request.view) == ((1280, 800), "", "", "trials")
    assert (request.appearance, request.text_size) == ("system", 100)


def test_the_window_may_begin_with_an_unwanted_word() -> None:
    request = cli.parse(["--database", "c.db", "--query", "-status:completed", "--size", "1024x700"])
    assert (request.command, request.query, request.size) == (None, "-status:completed", (1024, 700))
    assert request.database == Path("c.db")


@pytest.mark.parametrize(
    ("words", "query"),
    [
        (["her2:low", "phase:2"], ["her2:low", "phase:2"]),
        (["-her2:low", "--json", "phase:2"], ["phase:2", "-her2:low"]),
        (["trastuzumab", "-h2"], ["trastuzumab", "-h2"]),
        (["-status:completed -her2:low"], ["-status:completed -her2:low"]),
        (["a", "-b", "--limit", "3", "c", "-1"], ["a", "-b", "c", "-1"]),
        ([], []),
    ],
)
def test_a_query_holds_every_word_that_is_no_option(words: list[str], query: list[str]) -> None:
    request = cli.parse(["--database", "c.db", "find", *words])
    assert (request.command, request.database) == ("find", Path("c.db"))
    assert sorted(request.query) == sorted(query)


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], ["find", "--help"], ["find", "her2:low", "-h"], ["--version"]]
)
def test_help_is_printed_and_is_no_fault(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.parse(arguments)
    assert ended.value.code == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["--database"],
        ["--size", "large"],
        ["--view", "matrix"],
        ["fly"],
        ["-x"],
        ["--nonsense", "find"],
        ["find", "--nonsense"],
        ["find", "--lim", "3"],
        ["show"],
        ["show", "one", "two"],
        ["show", "one", "-x"],
        ["imports", "-x"],
        ["correct", "NCT1"],
        ["correct", "NCT1", "her2"],
        ["correct", "NCT1", "her2", "low"],
        ["correct", "NCT1", "her2", "low", "--reason", " "],
        ["correct", "NCT1", "her2", "low", "--confirm"],
        ["correct", "NCT1", "her2", "low", "--take-back"],
        ["correct", "NCT1", "her2", "--confirm", "--take-back"],
        ["correct", "NCT1", "her2", "--take-back", "--reason", "why"],
    ],
)
def test_wrong_usage_ends_with_two_and_one_line_about_it(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.parse(arguments)
    assert ended.value.code == 2
    assert "error: " in capsys.readouterr().err.splitlines()[-1]


def test_a_reason_may_begin_with_a_minus() -> None:
    request = cli.parse(["correct", "NCT1", "her2", "low", "--reason", "-- as the protocol says"])
    assert (request.values, request.reason) == ("low", "-- as the protocol says")


def test_every_command_is_a_module_and_every_module_a_command() -> None:
    modules = {file.stem for file in Path(cli.__file__).parent.glob("*.py")}
    commands = {command_module(name).__name__.rpartition(".")[2] for name in COMMANDS}
    assert commands == modules - {"__init__", "arguments", "carrying_out", "selection", "printing"}


def test_even_the_plainest_start_is_read_by_the_one_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[list[str]] = []
    parse = argparse.ArgumentParser.parse_known_args

    def note_and_parse(self: argparse.ArgumentParser, args: list[str], namespace: object = None) -> object:
        read.append(args)
        return parse(self, args, namespace)  # type: ignore[call-overload]

    monkeypatch.setattr(argparse.ArgumentParser, "parse_known_args", note_and_parse)
    for arguments in ([], ["--database", "c.db"], ["--config", "there"]):
        cli.parse(arguments)
    assert read == [[], ["--database", "c.db"], ["--config", "there"]]


def test_an_option_of_the_window_takes_nothing_from_a_command() -> None:
    """The window's options are read first, wherever they stand: a command with the same one would never get it."""
    assert cli.parse(["export", "a.csv", "--ids", "A,B"]).ids == "A,B"
    assert cli.parse(["compare", "A", "B", "--country", "Austria"]).country == "Austria"
