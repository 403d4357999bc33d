"""Convert dataclasses to JSON fields and back; each field is checked on the way back, because a file may be hostile."""

import dataclasses
from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

LINE_MARK = "trial_catalogue"
"""The first key of each line of an export as JSON; its value is the version of the form."""
LINE_VERSION = 1

_Kind = TypeVar("_Kind")
_LARGEST = 10**9
"""The largest number that a trial may hold; SQLite stores whole numbers up to 2^63 only."""


def as_fields(value: object) -> Any:  # noqa: ANN401 - JSON holds anything
    """Return a dataclass as JSON fields; fields with their default value are omitted, because most are empty."""
    if isinstance(value, tuple):
        return [as_fields(each) for each in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        defaults = _defaults(type(value))
        fields = ((each.name, getattr(value, each.name)) for each in dataclasses.fields(value))
        return {name: as_fields(held) for name, held in fields if name not in defaults or held != defaults[name]}
    return value


def from_fields(kind: type[_Kind], value: object) -> _Kind:
    """Return the dataclass from the result of ``as_fields``; fields that only a newer program knows are ignored.

    Raises:
        TypeError: a field is missing or of another type; the message names it.
    """
    made: _Kind = _from(kind, value, kind.__name__)
    return made


def _from(kind: Any, value: Any, name: str) -> Any:  # noqa: ANN401
    if dataclasses.is_dataclass(kind):
        return _object(kind, value, name)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _tuple(arguments, value, name)
    if origin in (Union, UnionType):
        return _one_of(arguments, value, name)
    fits = value in arguments if origin is Literal and isinstance(value, str) else _fits(kind, value)
    if not fits:
        raise TypeError(f"{name} cannot be {_short(value)}")
    return value


def _object(kind: Any, value: object, name: str) -> Any:  # noqa: ANN401
    if not isinstance(value, Mapping):
        raise TypeError(f"{name} cannot be {_short(value)}")
    kinds = _kinds(kind)
    missing = kinds.keys() - value.keys() - _defaults(kind).keys()
    if missing:
        raise TypeError(f"{name} lacks {', '.join(sorted(missing))}")
    return kind(**{each: _from(kinds[each], held, f"{name}.{each}") for each, held in value.items() if each in kinds})


def _tuple(kinds: tuple[Any, ...], value: object, name: str) -> tuple[Any, ...]:
    is_list = isinstance(value, list)
    if is_list and kinds[-1] is Ellipsis:
        return tuple([_from(kinds[0], each, name) for each in value])  # type: ignore[attr-defined]  # it is a list
    if not is_list or len(value) != len(kinds):  # type: ignore[arg-type]  # it is a list
        raise TypeError(f"{name} cannot be {_short(value)}")
    return tuple(_from(kind, each, name) for kind, each in zip(kinds, value, strict=True))  # type: ignore[call-overload]  # it is a list


def _one_of(kinds: tuple[Any, ...], value: object, name: str) -> Any:  # noqa: ANN401
    if value is None and NoneType in kinds:
        return None
    for kind in kinds:
        if dataclasses.is_dataclass(kind) or _fits(kind, value):
            return _from(kind, value, name)
    raise TypeError(f"{name} cannot be {_short(value)}")


def _fits(kind: object, value: object) -> bool:
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LARGEST
    return kind in (str, bool) and type(value) is kind


def _short(value: object) -> str:
    written = "an object" if isinstance(value, Mapping) else repr(value)
    return written if len(written) <= 40 else f"{written[:40]}…"


@cache
def _kinds(kind: Any) -> Mapping[str, Any]:  # noqa: ANN401
    return get_type_hints(kind)


@cache
def _defaults(kind: Any) -> Mapping[str, object]:  # noqa: ANN401
    return {each.name: each.default for each in dataclasses.fields(kind) if each.default is not dataclasses.MISSING}
