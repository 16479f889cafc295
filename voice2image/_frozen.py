"""A mapping that can't be changed, so that what holds it can be hashed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

__all__ = ["FrozenMapping"]


class FrozenMapping(Mapping[str, str]):
    """Texts by name, in the order in which they were given. Equal to any mapping with the same content."""

    __slots__ = ("_items",)

    def __init__(self, content: Mapping[str, str]) -> None:
        self._items = dict(content)

    def __getitem__(self, name: str) -> str:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)
