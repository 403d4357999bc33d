import datetime as dt
from pathlib import Path

from desktop.catalogue.backups import back_up, backup_time, backups_of, restore, superfluous
from desktop.catalogue.catalogue import Catalogue
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, save
from tests.examples import a_trial

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
    kept = [backup_time(each) for each in backups if each not in superfluous(backups, NOW)]
    recent = [made for made in kept if (NOW - made).days < 2]
    daily = [made for made in kept if 2 <= (NOW - made).days < 14]
    weekly = [made for made in kept if (NOW - made).days >= 14]
    assert len(recent) == 8
    assert len({made.date() for made in daily}) == len(daily) >= 12
    assert len({made.isocalendar()[:2] for made in weekly}) == len(weekly)
    assert max((NOW - made).days for made in kept) <= 90


def test_an_empty_catalogue_needs_no_backup(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.db", FACETS.value_ids)
    assert catalogue.back_up() is None
    catalogue.close()
