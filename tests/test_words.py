"""The words that a doctor meets in window, help, printed pages, README and command line: plain, none of the inside."""

import ast
import re
import tomllib
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from desktop.cli.arguments import COMMANDS, VIEWS, parse
from desktop.trials.sources import FORMATS
from desktop.ui.window.actions import ACTIONS

PROJECT = Path(__file__).parent.parent
RESOURCES = PROJECT / "resources"
HELP = RESOURCES / "help"
INSTEAD = {
    r"facets?": "filter",
    r"deriv(?:e|es|ed|ing|ation)": "read again; follows from",
    r"vocabular(?:y|ies)": "word list; list of drugs",
    r"(?:first|second) reading": "would accept, investigated, and the like",
    r"aggregat(?:ed|es?|ors?)": "say what is counted together, or which site",
    r"bucket|annotat\w+|parse[dr]?|schema|regex\w*|token\w*|payload|null|boolean|snapshot|queue": "of programming",
    r"quer(?:y|ies)": "search, filters",
    r"\w+_\w+": "an id",
    r"[0-9a-f]{8,}": "an id",
}
"""What is refused, and what is said instead."""
IDS = sorted((re.escape(each.id) for each in FORMATS if "_" in each.id), key=len, reverse=True)
REFUSED = re.compile(rf"(?<![\w.-])(?:{'|'.join([*IDS, *INSTEAD])})(?![\w])", re.IGNORECASE)
WORDED = {"tr", "translate", "_tr", "_translate", "ActionSpec", "ListColumn"}
# What the user may type, and so is shown as it is typed; and the name of a library.
TYPED = re.compile(r"<code>.*?</code>|\bet_xmlfile\b|\be\.g\. [a-z0-9]+:\w+", re.DOTALL)


def refused_in(text: str) -> list[str]:
    """Return the words of a text that nobody should meet."""
    return [each.group() for each in REFUSED.finditer(TYPED.sub("", text))]


@pytest.mark.parametrize("text", ["Choose a facet", "Derived", "see the vocabulary", "ctgov_json", "key 313468bc90"])
def test_words_of_the_inside_are_refused(text: str) -> None:
    assert refused_in(text)


@pytest.mark.parametrize("text", ["The filter HER2 status", "1,605 trials", "e.g. her2:positive", "CDK4/6 inhibitor"])
def test_words_of_the_field_are_taken(text: str) -> None:
    assert refused_in(text) == []


def shown_by(file: Path) -> Iterator[str]:
    """Yield the texts that a module of the window shows."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in WORDED:
            # The id of an action or column comes before its words, the context of a translation too.
            first = 1 if len(node.args) > 1 and name != "tr" else 0
            for argument in node.args[first : first + 2]:
                text = argument.value if isinstance(argument, ast.Constant) else None
                if isinstance(text, str) and text[:1].isupper():
                    yield text


WINDOW = sorted((PROJECT / "desktop" / "ui").rglob("*.py"))


def test_the_window_shows_no_word_of_the_inside() -> None:
    shown = [(file.name, text) for file in WINDOW for text in shown_by(file)]
    assert len(shown) > 250
    assert [each for each in shown if refused_in(each[1])] == []


def test_the_menus_show_no_word_of_the_inside() -> None:
    assert [spec.words for spec in ACTIONS if refused_in(spec.words.replace("&", ""))] == []


def words_in(found: object, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the texts of some fields anywhere in a table."""
    if isinstance(found, dict):
        for name, value in found.items():
            if name in names and isinstance(value, str):
                yield value
            else:
                yield from words_in(value, names)
    elif isinstance(found, list):
        for each in found:
            yield from words_in(each, names)


@pytest.mark.parametrize("file", ["facets.toml", "matching.toml", "import_questions.toml", "changes.toml"])
def test_the_words_of_the_filters_and_reports_are_plain(file: str) -> None:
    table = tomllib.loads((RESOURCES / file).read_text(encoding="utf-8"))
    texts = list(words_in(table, ("label", "short", "help", "suffix", "words", "one", "several")))
    assert texts
    assert [text for text in texts if refused_in(text)] == []


PAGES = [*HELP.glob("*.html"), *(RESOURCES / "export").glob("*.html"), *(RESOURCES / "sheet").glob("*.html")]


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_pages_show_no_word_of_the_inside(page: Path) -> None:
    text = TYPED.sub("", page.read_text(encoding="utf-8"))
    text = re.sub(r"\{[{%#].*?[}%#]\}|<[^>]*>", " ", text, flags=re.DOTALL)
    assert refused_in(unescape(text)) == []


