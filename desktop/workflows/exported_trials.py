"""Read the trials of an export in pages, because thousands would fill the memory."""

from collections.abc import Iterator, Sequence
from typing import overload

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.trial_row import TrialRow
from desktop.sheet.subject import DRUGS, Subject
from desktop.trials.facets import NOT_STATED
from desktop.trials.identifiers import identifier
from desktop.trials.parts import EVERY_PART, Parts
from desktop.trials.stored import DamagedTrial, StoredTrial
from desktop.trials.trial import Dates, Sponsor, Trial

_PAGE = 50


class ExportedTrials(Sequence[Subject]):
    """Hold the trials to export, in order, and the latest page that was read."""

    def __init__(self, catalogue: Catalogue, ids: Sequence[int], parts: Parts = EVERY_PART) -> None:
        """Use trials by id, of their slow parts only ``parts``; trials that no longer exist are omitted."""
        self._catalogue = catalogue
        self._ids = [trial_id for trial_id in ids if trial_id in catalogue]
        self._parts = parts
        self._page: tuple[int, list[Subject]] = (-1, [])

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[Subject]:
        for start in range(0, len(self._ids), _PAGE):
            yield from self._fetched(start)

    @overload
    def __getitem__(self, index: int) -> Subject: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Subject]: ...
    def __getitem__(self, index: int | slice) -> Subject | Sequence[Subject]:
        if isinstance(index, slice):
            return ExportedTrials(self._catalogue, self._ids[index], self._parts)
        page, place = divmod(range(len(self._ids))[index], _PAGE)
        if self._page[0] != page:
            self._page = page, self._fetched(page * _PAGE)
        return self._page[1][place]

    def _fetched(self, start: int) -> list[Subject]:
        ids = self._ids[start : start + _PAGE]
        rows = {row.id: row for row in self._catalogue.index.rows(ids)}
        return [
            # Its line is read again, because the damage was found only now.
            _named_only(self._catalogue.index.rows([trial_id])[0], stored)
            if isinstance(stored, DamagedTrial)
            else _exported(rows[trial_id], stored)
            for trial_id, stored in self._catalogue.trials.many(ids, self._parts)
        ]


def _exported(row: TrialRow, stored: StoredTrial) -> Subject:
    return Subject(stored, {**row.values, DRUGS: row.drugs or (NOT_STATED,)}, row.countries)


def _named_only(row: TrialRow, damaged: DamagedTrial) -> Subject:
    """Return a damaged trial with the content of its line in the list, and the remark that it is damaged."""
    trial = Trial(
        key=row.key,
        kind="publication" if row.kind == "publication" else "registration",
        title=row.named,
        identifiers=tuple(identifier(each) for each in row.ids),
        enrollment=row.enrollment,
        dates=Dates(start=row.start),
        sponsors=(Sponsor(row.sponsor, lead=True),) if row.sponsor else (),
        warnings=(damaged.remark,),
    )
    values = {**row.values, DRUGS: row.drugs or (NOT_STATED,)} if row.damage == "record" else {}
    return Subject(StoredTrial(trial, (), ()), values, row.countries)
