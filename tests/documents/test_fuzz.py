"""Whatever happens to a document on its way here, reading it ends in trials or in a DocumentError."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop.errors import DocumentError
from desktop.trials.sections import sections
from tests.reading import read_document
from tests.steps import untraced

SAMPLES = {path.name: path.read_bytes() for path in sorted((Path(__file__).parent / "samples").iterdir())}
PIECES = [
    b"", b"\x00", b"\xff", b"\n", b"\r\n", b"\n\n", b"|", b",", b", ", b"<", b">", b"&", b"&x;", b"<!DOCTYPE a>",
    b"-", "≥".encode(), "\U0001f1e8".encode(), b"\xed\xa0\x80", b"DRUG: ", b": ", b"Inclusion Criteria:", b"Results:",
    b"Phase 2", b"99999999999999999999", b"\xef\xbb\xbf", b"\t", b"(", b")", b"2 years", b"Status", b"Conditions",
    b"]]>",
]  # fmt: skip
MUTATIONS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 400), st.sampled_from(PIECES) | st.binary(max_size=8)),
    min_size=1,
    max_size=8,
)
FUZZ = settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])


def mutated(content: bytes, mutations: list[tuple[float, int, bytes]]) -> bytes:
    for where, length, piece in mutations:
        place = int(where * len(content))
        content = content[:place] + piece + content[place + length :]
    return content


def outcome(content: bytes) -> object:
    try:
        with untraced():
            return read_document(content, "mutant")
    except DocumentError as fault:
        return str(fault)


@pytest.mark.parametrize("name", SAMPLES)
@FUZZ
@given(mutations=MUTATIONS)
def test_a_mutated_document_reads_or_is_refused(name: str, mutations: list[tuple[float, int, bytes]]) -> None:
    content = mutated(SAMPLES[name], mutations)
    try:
        with untraced():
            document = read_document(content, name)
    except DocumentError as fault:
        assert str(fault).startswith(name)  # noqa: PT017 either outcome is right
        return
    for trial in document.trials:
        assert trial.title
        assert trial.key
        for text in sections(trial).values():
            assert "\x00" not in text
            text.encode("utf-8")


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=20)
@given(mutations=MUTATIONS)
def test_reading_twice_gives_the_same(name: str, mutations: list[tuple[float, int, bytes]]) -> None:
    content = mutated(SAMPLES[name], mutations)
    assert outcome(content) == outcome(content)


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=30)
@given(data=st.data())
def test_lines_in_any_order_read_or_are_refused(name: str, data: st.DataObject) -> None:
    lines = SAMPLES[name].split(b"\n")
    chosen = data.draw(st.lists(st.sampled_from(lines), max_size=len(lines)))
    outcome(b"\n".join(chosen))


@settings(max_examples=200)
@given(
    content=st.binary(max_size=2_000) | st.text(max_size=500).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
@example(b"<clinical_study><brief_title>\xc3</brief_title></clinical_study>")
def test_any_bytes_read_or_are_refused(content: bytes) -> None:
    outcome(content)
