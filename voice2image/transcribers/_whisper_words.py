"""Whisper's quick look at a few seconds of sound: greedy, without its 30 s of padding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voice2image.audio import SAMPLE_RATE, Samples
from voice2image.transcribers._whisper_config import FasterWhisperConfig
from voice2image.transcribers._whisper_segments import WORD_PARTS
from voice2image.transcript import Word

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

__all__ = ["quick_words"]

SHORTEST_CONTEXT_S, ROOM_S, LONGEST_CONTEXT_S = 15.0, 5.0, 30.0
"""Whisper learned on windows of 30 s, and mishears and repeats itself over much shorter ones: silence fills them up."""
TOKENS_A_SECOND, TOKENS_MORE = 8, 12
"""Nobody speaks faster: what goes on longer repeats itself."""
PREPENDED, APPENDED = "\"'“¿([{-", "\"'.。,，!！?？:：”)]}、"
"""Punctuation that belongs to the next word, and to the one before."""


def quick_words(model: WhisperModel, samples: Samples, language: str, config: FasterWhisperConfig) -> list[Word]:
    """The words of an unfinished utterance, in seconds from its beginning.

    Args:
        model: Any Whisper.
        samples: ``float32[n]``, 30 s at most.
        language: ISO 639-1 code of what is spoken.
        config: Its task and hotwords.
    """
    from faster_whisper.tokenizer import Tokenizer
    from faster_whisper.transcribe import merge_punctuations, pad_or_trim

    seconds = len(samples) / SAMPLE_RATE
    context_s = min(max(SHORTEST_CONTEXT_S, seconds + ROOM_S), LONGEST_CONTEXT_S)
    features = model.feature_extractor(samples)
    encoded = model.encode(pad_or_trim(features, round(context_s * model.frames_per_second) // 2 * 2))
    tokenizer = Tokenizer(model.hf_tokenizer, model.model.is_multilingual, task=config.task, language=language)
    prompt = model.get_prompt(tokenizer, [], without_timestamps=True, hotwords=config.hotwords_text)
    most = len(prompt) + TOKENS_MORE + round(TOKENS_A_SECOND * seconds)
    (result,) = model.model.generate(encoded, [prompt], beam_size=1, max_length=min(most, model.max_length))
    tokens = [token for token in result.sequences_ids[0] if token < tokenizer.eot]
    (found,) = model.find_alignment(tokenizer, [tokens], encoded, round(seconds * model.frames_per_second)) or ([],)
    merge_punctuations(found, PREPENDED, APPENDED)
    words: list[Word] = []
    for word in found:
        text, start_s = word["word"].strip(), min(max(0.0, float(word["start"])), seconds)
        end_s = min(max(start_s, float(word["end"])), seconds)
        if words and word["word"].startswith(WORD_PARTS):
            words[-1] = words[-1].replace(text=words[-1].text + text, end_s=max(words[-1].end_s, end_s))
        elif text:
            likelihood = min(max(float(word["probability"]), 0.0), 1.0)
            words.append(Word(text=text, start_s=start_s, end_s=end_s, confidence=likelihood))
    return words
