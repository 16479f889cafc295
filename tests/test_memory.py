from __future__ import annotations

import gc
import subprocess
import sys
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice2image.errors import ConfigError
from voice2image.memory import (
    SEQUENTIAL_SHARE,
    UNET_ELEMENTS_PER_LATENT,
    VAE_ELEMENTS_PER_PIXEL,
    MemoryPlan,
    ModelSize,
    clear_cache,
    free_bytes,
    host_bytes,
    parse_memory,
    peak_bytes,
    total_bytes,
)

GB = 10**9
SD2 = ModelSize(text_encoder=340_387_840, unet=865_910_724, vae=83_653_863)
LAYOUTS = ("none", "model", "group", "sequential")


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("auto", None),
        ("4GB", 4 * GB),
        ("4 gb", 4 * GB),
        ("1.5GB", GB * 3 // 2),
        ("900MB", 900 * 10**6),
        ("4GiB", 4 * 2**30),
        ("group", "group"),
        ("none", "none"),
    ],
)
def test_memory_is_read(text, meaning):
    assert parse_memory(text) == meaning


@pytest.mark.parametrize("text", ["", "4", "GB", "-1GB", "0GB", "four GB", "4 TB"])
def test_memory_that_means_nothing_is_refused(text):
    with pytest.raises(ValueError, match="memory is 'auto'"):
        parse_memory(text)


@pytest.mark.parametrize(
    ("budget_gb", "side", "offload"),
    [(24, 768, "none"), (8, 512, "none"), (4, 512, "none"), (3, 512, "model"), (6, 768, "none"), (2, 512, "group")],
)
def test_stable_diffusion_2_is_laid_out_for_common_cards(budget_gb, side, offload):
    plan = MemoryPlan.fit(budget_gb * GB, SD2, pixels=side * side)
    assert plan.offload == offload
    assert plan.predicted_peak_bytes <= budget_gb * GB


def test_a_plan_says_why():
    plan = MemoryPlan.fit(3 * GB, SD2, pixels=512 * 512)
    assert "one part of the model on the device at a time in float16" in plan.why
    assert "of 3.0 GB" in plan.why


