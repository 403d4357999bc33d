"""What is remarked on a trial is stored as a code: no word of it is in the file, and old words are taken out of it."""

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file.backups import backups_of
from desktop.catalogue.file.checksum import with_checksum, without_checksum
from desktop.trials import remark_words
from desktop.trials.identifiers import Identifier
from desktop.trials.own_work import Correction
from desktop.trials.remark_words import WORDINGS, all_in_words, in_words
from desktop.trials.remarks import AS_STORED, Remark, remark
from desktop.trials.stored import StoredTrial
from desktop.workflows.show_trial import trial_as_json, trial_named
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, save
from tests.catalogue.older_file import forget_migrations, without_own_work
from tests.examples import a_trial

KEY, OTHER = "NCT09990001", "NCT09990002"
# Remarks of the catalogue itself, which are not stored, and those that came after the codes.
NEVER_A_SENTENCE = (
    *(AS_STORED, "record_damaged", "illegible_record_damaged"),
    *("read_as_guessed", "misread_mended", "no_end", "no_country", "date_order_undecided"),
    *("lines_as_cp1252", "many_interventions"),
    *("copied_in_part", "patients_from_abstract", "line_ends_lost", "phase_of_copied_page"),
)
VALUES = {"count": 3, "cells": 2, "columns": 4, "length": 3_999, "digits": 5_000}


def every_remark() -> Iterator[Remark]:
    """Yield a remark of each code that older programs stored as a sentence, of several numbers where it counts."""
    import string

    for code, wording in WORDINGS.items():
        if code in NEVER_A_SENTENCE:
            continue
        counts = (None,) if isinstance(wording, str) else (1, 2, 3)
        for count in counts:
            sentence = wording if isinstance(wording, str) else wording[0]
            names = {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
            fields = {name: VALUES.get(name, f"the {name}, (as) [written]? é") for name in names}
            yield remark(code, **fields | ({"count": count} if count else {}))


def fill(path: Path, *remarks: Remark) -> None:
    catalogue = Catalogue(path, FACETS.value_ids)
    save(catalogue, a_delivery((a_trial(KEY, warnings=remarks), ())))
    two = (Identifier("NCT", OTHER),)
    save(catalogue, a_delivery((a_trial(OTHER, identifiers=two, warnings=remarks, title="Another"), ())))
    save(catalogue, a_delivery((a_trial(OTHER, identifiers=two, title="Another"), ()), format_="ictrp"))
    catalogue.close()


def remarks_in(path: Path) -> list[tuple[Remark, ...]]:
    catalogue = Catalogue(path, FACETS.value_ids)
    stored = [catalogue.trials.get(number) for number in (1, 2)]
    assert catalogue.faults() == ()
    assert [each.faults for each in catalogue.trials.checked()] == [(), ()]
    catalogue.close()
    return [each.trial.warnings for each in stored if isinstance(each, StoredTrial)]


def contents(path: Path) -> str:
    """Return everything that is stored in words."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        packed = connection.execute("SELECT record FROM trial UNION ALL SELECT account FROM source").fetchall()
        said = [zlib.decompress(without_checksum(content)).decode() for (content,) in packed if content]
        return "\n".join((*said, *(str(row) for row in connection.execute("SELECT row FROM trial"))))


def as_an_older_program_left_it(path: Path) -> None:
    """Put the words of each remark into its place, and take away what came later."""
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        for table, column in (("trial", "record"), ("source", "account")):
            rows = connection.execute(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL").fetchall()
            for (content,) in rows:
                whole = json.loads(zlib.decompress(without_checksum(content)))
                codes = whole["trial"].get("warnings", [])
                remarks = [remark(each["code"], **dict(each.get("fields", []))) for each in codes]
                if remarks:
                    whole["trial"]["warnings"] = all_in_words(remarks)
                text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
                changed = with_checksum(zlib.compress(text.encode()))
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (changed, content))
        without_own_work(connection)
        forget_migrations(connection, 5)


def test_another_wording_leaves_no_word_of_the_old_one_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "catalogue.db"
    monkeypatch.setattr(remark_words, "WORDINGS", {"odd_name": "Wunderlich heißt {name}."})
    fill(path, remark("odd_name", name="../a.xml"))
    assert "Wunderlich" not in contents(path)
    monkeypatch.setattr(remark_words, "WORDINGS", {"odd_name": "Etrange: {name}"})
    catalogue = Catalogue(path, FACETS.value_ids)
    stored, row = catalogue.trials.get(1), catalogue.index.rows([1])[0]
    assert isinstance(stored, StoredTrial)
    shown = json.dumps(trial_as_json(*trial_named(catalogue, row.key)))
    assert "Etrange: ../a.xml" in shown
    assert "Wunderlich" not in shown
    catalogue.close()


def test_sentences_of_an_older_program_become_codes_after_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    remarks = tuple(every_remark())
    assert len(remarks) > len(WORDINGS) - len(NEVER_A_SENTENCE)
    fill(path, *remarks)
    codes = contents(path)
    as_an_older_program_left_it(path)
    assert all(json.dumps(in_words(each), ensure_ascii=False) in contents(path) for each in remarks)
    before = len(backups_of(path))
    assert remarks_in(path) == [remarks, remarks]
    assert len(backups_of(path)) == before + 1
    assert contents(path) == codes


def test_a_sentence_that_no_program_of_ours_stored_is_kept_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    other = remark(AS_STORED, text="Somebody's own words.")
    fill(path, other)
    as_an_older_program_left_it(path)
    assert remarks_in(path) == [(other,), (other,)]
    assert in_words(other) == "Somebody's own words."


def test_a_catalogue_that_may_not_be_written_shows_its_sentences_and_corrections(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    fill(path, remark("no_title"))
    hers = Correction("her2", ("low",), (), "Read", "2026-11-20T10:00:00+01:00")
    catalogue = Catalogue(path, FACETS.value_ids)
    catalogue.correct(1, "her2", hers)
    catalogue.close()
    as_an_older_program_left_it(path)
    reader = Catalogue(path, FACETS.value_ids, read_only=True)
    stored = reader.trials.get(1)
    assert isinstance(stored, StoredTrial)
    assert all_in_words(stored.trial.warnings) == (in_words(remark("no_title")),)
    assert stored.corrections == (hers,)
    reader.close()


@pytest.mark.parametrize("kind", ["record", "account"])
def test_a_record_that_is_damaged_stays_so(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "catalogue.db"
    fill(path, remark("no_title"))
    as_an_older_program_left_it(path)
    table = {"record": "trial", "account": "source"}[kind]
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE {table} SET {kind} = substr({kind}, 2) WHERE {kind} IS NOT NULL")
        before = connection.execute(f"SELECT {kind} FROM {table}").fetchall()
    Catalogue(path, FACETS.value_ids).close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute(f"SELECT {kind} FROM {table}").fetchall() == before
