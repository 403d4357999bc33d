"""Abuse cases 1, 2, 3 and the XML of 29: entities, outside references, nesting, damage."""

from pathlib import Path

import pytest

from desktop.catalogue.finding.query import TrialQuery
from tests.abuse.conftest import HELD, Shelf
from tests.documents_of_ours import an_xml

SECRET = "lighthouse1927"
# The frame of every XML format that is understood; "{}" is where imported text stands.
FRAMES = {
    "ctgov.xml": "<clinical_study><id_info><nct_id>NCT09990009</nct_id></id_info>"
    "<brief_title>{}</brief_title></clinical_study>",
    "ictrp.xml": "<Trials_downloaded_from_ICTRP><Trial><TrialID>NCT09990009</TrialID>"
    "<Public_title>{}</Public_title></Trial></Trials_downloaded_from_ICTRP>",
    "chictr.xml": "<trials><Triall><main><trial_id>ChiCTR0009</trial_id>"
    "<public_title>{}</public_title></main></Triall></trials>",
    "pubmed.xml": "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>9</PMID><Article>"
    "<ArticleTitle>{}</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>",
}
BILLION_LAUGHS = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10 if before else "ha" * 10}">'
    for before, name in zip(["", *"abcdefgh"], "abcdefghi", strict=True)
)
every_frame = pytest.mark.parametrize("name", FRAMES)


@every_frame
def test_the_frame_itself_is_a_trial(shelf: Shelf, name: str) -> None:
    shelf.bring(FRAMES[name].format("A harmless title"), name)
    (stored,) = shelf.added()
    assert stored.trial.title == "A harmless title"


@every_frame
def test_an_entity_bomb_is_refused(shelf: Shelf, name: str) -> None:
    bomb = f"<!DOCTYPE x [{BILLION_LAUGHS}]>{FRAMES[name].format('&i;')}"
    assert "not safe to read" in shelf.refused(bomb, name)


@every_frame
@pytest.mark.parametrize(("size", "told"), [(3_000, "not safe to read"), (100_000, "without the labels of any record")])
def test_a_quadratic_blow_up_is_refused(shelf: Shelf, name: str, size: int, told: str) -> None:
    bomb = f'<!DOCTYPE x [<!ENTITY a "{"a" * size}">]>{FRAMES[name].format("&a;" * 100_000)}'
    assert told in shelf.refused(bomb, name)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_bomb_in_another_encoding_is_refused(shelf: Shelf, encoding: str) -> None:
    bomb = f"<!DOCTYPE x [{BILLION_LAUGHS}]>{FRAMES['ctgov.xml'].format('&i;')}"
    assert "not safe to read" in shelf.refused(bomb.encode(encoding), "a.xml")


@every_frame
@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY s SYSTEM "{secret}">]>',
        '<!DOCTYPE x [<!ENTITY s PUBLIC "-//X//Y" "{secret}">]>',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "{secret}">%p;<!ENTITY s "x">]>',
    ],
    ids=["system", "public", "parameter"],
)
def test_an_outside_entity_is_refused_and_its_file_not_read(shelf: Shelf, name: str, doctype: str) -> None:
    secret = shelf.folder / "secret.txt"
    secret.write_text(SECRET)
    hostile = doctype.format(secret=secret.as_uri()) + FRAMES[name].format("&s;")
    assert SECRET not in shelf.refused(hostile, name)
    assert_nowhere(shelf, SECRET)


@every_frame
def test_an_outside_dtd_is_never_opened(shelf: Shelf, name: str) -> None:
    dtd = shelf.folder / "secret.dtd"
    dtd.write_text(f'<!ENTITY s "{SECRET}">')
    report = shelf.bring(f'<!DOCTYPE x SYSTEM "{dtd.as_uri()}">{FRAMES[name].format("A title &s;")}', name)
    assert all(SECRET not in each.reason + each.title for each in report.documents)
    assert_nowhere(shelf, SECRET)


@every_frame
def test_what_xinclude_and_style_sheets_name_is_not_read(shelf: Shelf, name: str) -> None:
    secret = shelf.folder / "secret.txt"
    secret.write_text(SECRET)
    include = f'A title <x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    sheet = f'<?xml-stylesheet type="text/xsl" href="{secret.as_uri()}"?>'
    shelf.bring(sheet + FRAMES[name].format(include), name)
    (stored,) = shelf.added()
    assert stored.trial.title == "A title"
    assert_nowhere(shelf, SECRET)


@every_frame
@pytest.mark.parametrize("closed", [True, False])
def test_xml_nested_200_000_deep_is_refused(shelf: Shelf, name: str, closed: bool) -> None:
    deep = "<a>" * 200_000 + "</a>" * 200_000 * closed
    assert "nested more than" in shelf.refused(FRAMES[name].format(deep), name)


@pytest.mark.parametrize("filling", [" ", "\n", "<?xml ", "<?xml\n", "<!-- -->", "<a/>"])
def test_a_million_characters_of_anything_around_a_study_take_no_time(shelf: Shelf, filling: str) -> None:
    shelf.bring(
        FRAMES["ctgov.xml"].format("A title").replace("</c", filling * (1_000_000 // len(filling)) + "</c"), "a.xml"
    )
    shelf.added()


def test_truncated_xml_names_the_line_where_it_breaks_off(shelf: Shelf) -> None:
    whole = an_xml("NCT09990009")
    assert "breaks off at line 11" in shelf.refused(whole[: whole.index(b"120</enrollment")], "cut.xml")


def test_a_mismatched_tag_is_named_with_line_and_column(shelf: Shelf) -> None:
    damaged = an_xml("NCT09990009").replace(b"</phase>", b"</fase>")
    assert "damaged at line 9, column 19 (mismatched tag)" in shelf.refused(damaged, "damaged.xml")


def test_a_damaged_newer_copy_leaves_the_trial_as_it_was(shelf: Shelf) -> None:
    shelf.refused(an_xml(HELD, "Another title")[:-40], "newer.xml")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Danko711_NCT02734771_truncated.xml", "breaks off at line"),
        ("aact_NCT02654730_mismatched_tag.xml", "mismatched tag"),
        ("git_conflict_markers.json", "git conflict marker"),
    ],
)
def test_real_damaged_downloads_are_refused(shelf: Shelf, shared: Path, name: str, told: str) -> None:
    report = shelf.take(shared / "samples/malformed" / name)
    assert told in report.documents[-1].reason
    assert report.documents[-1].outcome == "failed"
    shelf.added()


def assert_nowhere(shelf: Shelf, secret: str) -> None:
    """Check that a word stands in no trial, in no search index and in no file of the catalogue."""
    assert shelf.catalogue.index.search(TrialQuery(text=secret)) == []
    assert secret not in repr(shelf.everything())
    for file in shelf.folder.glob("catalogue*"):
        assert secret.encode() not in file.read_bytes()
