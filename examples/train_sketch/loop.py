"""The loop that the VAE, the text encoder and the UNet share: a clock, a schedule, an average, a state on disk."""

from __future__ import annotations

import copy
import csv
import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
from PIL import Image, ImageDraw

from .checkpoint import load_state, pack, pack_adam, save_state, unpack, unpack_adam

log = logging.getLogger("train_sketch")

_LOG_EVERY: Final = 25
_WARMUP_STEPS: Final = 200


@dataclass(frozen=True)
class LoopConfig:
    """How long and how fast.

    Args:
        minutes: Training time in all, the time before an interruption included; the learning rate decays over it.
        learning_rate: Its highest value.
        floor: The share of it that is left at the end.
        ema: The decay of the weights' running average at full length; early steps use a shorter one.
        save_every_s: Seconds between two saves.
        batch: Pictures a step, for the count of samples.
    """

    minutes: float
    learning_rate: float
    batch: int
    floor: float = 0.05
    ema: float = 0.999
    save_every_s: float = 180.0


class Loop:
    """Train one module, resumably.

    Args:
        name: Names the state folder and the log files under ``work``.
        work: The work directory.
        model: What is trained, on its device already.
    """

    def __init__(self, name: str, work: Path, model: torch.nn.Module, config: LoopConfig) -> None:
        self.name, self.work, self.model, self.config = name, work, model, config
        self.average = copy.deepcopy(model).eval().requires_grad_(False)
        self.optimizer = torch.optim.AdamW(
            [p for p in model.parameters() if p.requires_grad],
            lr=config.learning_rate,
            betas=(0.9, 0.99),
            weight_decay=0.01,
        )
        self.step, self.elapsed_s = 0, 0.0
        self._curve: list[tuple[int, float]] = []
        self._restore()

    @property
    def samples(self) -> int:
        """Pictures seen so far."""
        return self.step * self.config.batch

    def _restore(self) -> None:
        found = load_state(self.work / "state" / self.name)
        if found is None:
            return
        tensors, meta = found
        self.model.load_state_dict(unpack("model", tensors))
        self.average.load_state_dict(unpack("average", tensors))
        unpack_adam(self.optimizer, tensors)
        self.step, self.elapsed_s, self._curve = meta["step"], meta["elapsed_s"], [tuple(p) for p in meta["curve"]]
        log.info("%s goes on from step %d, %.1f minutes in", self.name, self.step, self.elapsed_s / 60)

    def save(self) -> None:
        """Write the state and the loss curve."""
        tensors = pack("model", self.model.state_dict()) | pack("average", self.average.state_dict())
        meta = {"step": self.step, "elapsed_s": self.elapsed_s, "samples": self.samples, "curve": self._curve}
        save_state(self.work / "state" / self.name, tensors | pack_adam(self.optimizer), meta)
        with (self.work / f"{self.name}-loss.csv").open("w", newline="") as file:
            csv.writer(file).writerows([("step", "loss"), *self._curve])
        draw_curve(self._curve, self.work / f"{self.name}-loss.png")

    def _rate(self) -> float:
        done = min(1.0, self.elapsed_s / (self.config.minutes * 60))
        decay = self.config.floor + (1 - self.config.floor) * 0.5 * (1 + math.cos(math.pi * done))
        return self.config.learning_rate * decay * min(1.0, (self.step + 1) / _WARMUP_STEPS)

    def run(self, loss_of_batch: Callable[[], torch.Tensor], on_save: Callable[[], None]) -> None:
        """Step until the minutes are spent; ``on_save`` is called after every save, with the average up to date."""
        self.model.train()
        running, saved, last = 0.0, time.monotonic(), time.monotonic()
        while self.elapsed_s < self.config.minutes * 60:
            for group in self.optimizer.param_groups:
                group["lr"] = self._rate()
            loss = loss_of_batch()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            self.optimizer.zero_grad(set_to_none=True)
            self.step += 1
            self._follow()
            running += loss.item()
            if self.step % _LOG_EVERY == 0:
                self._curve.append((self.step, round(running / _LOG_EVERY, 5)))
                log.info(
                    "%s step %d, %d samples, %.1f min, loss %.4f",
                    self.name,
                    self.step,
                    self.samples,
                    self.elapsed_s / 60,
                    running / _LOG_EVERY,
                )
                running = 0.0
            now = time.monotonic()
            self.elapsed_s += now - last
            last = now
            if now - saved > self.config.save_every_s:
                self.save()
                on_save()
                saved = last = time.monotonic()
        self.save()
        on_save()

    @torch.no_grad()
    def _follow(self) -> None:
        decay = min(self.config.ema, (1 + self.step) / (10 + self.step))
        mine = [p.data for p in self.average.parameters()]
        theirs = [p.data for p in self.model.parameters()]
        torch._foreach_lerp_(mine, theirs, 1.0 - decay)


def draw_curve(curve: list[tuple[int, float]], path: Path, size: tuple[int, int] = (640, 240)) -> None:
    """Draw a loss curve on a logarithmic scale."""
    if len(curve) < 2:
        return
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    values = [math.log(max(v, 1e-6)) for _, v in curve]
    low, high = min(values), max(values) + 1e-6
    last = curve[-1][0]
    points = [
        (20 + (size[0] - 40) * s / last, size[1] - 20 - (size[1] - 40) * (v - low) / (high - low))
        for (s, _), v in zip(curve, values, strict=True)
    ]
    pen.line(points, fill=(30, 90, 180), width=2)
    pen.text((20, 2), f"loss {curve[0][1]:.4f} -> {curve[-1][1]:.4f} in {last} steps", fill="black")
    image.save(path)
