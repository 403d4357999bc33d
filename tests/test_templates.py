"""What a template is given is shown as it is, and nothing of it is obeyed."""

import html
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from desktop import templates
from desktop.exports.printable import printable
from desktop.paths import RESOURCES, cache_folder
from desktop.sheet.parts import Item, Items, Piece, Table, plain
from desktop.templates import template


class Tags(HTMLParser):
    """Know which elements are open and which were."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not attrs
        self.open.append(tag)
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


LIST = Items("x", "", (Item(plain("one"), ()),))


def macro(name: str, block: object, *, window: bool = False) -> str:
    module = template(RESOURCES, "sheet/blocks.html", str if window else printable).module
    return str(getattr(module, name)(block, window)).strip()


@pytest.fixture
def said(tmp_path: Path):  # noqa: ANN201
    """Write a template of one filter, and return what it makes of a text."""
    (tmp_path / "one.html").write_text("{{ text }}|{{ text|lines }}|{{ [piece]|words(true) }}", encoding="utf-8")
    return lambda text: template(tmp_path, "one.html", printable).render(text=text, piece=Piece(text))


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src=file:///etc/passwd>",
        "<style>@import '//host/share'</style>",
        "<!--page-of:1-->",
        "&lt;b&gt;",
        "\"'><a>",
    ],
)
def test_imported_markup_is_shown_as_text_however_a_template_shows_it(said, hostile: str) -> None:  # noqa: ANN001
    shown = said(hostile)
    assert "<" not in shown
    assert html.unescape(shown) == "|".join([hostile] * 3)


@given(st.text())
def test_any_text_can_be_read_back_and_opens_no_tag(text: str) -> None:
    shown = macro("items", Items("x", "", (Item(plain(text), (text,), aside=text),)))
    assert html.unescape(shown.replace("<br/>", "").replace("<br>", "\n")).count(printable(text)) >= 1
    tags = Tags()
    tags.feed(shown.replace("<br/>", "").replace("<br>", ""))
    assert tags.seen == ["ul", "li"]


def test_a_sub_item_stands_in_a_list_of_its_own() -> None:
    entries = tuple(Item(plain(text), level=level) for level, text in ((0, "a"), (1, "b"), (0, "c")))
    assert macro("items", Items("x", "", entries)) == "<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>"


@given(st.lists(st.integers(0, 5), min_size=1))
def test_lists_of_any_levels_are_closed_in_order(levels: list[int]) -> None:
    tags = Tags()
    tags.feed(macro("items", Items("x", "", tuple(Item(plain("x"), level=level) for level in levels))))
    assert not tags.open
    assert tags.seen.count("li") == len(levels)


def test_every_column_of_a_table_has_its_width() -> None:
    table = Table("x", "", ("Head", "Foot"), (10, 90), (((Item(plain("a")),), (Item(plain("b")), Item(plain("c")))),))
    shown = macro("table", table)
    assert '<th width="10%">Head</th><th width="90%">Foot</th>' in shown
    assert '<td width="10%">a</td><td width="90%">b<br/>c</td>' in shown


def test_only_the_window_marks_evidence_and_leads_to_other_trials() -> None:
    items = Items("x", "", (Item((Piece("HER2+", evidence=True, begins=(3,)),)), Item(plain("Other"), key="pmid:1/2")))
    window, print_ = macro("items", items, window=True), macro("items", items)
    assert '<a name="e3"></a><span class="evidence">HER2+</span>' in window
    assert '<a href="trial:pmid%3A1%2F2">Other</a>' in window
    assert print_ == "<ul><li>HER2+</li><li>Other</li></ul>"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Return the templates that are compiled from now on, as in a program that has just been started."""
    names: list[str] = []

    def counted(
        environment: Environment, source: str, name: str | None = None, *rest: object, **more: object
    ) -> object:
        names.append(name)
        return compile_as_usual(environment, source, name, *rest, **more)

    compile_as_usual = Environment.compile
    monkeypatch.setattr(Environment, "compile", counted)
    templates._environment.cache_clear()
    yield names
    templates._environment.cache_clear()


def test_a_template_is_compiled_once_for_all_starts(compiled: list[str]) -> None:
    first = macro("block", LIST)
    assert "sheet/blocks.html" in compiled
    compiled.clear()
    templates._environment.cache_clear()
    assert macro("block", LIST) == first
    assert not compiled


def test_what_is_compiled_for_the_window_is_not_taken_for_a_page(compiled: list[str]) -> None:
    block = Items("x", "", (Item(plain("soft\u00adhyphen"), ()),))
    page, window = macro("block", block), macro("block", block, window=True)
    templates._environment.cache_clear()
    assert (macro("block", block), macro("block", block, window=True)) == (page, window)


@pytest.mark.parametrize("damage", [b"", b"\0" * 900, b"x"])
def test_a_damaged_template_in_the_cache_is_compiled_again(compiled: list[str], damage: bytes) -> None:
    first = macro("block", LIST)
    kept = list(cache_folder().iterdir())
    assert kept
    for each in kept:
        each.write_bytes(damage or each.read_bytes()[:-1])
    compiled.clear()
    templates._environment.cache_clear()
    assert macro("block", LIST) == first
    assert compiled


def test_without_a_place_for_the_cache_templates_are_compiled_each_time(compiled: list[str]) -> None:
    cache_folder().parent.mkdir(parents=True)
    cache_folder().write_bytes(b"a file where the folder should be")
    assert macro("block", LIST)
