"""Read mutated samples for as long as one likes: `python -m tests.fuzz_readers --seconds 300 FOLDER ...`.

Not a test, because it takes hours: each reader gets so many seconds of the processor, in turns. Whatever comes out that
is neither a trial nor a DocumentError, and whatever takes more than two seconds for 100 kB, is written to
``--findings`` with its traceback. Mend it, and keep a small test.
"""

import argparse
import csv
import io
import json
import random
import signal
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import openpyxl

from desktop.documents.read import open_document
from desktop.errors import DocumentError
from desktop.trials.sections import sections
from desktop.trials.trial import Trial

OWN = Path(__file__).parent / "documents" / "samples"
SLOW, PER_BYTES = 2.0, 100_000
HOPELESS = 10.0
"""After so many seconds of the processor a mutant is given up."""
LONGEST = 100_000
TURN = 10.0
PIECES = (
    *("\x00", "\n", "\r\n", "\r", "\n\n", "\u2028", "\x0b", "\ufeff", "\ufffd", "\u202e", "\t", " " * 200),
    *("|", ",", ";", ", ", ":", ": ", "-", "--", "- ", "  - ", "(", ")", "{", "}", '"', '""', "'", "\\"),
    *("<", ">", "</", "&", "&x;", "&#0;", "&#x110000;", "<!DOCTYPE a>", "<!--", "<![CDATA[", "]]>"),
    *("9" * 20, "9" * 5_000, "-1", "1e999", "NaN", "null", "true", "{}", "[]", "[[", '{"a":', "\\u0000", "\\ud800"),
    *("≥", "²", "\U0001f1e8", "é", "Ã©", "DRUG: ", "Inclusion Criteria:", "Exclusion Criteria:", "Results:", "Phase 2"),
    *("2 years", "31.02.2031", "2031-02-30", "0000-00-00", "Status", "Conditions", "Abstract", "1 (1)", "a, b and c"),
    *("ER  - ", "TY  - JOUR", "PMID- 1", "%0 ", "@article{", "NCT09990001", "2031-001234-56", "doi: 10.1/x", "aB" * 50),
)


@dataclass
class Reader:
    """Hold the samples of one reader and what became of their mutants."""

    id: str
    samples: list[bytes] = field(default_factory=list)
    seconds: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0


class _HopelessError(BaseException):
    """Raised in the middle of a reading that takes too long; nothing may catch it."""


