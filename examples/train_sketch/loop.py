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
from torch import distributed as dist

from .checkpoint import load_state, pack, pack_optimizer, save_state, unpack, unpack_optimizer
from .parallel import rank

log = logging.getLogger("train_sketch")

_LOG_EVERY: Final = 25


@dataclass(frozen=True)
class LoopConfig:
    """How long and how fast.

    Args:
        minutes: Training time in all, the time before an interruption included; the learning rate decays over it.
        learning_rate: Its highest value.
        floor: The share of it that is left at the end.
        warmup_steps: Steps in which the rate rises.
        ema: The decay of the weights' running average at full length; early steps use a shorter one.
        save_every_s: Seconds between two saves.
        batch: Pictures a step, for the count of samples.
        ema_every: Steps between two updates of the average.
    """

    minutes: float
    learning_rate: float
    batch: int
    floor: float = 0.05
    warmup_steps: int = 200
    ema: float = 0.999
    ema_every: int = 4
    save_every_s: float = 180.0


class Loop:
    """Train one module, resumably.

    The weights are kept in float32; a bfloat16 copy of them, channels last, does the work, which on a CPU with matrix
    units is four times as fast as autocast.

    Args:
        name: Names the state folder and the log files under ``work``.
        work: The work directory.
        model: What is trained, on its device already.
        config: How long and how fast.
        optimizer: Makes the optimizer of the float32 weights; AdamW by default.

    Attributes:
        model: The bfloat16 copy: what the loss is computed with.
        average: The running average of the weights, float32: what is kept in the end.
    """

    def __init__(
        self,
        name: str,
        work: Path,
        model: torch.nn.Module,
        config: LoopConfig,
        optimizer: Callable[[torch.nn.Module, float], torch.optim.Optimizer] | None = None,
    ) -> None:
        self.name, self.work, self.config = name, work, config
        if dist.is_initialized():  # all start alike
            for tensor in model.state_dict().values():
                dist.broadcast(tensor, 0)
        self.exact = model
        self.average = copy.deepcopy(model).eval().requires_grad_(False)
        self.model = copy.deepcopy(model).to(torch.bfloat16, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.optimizer = (optimizer or adamw)(self.exact, config.learning_rate)
        self.step, self.elapsed_s = 0, 0.0
        self._curve: list[tuple[int, float]] = []
        self._restore()
        self._exact = [p for p in self.exact.parameters() if p.requires_grad]
        self._quick = [p for p in self.model.parameters() if p.requires_grad]
        self.model.load_state_dict(self.exact.state_dict())

    @torch.no_grad()
    def _share(self) -> None:
        """Give the working copy the exact weights."""
        torch._foreach_copy_([p.data for p in self._quick], [p.data for p in self._exact])

    @property
    def samples(self) -> int:
        """Pictures seen so far, by all processes."""
        return self.step * self.config.batch * rank()[1]

    def _restore(self) -> None:
        found = load_state(self.work / "state" / self.name)
        if found is None:
            return
        tensors, meta = found
        self.exact.load_state_dict(unpack("model", tensors))
        self.average.load_state_dict(unpack("average", tensors))
        unpack_optimizer(self.optimizer, tensors)
        self.step, self.elapsed_s, self._curve = meta["step"], meta["elapsed_s"], [tuple(p) for p in meta["curve"]]
        log.info("%s goes on from step %d, %.1f minutes in", self.name, self.step, self.elapsed_s / 60)

    def save(self) -> None:
        """Write the state and the loss curve."""
        tensors = pack("model", self.exact.state_dict()) | pack("average", self.average.state_dict())
        meta = {"step": self.step, "elapsed_s": self.elapsed_s, "samples": self.samples, "curve": self._curve}
        save_state(self.work / "state" / self.name, tensors | pack_optimizer(self.optimizer), meta)
        with (self.work / f"{self.name}-loss.csv").open("w", newline="") as file:
            csv.writer(file).writerows([("step", "loss"), *self._curve])
        draw_curve(self._curve, self.work / f"{self.name}-loss.png")

    def _rate(self) -> float:
        done = min(1.0, self.elapsed_s / (self.config.minutes * 60))
        decay = self.config.floor + (1 - self.config.floor) * 0.5 * (1 + math.cos(math.pi * done))
        return self.config.learning_rate * decay * min(1.0, (self.step + 1) / self.config.warmup_steps)

    def run(self, loss_of_batch: Callable[[], torch.Tensor], on_save: Callable[[], None]) -> None:
        """Step until the minutes are spent; ``on_save`` is called after every save, with the average up to date."""
        self.model.train()
        first = rank()[0] == 0
        running, summed, saved, last = 0.0, 0, time.monotonic(), time.monotonic()
        while self.elapsed_s < self.config.minutes * 60:
            for group in self.optimizer.param_groups:
                group["lr"] = self._rate() * group.get("gain", 1.0)
            loss = loss_of_batch()
            loss.backward()  # type: ignore[no-untyped-call]
            now = time.monotonic()
            self.elapsed_s += now - last
            last = now
            self._apply()
            self.step += 1
            if self.step % self.config.ema_every == 0:
                self._follow()
            running, summed = running + loss.item(), summed + 1
            if self.step % _LOG_EVERY == 0 and first:
                self._curve.append((self.step, round(running / summed, 5)))
                log.info(
                    "%s step %d, %d samples, %.1f min, loss %.4f",
                    self.name,
                    self.step,
                    self.samples,
                    self.elapsed_s / 60,
                    running / summed,
                )
            if self.step % _LOG_EVERY == 0:
                running, summed = 0.0, 0
            if now - saved > self.config.save_every_s and first:
                self.save()
                on_save()
                saved = last = time.monotonic()
        if first:
            self.save()
            on_save()

    def _apply(self) -> None:
        self._agree()
        for exact, quick in zip(self._exact, self._quick, strict=True):
            exact.grad = None if quick.grad is None else quick.grad.float()
            quick.grad = None
        torch.nn.utils.clip_grad_norm_(self._exact, 1.0)
        self.optimizer.step()
        self._share()

    @torch.no_grad()
    def _agree(self) -> None:
        """Take the mean of all processes' gradients, and the first one's clock."""
        if not dist.is_initialized():
            return
        gradients = [p.grad for p in self._quick if p.grad is not None]
        whole = torch.cat([g.reshape(-1) for g in gradients])
        dist.all_reduce(whole)
        whole /= dist.get_world_size()
        for gradient, mean in zip(gradients, torch.split(whole, [g.numel() for g in gradients]), strict=True):
            gradient.copy_(mean.view(gradient.shape))
        clock = torch.tensor(self.elapsed_s, dtype=torch.float64, device=whole.device)
        dist.broadcast(clock, 0)
        self.elapsed_s = float(clock)

    @torch.no_grad()
    def _follow(self) -> None:
        done = self.step // self.config.ema_every
        decay = min(self.config.ema**self.config.ema_every, (1 + done) / (10 + done))
        mine = [p.data for p in self.average.parameters()]
        theirs = [p.data for p in self.exact.parameters()]
        torch._foreach_lerp_(mine, theirs, 1.0 - decay)


def adamw(model: torch.nn.Module, rate: float) -> torch.optim.Optimizer:
    """AdamW over all weights that learn (Loshchilov & Hutter 2019)."""
    learning = [p for p in model.parameters() if p.requires_grad]
    return torch.optim.AdamW(learning, lr=rate, betas=(0.9, 0.99), weight_decay=0.01, fused=True)


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
