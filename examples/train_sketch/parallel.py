"""Several processes that train one model together, on the cores or the cards of one machine.

On a CPU one process a core is faster than one process with a thread a core: a small model's layers take less time than
their threads take to meet.
"""

from __future__ import annotations

import random
import socket
from collections.abc import Callable
from typing import Any

import torch
from torch import distributed as dist
from torch import multiprocessing


def rank() -> tuple[int, int]:
    """This process's number among those that train together, and how many they are."""
    return (dist.get_rank(), dist.get_world_size()) if dist.is_initialized() else (0, 1)


def own_chance(stage: str, step: int) -> random.Random:
    """A source of chance for this process alone, another one after every interruption; torch's is seeded by it."""
    rng = random.Random(f"{stage} {step} {rank()[0]}")
    torch.manual_seed(rng.getrandbits(31))
    return rng


def together(count: int, work: Callable[..., None], *arguments: Any, on: str = "cpu") -> None:
    """Run ``work(*arguments)`` in ``count`` processes that share their gradients; in this one if it is alone.

    Args:
        count: How many processes; on cards, one a card.
        work: What each of them does; it has to be importable.
        arguments: What it is given.
        on: "cpu" or "cuda".

    Raises:
        ValueError: There are fewer cards than processes.
        torch.multiprocessing.ProcessRaisedException: One of them failed; the others are stopped.
    """
    if count == 1:
        work(*arguments)
        return
    if on == "cuda" and count > torch.cuda.device_count():
        raise ValueError(f"--processes {count}, but torch sees {torch.cuda.device_count()} cards")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    multiprocessing.spawn(_join, (count, port, on, work, arguments), nprocs=count)  # type: ignore[attr-defined, no-untyped-call]


def _join(number: int, count: int, port: int, on: str, work: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    backend = "nccl" if on == "cuda" else "gloo"
    if on == "cuda":
        torch.cuda.set_device(number)
    dist.init_process_group(backend, init_method=f"tcp://127.0.0.1:{port}", rank=number, world_size=count)
    try:
        work(*arguments)
    finally:
        dist.destroy_process_group()