def main() -> int:
    """Fuzz in turns until every reader had its seconds; return 1 if anything was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, help="further samples; those of the tests are always taken")
    parser.add_argument("--seconds", type=float, default=300.0, help="of the processor, for each reader")
    parser.add_argument("--reader", action="append", help="only this one; may be repeated")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    request = parser.parse_args()
    chance = random.Random(request.seed)
    readers = [each for each in readers_of([OWN, *request.folders]) if each.id in (request.reader or (each.id,))]
    signal.signal(signal.SIGVTALRM, _give_up)
    while waiting := [each for each in readers if each.seconds < request.seconds]:
        for reader in waiting:
            _turn(reader, chance, min(TURN, request.seconds), request.findings)
        _report(readers)
    return int(any(_found(each) for each in readers))


def readers_of(folders: list[Path]) -> list[Reader]:
    """Return the readers that take a file in these folders, or a member of an archive in them."""
    readers: dict[str, Reader] = {}
    for content in _contents(folders):
        try:
            format_id = open_document(content, "sample").format
        except DocumentError:
            format_id = "refused"
        readers.setdefault(format_id, Reader(format_id)).samples.append(content)
        if book := _as_workbook(content, format_id):
            readers.setdefault("workbook", Reader("workbook")).samples.append(book)
    return sorted(readers.values(), key=lambda each: each.id)


def _contents(folders: list[Path]) -> Iterator[bytes]:
    for path in sorted(each for folder in folders for each in folder.rglob("*") if each.is_file()):
        if path.suffix != ".zip":
            yield path.read_bytes()
            continue
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist()[:20]:
                yield archive.read(name)


def _as_workbook(content: bytes, format_id: str) -> bytes | None:
    """Return a table of the samples as a workbook, which the program reads by the same readers."""
    if "csv" not in format_id and format_id not in ("covidence", "rayyan"):
        return None
    book = openpyxl.Workbook()
    for row in list(csv.reader(io.StringIO(content.decode("utf-8", "replace"))))[:40]:
        book.active.append([cell[:1_000].replace("\x0b", " ") for cell in row])
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()


def _turn(reader: Reader, chance: random.Random, seconds: float, findings: Path) -> None:
    until = reader.seconds + seconds
    while reader.seconds < until:
        content = _mutant(reader, chance)
        outcome, taken, trace = attempt(content)
        if outcome == "slow":  # another program may have cost the cache: what is slow is slow again
            outcome, taken, trace = attempt(content)
        reader.seconds += max(taken, 0.0001)
        reader.slowest = max(reader.slowest, taken * PER_BYTES / max(len(content), PER_BYTES))
        reader.outcomes[outcome] += 1
        if outcome not in ("read", "refused"):
            findings.mkdir(parents=True, exist_ok=True)
            stem = findings / f"{reader.id}-{_found(reader)}"
            stem.with_suffix(".input").write_bytes(content)
            stem.with_suffix(".txt").write_text(f"{outcome}, {taken:.2f} s, {len(content)} bytes\n{trace}", "utf-8")


def attempt(content: bytes) -> tuple[str, float, str]:
    """Read a document and return what became of it, the seconds of the processor, and the traceback if it failed."""
    before = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, HOPELESS)
    try:
        outcome, trace = _read(content), ""
    except (_HopelessError, Exception) as fault:  # noqa: BLE001 whatever it is, it is what we look for
        outcome, trace = type(fault).__name__, traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    taken = time.process_time() - before
    if outcome in ("read", "refused") and taken > SLOW * max(1, len(content) / PER_BYTES):
        outcome = "slow"
    return outcome, taken, trace


def _give_up(_number: int, _frame: FrameType | None) -> None:
    raise _HopelessError


def _read(content: bytes) -> str:
    try:
        opened = open_document(content, "mutant")
    except DocumentError as fault:
        assert str(fault).startswith("mutant"), fault  # noqa: PT017 either outcome is right
        return "refused"
    outcome = "refused"
    for record in opened.records:
        if isinstance(record, Trial):
            outcome = "read"
            assert record.title.strip()
            assert record.key
            for text in sections(record).values():
                text.encode("utf-8")
                assert "\x00" not in text
        else:
            assert str(record).startswith("mutant"), record
    return outcome


def _mutant(reader: Reader, chance: random.Random) -> bytes:
    sample = chance.choice(reader.samples)
    if reader.id == "workbook" and chance.random() < 0.8:
        return _mutant_member(sample, chance)
    if len(sample) > LONGEST:
        begin = 0 if chance.random() < 0.7 else chance.randrange(len(sample) - LONGEST)
        sample = sample[: LONGEST // 5] + sample[begin + LONGEST // 5 : begin + LONGEST] if begin else sample[:LONGEST]
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5, 8, 13))):
        sample = chance.choice(MUTATIONS)(sample, chance, chance.choice(reader.samples))
    return sample[: 2 * LONGEST]


def _mutant_member(book: bytes, chance: random.Random) -> bytes:
    """Return a workbook of which one part is mutated before it is packed."""
    mutated = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as archive, zipfile.ZipFile(mutated, "w", zipfile.ZIP_DEFLATED) as written:
        names = archive.namelist()
        chosen = chance.choice(names)
        for name in names:
            content = archive.read(name)
            written.writestr(name, chance.choice(MUTATIONS)(content, chance, content) if name == chosen else content)
    return mutated.getvalue()


def _place(content: bytes, chance: random.Random) -> int:
    return chance.randrange(len(content) + 1)


def _cut(content: bytes, chance: random.Random, _other: bytes) -> bytes:
    return content[: _place(content, chance)]


def _without_part(content: bytes, chance: random.Random, _other: bytes) -> bytes:
    begin = _place(content, chance)
    return content[:begin] + content[begin + chance.choice((1, 1, 2, 5, 20, 200, 2_000)) :]


def _with_piece(content: bytes, chance: random.Random, _other: bytes) -> bytes:
    begin, length = _place(content, chance), chance.choice((0, 0, 0, 1, 1, 5, 40))
    return content[:begin] + chance.choice(PIECES).encode() + content[begin + length :]


def _with_bytes(content: bytes, chance: random.Random, _other: bytes) -> bytes:
    begin = _place(content, chance)
    return content[:begin] + chance.randbytes(chance.choice((1, 1, 2, 4))) + content[begin + 1 :]


def _with_many(content: bytes, chance: random.Random, _other: bytes) -> bytes:
    """Repeat a piece, or a part of the document, until it is as long as a long document."""
    begin = _place(content, chance)
    own = content[begin : begin + chance.choice((1, 3, 10, 40, 200))]
    piece = chance.choice((own, chance.choice(PIECES).encode())) or b"\n"
    times = min(chance.choice((2, 10, 100, 3_000, LONGEST)), LONGEST // len(piece))
    return content[:begin] + piece * times + content[begin:]


def _with_lines(content: bytes, chance: random.Random, _other: bytes) -> bytes:
    """Move, repeat or leave out lines."""
    lines = content.split(b"\n")
    begin, count = chance.randrange(len(lines)), chance.choice((1, 1, 2, 5, 20))
    taken, rest = lines[begin : begin + count], lines[:begin] + lines[begin + count :]
    to = chance.randrange(len(rest) + 1)
    times = min(chance.choice((0, 1, 2, 50, 3_000)), LONGEST // (1 + sum(map(len, taken))) + 1)
    return b"\n".join((*rest[:to], *(taken * times), *rest[to:]))


def _with_other(content: bytes, chance: random.Random, other: bytes) -> bytes:
    """Put a part of another sample in, or go on as the other does."""
    begin = _place(other, chance)
    part = other[begin : begin + chance.choice((10, 100, 1_000, LONGEST))]
    place = _place(content, chance)
    return content[:place] + part + (content[place:] if chance.random() < 0.5 else b"")


def _without_line_ends(content: bytes, chance: random.Random, _other: bytes) -> bytes:
    return content.replace(b"\n", chance.choice((b"", b" ", b"\r", b"\n\n", b"\r\n", b"\n ")))


def _with_other_case(content: bytes, chance: random.Random, _other: bytes) -> bytes:
    begin = _place(content, chance)
    end = begin + chance.choice((1, 20, 500))
    changed = chance.choice((bytes.upper, bytes.lower, bytes.swapcase))(content[begin:end])
    return content[:begin] + changed + content[end:]


MUTATIONS: tuple[Callable[[bytes, random.Random, bytes], bytes], ...] = (
    *(_cut, _without_part, _with_piece, _with_piece, _with_piece, _with_bytes, _with_many, _with_many, _with_lines),
    *(_with_lines, _with_other, _without_line_ends, _with_other_case),
)


def _found(reader: Reader) -> int:
    return sum(count for outcome, count in reader.outcomes.items() if outcome not in ("read", "refused"))


def _report(readers: list[Reader]) -> None:
    for each in readers:
        told = {"reader": each.id, "seconds": round(each.seconds), "slowest_per_100_kB": round(each.slowest, 2)}
        sys.stdout.write(json.dumps({**told, **each.outcomes}) + "\n")
    sys.stdout.write("\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
