"""The XMP packet (ISO 16684-1) by which programs that know nothing of us see that a machine drew a picture."""

from __future__ import annotations

from importlib.metadata import version
from typing import Final
from xml.sax.saxutils import quoteattr

__all__ = ["MACHINE_MADE", "XMP_KEYWORD", "xmp_packet"]

MACHINE_MADE: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
"""What IPTC calls a picture that a model drew (https://cv.iptc.org/newscodes/digitalsourcetype/)."""
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


def xmp_packet(created_at: str) -> str:
    """The packet of a picture that was drawn at this time (ISO 8601)."""
    tool = f"voice2image {version('voice2image')}"
    return _PACKET.format(source=quoteattr(MACHINE_MADE), tool=quoteattr(tool), created=quoteattr(created_at))
