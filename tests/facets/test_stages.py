"""Stages and TNM are read as the intervals that they are."""

import pytest

from desktop.facets.entry.phrases import load_phrases
from tests.conftest import PROJECT

BOOK = load_phrases(PROJECT / "resources" / "reading").setting


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("stage IV disease", ["40"]),
        ("Stage lll or Stage IV", ["30 31 32 40"]),
        ("stage I to IV", ["10 11 12 20 21 22 30 31 32 40"]),
        ("stages IIB-IIIC", ["21 22 30 31 32"]),
        ("Stage IIIA, IIIB or IV breast cancer", ["30 31 40"]),
        ("stage IIIA-C", ["30 31 32"]),
        ("Stage 0, IA, IB", ["0 10 11"]),
        ("clinical stage II/III", ["20 21 22 30 31 32"]),
        ("stage ≤ III breast cancer", ["10 11 12 20 21 22 30 31 32"]),
        ("stage of disease: IIIb", ["31"]),
        ("cancer at stage II or below", ["10 11 12 20 21 22"]),
        ("up to stage IIIA", ["10 11 12 20 21 22 30"]),
        ("no higher than clinical stage IIB", ["10 11 12 20 21"]),
        ("less than stage III", ["10 11 12 20 21 22"]),
        ("not less than stage III", ["30 31 32"]),
        ("stage up to IIB", ["10 11 12 20 21"]),
        ("stage < III breast cancer", ["10 11 12 20 21 22"]),
        ("stage I up to III", ["10 11 12 20 21 22 30 31 32"]),
        ("clinical stadium II-III", ["20 21 22 30 31 32"]),
        ("stage ⅱ → ⅲ", ["20 21 22 30 31 32"]),
        ("breast cancer of I-III stage", ["10 11 12 20 21 22 30 31 32"]),
        ("arm I - stage of disease", []),
        ("breast cancer stage 2", ["20 21 22"]),
        ("stage 1 and stage 2 of the study", []),
        ("stage IV, i.e. metastatic disease", ["40"]),
        ("advanced (IIIb or Stage IV) breast cancer", ["31 40"]),
        ("locally advanced breast cancer (IIIA/IIIB/IIIC)", ["30 31 32"]),
        ("a phase trial (IIb)", []),
        ("breast cancer (type IIb)", []),
        ("cT1-3 N0-1 M0", ["t1 t2 t3 n0 n1 m0"]),
        ("cT1cN0M0", ["t1 n0 m0"]),
        ("pT1-2 pN0", ["p t1 t2 n0"]),
        ("ypT0/is ypN0", []),
        ("T1-weighted MRI and T2WI", []),
        ("cT1-T3, N1mi, M0", ["t1 t2 t3 n1 m0"]),
        ("T1D or T2DM", []),
        ("LCAR-T2C cells", []),
        ("T-DM1", []),
    ],
)
def test_a_list_of_stages_is_one_token_that_tells_what_it_spans(text: str, spans: list[str]) -> None:
    tokens = BOOK.row(text).tokens()
    assert [each.text for each in tokens if each.kind in ("stages", "tnm")] == spans
    assert all(text[each.start : each.end].strip() == text[each.start : each.end] for each in tokens)
