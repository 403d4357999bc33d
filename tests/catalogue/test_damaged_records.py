"""One flipped bit in what is stored of one trial: it is named, it is mended, and it hides no other."""

import contextlib
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.index_snapshot import snapshot_is_whole
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.storing.record import Record, from_record, to_record
from desktop.catalogue.storing.stored import Document
from desktop.errors import DamagedRecordError
from desktop.trials.absence_words import absence_in_words
from desktop.trials.own_work import Correction
from desktop.trials.stored import DamagedTrial, StoredTrial
from desktop.trials.trial import Sponsor, Trial
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import Annotated, a_delivery, a_finding, deliver, save
from tests.catalogue.deliveries import mend as mend_damaged
from tests.damaging import flip_bit, flip_in_trial
from tests.examples import a_trial
from tests.worded import worded

# No two differ in one bit only.
KEYS = tuple(f"NCT0999000{n}" for n in (1, 2, 4, 7))
TITLES = {key: f"Trastuzumab in study {key[-1]} of breast cancer" for key in KEYS}
PAIRS = (("her2", "positive"), ("phase", "2"))


def the_trial(key: str) -> Trial:
    sponsors = (Sponsor("Cancer Center"),)
    return a_trial(key, "Naïve patients", title=TITLES[key], sponsors=sponsors, enrollment=30)


def the_document(key: str) -> Annotated:
    return a_delivery((the_trial(key), PAIRS), content=f"{key} as it came".encode())


def opened(path: Path) -> Catalogue:
    return Catalogue(path, FACETS.value_ids, FACETS.second_readings)


def fill(path: Path) -> None:
    """Make a catalogue of four trials, the last of two documents, the second corrected."""
    catalogue = opened(path)
    save(catalogue, *map(the_document, KEYS))
    save(catalogue, a_delivery((the_trial(KEYS[3]), PAIRS), content=b"another document", format_="ictrp"))
    number = catalogue.trials.id_of(KEYS[1])
    assert number is not None
    correction = Correction("her2", ("low",), ("positive",), "read", "2026-11-20T10:00:00+01:00")
    catalogue.correct(number, "her2", correction)
    catalogue.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "catalogue.db"
    fill(path)
    return path


@contextlib.contextmanager
def catalogue_on(path: Path) -> Iterator[Catalogue]:
    catalogue = opened(path)
    try:
        yield catalogue
    finally:
        catalogue.close()


def read_again(document: Document) -> tuple[Trial, ...]:
    key = document.content.decode().split()[0]
    return (the_trial(key),) if key in KEYS else ()


def annotate(trial: Trial) -> tuple[Trial, tuple]:
    return trial, tuple(a_finding(*pair) for pair in PAIRS)


def number_of(catalogue: Catalogue, key: str) -> int:
    number = catalogue.trials.id_of(key)
    assert number is not None
    return number


def faults(catalogue: Catalogue) -> list[str]:
    return [*catalogue.faults(), *(fault for each in catalogue.trials.checked() for fault in each.faults)]


