import datetime as dt
import os
import stat
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.file.backups import back_up, backup_time, backups_of, superfluous
from desktop.catalogue.file.restoring import restore, trials_in
from desktop.trials.own_work import Correction
from desktop.workflows.restore_backup import available_backups
from tests.at_once import at_once
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, save
from tests.damaging import damage_table
from tests.examples import a_trial
from tests.killing import killed_at_each_step

NOW = dt.datetime(2026, 6, 30, 12, 0, 0).astimezone()


def a_catalogue(folder: Path) -> Path:
    catalogue = Catalogue(folder / "catalogue.db", FACETS.value_ids)
    save(catalogue, a_delivery((a_trial(), ())))
    catalogue.close()
    return folder / "catalogue.db"


def test_a_backup_is_a_whole_catalogue(tmp_path: Path) -> None:
    copy = back_up(a_catalogue(tmp_path), NOW)
    assert copy.name == "catalogue-2026-06-30T120000.db"
    catalogue = Catalogue(copy, FACETS.value_ids)
    assert len(catalogue) == 1
    catalogue.close()


def test_backups_are_listed_newest_first(tmp_path: Path) -> None:
    path = a_catalogue(tmp_path)
    older = back_up(path, NOW - dt.timedelta(hours=1))
    newer = back_up(path, NOW)
    assert backups_of(path) == (newer, older)
    assert backup_time(newer) == NOW


def test_restoring_keeps_the_damaged_file(tmp_path: Path) -> None:
    path = a_catalogue(tmp_path)
    copy = back_up(path, NOW)
    path.write_bytes(b"damaged")
    kept = restore(copy, path, NOW)
    assert kept.read_bytes() == b"damaged"
    assert kept.name == "catalogue.db.damaged-2026-06-30T120000"
    catalogue = Catalogue(path, FACETS.value_ids)
    assert len(catalogue) == 1
    catalogue.close()


def test_old_backups_thin_out_to_one_a_day_then_one_a_week() -> None:
    hours = [NOW - dt.timedelta(hours=6 * n) for n in range(4 * 100)]
    backups = [Path(f"catalogue-{made:%Y-%m-%dT%H%M%S}.db") for made in hours]
    gone = superfluous(backups, NOW)
    kept = [backup_time(each) for each in backups if each not in gone]
    recent = [made for made in kept if (NOW - made).days < 2]
    daily = [made for made in kept if 2 <= (NOW - made).days < 14]
    weekly = [made for made in kept if (NOW - made).days >= 14]
    assert len(recent) == 8
    assert len({made.date() for made in daily}) == len(daily) >= 12
    assert len({made.isocalendar()[:2] for made in weekly}) == len(weekly)
    assert max((NOW - made).days for made in kept) <= 90


def names(made: list[dt.datetime]) -> list[Path]:
    return [Path(f"catalogue-{each:%Y-%m-%dT%H%M%S}.db") for each in made]


def kept(made: list[dt.datetime], now: dt.datetime) -> list[Path]:
    backups = names(made)
    gone = superfluous(backups, now)
    return [each for each in backups if each not in gone]


def test_a_clock_that_is_years_ahead_once_deletes_no_copy() -> None:
    true = [NOW - dt.timedelta(days=n) for n in range(5)]
    ahead = NOW.replace(year=2036)
    assert kept([ahead, *true], ahead) == names([ahead, *true])


def test_copies_from_a_month_with_a_wrong_clock_push_out_no_true_ones() -> None:
    wrong = [NOW + dt.timedelta(days=400 + n) for n in range(120)]
    true = [NOW - dt.timedelta(days=n) for n in range(10)]
    assert set(names(true)) <= set(kept([*wrong, *true], NOW))
    assert 0 < len(set(kept([*wrong, *true], NOW)) - set(names(true))) <= 30


def test_a_clock_that_has_fallen_back_deletes_neither_the_new_copy_nor_all_others() -> None:
    back = dt.datetime(1980, 1, 1, 12, 0, 0).astimezone()
    others = [NOW - dt.timedelta(days=n) for n in range(10)]
    assert kept([back, *others], back) == names([back, *others])


def test_weeks_with_a_clock_that_has_fallen_back_delete_no_true_copies() -> None:
    back = [dt.datetime(1980, 1, 1, 12, 0, 0).astimezone() + dt.timedelta(days=n) for n in range(120)]
    others = [NOW - dt.timedelta(days=n) for n in range(10)]
    assert set(names(others)) <= set(kept([*back, *others], max(back)))


def test_the_copies_together_have_a_limit_but_the_newest_three_stay() -> None:
    made = [NOW - dt.timedelta(hours=n) for n in range(12)]
    backups = names(made)
    gigabyte = 1024**3
    assert superfluous(backups, NOW, lambda _: gigabyte) == tuple(backups[8:])
    assert superfluous(backups, NOW, lambda _: 100 * gigabyte) == tuple(backups[3:])
    assert superfluous(backups, NOW, lambda _: 1) == ()


