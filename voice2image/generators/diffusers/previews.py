"""Small pictures of where an image stands, while it is being drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from PIL import Image
    from torch import Tensor

__all__ = ["Tap", "to_pictures"]

PREVIEW_PIXELS = 128  # the longer side


class Tap:
    """Listens at the UNet and turns what it says into a picture of the image to be.

    Every scheduler feeds the UNet the same thing, the variance-preserving x_t, so one formula serves them
    all: the clean image is (x_t - s e) / a where the model predicts noise (Ho et al. 2020,
    arXiv:2006.11239, equation 15) and a x_t - s v where it predicts velocity (Salimans & Ho 2022,
    arXiv:2202.00512, appendix D).
    """

    def __init__(self, pipe: Any, guidance_scale: float, *, by_turns: bool = False) -> None:
        """`by_turns`: only one component is on the device at a time."""
        self._pipe = pipe
        self._guidance = guidance_scale
        self._by_turns = by_turns
        self._seen: tuple[Tensor, Tensor, Tensor] | None = None

    def __enter__(self) -> Self:
        self._handle = self._pipe.unet.register_forward_hook(self._listen)
        return self

    def __exit__(self, *_: object) -> None:
        self._handle.remove()
        self._seen = None

    def _listen(self, _: Any, inputs: tuple[Any, ...], output: Any) -> None:
        self._seen = (inputs[0], inputs[1], output[0])

    def pictures(self) -> list[Image.Image]:
        """One picture for each image of the batch."""
        import torch
        from torch.nn.functional import interpolate

        if self._seen is None:
            return []
        pipe = self._pipe
        with torch.no_grad():
            clean = self._clean(*self._seen)
            shrink = max(1.0, max(clean.shape[-2:]) * pipe.vae_scale_factor / PREVIEW_PIXELS)
            size = [max(1, round(side / shrink)) for side in clean.shape[-2:]]
            small = interpolate(clean, size=size, mode="area").to(pipe.vae.dtype)
            scaled = small / pipe.vae.config.scaling_factor
            if self._by_turns:
                return to_pictures(self._beside_the_unet(scaled))
            return to_pictures(pipe.vae.decode(scaled, return_dict=False)[0])

    def _beside_the_unet(self, latents: Tensor) -> Tensor:
        """What the decoder makes of latents, past its `decode`, which would send the UNet off the device each time.

        There is room for it: between two steps the UNet has weights there, but no work.
        """
        vae = self._pipe.vae
        place = vae.device
        vae.to(latents.device)
        try:
            decoded: Tensor = vae.decoder(vae.post_quant_conv(latents) if vae.post_quant_conv else latents)
        finally:
            vae.to(place)
        return decoded

    def _clean(self, noisy: Tensor, timestep: Tensor, output: Tensor) -> Tensor:
        """The latents that the model believes in, float32[n, channels, height / f, width / f]; f: the VAE's factor."""
        noisy, output = noisy.float(), output.float()
        if self._guidance > 1:
            noisy = noisy.chunk(2)[0]
            without, with_text = output.chunk(2)
            output = without + self._guidance * (with_text - without)
        schedule = self._pipe.scheduler.alphas_cumprod
        step = min(max(round(float(timestep)), 0), len(schedule) - 1)
        a, s = float(schedule[step]) ** 0.5, float(1 - schedule[step]) ** 0.5
        kind = self._pipe.scheduler.config.prediction_type
        clean: Tensor = output
        if kind == "v_prediction":
            clean = a * noisy - s * output
        elif kind == "epsilon":
            clean = (noisy - s * output) / max(a, 1e-3)
        return clean


def to_pictures(decoded: Tensor) -> list[Image.Image]:
    """The decoder's output, float[n, 3, height, width] from -1 to 1, as RGB pictures. NaN becomes black."""
    from PIL import Image

    scaled = (decoded.detach().float().nan_to_num(-1.0) * 127.5 + 127.5).round().clamp(0, 255)
    pixels = scaled.byte().permute(0, 2, 3, 1).cpu().numpy()
    return [Image.fromarray(one) for one in pixels]
