"""Regimens and chains of them ("EC-TCbHP", "AC → T") as the drugs that they give."""

import re
from collections.abc import Iterator
from dataclasses import replace

from desktop.facets.drugs.match import DrugMatch, letters_span, match_of_drug
from desktop.facets.drugs.regimens_in_text import regimens_in
from desktop.facets.drugs.rows import Regimen
from desktop.facets.drugs.terms import DrugTerms, key_of

_LINK = re.compile(r"(?:[Nn]ab[- ]?)?[A-Za-z0-9/]+")
_CHAIN = re.compile(rf"{_LINK.pattern}(?:\s*[-–>→]+\s*{_LINK.pattern})+")
_CODE = re.compile(r"[^\W\d_]\d")  # "TC510" is the code of a drug
_JOINTS = re.compile(r"[- ]")
_HYPHENED = re.compile(r"(?<![\w/-])[^\W\d_]{2,}(?:[-–][^\W\d_]{2,})+(?![\w-])")
_PIECE = re.compile(r"[^\W\d_]+")


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def drugs_of_regimen(regimen: Regimen, start: int, end: int, terms: DrugTerms) -> list[DrugMatch]:
    """Return the components of a regimen that stands from start to end in a name."""
    rule = f"regimen:{regimen.name}"
    return [
        replace(match_of_drug(terms.drugs[name], start, end, "regimen"), rule=rule, derived=True)
        for name in regimen.components
    ]


def regimen_explains(words: str, bracket: str, terms: DrugTerms) -> bool:
    """Tell whether words in brackets are a regimen that says what chemotherapy is meant ("Chemotherapy (TAC)")."""
    is_regimen = key_of(bracket) in terms.regimens and not bracket.islower()
    return is_regimen and re.search(terms.vocabulary.wording.chemotherapy_words, words, re.IGNORECASE) is not None


def chain_of(words: str, offset: int, terms: DrugTerms) -> list[DrugMatch]:
    """Return the drugs of a chain of regimens: every link must be known, and one a regimen of two letters or more.

    One regimen may be followed by its field ("TAC chemotherapy").
    """
    bare = terms.fillers.sub(_blank, words)
    alone = re.sub(terms.vocabulary.wording.chemotherapy_words, _blank, bare, flags=re.IGNORECASE)
    if alone != bare and (regimen := terms.regimens.get(key_of(alone))) and not alone.strip().islower():
        start, end = letters_span(alone, offset)
        return drugs_of_regimen(regimen, start, end, terms)
    plain = _uncounted(bare, terms)
    if plain != bare and not _CODE.search(bare) and (regimen := terms.regimens.get(key_of(plain))):
        return drugs_of_regimen(regimen, *letters_span(plain, offset), terms)
    match = _CHAIN.search(plain)
    found: list[DrugMatch] = []
    regimen_seen = False
    for link in _LINK.finditer(match.group()) if match else ():
        start = offset + (match.start() if match else 0) + link.start()
        end = start + len(link.group())
        regimen = terms.regimens.get(key_of(link.group())) if not link.group().islower() else None
        if letters := _drugs_of_letters(link.group(), start, end, terms):
            found += letters
        elif regimen:
            regimen_seen = True
            found += drugs_of_regimen(regimen, start, end, terms)
        else:
            return []
    return found if regimen_seen else []


def _joined_by_hyphens(words: str, offset: int, terms: DrugTerms) -> Iterator[DrugMatch]:
    """Yield the drugs of what hyphens join ("EC-paclitaxel", "anthracycline-cyclophosphamide").

    Each piece must be a drug against cancer, a class of them or a regimen; what is one name as it stands is no such.
    """
    for match in _HYPHENED.finditer(words):
        if key_of(match.group()) in terms.by_key or key_of(match.group()) in terms.regimens:
            continue
        pieces = [_drugs_of_piece(each, offset + match.start(), terms) for each in _PIECE.finditer(match.group())]
        if all(pieces):
            yield from (replace(drug, specific=True) for piece in pieces for drug in piece)


def _drugs_of_piece(piece: re.Match[str], offset: int, terms: DrugTerms) -> list[DrugMatch]:
    key, start, end = key_of(piece.group()), offset + piece.start(), offset + piece.end()
    if key in terms.regimens and not piece.group().islower():
        return drugs_of_regimen(terms.regimens[key], start, end, terms)
    drug = terms.by_key.get(key)
    return [match_of_drug(drug, start, end, "inside")] if drug and terms.treats_cancer(drug.class_id) else []


def regimens_inside(words: str, offset: int, terms: DrugTerms) -> list[DrugMatch]:
    """Return the drugs of regimens among other words ("patients receive FEC x 3"), and of what hyphens join."""
    found = [
        replace(
            match_of_drug(each.drug, offset + each.start, offset + each.end, "regimen"), rule=each.rule, derived=True
        )
        for each in regimens_in(words, terms)
    ]
    return [*found, *_joined_by_hyphens(words, offset, terms)]


def letters_beside(words: str, offset: int, terms: DrugTerms) -> list[DrugMatch]:
    """Return what a component of single letters means beside a regimen: the taxane of "AC followed by T"."""
    bare = _uncounted(terms.fillers.sub(_blank, words), terms)
    if bare.strip() in terms.vocabulary.wording.letters_in_chains_only:
        return []
    return _drugs_of_letters(bare.strip(), *letters_span(bare, offset), terms)


def _uncounted(words: str, terms: DrugTerms) -> str:
    """Return words in which spaces stand for how often, and how densely, each regimen is given ("4EC-4T")."""
    return re.sub(terms.vocabulary.wording.regimen_counts, _blank, words)


def _drugs_of_letters(letters: str, start: int, end: int, terms: DrugTerms) -> list[DrugMatch]:
    names = terms.vocabulary.wording.regimen_letters.get(_JOINTS.sub("", letters), "")
    drugs = (terms.drugs[name] for name in names.split("|") if name)
    return [replace(match_of_drug(drug, start, end, "regimen"), derived=True) for drug in drugs]
