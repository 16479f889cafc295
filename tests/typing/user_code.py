"""What a studio developer writes. It is type-checked by `nox -s types` and never run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar, assert_type

from PIL import Image

from voice2image import (
    AssemblyAIConfig,
    BoardDone,
    BoardEdited,
    CancelToken,
    Config,
    DiffusersConfig,
    Event,
    FasterWhisperConfig,
    GeneratedImage,
    Generator,
    Panel,
    PanelDrawn,
    Prompt,
    Provenance,
    Revise,
    ShotPrompterConfig,
    StepDone,
    Storyboard,
    Transcript,
    Voice2Image,
    read_provenance,
)
from voice2image.generators.base import OnStep
from voice2image.transcribers.faster_whisper import FasterWhisperTranscriber


def three_lines() -> Storyboard:
    board = Voice2Image()("memo.wav", "board/")
    assert_type(board, Storyboard)
    assert_type(board[0], Panel)
    assert_type(board.export("board.html"), Path)
    return board


def configured() -> Voice2Image:
    return Voice2Image(
        transcriber=FasterWhisperConfig(model="small", hotwords=("Mira",), language="en"),
        prompter=ShotPrompterConfig(style="ink wash manga", characters={"Mira": "a tall woman"}),
        generator=DiffusersConfig.preset("sd2-768v", memory="4GB"),
        seed=7,
    )


def followed(v2i: Voice2Image, cancel: CancelToken) -> Iterator[Image.Image]:
    for event in v2i.stream(b"RIFF", cancel=cancel):
        assert_type(event, Event)
        match event:
            case StepDone(preview=preview) if preview is not None:
                yield preview
            case BoardEdited(edit=Revise(prompt=prompt), panels=panels):
                assert_type(prompt, Prompt)
                assert_type(panels, tuple[Panel, ...])
            case PanelDrawn(panel=panel) if panel.image is not None:
                yield panel.image.pixels


async def followed_async(v2i: Voice2Image) -> Storyboard | None:
    async for event in v2i.astream(Path("memo.m4a")):
        if isinstance(event, BoardDone):
            return event.board
    return await v2i.arun("memo.m4a")


def heard() -> str:
    with FasterWhisperTranscriber(FasterWhisperConfig(task="translate")) as transcriber:
        transcript = transcriber.transcript("memo.ogg")
    assert_type(transcript, Transcript)
    return transcript.to_srt()


def looked_up(png: Path) -> int | None:
    provenance = read_provenance(png)
    assert_type(provenance, Provenance)
    return provenance.prompt.seed


class MyConfig(Config):
    backend: ClassVar[str] = "mine"

    strength: float = 0.5


class MyGenerator(Generator[MyConfig]):
    name = "mine"
    config_class = MyConfig

    def generate(
        self, prompts: Sequence[Prompt], *, on_step: OnStep | None = None, cancel: CancelToken | None = None
    ) -> Iterator[GeneratedImage]:
        assert_type(self.config, MyConfig)
        yield from ()


def mixed() -> Voice2Image:
    return Voice2Image(AssemblyAIConfig(speaker_labels=True), generator=MyGenerator(MyConfig(strength=0.3)))
