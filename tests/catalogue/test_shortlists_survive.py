"""What the user decided stays, whatever happens to the trial or to the program."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.trials.identifiers import Identifier
from desktop.trials.own_work import NO_TRIAL, OwnWorkChange, from_json, putting
from desktop.trials.shortlists import Note, SavedPatient, Shortlist, ShortlistEntry, entries_in, notes_in
from tests.catalogue.conftest import FACETS
from tests.catalogue.deliveries import a_delivery, save
from tests.examples import a_trial

ONE, TWO = "NCT09990001", "ISRCTN12345678"
PAIRS = (("her2", "positive"),)
EARLY, LATE = "2026-11-20T10:00:00+01:00", "2026-11-21T10:00:00+01:00"
LIST = Shortlist("Board", EARLY)
ENTRY = ShortlistEntry("Board", 1.0, EARLY, "include", "", EARLY)
OTHER = ShortlistEntry("Board", 2.0, EARLY, "exclude", "Site too far", LATE)
HER = SavedPatient("Board, second case", ("her2=2+/ISH-", "lines=2"), EARLY)
NOTE = Note("n1", "Ask about CNS disease", EARLY)


def judged(catalogue: Catalogue, key: str = ONE, *work: ShortlistEntry | Note) -> None:
    pieces = [putting(key, each) for each in work or (ENTRY, NOTE)]
    catalogue.change_own_work([putting(NO_TRIAL, LIST), *pieces])


def decisions(catalogue: Catalogue, key: str = ONE) -> list[str]:
    return [each.decision for each in entries_in(catalogue.trials.own_work_of(key))]


def found(catalogue: Catalogue, facet: str, value: str) -> int:
    return len(catalogue.index.search(TrialQuery().toggled(facet, value)))


def test_a_newer_version_of_the_trial_keeps_decision_and_note(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_trial(ONE), PAIRS)))
    judged(catalogue)
    save(catalogue, a_delivery((a_trial(ONE, title="Amended"), PAIRS), content=b"newer"))
    assert decisions(catalogue) == ["include"]
    assert found(catalogue, "decision", "include") == found(catalogue, "note", "cns") == 1


def test_deriving_again_keeps_them(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_trial(ONE), PAIRS)))
    judged(catalogue)
    catalogue.save_findings([(1, a_trial(ONE), ())])
    assert found(catalogue, "decision", "include") == 1
    assert found(catalogue, "her2", "positive") == 0


def test_of_two_joined_trials_the_newer_decision_counts_and_both_are_kept(catalogue: Catalogue) -> None:
    isrctn = Identifier("ISRCTN", TWO)
    save(catalogue, a_delivery((a_trial(ONE), PAIRS)))
    save(catalogue, a_delivery((a_trial(identifiers=(isrctn,)), PAIRS), content=b"two"))
    judged(catalogue, ONE, ENTRY)
    judged(catalogue, TWO, OTHER, NOTE)
    both = a_trial(identifiers=(Identifier("NCT", ONE), isrctn))
    save(catalogue, a_delivery((both, PAIRS), content=b"both"))
    (entry,) = entries_in(catalogue.trials.own_work_of(ONE))
    assert (entry.decision, [each.decision for each in entry.earlier]) == ("exclude", ["include"])
    assert notes_in(catalogue.trials.own_work_of(ONE)) == (NOTE,)
    assert found(catalogue, "decision", "exclude") == 1
    assert found(catalogue, "decision", "include") == 0


def test_a_deleted_trial_keeps_them_and_they_count_again_when_it_returns(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_trial(ONE), PAIRS)))
    judged(catalogue)
    deletion = catalogue.delete([1])
    assert found(catalogue, "has", "star") == 0
    catalogue.bring_back(deletion)
    assert found(catalogue, "has", "star") == 1
    catalogue.delete([1])
    save(catalogue, a_delivery((a_trial(ONE), PAIRS)))
    assert found(catalogue, "shortlist", "Board") == found(catalogue, "has", "note") == 1


def test_they_are_in_a_backup_and_in_its_json_and_so_are_saved_patients(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_trial(ONE), PAIRS)))
    judged(catalogue)
    catalogue.change_own_work([putting(NO_TRIAL, HER)])
    copy = catalogue.back_up()
    assert copy is not None
    kept = from_json(copy.with_suffix(".json").read_text(encoding="utf-8"))
    assert {key: set(works) for key, works in kept.items()} == {NO_TRIAL: {LIST, HER}, ONE: {ENTRY, NOTE}}
    restored = Catalogue(copy, FACETS.value_ids)
    assert decisions(restored) == ["include"]
    assert HER in restored.trials.own_work_of(NO_TRIAL)
    restored.close()


def test_changes_are_made_together_and_taken_back_together(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_trial(ONE), PAIRS)))
    back = catalogue.change_own_work([putting(NO_TRIAL, LIST), putting(ONE, ENTRY), putting("NCT00000002", OTHER)])
    assert found(catalogue, "decision", "include") == 1
    forth = catalogue.change_own_work(back)
    assert catalogue.trials.all_own_work() == {}
    assert found(catalogue, "has", "star") == 0
    catalogue.change_own_work(forth)
    assert catalogue.trials.own_work_of("NCT00000002") == (OTHER,)


def test_another_program_sees_a_decision_at_once(catalogue: Catalogue) -> None:
    save(catalogue, a_delivery((a_trial(ONE), PAIRS)))
    other = Catalogue(catalogue.path, FACETS.value_ids)
    judged(other)
    assert found(catalogue, "decision", "include") == 1
    assert catalogue.index.rows([1])[0].shortlists == (("Board", "include", ""),)
    judged(catalogue, ONE, OTHER)
    assert other.index.rows([1])[0].shortlists == (("Board", "exclude", "Site too far"),)
    other.close()


def test_an_order_by_columns_is_kept_and_one_by_decisions_made_anew(catalogue: Catalogue) -> None:
    for number in (1, 2):
        trial = a_trial(f"NCT0999000{number}", title=f"{3 - number}")
        save(catalogue, a_delivery((trial, PAIRS), content=bytes([number])))
    assert catalogue.index.search(TrialQuery(), "title") == [2, 1]
    assert catalogue.index.search(TrialQuery(), "decision") == [1, 2]
    catalogue.change_own_work([putting("NCT09990002", ENTRY)])
    assert catalogue.index.search(TrialQuery(), "title") == [2, 1]
    assert catalogue.index.search(TrialQuery(), "decision") == [2, 1]
    catalogue.change_own_work([OwnWorkChange("NCT09990002", ENTRY.place, None)])
    assert catalogue.index.search(TrialQuery(), "decision") == [1, 2]


JUDGE = """
import itertools, sys
from pathlib import Path
from desktop.catalogue.catalogue import Catalogue
from desktop.trials.own_work import NO_TRIAL, putting
from desktop.trials.shortlists import Note, SavedPatient, Shortlist, ShortlistEntry
from tests.catalogue.conftest import FACETS
when = "2026-11-20T10:00:00+01:00"
catalogue = Catalogue(Path(sys.argv[1]), FACETS.value_ids)
for number in itertools.count():
    key = f"NCT{number:08}"
    shortlist = Shortlist(f"List {number}", when)
    entry = ShortlistEntry(shortlist.name, 1.0, when, "exclude", "Site too far", when)
    catalogue.change_own_work([putting(NO_TRIAL, shortlist), putting(key, entry), putting(key, Note("n", key, when))])
    print(number, flush=True)
"""


@pytest.mark.parametrize("judged_before", [1, 2, 7, 30])
def test_a_program_that_is_killed_while_it_judges_loses_no_decision_that_was_made(
    catalogue: Catalogue, project: Path, judged_before: int
) -> None:
    command = [sys.executable, "-c", JUDGE, str(catalogue.path)]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, text=True) as judge:
        assert judge.stdout is not None
        for _ in range(judged_before):
            judge.stdout.readline()
        judge.kill()
        said = judged_before + len([line for line in judge.stdout.read().split("\n") if line])
    work = catalogue.trials.all_own_work()
    assert not catalogue.faults()
    lists = [each.name for each in work.pop(NO_TRIAL) if isinstance(each, Shortlist)]
    assert len(lists) in (said, said + 1)
    assert sorted(work) == [f"NCT{number:08}" for number in range(len(lists))]
    for key, pieces in work.items():
        assert [each.decision for each in entries_in(pieces)] == ["exclude"]
        assert [each.text for each in notes_in(pieces)] == [key]
