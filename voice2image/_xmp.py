"""The XMP packet (ISO 16684-1) by which programs that know nothing of us see that a machine drew a picture."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from voice2image.image import Provenance
    from voice2image.storyboard import Storyboard

__all__ = ["COMPOSED", "MACHINE_MADE", "XMP_KEYWORD", "board_xmp", "made", "picture_xmp", "source_type"]

MACHINE_MADE: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
"""What IPTC calls a picture that a model drew (https://cv.iptc.org/newscodes/digitalsourcetype/)."""
COMPOSED: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
"""What IPTC calls a work that is put together of such pictures and others' work: a voice, a hand's drawing."""
XMP_KEYWORD: Final = "XML:com.adobe.xmp"
"""Of the PNG text chunk that holds XMP (XMP specification, part 3)."""

_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    Iptc4xmpExt:DigitalSourceType={source}
    xmp:CreatorTool={tool}
    xmp:CreateDate={created}/>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def made(board: Storyboard) -> list[Provenance]:
    """How a board's pictures were made."""
    return [panel.image.provenance for panel in board if panel.image]


def source_type(pictures: Iterable[Provenance]) -> str:
    """What IPTC calls pictures that were made like these."""
    return MACHINE_MADE if all(picture.drawn_by_model for picture in pictures) else COMPOSED


def picture_xmp(made: Provenance) -> str:
    """The packet of a picture that was made like this."""
    return _packet(made.created_at, source_type([made]))


def board_xmp(board: Storyboard, source: str | None = None) -> str:
    """The packet of a file with a board's pictures on it; without `source` it says what can be said of all of them."""
    return _packet(board.created_at, source or source_type(made(board)))


def _packet(created_at: str, source: str) -> str:
    tool = f"voice2image {version('voice2image')}"
    created = "".join(letter for letter in created_at if letter.isprintable())  # of a board of another program's
    return _PACKET.format(source=quoteattr(source), tool=quoteattr(tool), created=quoteattr(created))
