"""Documents that came through a program that took their encoding for another one."""

import json
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.documents.decoding import decode
from desktop.documents.mojibake import mended
from tests.reading import read_document
from tests.worded import worded

SIGNS = "≥≤–—’“…•°±µ×éèêàçôûùïüöäßñãõåøÉÜÖÄαβγκ²³¼§™€½µ≠→−"


def misread(text: str) -> str:
    """Return what a text becomes if its UTF-8 is read as Windows-1252, as browsers do it."""
    return "".join(
        chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252")
        for byte in text.encode()
    )


@pytest.mark.parametrize(
    "text",
    [
        "Women aged ≥70 years, ECOG ≤1, temperature ≤38 °C, α-blockers",
        "Hôpital d’Exemple, Orléans",
        "“de-escalated” – a trial…",
        "Größe über 5 cm, Übermaß",
        "乳腺癌的随机对照试验",
        "Łódź, Kraków, Brno – Plzeň",
        "10⁹/L",
    ],
)
def test_what_was_read_once_or_twice_in_the_wrong_encoding_is_put_right(text: str) -> None:
    assert mended(misread(text))[0] == text
    assert mended(misread(misread(text)))[0] == text
    assert mended(text) == (text, 0)


@pytest.mark.parametrize(
    "text",
    [
        "Une étude à São Paulo: patientes âgées; Ã is a letter here and stays",
        "AMANHÃ” e NÃO",
        "„Spaß“ – „Größe“",
        "le résumé…» et l’été–»",
        "está…»",
        "Ångström Å–Ä, Ñ“",
        "ÄÖÜ äöü ß é è",
        "Ελληνικά, Русский, 한국어, 中文",
        "â€",
    ],
)
def test_a_sound_text_stays_as_it_is(text: str) -> None:
    assert mended(text) == (text, 0)


@given(st.text(alphabet=SIGNS + "abc XYZ,.;()", max_size=60))
def test_any_line_with_one_certain_sign_comes_back_as_it_was(text: str) -> None:
    # Such letters side by side would themselves look like a character in disguise.
    assume(not re.search(r"[ÃÉÜÖÄ×ßà-ü][^A-Za-z ,.;()]", text))
    assert mended(misread(f"≥ 1 {text}"))[0] == f"≥ 1 {text}"
    assert mended(text) == (text, 0)


def test_a_lost_byte_of_a_closing_mark_does_not_matter() -> None:
    assert mended("a â€œnewâ€ drug, â€œxâ€\ufffd y")[0] == "a “new” drug, “x” y"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Aged Ã¢â?°Â¥ 18 years", "Aged ≥ 18 years"),
        ("ECOG â?¤ 1", "ECOG ≤ 1"),
        ("HerceptinÃ?Â® plus X", "Herceptin® plus X"),
        ("Is it Ã? Or â?", "Is it Ã? Or â?"),
    ],
)
def test_a_question_mark_in_place_of_a_byte_is_understood_where_it_can_mean_one_sign(written: str, meant: str) -> None:
    assert mended(written)[0] == meant


def test_bytes_of_windows_1252_that_stand_as_control_characters_are_their_letters() -> None:
    assert mended("the trial\x92s \x93new\x94 drug \x96 5") == ("the trial’s “new” drug – 5", 4)
    assert mended("one\x85two") == ("one\x85two", 0)


def test_one_field_among_sound_ones_is_put_right_and_told() -> None:
    head = "NCT Number,Study Title,Sponsor\n"
    text = f"{head}NCT09990001,{misread('Étude ≥ 18')},Hôpital\nNCT09990002,Été à São,X\n"
    first, second = read_document(text.encode(), "t.csv").trials
    assert (first.title, first.sponsors[0].name, second.title) == ("Étude ≥ 18", "Hôpital", "Été à São")
    assert worded(first.warnings)[0].startswith("Some characters of the record had been read in a wrong encoding")
    assert second.warnings == ()


def test_only_the_records_that_were_misread_are_told_of_it() -> None:
    sound, damaged = "Women aged ≥ 18 years", misread("Women with ECOG ≤ 1, aged ≥ 70 years")
    studies = "".join(
        f"<Trial><TrialID>NCT0999000{place}</TrialID><Public_title>{title}</Public_title></Trial>\n"
        for place, title in enumerate((sound, damaged, "Étude", damaged), start=1)
    )
    text = f"<Trials_downloaded_from_ICTRP>\n{studies}</Trials_downloaded_from_ICTRP>"
    trials = read_document(text.encode(), "x.xml").trials
    assert [len(each.warnings) for each in trials] == [0, 1, 0, 1]


def test_what_json_or_entities_hide_is_put_right_in_its_record_alone() -> None:
    def study(number: int, title: str) -> dict[str, object]:
        return {"protocolSection": {"identificationModule": {"nctId": f"NCT0999000{number}", "briefTitle": title}}}

    told = [study(1, misread("Women ≥ 70")), study(2, "Women &acirc;&#137;&yen; 70"), study(3, "Été")]
    first, second, third = read_document(json.dumps(told).encode(), "t.json").trials
    assert (first.title, second.title, third.title) == ("Women ≥ 70", "Women ≥ 70", "Été")
    assert [len(each.warnings) for each in (first, second, third)] == [1, 1, 0]


