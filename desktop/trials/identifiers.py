"""The numbers under which registries and libraries know a trial."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# In order of trust as a trial's key: the registry of record first, library numbers last.
# EudraCT has no letter prefix, so a bare number counts only in its exact shape.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("NCT", re.compile(r"(?<![A-Za-z0-9])NCT\s?\d{8}(?!\d)", re.IGNORECASE)),
    ("CTIS", re.compile(r"(?<![\d-])20\d{2}-5\d{5}-\d{2}(?:-\d{2})?(?![\d-])")),
    ("EudraCT", re.compile(r"(?<![\d-])(?:19|20)\d{2}-0\d{5}-\d{2}(?![\d-])")),
    ("ISRCTN", re.compile(r"(?<![A-Za-z])ISRCTN\s?\d{8}(?!\d)", re.IGNORECASE)),
    ("ChiCTR", re.compile(r"(?<![A-Za-z])ChiCTR(?:-[A-Z]+-)?-?\d{8,10}(?!\d)", re.IGNORECASE)),
    ("jRCT", re.compile(r"(?<![A-Za-z])jRCTs?\d{9,10}(?!\d)", re.IGNORECASE)),
    ("CTRI", re.compile(r"CTRI/\d{4}/\d{2,3}/\d{6}", re.IGNORECASE)),
    ("ACTRN", re.compile(r"(?<![A-Za-z])ACTRN\s?\d{14}(?!\d)", re.IGNORECASE)),
    ("UMIN", re.compile(r"(?<![A-Za-z])UMIN\d{9}(?!\d)", re.IGNORECASE)),
    ("DRKS", re.compile(r"(?<![A-Za-z])DRKS\d{8}(?!\d)", re.IGNORECASE)),
    ("IRCT", re.compile(r"(?<![A-Za-z])IRCT\d{11,14}N\d{1,2}(?!\d)", re.IGNORECASE)),
    ("KCT", re.compile(r"(?<![A-Za-z])KCT\d{7}(?!\d)", re.IGNORECASE)),
    ("NTR", re.compile(r"(?<![A-Za-z])NTR\d{2,4}(?!\d)")),
    ("TCTR", re.compile(r"(?<![A-Za-z])TCTR\d{11}(?!\d)", re.IGNORECASE)),
    ("PACTR", re.compile(r"(?<![A-Za-z])PACTR\d{15,16}(?!\d)", re.IGNORECASE)),
    ("RBR", re.compile(r"(?<![A-Za-z])RBR-[0-9a-z]{6,8}(?![0-9A-Za-z])", re.IGNORECASE)),
)
_SPELLINGS = {"CHICTR": "ChiCTR", "JRCT": "jRCT", "JRCTS": "jRCTs"}
_RANK = {registry: rank for rank, (registry, _) in enumerate(_PATTERNS)} | {"DOI": 90, "PMID": 91}


@dataclass(frozen=True)
class Identifier:
    """Hold one identifier whole; ``registry`` is "NCT", "EudraCT", ..., "DOI", "PMID" or "other"."""

    registry: str
    value: str


def find_registry_ids(text: str) -> tuple[Identifier, ...]:
    """Return the registry numbers that stand in a text, each once, registries in order of trust."""
    found: dict[Identifier, None] = {}
    for registry, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            found[Identifier(registry, _spelled(registry, match.group()))] = None
    return tuple(found)


def identifier(value: str) -> Identifier:
    """Return a whole string as an identifier; its registry is "other" where the shape belongs to none we know."""
    value = value.strip()
    for found in find_registry_ids(value):
        if re.sub(r"\s", "", value).casefold() == found.value.casefold():
            return found
    if re.fullmatch(r"10\.\d{4,9}/\S+", value):
        return Identifier("DOI", value)
    return Identifier("other", value)


def key_for(identifiers: Iterable[Identifier], record: str) -> str:
    """Return the key of a trial: its most trusted identifier, else a stable key made of the record's own text.

    A DOI becomes "doi:10.…" and a PubMed number "pmid:…". ``record`` is the whole text of the record; line ends,
    runs of white space and Unicode compatibility forms do not change the key, so a second import of the same document
    finds it.
    """
    ranked = sorted((i for i in identifiers if i.registry in _RANK), key=lambda i: _RANK[i.registry])
    if not ranked:
        plain = " ".join(unicodedata.normalize("NFKC", record).split())
        return "doc-" + hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    best = ranked[0]
    return f"{best.registry.lower()}:{best.value}" if best.registry in ("DOI", "PMID") else best.value


def known_by(key: str, identifiers: Iterable[Identifier]) -> tuple[str, ...]:
    """Return the identifiers of a trial as written, each once, the one that its key is made of first."""
    values = list(dict.fromkeys(each.value for each in identifiers))
    named = [value for value in values if value.lower() == key.split(":", 1)[-1].lower()]
    return (*named, *(value for value in values if value not in named))


def _spelled(registry: str, written: str) -> str:
    compact = re.sub(r"\s", "", written)
    letters = re.match(r"[A-Za-z]*", compact)
    prefix = letters.group() if letters else ""
    if registry == "RBR":
        return "RBR" + compact[3:].lower()
    return _SPELLINGS.get(prefix.upper(), prefix.upper()) + compact[len(prefix) :]
