"""Where a pipeline's weights lie: put on the device as a plan says, and let go of again."""

from __future__ import annotations

from typing import Any

from voice2image.memory import TILE_SIDE, MemoryPlan

__all__ = ["empty", "place", "slice_and_tile"]


def place(pipe: Any, plan: MemoryPlan, device: str) -> None:
    """Put the weights where `plan` wants them."""
    slice_and_tile(pipe, plan)
    if plan.offload == "none":
        pipe.to(device)
    elif plan.offload == "model":
        pipe.enable_model_cpu_offload(device=device)
    elif plan.offload == "group":
        # One stream loads the next layers while these compute; only CUDA has streams here.
        pipe.enable_group_offload(device, offload_type="leaf_level", use_stream=device.startswith("cuda"))
    else:
        pipe.enable_sequential_cpu_offload(device=device)


def slice_and_tile(pipe: Any, plan: MemoryPlan) -> None:
    """Let the decoder work as `plan` says."""
    if plan.vae_slicing:
        pipe.vae.enable_slicing()
    if plan.vae_tiling:
        pipe.vae.enable_tiling()
        # Its own tiles are as large as the model's pictures, which saves nothing at 768 pixels.
        pipe.vae.tile_sample_min_size = TILE_SIDE
        pipe.vae.tile_latent_min_size = TILE_SIDE // pipe.vae_scale_factor


def empty(pipe: Any) -> None:
    """Take the weights out of the modules, for good.

    Whoever keeps the error of a failed drawing keeps, through its traceback, the modules that were running.
    """
    import torch

    pipe.remove_all_hooks()
    for part in (pipe.text_encoder, pipe.unet, pipe.vae):
        for module in part.modules():
            if registry := getattr(module, "_diffusers_hook", None):  # group offloading keeps copies in pinned memory
                for name in tuple(registry.hooks):
                    registry.remove_hook(name, recurse=False)
        for tensor in (*part.parameters(), *part.buffers()):
            tensor.data = torch.empty(0, dtype=tensor.dtype, device=tensor.device)
