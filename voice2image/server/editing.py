"""Changes of a board by hand, as calls of the service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from voice2image.prompt import MAX_SEED
from voice2image.server.wishes import WHOLE
from voice2image.storyboard import Storyboard

if TYPE_CHECKING:
    from voice2image.server.service import Service
    from voice2image.server.store import Entry

__all__ = ["Change", "edit"]

Number = Annotated[int, Field(ge=1, description="A panel's place on the board, from 1."), WHOLE]
Words = Annotated[str, Field(max_length=5000)]


class _Change(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Redraw(_Change):
    """Draw a panel again, in other words or another style; with nothing said, another version of it."""

    do: Literal["redraw"]
    number: Number
    seed: Annotated[int, Field(ge=0, le=MAX_SEED), WHOLE] | None = None
    text: Words | None = None
    negative_text: Words | None = None
    style: Annotated[str, Field(max_length=500)] | None = None


class Move(_Change):
    """Move a panel to another place."""

    do: Literal["move"]
    number: Number
    to: Number


class Remove(_Change):
    """Take a panel out."""

    do: Literal["remove"]
    number: Number


class Insert(_Change):
    """Put in a new panel and draw it."""

    do: Literal["insert"]
    number: Number
    text: Words


class Merge(_Change):
    """Make one panel of several that follow each other."""

    do: Literal["merge"]
    first: Number
    last: Number


class Split(_Change):
    """Make two panels of one and draw the second."""

    do: Literal["split"]
    number: Number
    at_s: Annotated[float, Field(ge=0)] | None = None
    word: Annotated[int, Field(ge=1), WHOLE] | None = None


class Choose(_Change):
    """Show another of a panel's pictures."""

    do: Literal["choose"]
    number: Number
    alternate: Annotated[int, Field(ge=1), WHOLE]


class Undo(_Change):
    """Take the last change back."""

    do: Literal["undo"]


AnyChange: TypeAlias = Redraw | Move | Remove | Insert | Merge | Split | Choose | Undo
Change = Annotated[AnyChange, Field(discriminator="do")]


def edit(
    service: Service, entry: Entry, wanted: Redraw | Move | Remove | Insert | Merge | Split | Choose | Undo
) -> None:
    """Carry a change out and save it; draws what it leaves without a picture."""

    def draw(board: Storyboard, number: int, **wishes: object) -> Storyboard:
        generator = service.studio.generator(entry.client, entry.wishes.generator)
        return board.redraw(number, generator=generator, progress=lambda _share: None, **wishes)  # type: ignore[arg-type]

    def then_draw(board: Storyboard, number: int) -> Storyboard:
        return draw(board, number).replace(history=board.history)  # one change, taken back as one

    def changed(board: Storyboard) -> Storyboard:
        match wanted:
            case Redraw():
                return draw(board, **wanted.model_dump(exclude={"do"}))
            case Move():
                return board.move(wanted.number, wanted.to)
            case Remove():
                return board.remove(wanted.number)
            case Insert():
                return then_draw(board.insert(wanted.number, wanted.text), wanted.number)
            case Merge():
                return board.merge(wanted.first, wanted.last)
            case Split():
                return then_draw(board.split(wanted.number, wanted.at_s, word=wanted.word), wanted.number + 1)
            case Choose():
                return board.choose(wanted.number, wanted.alternate)
            case Undo():
                return board.undo()

    service.boards.change(entry.id, changed)
