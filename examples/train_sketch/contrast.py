"""A contrastive loss between text and picture: does it help the UNet to follow the words?

LAFITE (Zhou et al. 2022, "Towards Language-Free Training for Text-to-Image Generation") trains its generator with two
such losses: one on what is generated, weight *itc*, and one with which the network that judges it learns on real
pictures, weight *itd*. Here the generator is the UNet, and what it generates is the clean latent that its v stands for.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn.functional import cross_entropy, normalize

from .models import LATENT_CHANNELS, TEXT_WIDTH


@dataclass(frozen=True)
class ContrastConfig:
    """How much text and picture are held against each other.

    Args:
        itc: Weight of the loss on what the UNet draws; 0 leaves the critic out.
        itd: Weight of the loss with which the critic learns on composed pictures.
        temperature: What the likenesses are divided by.
        gamma: Weight of the penalty on the critic's gradient (Mescheder et al. 2018, R1).
    """

    itc: float = 0.0
    itd: float = 1.0
    temperature: float = 0.1
    gamma: float = 0.0

    def __post_init__(self) -> None:
        if min(self.itc, self.itd, self.gamma) < 0 or self.temperature <= 0:
            raise ValueError(f"weights are at least 0, and the temperature is above it: {self}")


class Critic(nn.Module):
    """Latents and texts to one space: float[b, 8, h, w] and float[b, 77, 256] -> two float[b, 128] of length 1."""

    def __init__(self, width: int = 128) -> None:
        super().__init__()
        self.picture = nn.Sequential(
            nn.Conv2d(LATENT_CHANNELS, 64, 3, padding=1), nn.SiLU(), nn.Conv2d(64, 128, 3, 2, 1), nn.SiLU(),
            nn.Conv2d(128, 128, 3, 2, 1), nn.SiLU(), nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(512, width),
        )  # fmt: skip
        self.text = nn.Linear(TEXT_WIDTH, width)

    def forward(self, latents: torch.Tensor, states: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Read both. The text's last position has read all of it, since its padding is read on."""
        return normalize(self.picture(latents), dim=1), normalize(self.text(states[:, -1]), dim=1)


def contrast(pictures: torch.Tensor, texts: torch.Tensor, temperature: float) -> torch.Tensor:
    """InfoNCE both ways (van den Oord et al. 2018): each is to find its own in the batch.

    Args:
        pictures: float[b, d], of length 1.
        texts: The same of what was said of them.
        temperature: What the likenesses are divided by.
    """
    likeness = pictures @ texts.T / temperature
    own = torch.arange(len(pictures), device=pictures.device)
    return (cross_entropy(likeness, own) + cross_entropy(likeness.T, own)) / 2


class Contrast:
    """The critic with its optimizer. It isn't kept between runs: it learns again in some hundred steps.

    Args:
        config: The weights.
        device: Where it works.
        rate: The critic's learning rate.
    """

    def __init__(self, config: ContrastConfig, device: torch.device, rate: float = 1e-3) -> None:
        self.config = config
        self._critic = Critic().to(device)
        self._optimizer = torch.optim.AdamW(self._critic.parameters(), lr=rate)

    def learn(self, clean: torch.Tensor, states: torch.Tensor) -> None:
        """One step of the critic on composed pictures."""
        real = clean.detach().requires_grad_(self.config.gamma > 0)
        pictures, texts = self._critic(real, states.float())
        loss = self.config.itd * contrast(pictures, texts, self.config.temperature)
        if self.config.gamma:
            (slope,) = torch.autograd.grad((pictures * texts.detach()).sum(), real, create_graph=True)
            loss = loss + self.config.gamma / 2 * slope.square().sum((1, 2, 3)).mean()
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimizer.step()

    def loss(self, drawn: torch.Tensor, states: torch.Tensor) -> torch.Tensor:
        """What the UNet's clean latents get; the critic doesn't learn from it."""
        for weight in self._critic.parameters():
            weight.requires_grad_(False)
        pictures, texts = self._critic(drawn, states.float())
        for weight in self._critic.parameters():
            weight.requires_grad_(True)
        return self.config.itc * contrast(pictures, texts.detach(), self.config.temperature)
