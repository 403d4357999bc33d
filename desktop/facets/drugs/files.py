"""The files of the drug vocabulary read into rows, with the faults of their shape."""

from dataclasses import fields
from pathlib import Path
from typing import Any

from desktop.errors import VocabularyError
from desktop.facets.drugs.giving_words import TOLD_APART, GivingWords, Texts, as_a_token, told_apart_by
from desktop.facets.drugs.rows import (
    NOT_CLASSIFIED,
    Aim,
    Care,
    ClassRule,
    Drug,
    DrugClass,
    DrugVocabulary,
    Example,
    Regimen,
    TermRule,
    Wording,
)
from desktop.facets.drugs.vocabulary_files import VocabularyFiles
from desktop.facets.entry.words import words_in
from desktop.facets.own_files import ADDED

_CLASS_COLUMNS = ("id", "label", "short", "group", "group_label", "ncit_code")
_DRUG_COLUMNS = ("name", "class", "level", "status", "synonyms", "whole_only", "ncit_code")
_REGIMEN_COLUMNS = ("name", "aliases", "components")
_TABLES = ("kind_classes", "short_in_text", "regimen_letters")


def read_drug_vocabulary(folder: Path, own: Path | None = None) -> tuple[DrugVocabulary | None, tuple[str, ...]]:
    """Return the vocabulary of a folder and the faults of its rows in words; with faults there is no vocabulary.

    ``own`` is a folder of copies that count instead of files of the same name.
    """
    files = VocabularyFiles(folder, own)
    classes = tuple(
        DrugClass(*(row[column] for column in _CLASS_COLUMNS))
        for _, row in files.rows("drug_classes.csv", _CLASS_COLUMNS)
    )
    known = {each.id for each in classes} | {NOT_CLASSIFIED}
    drugs = tuple(_drug(files, line, row, known) for line, row in files.rows("drugs.csv", _DRUG_COLUMNS))
    drugs += tuple(_added(files, line, row, known) for line, row in files.added())
    names = {drug.name for drug in drugs}
    regimens = tuple(_regimen(files, line, row, names) for line, row in files.rows("regimens.csv", _REGIMEN_COLUMNS))
    term_rules = tuple(_term_rule(files, rule) for rule in files.tables("ambiguous_terms.toml", "term"))
    class_rules = tuple(_class_rule(files, rule, known) for rule in files.tables("class_words.toml", "rule"))
    wording = _wording(files)
    aims = tuple(_aim(files, rule, known, names) for rule in files.tables("aims.toml", "aim"))
    care = _care(files, known)
    giving = _giving_words(files)
    if files.faults or giving is None:
        return None, tuple(files.faults)
    rows = classes, drugs, regimens, term_rules, class_rules, wording, giving, aims, care
    return DrugVocabulary(*rows, files.version()), ()


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _drug(files: VocabularyFiles, line: int, row: dict[str, str], classes: set[str]) -> Drug:
    if row["class"] not in classes:
        files.faults.append(f"drugs.csv, line {line}: {row['name']} has the unknown class “{row['class']}”.")
    return Drug(
        name=row["name"],
        class_id=row["class"],
        specific=row["level"] == "drug",
        verified=row["status"] == "verified",
        synonyms=_parts(row["synonyms"]),
        whole_only=_parts(row["whole_only"]),
        ncit_code=row["ncit_code"],
    )


def _added(files: VocabularyFiles, line: int, row: dict[str, str], classes: set[str]) -> Drug:
    if row["class"] not in classes:
        files.faults.append(f"{ADDED}, line {line}: {row['name']} has the unknown class “{row['class']}”.")
    return Drug(row["name"], row["class"], specific=True, verified=False, added=True)


def _regimen(files: VocabularyFiles, line: int, row: dict[str, str], drugs: set[str]) -> Regimen:
    components = _parts(row["components"])
    unknown = [component for component in components if component not in drugs]
    if unknown:
        files.faults.append(f"regimens.csv, line {line}: {row['name']} has the unknown component “{unknown[0]}”.")
    if not components:
        files.faults.append(f"regimens.csv, line {line}: {row['name']} has no components.")
    return Regimen(row["name"], _parts(row["aliases"]), components)


def _term_rule(files: VocabularyFiles, rule: dict[str, Any]) -> TermRule:
    name = "ambiguous_terms.toml"
    return TermRule(
        id=files.text_of(name, rule, "id"),
        terms=files.list_of(name, rule, "terms"),
        means=files.text_of(name, rule, "means"),
        needs=files.text_of(name, rule, "needs", ""),
        unless=files.text_of(name, rule, "unless", ""),
        unless_kinds=files.list_of(name, rule, "unless_kinds", []),
        otherwise=files.text_of(name, rule, "otherwise", "nothing"),
        match=files.list_of(name, rule, "match"),
        reject=files.list_of(name, rule, "reject"),
    )