@settings(max_examples=80)
@given(st.data())
def test_a_record_with_a_flipped_bit_is_never_read_as_another(data: st.DataObject) -> None:
    content = bytearray(to_record(Record(the_trial(KEYS[0]), (a_finding("phase", "2"),))))
    bit = data.draw(st.integers(0, 8 * len(content) - 1))
    content[bit // 8] ^= 1 << bit % 8
    with pytest.raises(DamagedRecordError):
        from_record(bytes(content))


@pytest.mark.parametrize("content", [None, "text", b"", b"abc", 7])
def test_what_is_no_record_is_told_as_damaged(content: object) -> None:
    with pytest.raises(DamagedRecordError):
        from_record(content)


def test_a_damaged_record_is_named_and_all_others_are_read(path: Path) -> None:
    flip_in_trial(path, "record", KEYS[0])
    with catalogue_on(path) as catalogue:
        ids = catalogue.index.search(TrialQuery(), "key")
        first, *others = (catalogue.trials.get(number) for number in ids)
        assert first == DamagedTrial(KEYS[0], TITLES[KEYS[0]])
        assert KEYS[0] in first.sentence
        assert TITLES[KEYS[0]] in first.sentence
        assert "import its documents again" in first.sentence
        assert [each.trial.key for each in others if isinstance(each, StoredTrial)] == list(KEYS[1:])
        assert [row.damage for row in catalogue.index.rows(ids)] == ["record", "", "", ""]
        assert catalogue.index.rows(ids)[0].named == f"[damaged] {TITLES[KEYS[0]]}"
        assert [type(stored) for _, stored in catalogue.trials.many(ids)] == [DamagedTrial, *[StoredTrial] * 3]
        assert isinstance(catalogue.trials.findings(ids[0]), DamagedTrial)
        assert catalogue.back_up()
        assert [KEYS[0] in fault for fault in faults(catalogue)] == [True]


@settings(max_examples=40)
@given(st.sampled_from(("key", "title", "sponsor", "row")), st.integers(0, 20_000))
def test_a_damaged_line_is_never_shown_but_made_from_its_record(column: str, bit: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.db"
        fill(path)
        with catalogue_on(path) as catalogue:
            ids = catalogue.index.search(TrialQuery(), "newest")
            whole = [row.as_json() for row in catalogue.index.rows(ids)]
        flip_in_trial(path, column, KEYS[2], bit)
        with catalogue_on(path) as catalogue:
            assert [row.as_json() for row in catalogue.index.rows(ids)] == whole
            assert [row.damage for row in catalogue.index.rows(ids)] == [""] * 4
            assert any(KEYS[2] in fault and "list" in fault for fault in faults(catalogue))
            mend_damaged(catalogue, annotate, read_again)
            catalogue.repair()
            assert faults(catalogue) == []
            assert catalogue.trials.id_of(KEYS[2]) is not None


def test_a_line_that_cannot_be_made_again_is_not_shown_as_text(path: Path) -> None:
    flip_in_trial(path, "record", KEYS[0])
    flip_in_trial(path, "sponsor", KEYS[0], bit=5)
    with catalogue_on(path) as catalogue:
        number = number_of(catalogue, KEYS[0])
        (row,) = catalogue.index.rows([number])
        assert (row.key, row.title, row.sponsor, row.damage) == (KEYS[0], TITLES[KEYS[0]], "", "everything")
        assert row.as_json() == {"key": KEYS[0], "title": TITLES[KEYS[0]], "damage": "everything"}
        assert "uncertain" in row.as_line()
        damaged = catalogue.trials.get(number)
        assert isinstance(damaged, DamagedTrial)
        assert not damaged.is_legible
        mend_damaged(catalogue, annotate, read_again)
        (row,) = catalogue.index.rows([number])
        assert (row.sponsor, row.damage) == ("Cancer Center", "")


def import_again(catalogue: Catalogue) -> None:
    assert save(catalogue, the_document(KEYS[0])) == [("updated",)]


def mend(catalogue: Catalogue) -> None:
    assert mend_damaged(catalogue, annotate, read_again) == {}


@pytest.mark.parametrize("remedy", [import_again, mend])
@pytest.mark.parametrize("column", ["record", "row"])
def test_both_remedies_bring_a_damaged_trial_back(path: Path, remedy: Callable[[Catalogue], None], column: str) -> None:
    flip_in_trial(path, column, KEYS[0])
    with catalogue_on(path) as catalogue:
        number = number_of(catalogue, KEYS[0])
        remedy(catalogue)
        if remedy is mend:
            catalogue.repair()
        stored = catalogue.trials.get(number)
        assert isinstance(stored, StoredTrial)
        assert stored.trial == the_trial(KEYS[0])
        assert [source.file for source in stored.sources] == ["folder/file.xml"]
        assert [row.damage for row in catalogue.index.rows([number])] == [""]
        assert len(catalogue.index.search(TrialQuery("trastuzumab"))) == 4
        assert faults(catalogue) == []
        assert save(catalogue, the_document(KEYS[0])) == [("unchanged",)]


def test_words_that_a_replaced_trial_no_longer_has_do_not_find_it(path: Path) -> None:
    flip_in_trial(path, "record", KEYS[0])
    with catalogue_on(path) as catalogue:
        changed = a_trial(KEYS[0], "Pertuzumab", title="Another title of the study")
        save(catalogue, a_delivery((changed, PAIRS), content=b"newer"))
        assert number_of(catalogue, KEYS[0]) not in catalogue.index.search(TrialQuery("trastuzumab"))
        assert len(catalogue.index.search(TrialQuery("trastuzumab"))) == 3
        assert len(catalogue.index.search(TrialQuery("pertuzumab"))) == 1


def test_another_document_of_a_damaged_trial_says_what_is_lost(path: Path) -> None:
    flip_in_trial(path, "record", KEYS[0])
    with catalogue_on(path) as catalogue:
        number = number_of(catalogue, KEYS[0])
        save(catalogue, a_delivery((the_trial(KEYS[0]), PAIRS), content=b"newer", format_="ictrp"))
        stored = catalogue.trials.get(number)
        assert isinstance(stored, StoredTrial)
        assert len(stored.sources) == 1
        assert ["import folder/file.xml again" in warning for warning in worded(stored.trial.warnings)] == [True]
        assert save(catalogue, the_document(KEYS[0])) == [("updated",)]
        stored = catalogue.trials.get(number)
        assert isinstance(stored, StoredTrial)
        assert (len(stored.sources), stored.trial.warnings) == (2, ())
        assert stored.sources[stored.provenance["title"]].format == "ctgov_xml"
        assert faults(catalogue) == []


def test_another_document_of_a_damaged_trial_joins_what_the_original_says(path: Path) -> None:
    flip_in_trial(path, "record", KEYS[0])
    with catalogue_on(path) as catalogue:
        delivery = a_delivery((the_trial(KEYS[0]), PAIRS), content=b"newer", format_="ictrp")
        deliver(catalogue, [delivery.delivery], annotate, read_again)
        stored = catalogue.trials.get(number_of(catalogue, KEYS[0]))
        assert isinstance(stored, StoredTrial)
        assert (len(stored.sources), stored.trial.warnings) == (2, ())


ACCOUNT = "SELECT account FROM source WHERE account IS NOT NULL ORDER BY document_id LIMIT 1"
NEW_ACCOUNT = "UPDATE source SET account = ? WHERE document_id = 4"


def test_a_damaged_account_is_named_and_read_again(path: Path) -> None:
    flip_bit(path, ACCOUNT, NEW_ACCOUNT, 100)
    with catalogue_on(path) as catalogue:
        assert isinstance(catalogue.trials.get(number_of(catalogue, KEYS[3])), StoredTrial)
        assert [KEYS[3] in fault and "folder/file.xml" in fault for fault in faults(catalogue)] == [True]
        assert mend_damaged(catalogue, annotate, read_again) == {}
        assert faults(catalogue) == []


def test_a_damaged_account_without_an_original_leaves_a_whole_record_alone(path: Path) -> None:
    flip_bit(path, ACCOUNT, NEW_ACCOUNT, 100)
    with catalogue_on(path) as catalogue:
        number = number_of(catalogue, KEYS[3])
        before = catalogue.trials.get(number)
        (lost,) = mend_damaged(catalogue, annotate, lambda _document: ())[KEYS[3]]
        assert "import folder/file.xml again" in worded([lost.remark])[0]
        assert catalogue.trials.get(number) == before
        assert save(catalogue, the_document(KEYS[3])) == [("updated",)]
        assert faults(catalogue) == []


def test_a_trial_of_which_nothing_is_left_stays_named(path: Path) -> None:
    flip_in_trial(path, "record", KEYS[0])
    with catalogue_on(path) as catalogue:
        (lost,) = mend_damaged(catalogue, annotate, lambda _document: ())[KEYS[0]]
        assert lost.original_is_kept
        assert isinstance(catalogue.trials.get(number_of(catalogue, KEYS[0])), DamagedTrial)
        catalogue.repair()
        assert len(catalogue.index.search(TrialQuery("trastuzumab"))) == 4
        assert [KEYS[0] in fault for fault in faults(catalogue)] == [True]


@pytest.mark.parametrize("column", ["content", "subject"])
def test_a_damaged_correction_does_not_count_and_is_named(path: Path, column: str) -> None:
    flip_bit(path, f"SELECT {column} FROM own_work", f"UPDATE own_work SET {column} = ?", 9)
    with catalogue_on(path) as catalogue:
        number = number_of(catalogue, KEYS[1])
        stored = catalogue.trials.get(number)
        assert isinstance(stored, StoredTrial)
        assert stored.corrections == ()
        assert len(stored.damaged_corrections) == 1
        assert [KEYS[1] in fault and "correct" in fault for fault in catalogue.faults()] == [True]
        assert catalogue.back_up()


@settings(max_examples=25)
@given(st.integers(0, 1_000), st.integers(0, 100_000), st.sampled_from(("content", "facet", "value")))
def test_a_damaged_snapshot_is_gathered_again(entry: int, bit: int, column: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.db"
        fill(path)
        with catalogue_on(path) as catalogue:
            counted, order = catalogue.index.count(TrialQuery()), catalogue.index.search(TrialQuery())
        with contextlib.closing(sqlite3.connect(path)) as connection:
            # A damaged stamp is noticed at the opening, which keeps everything anew.
            sealed = f"SELECT rowid FROM kept WHERE length({column}) > 0 AND value <> 'gathered from'"
            rowids = [row for (row,) in connection.execute(sealed)]
        where = f"WHERE rowid = {rowids[entry % len(rowids)]}"
        try:
            flip_bit(path, f"SELECT {column} FROM kept {where}", f"UPDATE kept SET {column} = ? {where}", bit)
        except sqlite3.IntegrityError:  # no two entries can have one name
            reject()
        with catalogue_on(path) as catalogue:
            assert any("fast start" in fault for fault in catalogue.faults())
            assert (catalogue.index.count(TrialQuery()), catalogue.index.search(TrialQuery())) == (counted, order)
        with catalogue_on(path) as catalogue:
            assert snapshot_is_whole(catalogue._connection, catalogue._known.index.facets)
            assert catalogue.faults() == ()


def test_a_text_that_is_no_text_any_more_keeps_nobody_from_the_trials(path: Path) -> None:
    flip_bit(path, "SELECT name FROM document WHERE id = 1", "UPDATE document SET name = ? WHERE id = 1", 7)
    with catalogue_on(path) as catalogue:
        stored = catalogue.trials.get(number_of(catalogue, KEYS[0]))
        assert isinstance(stored, StoredTrial)
        assert stored.sources[0].file.endswith("older/file.xml")


def test_values_and_numbers_that_a_record_does_not_give_are_found_and_put_right(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE facet_value SET value = 'negative' WHERE value = 'positive'")
        connection.commit()
    with catalogue_on(path) as catalogue:
        assert [each.key for each in catalogue.trials.checked() if each.is_misfiled] == [KEYS[0], *KEYS[2:]]
        catalogue.repair()
        assert [each.key for each in catalogue.trials.checked() if each.is_misfiled] == []


def test_a_link_that_an_index_hides_is_put_right(path: Path) -> None:
    """A link is written while its index is out of sight, as a flipped bit in the index would hide it."""
    name, sql = "trial_value_trial", "CREATE INDEX trial_value_trial ON trial_value (trial_id)"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
        link = connection.execute("SELECT value_id, trial_id FROM trial_value WHERE trial_id = 1").fetchone()
        connection.execute("DELETE FROM trial_value WHERE value_id = ? AND trial_id = ?", link)
        connection.execute("PRAGMA writable_schema = on")
        connection.execute("DELETE FROM sqlite_master WHERE name = ?", (name,))
        connection.commit()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO trial_value (value_id, trial_id) VALUES (?, ?)", link)
        connection.execute("PRAGMA writable_schema = on")
        connection.execute("INSERT INTO sqlite_master VALUES ('index', ?, 'trial_value', ?, ?)", (name, page, sql))
        connection.commit()
    with catalogue_on(path) as catalogue:
        assert any(name in fault for fault in catalogue.faults())
        mend_damaged(catalogue, annotate, read_again)
        catalogue.repair()
        assert faults(catalogue) == []


def test_the_provenance_counts_the_sources_as_they_stand(path: Path) -> None:
    with catalogue_on(path) as catalogue:
        stored = catalogue.trials.get(number_of(catalogue, KEYS[3]))
        assert isinstance(stored, StoredTrial)
        assert [source.format for source in stored.sources] == ["ctgov_xml", "ictrp"]
        assert stored.sources[stored.provenance["title"]].format == "ctgov_xml"


@pytest.mark.parametrize("columns", [("title",), ("title", "record")])
def test_the_damaged_title_of_a_twin_is_not_shown_in_another_trial(path: Path, columns: tuple[str, ...]) -> None:
    title = "One title of two studies in breast cancer"
    with catalogue_on(path) as catalogue:
        for number in (8, 9):
            trial = a_trial(f"NCT0999100{number}", title=title)
            save(catalogue, a_delivery((trial, ()), content=title.encode() + bytes([number])))
    for column in columns:
        flip_in_trial(path, column, "NCT09991008", 40)
    with catalogue_on(path) as catalogue:
        stored = catalogue.trials.get(number_of(catalogue, "NCT09991009"))
        assert isinstance(stored, StoredTrial)
        ((key, named),) = stored.twins
        assert key == "NCT09991008"
        assert (named == title) == ("record" not in columns)
        assert named == title or "uncertain" in named


def test_what_is_saved_meanwhile_hides_no_damage(path: Path) -> None:
    flip_in_trial(path, "record", KEYS[0])
    with catalogue_on(path) as catalogue:
        number = number_of(catalogue, KEYS[0])
        catalogue.trials.get(number)
        save(catalogue, a_delivery((a_trial("NCT09991001"), ())))
        assert catalogue.index.rows([number])[0].damage == "record"
        save(catalogue, the_document(KEYS[0]))
        assert catalogue.index.rows([number])[0].damage == ""


def test_a_format_whose_name_is_damaged_is_believed_least_and_stops_nothing(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE document SET format = 'itcrp' WHERE format = 'ictrp'")
    with catalogue_on(path) as catalogue:
        number = catalogue.trials.id_of(KEYS[3])
        assert number is not None
        stored = catalogue.trials.get(number)
        assert isinstance(stored, StoredTrial)
        assert [each.format for each in stored.sources] == ["ctgov_xml", ""]
        assert absence_in_words(a_trial(absent=("phase",)), [""], ["phase"]) == "This download (document) has no phase."
        save(catalogue, a_delivery((the_trial(KEYS[3]), PAIRS), content=b"a third document"))
        assert len(catalogue) == len(KEYS)
