"""Sequences whose items are made on demand, so that thousands of pages take no memory."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import TypeVar, overload

Item_co = TypeVar("Item_co", covariant=True)


class OnDemand(Sequence[Item_co]):
    """Make an item at each access; a slice makes all of its items."""

    @abstractmethod
    def made(self, place: int) -> Item_co:
        """Return the item at an index, from 0."""

    @overload
    def __getitem__(self, index: int) -> Item_co: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item_co]: ...
    def __getitem__(self, index: int | slice) -> Item_co | Sequence[Item_co]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        return self.made(range(len(self))[index])