def _class_rule(files: VocabularyFiles, rule: dict[str, Any], classes: set[str]) -> ClassRule:
    name = "class_words.toml"
    class_id = files.text_of(name, rule, "class")
    if class_id and class_id not in classes:
        files.faults.append(f"{name}, “{rule.get('id')}”: the class “{class_id}” is unknown.")
    stage = files.text_of(name, rule, "stage")
    if stage not in ("", "early", "late"):
        files.faults.append(f"{name}, “{rule.get('id')}”: the stage is “{stage}”, not early or late.")
    return ClassRule(
        id=files.text_of(name, rule, "id"),
        class_id=class_id,
        pattern=files.text_of(name, rule, "pattern"),
        stage="early" if stage == "early" else "late",
        prose=rule.get("prose") is True,
        exceptions=files.list_of(name, rule, "exceptions", []),
        match=files.list_of(name, rule, "match"),
        reject=files.list_of(name, rule, "reject"),
    )


def _aim(files: VocabularyFiles, rule: dict[str, Any], classes: set[str], drugs: set[str]) -> Aim:
    name = "aims.toml"
    aim = Aim(
        id=files.text_of(name, rule, "id"),
        classes=files.list_of(name, rule, "classes"),
        drugs=files.list_of(name, rule, "drugs", []),
        beside=files.list_of(name, rule, "beside", []),
        words=files.text_of(name, rule, "words", ""),
        details=files.text_of(name, rule, "details", ""),
        becomes=files.text_of(name, rule, "becomes"),
        keeps=rule.get("keeps") is True,
        match=files.list_of(name, rule, "match"),
        reject=files.list_of(name, rule, "reject"),
    )
    for class_id in (*aim.classes, *aim.beside, aim.becomes):
        if class_id not in classes:
            files.faults.append(f"{name}, “{aim.id}”: the class “{class_id}” is unknown.")
    for drug in aim.drugs:
        if drug not in drugs:
            files.faults.append(f"{name}, “{aim.id}”: the drug “{drug}” does not stand in drugs.csv.")
    return aim


def _care(files: VocabularyFiles, classes: set[str]) -> Care:
    name = "aims.toml"
    table = {**files.table(name, "care"), "id": "care"}
    care = Care(*(files.list_of(name, table, field.name) for field in fields(Care)))
    for class_id in (*care.treats, *care.beside, *care.always, *care.meanwhile):
        if class_id not in classes:
            files.faults.append(f"{name}, “care”: the class “{class_id}” is unknown.")
    return care


def _wording(files: VocabularyFiles) -> Wording:
    data = files.toml("matching.toml")
    lists = (
        "filler_words",
        "protected",
        "explaining",
        "naming_fields",
        "behavioural_kinds",
        "regimens_not_in_text",
        "letters_in_chains_only",
        "short_regimens",
        "goes_along",
        "vehicles",
        "body_substances",
        "premedication",
        "ordinary_words",
        "umbrellas",
        "allocated_groups",
        "slot_hints",
        "done_groups",
        "care_groups",
        "outline_hints",
        "kinds_without_drugs",
        "kinds_beside_treatment",
    )
    values: dict[str, Any] = {}
    for field in fields(Wording):
        if field.name in lists:
            values[field.name] = files.list_of("matching.toml", data, field.name)
        elif field.name not in (*_TABLES, "examples"):
            values[field.name] = files.text_of("matching.toml", data, field.name)
    values |= {name: files.table("matching.toml", name) for name in _TABLES}
    return Wording(**values, examples=_examples(files))


def _examples(files: VocabularyFiles) -> tuple[Example, ...]:
    name = "matching.toml"
    return tuple(
        Example(
            files.text_of(name, table, "pattern"),
            files.list_of(name, table, "match"),
            files.list_of(name, table, "reject"),
        )
        for table in files.tables(name, "example")
    )


def _giving_words(files: VocabularyFiles) -> GivingWords | None:
    name = "giving_words.toml"
    for table in files.tables(name, "words"):
        files.text_of(name, table, "kind")
        for field in ("phrases", "match", "reject"):
            files.list_of(name, table, field)
    listed = tuple(_texts(files, name, each) for each in TOLD_APART)
    if files.faults:
        return None
    try:
        return GivingWords(words_in(files.toml(name), name), told_apart_by(listed), listed)
    except VocabularyError as error:
        files.faults.append(str(error))
        return None


def _texts(files: VocabularyFiles, name: str, told: str) -> Texts:
    table = files.table(name, "texts").get(told)
    table = {**(table if isinstance(table, dict) else {}), "id": f"texts.{told}"}
    texts, match, reject = (files.list_of(name, table, field) for field in ("texts", "match", "reject"))
    return Texts(told, tuple(map(as_a_token, texts)), match, reject)
