"""Muon for the matrices of a UNet, Adam for the rest of it.

Jordan et al. 2024 ("Muon: An optimizer for hidden layers"): the momentum of a weight matrix is made orthogonal before
it is applied, so that what is seldom seen is learned as fast as what is seen all the time. A world of 300 subjects is
such a case: each of them is seldom seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, Final

import torch
from torch import distributed as dist

from .parallel import rank

# The quintic iteration of the paper: it brings all singular values near 1 in five rounds.
_A, _B, _C = 3.4445, -4.7750, 2.0315
_ROUNDS: Final = 5
_ADAM_RATE: Final = 0.5  # of Muon's learning rate


def orthogonal(batch: torch.Tensor) -> torch.Tensor:
    """The nearest orthogonal matrices, roughly: float[n, rows, columns], the same shape back."""
    x = batch.bfloat16()
    flip = x.shape[1] > x.shape[2]
    if flip:
        x = x.mT
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(_ROUNDS):
        gram = x @ x.mT
        x = _A * x + (_B * gram + _C * gram @ gram) @ x
    made: torch.Tensor = x.mT if flip else x
    return made


class Muon(torch.optim.Optimizer):
    """Muon with Nesterov momentum over one group of matrices and AdamW over the others.

    Args:
        model: Weights of two and more dimensions take Muon, but for the ends: convolutions in and out, embeddings,
            heads.
        rate: Muon's learning rate; a step changes a matrix by about that times 0.2 in root mean square (Liu et al.
            2025).
    """

    def __init__(self, model: torch.nn.Module, rate: float, decay: float = 0.01, momentum: float = 0.95) -> None:
        named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
        matrices = [p for name, p in named if p.ndim >= 2 and not _at_an_end(name)]
        chosen = {id(p) for p in matrices}
        rest = [p for _, p in named if id(p) not in chosen]
        groups = [
            {"params": matrices, "lr": rate, "gain": 1.0, "muon": True},
            {"params": rest, "lr": rate, "gain": _ADAM_RATE, "muon": False},
        ]
        super().__init__(groups, {"decay": decay, "momentum": momentum})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        """Take one step; `closure` isn't used."""
        for group in self.param_groups:
            with_gradient = [p for p in group["params"] if p.grad is not None]
            if group["muon"]:
                self._step_matrices(with_gradient, group)
            else:
                self._step_adam(with_gradient, group)

    def _step_matrices(self, parameters: list[torch.Tensor], group: dict[str, Any]) -> None:
        alike: dict[tuple[int, int], list[torch.Tensor]] = defaultdict(list)
        for p in parameters:
            state = self.state[p]
            if "momentum" not in state:
                state["momentum"] = torch.zeros_like(p, memory_format=torch.contiguous_format)
            alike[p.shape[0], p[0].numel()].append(p)
        groups = sorted(alike.items(), key=_cost, reverse=True)
        stacks = [self._ahead(members, shape, group["momentum"]) for shape, members in groups]
        _orthogonalise(stacks, [_cost(members) for members in groups])
        for ((rows, columns), members), stack in zip(groups, stacks, strict=True):
            scale = 0.2 * max(rows, columns) ** 0.5 * group["lr"]
            for p, update in zip(members, stack.float(), strict=True):
                p.mul_(1.0 - group["lr"] * group["decay"]).add_(update.view(p.shape), alpha=-scale)

    def _ahead(self, members: list[torch.Tensor], shape: tuple[int, int], momentum: float) -> torch.Tensor:
        """Follow the gradients of matrices of one shape; where their momenta lead: bfloat16[n, rows, columns]."""
        momenta = [self.state[p]["momentum"] for p in members]
        gradients = [p.grad.contiguous() for p in members if p.grad is not None]
        torch._foreach_lerp_(momenta, gradients, 1.0 - momentum)
        ahead = torch._foreach_lerp(gradients, momenta, momentum)
        return torch.stack([update.reshape(shape) for update in ahead]).bfloat16()

    def _step_adam(self, parameters: list[torch.Tensor], group: dict[str, Any]) -> None:
        for p in parameters:
            state, gradient = self.state[p], p.grad
            assert gradient is not None
            if "first" not in state:
                state["first"], state["second"] = torch.zeros_like(p), torch.zeros_like(p)
                state["step"] = torch.zeros(())
            state["step"] += 1
            count = int(state["step"])
            state["first"].lerp_(gradient, 0.1)
            state["second"].lerp_(gradient.square(), 0.01)
            size = (state["second"] / (1 - 0.99**count)).sqrt_().add_(1e-8)
            p.addcdiv_(state["first"] / (1 - 0.9**count), size, value=-group["lr"])


def _orthogonalise(stacks: list[torch.Tensor], costs: list[int]) -> None:
    """Make all of them orthogonal in place; processes that train together share the work out."""
    mine, of = rank()
    load = [0] * of
    owners = []
    for cost in costs:  # the dearest first, each to whom has least to do
        owner = load.index(min(load))
        load[owner] += cost
        owners.append(owner)
    for stack, owner in zip(stacks, owners, strict=True):
        if owner == mine:
            stack.copy_(orthogonal(stack))
    if of > 1:
        for stack, owner in zip(stacks, owners, strict=True):
            dist.broadcast(stack, owner)


def _cost(group: tuple[tuple[int, int], list[torch.Tensor]]) -> int:
    (rows, columns), members = group
    return min(rows, columns) * rows * columns * len(members)


def _at_an_end(name: str) -> bool:
    return any(end in name for end in ("conv_in", "conv_out", "embedding", "heads"))


def muon(model: torch.nn.Module, rate: float) -> torch.optim.Optimizer:
    """Muon over a model's hidden matrices, AdamW over the rest."""
    return Muon(model, rate)
