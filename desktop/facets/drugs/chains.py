"""Regimens and chains of them ("EC-TCbHP", "AC → T") as the drugs that they give."""

import re
from dataclasses import replace

from desktop.facets.drugs.match import DrugMatch, letters_span, match_of_drug
from desktop.facets.drugs.rows import Regimen
from desktop.facets.drugs.terms import DrugTerms, key_of

_CHAIN = re.compile(r"[A-Za-z0-9/]+(?:\s*[-–>→]+\s*[A-Za-z0-9/]+)+")
_LINK = re.compile(r"[A-Za-z0-9/]+")
# Inside a chain like "EC-T" or "AC-TH" single letters have one meaning.
_LETTERS = {"T": "Taxane", "H": "Trastuzumab", "D": "Docetaxel", "wP": "Paclitaxel", "X": "Capecitabine"}


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
    match = _CHAIN.search(bare)
    found: list[DrugMatch] = []
    regimen_seen = False
    for link in _LINK.finditer(match.group()) if match else ():
        start = offset + (match.start() if match else 0) + link.start()
        end = start + len(link.group())
        regimen = terms.regimens.get(key_of(link.group())) if not link.group().islower() else None
        if regimen:
            regimen_seen = True
            found += drugs_of_regimen(regimen, start, end, terms)
        elif link.group() in _LETTERS:
            drug = terms.drugs[_LETTERS[link.group()]]
            found.append(replace(match_of_drug(drug, start, end, "regimen"), derived=True))
        else:
            return []
    return found if regimen_seen else []
