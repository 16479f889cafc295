"""``voice2image imagine``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from voice2image._cli.progress import drawing_bar
from voice2image._cli.session import ExitCode, Session, check_target
from voice2image._cli.stages import Stages
from voice2image.errors import ConfigError, ExportError
from voice2image.generators.base import Generator, Step
from voice2image.image import GeneratedImage
from voice2image.prompt import MAX_SEED, Prompt
from voice2image.registry import create

__all__ = ["draw_text", "parse_size"]


def parse_size(text: str) -> tuple[int, int]:
    """``768x512`` as two numbers. Raises :class:`~voice2image.errors.ConfigError`."""
    match = re.fullmatch(r"(\d{1,5})\s*[x×]\s*(\d{1,5})", text.strip().lower())
    if match is None:
        raise ConfigError(f"--size {text}: write width x height in pixels, such as 768x512")
    return int(match[1]), int(match[2])


def draw_text(session: Session, prompt: Prompt, stages: Stages, *, seed: int | None, output: Path | None) -> ExitCode:
    """Draw `prompt`, save what comes, and say where it is."""
    if not prompt.text.strip():
        raise ConfigError("there is no text to draw")
    if seed is not None and not 0 <= seed <= MAX_SEED:
        raise ConfigError(f"--seed {seed}: from 0 to {MAX_SEED}")
    if output is not None and output.suffix.lower() != ".png":
        raise ExportError(f"{output}: pictures are saved as .png, which keeps every pixel and the provenance")
    if output is not None:
        check_target(output)
    prompt = prompt.replace(seed=seed if seed is not None else stages.seed).seeded()
    saved: list[GeneratedImage] = []
    try:
        with _generator(session, stages) as generator:
            generator.prepare(notify=session.note)
            with drawing_bar(session) as show_step:

                def on_step(step: Step) -> None:
                    show_step(step.step, step.steps)

                told: set[str] = set()
                for count, image in enumerate(generator.generate([prompt], on_step=on_step), start=1):
                    saved.append(image.save(_free_path(image, output, count)))
                    _report(session, saved[-1], told)
    except KeyboardInterrupt:
        return _interrupted(session, prompt, saved)
    return ExitCode.OK


def _generator(session: Session, stages: Stages) -> Generator[Any]:
    chosen = stages.generator()
    if isinstance(chosen, Generator):
        return chosen
    from voice2image.generators.auto import choose_generator

    choice = choose_generator()
    session.note(f"generator: {choice.reason}")
    return create("generators", choice.config, Generator)


def _free_path(image: GeneratedImage, output: Path | None, count: int) -> Path:
    """The file that was asked for, with a number from the second picture on; else a name that says what it is."""
    if output is not None:
        return output if count == 1 else output.with_stem(f"{output.stem}-{count}")
    words = re.sub(r"\W+", "-", image.prompt.text.lower()).strip("-")[:40].strip("-")
    name = f"{words or 'picture'}-{image.seed}"
    path, number = Path(f"{name}.png"), 1
    while path.exists():
        number += 1
        path = Path(f"{name}-{number}.png")
    return path


def _interrupted(session: Session, prompt: Prompt, saved: Sequence[GeneratedImage]) -> ExitCode:
    files = [str(image.path) for image in saved]
    if session.json:
        session.document({"event": "interrupted", "saved": files, "seed": prompt.seed})
    kept = f"{', '.join(files)} {'is' if len(files) == 1 else 'are'} saved" if files else "no picture is saved"
    session.warn(f"stopped: {kept}. The same command with --seed {prompt.seed} draws what was begun.")
    return ExitCode.INTERRUPTED


def _report(session: Session, image: GeneratedImage, told: set[str]) -> None:
    """Say where a picture is, and those of its notes that aren't `told` yet."""
    if session.json:
        session.document({"file": str(image.path), "provenance": image.provenance.model_dump(mode="json")})
    else:
        width, height = image.size
        session.say(f"{image.path}  {width}x{height}  seed {image.seed}  {image.provenance.model}")
        for note in image.provenance.notes:
            if note not in told:
                session.note(note)
        told.update(image.provenance.notes)
