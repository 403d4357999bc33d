"""Make the key that identifies a trial in the catalogue."""

import hashlib
import unicodedata
from collections.abc import Iterable

from desktop.trials.identifiers import KEY_PREFIXES, OWN_KEY, Identifier
from desktop.trials.sources import REGISTRIES

_RANK = {each.id: rank for rank, each in enumerate(REGISTRIES) if each.numbers or each.key_prefix}


def key_for(identifiers: Iterable[Identifier], record: str) -> str:
    """Return the key of a trial: its most trusted identifier, else a stable key made from the text of the record.

    A DOI becomes "doi:10.…" and a PubMed number "pmid:…". ``record`` is the whole text of the record; line ends,
    runs of white space and Unicode compatibility forms do not change the key, so a second import of the same document
    finds it.
    """
    ranked = sorted((i for i in identifiers if i.registry in _RANK), key=lambda i: _RANK[i.registry])
    if not ranked:
        plain = " ".join(unicodedata.normalize("NFKC", record).split())
        return OWN_KEY + hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    best = ranked[0]
    return KEY_PREFIXES.get(best.registry, "") + best.value
