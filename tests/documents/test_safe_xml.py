import pytest

from desktop.documents.syntax.safe_xml import parse_xml
from desktop.errors import DocumentError

BOMB = """<?xml version="1.0"?>
<!DOCTYPE clinical_study [
  <!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
]>
<clinical_study><brief_title>&c;</brief_title></clinical_study>"""
OUTSIDE = """<!DOCTYPE clinical_study [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<clinical_study><brief_title>&x;</brief_title></clinical_study>"""
OUTSIDE_DTD = '<!DOCTYPE a SYSTEM "http://198.51.100.1/a.dtd"><a>text</a>'


def test_text_and_character_references_are_read() -> None:
    assert parse_xml("<a>5 &lt; 6 &#x2265; &amp;</a>").text == "5 < 6 ≥ &"


def test_a_declaration_with_another_encoding_does_not_matter_to_decoded_text() -> None:
    assert parse_xml('<?xml version="1.0" encoding="utf-16"?>\n<a>Müller</a>').text == "Müller"


def test_control_characters_that_xml_forbids_do_not_break_a_record() -> None:
    assert parse_xml("<a>one\x0btwo\x1f</a>").text == "one two "


@pytest.mark.parametrize("allowed", [False, True])
@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
def test_entities_are_refused_even_where_a_document_type_is_allowed(text: str, allowed: bool) -> None:
    with pytest.raises(DocumentError, match="not safe to read"):
        parse_xml(text, doctype_allowed=allowed)


def test_a_document_type_is_refused_unless_allowed_and_never_fetched() -> None:
    with pytest.raises(DocumentError, match="DOCTYPE"):
        parse_xml(OUTSIDE_DTD)
    assert parse_xml(OUTSIDE_DTD, doctype_allowed=True).text == "text"


def test_endless_nesting_is_refused() -> None:
    with pytest.raises(DocumentError, match="nested more than"):
        parse_xml("<a>" * 200_000 + "</a>" * 200_000)


def test_many_siblings_are_not_nesting() -> None:
    assert len(parse_xml("<a>" + "<b></b>" * 5_000 + "</a>")) == 5_000


def test_a_cut_text_is_told_with_its_line() -> None:
    with pytest.raises(DocumentError, match="breaks off at line 3"):
        parse_xml('<?xml version="1.0"?>\n<a>\n<b>text')


def test_a_wrong_tag_is_told_with_its_line() -> None:
    with pytest.raises(DocumentError, match=r"damaged at line 3.*mismatched tag"):
        parse_xml("<?xml version='1.0'?>\n<a>\n<b>text</c>\n</a>")