def test_a_budget_that_nothing_fits_gets_the_smallest_plan_and_says_so():
    plan = MemoryPlan.fit(GB // 10, SD2, pixels=768 * 768)
    assert (plan.offload, plan.batch_size, plan.vae_tiling) == ("sequential", 1, True)
    assert plan.why.startswith("nothing fits")
    assert plan.predicted_peak_bytes > GB // 10


@given(st.integers(10**8, 50 * GB), st.integers(10**6, 50 * GB), st.sampled_from([256, 512, 768, 1024]))
def test_more_memory_never_gives_a_slower_plan(budget, more, side):
    small = MemoryPlan.fit(budget, SD2, pixels=side * side)
    large = MemoryPlan.fit(budget + more, SD2, pixels=side * side)

    def speed(plan):
        return (-LAYOUTS.index(plan.offload), not plan.vae_tiling, plan.batch_size)

    assert speed(large) >= speed(small)
    assert small.predicted_peak_bytes <= budget or small.why.startswith("nothing fits")


def test_weights_alone_bound_the_prediction_from_below():
    plan = MemoryPlan.fit(100 * GB, SD2, pixels=512 * 512)
    assert plan.predicted_peak_bytes > 2 * SD2.total
    full = MemoryPlan.fit(100 * GB, SD2, pixels=512 * 512, dtype="float32")
    assert full.predicted_peak_bytes > 4 * SD2.total


class LiveBytes:
    """Counts the bytes of all tensors that are alive at once, those of `weights` left out."""

    def __new__(cls, weights):
        from torch import Tensor
        from torch.utils._python_dispatch import TorchDispatchMode
        from torch.utils._pytree import tree_leaves

        class Mode(TorchDispatchMode):
            def __init__(self):
                super().__init__()
                self.live = self.peak = 0
                self.known = {weight.untyped_storage()._cdata for weight in weights}

            def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
                output = operation(*args, **(kwargs or {}))
                for tensor in tree_leaves(output):
                    if isinstance(tensor, Tensor):
                        self.count(tensor.untyped_storage())
                return output

            def count(self, storage):
                if storage._cdata not in self.known:
                    self.known.add(storage._cdata)
                    self.live += storage.nbytes()
                    self.peak = max(self.peak, self.live)
                    weakref.finalize(storage, self.drop, storage._cdata, storage.nbytes())

            def drop(self, key, size):
                self.known.discard(key)
                self.live -= size

        return Mode()


@pytest.mark.slow
@pytest.mark.parametrize("side", [512, 768])
def test_the_arithmetic_is_that_of_the_true_architecture(side):
    """Runs Stable Diffusion 2 on tensors without content, and counts."""
    torch = pytest.importorskip("torch")
    diffusers = pytest.importorskip("diffusers")
    from torch._subclasses.fake_tensor import FakeTensorMode

    latent = side // 8
    with FakeTensorMode(allow_non_fake_inputs=True), torch.no_grad():
        unet = diffusers.UNet2DConditionModel(
            sample_size=96, cross_attention_dim=1024, attention_head_dim=(5, 10, 20, 20), use_linear_projection=True
        )
        vae = diffusers.AutoencoderKL(
            block_out_channels=(128, 256, 512, 512),
            down_block_types=("DownEncoderBlock2D",) * 4,
            up_block_types=("UpDecoderBlock2D",) * 4,
            layers_per_block=2,
        )
        with LiveBytes(unet.parameters()) as drawn:
            unet(torch.randn(2, 4, latent, latent), torch.tensor(5), torch.randn(2, 77, 1024))
        with LiveBytes(vae.parameters()) as decoded:
            vae.decode(torch.randn(1, 4, latent, latent))
    assert sum(weight.numel() for weight in unet.parameters()) == SD2.unet
    assert sum(weight.numel() for weight in vae.parameters()) == SD2.vae
    assert drawn.peak == pytest.approx(2 * latent**2 * UNET_ELEMENTS_PER_LATENT * 4, rel=0.02)
    assert decoded.peak == pytest.approx(side**2 * VAE_ELEMENTS_PER_PIXEL * 4, rel=0.02)
    largest = max(weight.numel() for weight in unet.parameters())
    assert largest == pytest.approx(SEQUENTIAL_SHARE * SD2.unet, rel=0.05)


def test_stepping_down_ends():
    plan, seen = MemoryPlan(dtype="float16", batch_size=4), []
    while plan:
        seen.append((plan.batch_size, plan.vae_tiling, plan.offload))
        plan = plan.lower()
    assert seen == [
        (4, False, "none"),
        (2, False, "none"),
        (1, False, "none"),
        (1, True, "none"),
        (1, True, "model"),
        (1, True, "group"),
        (1, True, "sequential"),
    ]


def test_a_picture_of_one_tile_is_not_drawn_again_in_tiles():
    plan = MemoryPlan(dtype="float16")
    assert plan.lower(pixels=512 * 512).offload == "model"
    assert plan.lower(pixels=768 * 768).vae_tiling
    assert plan.lower(pixels=512 * 512, can_offload=False) is None


def test_a_budget_may_be_text():
    assert MemoryPlan.fit("4GB", SD2, pixels=512 * 512) == MemoryPlan.fit(4 * GB, SD2, pixels=512 * 512)
    for budget in ("much", "auto", "group"):
        with pytest.raises(ConfigError, match="an amount such as '4GB'"):
            MemoryPlan.fit(budget, SD2, pixels=512 * 512)


def test_without_an_accelerator_there_is_nowhere_to_offload_to():
    tiled = MemoryPlan(dtype="float32", vae_tiling=True)
    assert tiled.lower(can_offload=False) is None


def test_clearing_the_cache_collects_what_only_cycles_hold():
    class Node:
        pass

    gc.disable()
    try:
        node = Node()
        node.itself = node
        gone = weakref.ref(node)
        del node
        assert gone() is not None
        clear_cache()
        assert gone() is None
    finally:
        gc.enable()


def test_clearing_the_cache_imports_no_torch():
    check = "import sys, voice2image.memory as m; m.clear_cache(); sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_clearing_the_cache_reaches_each_accelerator(monkeypatch):
    torch = pytest.importorskip("torch")
    cleared = []
    for kind in ("cuda", "xpu"):
        monkeypatch.setattr(getattr(torch, kind), "is_available", lambda: True)
        monkeypatch.setattr(getattr(torch, kind), "empty_cache", lambda kind=kind: cleared.append(kind))
    monkeypatch.setattr(torch.cuda, "is_initialized", lambda: True)
    monkeypatch.setattr(torch.cuda, "ipc_collect", lambda: None)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    monkeypatch.setattr(torch.mps, "empty_cache", lambda: cleared.append("mps"))
    clear_cache()
    assert sorted(cleared) == ["cuda", "mps", "xpu"]
    cleared.clear()
    clear_cache("cuda:1")
    assert cleared == ["cuda"]


def test_this_machine_has_memory():
    pytest.importorskip("torch")
    assert 10**8 < free_bytes("cpu") < total_bytes("cpu")
    assert host_bytes()[0] == total_bytes("cpu")
    if sys.platform != "win32":
        assert peak_bytes("cpu") > 10**7
