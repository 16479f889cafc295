"""``voice2image styles``."""

from __future__ import annotations

from rich.text import Text

from voice2image._cli.session import Session
from voice2image._cli.tables import table
from voice2image.styles import styles

__all__ = ["show_styles"]


def show_styles(session: Session) -> None:
    """List the styles that go by a name, with the words that they put behind a prompt."""
    if session.json:
        session.document({"styles": [style.model_dump(mode="json") for style in styles().values()]})
        return
    made = table("name", "", "words behind the prompt", title="styles")
    made.columns[0].no_wrap = True
    for style in styles().values():
        made.add_row(Text(style.name), Text(style.about), Text(style.words, style="dim"))
    session.out.print(made)
    session.say('\nUse one:  voice2image draw MEMO --style "ink manga". Any other words are used as they are.')
