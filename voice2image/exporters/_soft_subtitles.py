"""Subtitles beside the picture, which players switch on and off."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from voice2image.transcript import Transcript

__all__ = ["SoftSubtitles"]

_STYLE: Final = (
    b"[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, BackColour, Alignment\n"
    b"Style: Default,Arial,16,&Hffffff,&H0,2\n"
)
"""How players set them by default: white, at the foot."""


class SoftSubtitles:
    """The subtitle track of a film: Timed Text in MP4, WebVTT in WebM.

    Args:
        out: The film's PyAV container, to which it adds a stream.
        said: What is said and when, one at a time.
    """

    def __init__(self, out: Any, said: Transcript) -> None:
        import av

        self._out = out
        self._timed_text = out.format.name == "mp4"
        # What reads the files that we write of the same words cuts them into packets.
        text, form = (said.to_srt(), "srt") if self._timed_text else (said.to_vtt(), "webvtt")
        self._source = av.open(BytesIO(text.encode()), "r", format=form)
        if self._timed_text:
            self._stream = out.add_stream("mov_text")
            self._stream.codec_context.subtitle_header = _STYLE
        else:
            self._stream = out.add_stream_from_template(self._source.streams.subtitles[0])
        self._packets: Iterator[Any] = (packet for packet in self._source.demux() if packet.pts is not None)
        self._next = next(self._packets, None)

    def write(self, until_s: float) -> None:
        """Write those that have begun by then."""
        while self._next is not None and self._next.pts * self._next.time_base <= until_s:
            self._out.mux(self._packet(self._next))
            self._next = next(self._packets, None)

    def end(self) -> None:
        """Write the rest."""
        self.write(float("inf"))
        self._source.close()

    def _packet(self, source: Any) -> Any:
        import av

        content = bytes(source)
        packet = av.Packet(len(content).to_bytes(2, "big") + content if self._timed_text else content)
        packet.pts = packet.dts = source.pts
        packet.duration, packet.time_base, packet.stream = source.duration, source.time_base, self._stream
        return packet