def test_the_help_has_ten_tasks_a_glossary_and_leads_to_each() -> None:
    page = (HELP / "help.html").read_text(encoding="utf-8")
    assert re.findall(r"</a>(\d+)\. ", page) == [str(number) for number in range(1, 11)]
    led_to, places = re.findall(r'href="#(\w+)"', page), re.findall(r'<a name="(\w+)">', page)
    assert led_to == places
    for term in ("Not stated", "Not in this download", "Needs review", "Cohort", "Filter", "Evidence"):
        assert f'<td class="label">{term}</td>' in page


def test_every_menu_entry_that_the_help_names_is_there() -> None:
    page = (HELP / "help.html").read_text(encoding="utf-8")
    named = {tuple(unescape(each).split(" › ")) for each in re.findall(r"<i>(\w+ › [^<]+)</i>", page)}
    offered = {tuple(text.replace("&", "").split("\t")[0] for text in (spec.menu, spec.words)) for spec in ACTIONS}
    assert named - offered == set()
    assert len(named) > 12


MOST_BYTES = 150_000  # of a picture, since every renewal of the pictures stays in the history


def test_every_task_of_the_help_has_a_picture() -> None:
    page = (HELP / "help.html").read_text(encoding="utf-8")
    tasks = re.split(r"<h3>", page)[1:11]
    assert [task[:60] for task in tasks if '<img src="' not in task] == []


def test_every_picture_of_the_help_and_the_readme_is_there_and_can_be_drawn_again() -> None:
    pictures = tomllib.loads((HELP / "pictures.toml").read_text(encoding="utf-8"))["picture"]
    drawn = {each["name"]: parse(["--screenshot", "a.png", *each["arguments"]]) for each in pictures}
    named = set(re.findall(r'<img src="([\w-]+)\.png">', (HELP / "help.html").read_text(encoding="utf-8")))
    named |= set(re.findall(r"resources/help/([\w-]+)\.png", (PROJECT / "README.md").read_text(encoding="utf-8")))
    assert named == set(drawn) == {file.stem for file in HELP.glob("*.png")}
    assert all(file.stat().st_size < MOST_BYTES for file in HELP.glob("*.png"))
    assert all(request.view in VIEWS for request in drawn.values())


# What is typed on the command line keeps its name: commands, options, what stands for a value, and examples.
TYPED_THERE = re.compile(
    r"(?<!`)`[^`\n]+`(?!`)|\]\([^)]*\)|^python3 run\.py [\w-]+|^ +(?:facets|derive)(?= )|\A(?:.+\n)+|\[-[^\]]*\]"
    r"|\bquer(?:y|ies)\b|\bet_xmlfile\b|(?:before|after)_surgery|locally_advanced|not_stated",
    re.MULTILINE | re.IGNORECASE,
)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_of_the_command_line_holds_no_word_of_the_inside(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse([*filter(None, [command]), "--help"])
    told = capsys.readouterr().out
    assert "--help" in told
    assert refused_in(TYPED_THERE.sub(" ", told)) == []


def test_the_readme_holds_no_word_of_the_inside() -> None:
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"^python3 run\.py ([a-z][\w-]*)", text, re.MULTILINE))
    assert commands - {"test", "package"} == set(COMMANDS)
    assert refused_in(TYPED_THERE.sub(" ", text)) == []


def test_what_a_package_says_of_itself_holds_no_word_of_the_inside() -> None:
    said = [tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["description"]]
    linux = PROJECT / "packaging" / "linux"
    for file in linux.glob("*.desktop"):
        said += re.findall(r"^(?:Comment|GenericName)=(.*)", file.read_text(encoding="utf-8"), re.MULTILINE)
    for file in linux.glob("*.metainfo.xml"):
        said += re.findall(r"<(?:summary|p|li)>(.*?)</", file.read_text(encoding="utf-8"), re.DOTALL)
    assert len(said) > 6
    assert [each for each in said if refused_in(each)] == []


PARTS = ("trials", "sheet", "comparison", "exports", "matching", "workflows")
SENTENCE = 3  # words at least
FIELD = re.compile(r"\{[^}]*\}")


def sentences_of(file: Path) -> Iterator[str]:
    """Yield the sentences in the code of a module; what documents its code is left out."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    documenting = {id(each.value) for body in bodies for each in body if isinstance(each, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documenting:
            is_pattern = "(?" in node.value
            if len(node.value.split()) >= SENTENCE and not is_pattern:
                yield FIELD.sub("", node.value)


@pytest.mark.parametrize("part", PARTS)
def test_what_is_said_of_a_trial_holds_no_word_of_the_inside(part: str) -> None:
    files = sorted((PROJECT / "desktop" / part).rglob("*.py"))
    said = [(file.name, sentence) for file in files for sentence in sentences_of(file)]
    assert len(said) > 10
    assert [each for each in said if refused_in(TYPED_THERE.sub(" ", each[1]))] == []