CHINESE = "吡咯替尼联合卡培他滨治疗HER2阳性转移性乳腺癌的随机对照临床试验,复旦大学附属肿瘤医院"
TAIWANESE = "標題,隨機雙盲臨床試驗,評估用於治療轉移性乳癌患者的療效與安全性,臺灣大學醫學院附設醫院"
JAPANESE = "HER2陽性乳癌に対するトラスツズマブの無作為化比較第III相試験,国立がん研究センター東病院"
KOREAN = "HER2 양성 유방암 환자를 대상으로 한 무작위배정 임상시험, 서울대학교병원"


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (CHINESE, "gb18030", "gb18030"),
        (CHINESE, "gbk", "gb18030"),
        (CHINESE, "gb2312", "gb18030"),
        (TAIWANESE, "big5", "big5"),
        (JAPANESE, "shift_jis", "cp932"),
        (JAPANESE, "euc_jp", "euc_jp"),
        (KOREAN, "euc_kr", "cp949"),
    ],
)
def test_a_text_of_eastern_asia_is_known_by_its_frequent_characters(text: str, codec: str, encoding: str) -> None:
    for whole in (text, f"NCT Number,Study Title\nNCT09990001,{text}\n", text * 9_000):
        decoded = decode(whole.encode(codec))
        assert (decoded.text, decoded.encoding) == (whole, encoding)
        assert worded(decoded.warnings)[0].startswith("The document is not valid UTF-8 and was read as ")


@pytest.mark.parametrize(
    "text",
    [
        "Étude à Orléans: hôpital d’Exemple, patientes âgées",
        "Müller, Größe, Übermaß – Straße “x”",
        "éèàçù" * 50,
        "São Paulo, coração, não",
        "5 µg, 38 °C, ±2",
    ],
)
def test_a_western_text_is_not_taken_for_one_of_eastern_asia(text: str) -> None:
    decoded = decode(text.encode("cp1252"))
    assert (decoded.text, decoded.encoding) == (text, "cp1252")


def test_a_declared_national_standard_is_read_by_the_larger_one() -> None:
    text = '<?xml version="1.0" encoding="gb2312"?><a>乳腺癌镕</a>'
    assert decode(text.encode("gb18030")).text == text


def test_a_chinese_table_is_read_whole() -> None:
    text = f"NCT Number,Study Title,Study Status\nNCT09990001,{CHINESE.replace(',', ' ')},RECRUITING\n"
    (trial,) = read_document(text.encode("gb18030"), "t.csv").trials
    assert trial.title == CHINESE.replace(",", " ")


def test_lines_of_another_encoding_in_one_file_are_read_as_what_they_are() -> None:
    lines = ["Étude ≥ 18 – Orléans".encode(), "Hôpital d’Orléans, été".encode("cp1252"), "≥ 1 “x”".encode()]
    decoded = decode(b"\n".join(lines))
    assert decoded.text == "Étude ≥ 18 – Orléans\nHôpital d’Orléans, été\n≥ 1 “x”"
    assert worded(decoded.warnings)[0].startswith("One line of the document is not valid UTF-8")


@pytest.mark.parametrize("damage", [b"\xe2\x89", b"\xc3", b"\xff\xfe\xfd"])
def test_a_damaged_character_of_utf8_is_no_letter_of_windows_1252(damage: bytes) -> None:
    decoded = decode("Étude ≥ 18 – Orléans\nAge over ".encode() + damage)
    assert decoded.text.endswith("Age over " + "\ufffd" * len(damage))


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Żółć i rak piersi – przegląd łódzki", "cp1250"),
        ("Hodnocení léčby u nemocných s časným karcinomem: průběh", "cp1250"),
        ("Liečba karcinómu prsníka u žien: účinnosť, bezpečnosť, začiatok, výber", "cp1250"),
        ("Az idős nők emlőrákja a műtét előtt. Győző", "cp1250"),
        ("Liječenje karcinoma dojke: učinak. Petrović, Marković", "cp1250"),
        ("Tratamentul cancerului şi evoluţia bolii: pacienţi", "cp1250"),
        ("Skuteczność leczenia. Małgorzata", "cp1250"),
        ("Лечение рака молочной железы", "cp1251"),
        ("Où est-elle sûre? Le système, dès août, a dû mûrir, à côté du problème", "cp1252"),
        ("È efficace perché così più donne potrà; cioè la qualità, lunedì", "cp1252"),
        ("Avaliação das condições: ações, põe em questão, são mulheres", "cp1252"),
        ("Kvinder før og efter; sønner i miljøet, Jørgensen, Sætre", "cp1252"),
        ("Rinnavähk: võib põhjustada õhk, nõu ja sõna; Tõnu Jõgi", "cp1252"),
        ("Rannsókn á þeim sem fá meðferð; það er gott að þróa", "cp1252"),
        ("Étude à Besançon: 5 µg/m² à l’hôpital – 10 mm³ né à Nîmes", "cp1252"),
        ("Größe, Fähigkeit, ÄÖÜ, Straße", "cp1252"),
    ],
)
def test_a_text_of_eastern_europe_is_told_from_a_western_one(text: str, codec: str) -> None:
    told = decode(f"TY  - JOUR\nTI  - {text}\nER  - \n".encode(codec))
    assert text in told.text
    assert told.encoding == codec
