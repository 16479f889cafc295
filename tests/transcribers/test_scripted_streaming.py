"""The double keeps the contract."""

import pytest

from voice2image.testing import ScriptedStreamingTranscriber, StreamingTranscriberContract
from voice2image.transcript import Segment, Word


def segment(text, start_s, word_s=0.3):
    words = tuple(
        Word(text=word, start_s=start_s + n * word_s, end_s=start_s + (n + 1) * word_s)
        for n, word in enumerate(text.split())
    )
    return Segment(text=text, start_s=start_s, end_s=words[-1].end_s, words=words, language="en")


class TestScripted(StreamingTranscriberContract):
    listens = False

    @pytest.fixture
    def transcriber(self):
        return ScriptedStreamingTranscriber([segment("A dog runs.", 0.0), segment("A cat sleeps.", 1.5)])
