import html
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exports.markup import nested_list, paragraphs, plain, table, text


class _Tags(HTMLParser):
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
def test_imported_markup_is_shown_as_text(hostile: str) -> None:
    assert "<" not in text(hostile)
    assert html.unescape(text(hostile)) == hostile


@given(st.text())
def test_any_text_can_be_read_back_and_opens_no_tag(value: str) -> None:
    assert not {"<", ">", '"'} & set(text(value))
    assert html.unescape(text(value)) == plain(value)


@pytest.mark.parametrize("structural", ["\x00", "\x1b", "\ud800", "\ufdd0", "\ufffc", "\uffff", "\x86"])
def test_characters_that_cannot_be_printed_are_replaced(structural: str) -> None:
    assert plain(f"a{structural}b") == "a\ufffdb"


@pytest.mark.parametrize("invisible", ["\u00ad", "\u200b", "\ufeff", "\u202e", "\u2066"])
def test_invisible_characters_do_not_split_a_word(invisible: str) -> None:
    assert plain(f"HER2-{invisible}positive") == "HER2-positive"


def test_every_kind_of_line_end_ends_a_paragraph() -> None:
    assert paragraphs("a\r\nb\rc\u2028d\n\n e ") == "<p>a</p>\n<p>b</p>\n<p>c</p>\n<p>d</p>\n<p>e</p>"


def test_a_sub_item_stands_in_a_list_of_its_own() -> None:
    flat = nested_list([(0, "a"), (1, "b"), (0, "c")]).replace("\n", "")
    assert flat == "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"


@given(st.lists(st.integers(0, 5), min_size=1))
def test_lists_of_any_levels_are_closed_in_order(levels: list[int]) -> None:
    tags = _Tags()
    tags.feed(nested_list((level, "x") for level in levels))
    assert not tags.open
    assert tags.seen.count("li") == len(levels)


def test_a_short_row_reaches_to_the_right_edge() -> None:
    assert '<td width="10%">a</td><td colspan="3">b</td>' in table((), [[text("a"), text("b")]], (10, 20, 30, 40))


def test_no_rows_make_no_table() -> None:
    assert table(("Head",), [], (100,)) == ""