def test_every_copy_that_is_whole_is_offered_newest_first_whatever_lies_beside_it(tmp_path: Path) -> None:
    path = a_catalogue(tmp_path)
    whole = [back_up(path, NOW - dt.timedelta(hours=n)) for n in range(3)]
    folder = whole[0].parent
    damage_table(back_up(path, NOW + dt.timedelta(hours=1)), "trial")
    (folder / "catalogue-2026-07-01T120000.db").write_bytes(b"")
    (folder / "catalogue-2026-07-01T130000.db").write_bytes(b"a letter " * 1000)
    (folder / "catalogue-2026-07-01T140000.db").mkdir()
    future = back_up(path, NOW.replace(year=2036))
    offered = list(available_backups(path))
    assert [each.path for each in offered] == [*whole, future]  # made while the clock was wrong, nobody knows when
    assert {each.trials for each in offered} == {1}


def test_a_copy_with_an_odd_date_in_its_name_is_offered_with_the_time_it_was_written(tmp_path: Path) -> None:
    path = a_catalogue(tmp_path)
    odd = back_up(path, NOW).rename(tmp_path / "backups" / "catalogue-2026-02-30T250000.db")
    os.utime(odd, (NOW.timestamp(), NOW.timestamp()))
    (offered,) = available_backups(path)
    assert (offered.path, offered.made) == (odd, NOW)
    assert len(backups_of(path)) == 1
    back_up(path, NOW)
    assert odd.exists()


def test_odd_names_beside_the_copies_stop_nothing(tmp_path: Path) -> None:
    path = a_catalogue(tmp_path)
    back_up(path, NOW)
    for name in ("catalogue-abcd-ef-ghTijklmn.db", "catalogue-0000-00-00T000000.db", "catalogue-.db", "notes.txt"):
        (tmp_path / "backups" / name).write_bytes(b"odd")
    copy = back_up(path, NOW + dt.timedelta(hours=1))
    assert next(available_backups(path)).path == copy
    assert (tmp_path / "backups" / "catalogue-0000-00-00T000000.db").read_bytes() == b"odd"


@pytest.mark.parametrize("folder", ["trials [2026]", "tri*als", "what? {now}"])
def test_a_folder_name_may_hold_any_character(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    path = a_catalogue(tmp_path / folder)
    copy = back_up(path, NOW)
    assert [each.path for each in available_backups(path)] == [copy]


def test_the_copies_of_another_catalogue_in_the_folder_are_its_own(tmp_path: Path) -> None:
    path = a_catalogue(tmp_path)
    other = path.rename(tmp_path / "catalogue-two.db")
    back_up(other, NOW)
    assert backups_of(path) == ()
    assert len(backups_of(other)) == 1


def test_two_copies_within_a_second_are_both_kept(tmp_path: Path) -> None:
    path = a_catalogue(tmp_path)
    first, second = back_up(path, NOW), back_up(path, NOW)
    assert backups_of(path) == (second, first)


def test_six_programs_that_back_up_at_once_are_not_in_each_others_way(tmp_path: Path) -> None:
    path = a_catalogue(tmp_path)
    imports = "from desktop.catalogue.file.backups import back_up"
    assert at_once(6, imports, "back_up(Path(sys.argv[1]))", path) == [(0, "")] * 6
    assert [trials_in(each) for each in backups_of(path)] == [1] * 6
    assert not [each for each in (tmp_path / "backups").iterdir() if each.suffix != ".db"]


def test_a_kill_at_any_step_of_a_backup_leaves_whole_copies_alone(tmp_path: Path) -> None:
    (tmp_path / "template").mkdir()
    back_up(a_catalogue(tmp_path / "template"), NOW)
    work = ("from desktop.catalogue.file.backups import back_up", "back_up(folder / 'catalogue.db', own_work='[]')")
    counts = set()
    for folder in killed_at_each_step(*work, tmp_path / "template", tmp_path / "killed"):
        copies = backups_of(folder / "catalogue.db")
        counts.add(len(copies))
        assert [trials_in(each) for each in copies] == [1] * len(copies)
    assert counts == {1, 2}


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")
def test_catalogue_originals_and_copies_are_for_their_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "catalogue.db"
    catalogue = Catalogue(path, FACETS.value_ids)
    save(catalogue, a_delivery((a_trial(), ())))
    catalogue.correct(1, "phase", Correction("phase", ("3",), ("2",), "read again", "2026-06-30T12:00:00+02:00"))
    copy = catalogue.back_up()
    assert copy is not None
    open_files = sorted(path.parent.rglob("*"))
    assert {each.name for each in open_files} >= {"catalogue.db", "catalogue.db-wal", "catalogue-originals.db"}
    assert {each.name for each in open_files} >= {copy.name, copy.with_suffix(".json").name, "backups"}
    for each in (path.parent, *open_files):
        assert stat.S_IMODE(each.stat().st_mode) == (0o700 if each.is_dir() else 0o600), each
    catalogue.close()


def test_an_empty_catalogue_needs_no_backup(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.db", FACETS.value_ids)
    assert catalogue.back_up() is None
    catalogue.close()
