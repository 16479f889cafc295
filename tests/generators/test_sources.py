"""Finding a model's files, and saying clearly what is wrong when there are none."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from voice2image.errors import (
    ConfigError,
    HubUnreachableError,
    MissingExtraError,
    ModelCorruptError,
    ModelError,
    ModelNotFoundError,
)
from voice2image.generators.diffusers import DiffusersConfig, DiffusersGenerator, faults, sources
from voice2image.generators.diffusers.sources import pick_files

SETTINGS = (
    "model_index.json",
    "text_encoder/config.json",
    "unet/config.json",
    "vae/config.json",
    "tokenizer/vocab.json",
    "tokenizer/merges.txt",
    "scheduler/scheduler_config.json",
)


def repository(*endings: str) -> tuple[str, ...]:
    """The files of a repository whose weights end so."""
    names = {"text_encoder": ("model", "pytorch_model"), "unet": ("diffusion_pytorch_model",) * 2}
    names["vae"] = names["unet"]
    weights = [f"{part}/{names[part][ending.endswith('bin')]}{ending}" for part in names for ending in endings]
    return (*SETTINGS, *weights)


@pytest.mark.parametrize(
    ("endings", "half", "variant", "safetensors"),
    [
        ((".safetensors", ".fp16.safetensors", ".fp16.bin", ".bin"), True, "fp16", True),
        ((".safetensors", ".fp16.bin", ".bin"), True, "fp16", False),
        ((".safetensors", ".bin"), True, None, True),
        ((".safetensors", ".fp16.safetensors"), False, None, True),
        ((".fp16.safetensors",), False, "fp16", True),
        ((".bin",), False, None, False),
        (("-00001-of-00002.safetensors", "-00002-of-00002.safetensors"), True, None, True),
        (("-00001-of-00002.fp16.safetensors",), True, "fp16", True),
    ],
)
def test_the_smallest_files_that_do_are_picked(endings, half, variant, safetensors):
    picked = pick_files(repository(*endings), half=half)
    assert picked.variant == variant
    assert picked.safetensors("unet") == safetensors
    weights = [name for name in picked.names if name not in SETTINGS]
    assert len(weights) in (3, 6)
    assert all(("fp16" in name) == (variant == "fp16") for name in weights)


def test_what_isnt_needed_isnt_picked():
    clutter = ("768-v-ema.ckpt", "768-v-ema.safetensors", "README.md", "safety_checker/model.safetensors")
    odd = ("unet/diffusion_pytorch_model.non_ema.safetensors", "unet/flax_model.msgpack")
    picked = pick_files(repository(".safetensors") + clutter + odd, half=True)
    assert set(picked.names) == set(repository(".safetensors"))


def test_a_repository_that_lacks_a_part_isnt_picked():
    assert pick_files(["768-v-ema.ckpt"], half=True) is None
    names = [name for name in repository(".safetensors") if not name.startswith("vae/diff")]
    assert pick_files(names, half=True) is None


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("sd2-bse", "Did you mean 'sd2-base'"),
        ("./models/mine", "no preset, hub id, folder or file"),
        ("mine.safetensors", "no preset, hub id, folder or file"),
        ("a/b/c", "no preset, hub id, folder or file"),
        ("~nosuchuser/model", "no preset, hub id, folder or file"),
    ],
)
def test_a_name_that_means_nothing_is_refused(model, message):
    with pytest.raises(ModelNotFoundError, match=message):
        DiffusersGenerator(DiffusersConfig(model=model)).prepare()


def test_pictures_name_a_model_on_disk_without_its_folders(tiny, make_checkpoint, monkeypatch):
    def provenance(model):
        with DiffusersGenerator(DiffusersConfig(model=model, steps=1)) as generator:
            return generator.imagine("a fox").provenance

    made = provenance(tiny)
    assert made.model == "model"
    assert str(tiny.parent) not in made.model_dump_json()
    monkeypatch.chdir(tiny)
    assert (provenance(".").model, provenance(".").revision) == ("model", made.revision)
    assert provenance(make_checkpoint(seed=1)).revision != made.revision


def test_a_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("no weights")
    with pytest.raises(ModelNotFoundError, match=r"a \.safetensors or a \.ckpt"):
        DiffusersGenerator(DiffusersConfig(model=tmp_path / "notes.txt")).prepare()


@pytest.fixture
def broken(tiny, tmp_path) -> Path:
    """A copy of the tiny checkpoint, to be damaged."""
    return Path(shutil.copytree(tiny, tmp_path / "model"))


def load(folder: Path) -> None:
    DiffusersGenerator(DiffusersConfig(model=folder)).prepare()


def test_an_incomplete_folder_says_what_it_lacks(broken):
    (broken / "vae" / "diffusion_pytorch_model.safetensors").unlink()
    with pytest.raises(ModelCorruptError, match="lacks weights"):
        load(broken)
    (broken / "model_index.json").unlink()
    with pytest.raises(ModelCorruptError, match=r"lacks model_index\.json"):
        load(broken)


@pytest.mark.parametrize("part", ["unet", "vae", "text_encoder"])
def test_truncated_weights_are_an_error_of_ours(broken, part):
    (weights,) = (broken / part).glob("*.safetensors")
    weights.write_bytes(weights.read_bytes()[:-1000])
    with pytest.raises(ModelCorruptError, match="can't be loaded"):
        load(broken)


@pytest.mark.parametrize("part", ["unet", "vae", "text_encoder"])
def test_weights_of_another_model_are_an_error_of_ours(broken, part, make_checkpoint):
    from safetensors.torch import load_file, save_file

    (weights,) = (broken / part).glob("*.safetensors")
    tensors = load_file(weights)
    name = next(name for name in tensors if tensors[name].dim() == 2 or "conv" in name)
    tensors.pop(name)
    save_file(tensors, weights, metadata={"format": "pt"})
    with pytest.raises(ModelCorruptError, match="can't be loaded"):
        load(broken)


def test_a_spoilt_settings_file_is_an_error_of_ours(broken):
    (broken / "unet" / "config.json").write_text("{")
    with pytest.raises(ModelCorruptError):
        load(broken)


def test_another_architecture_is_named(broken):
    index = broken / "model_index.json"
    index.write_text(index.read_text().replace('"StableDiffusionPipeline"', '"StableDiffusionXLPipeline"'))
    with pytest.raises(ModelError, match="StableDiffusionXLPipeline"):
        load(broken)


@pytest.mark.parametrize("source", ["./ink.safetensors", "styles/ink.safetensors", "~nosuchuser/ink", "ink"])
def test_an_adapter_that_isnt_there_is_said_to_be_missing(tiny, source):
    for settings in ({"loras": (source,)}, {"textual_inversions": (source,)}):
        with pytest.raises(ModelNotFoundError, match="no file, folder or hub id"):
            DiffusersGenerator(DiffusersConfig(model=tiny, **settings)).prepare()


def test_a_folder_of_several_loras_asks_which(tiny, tmp_path):
    for name in ("ink", "wash"):
        (tmp_path / f"{name}.safetensors").touch()
    with pytest.raises(ModelNotFoundError, match=r"ink\.safetensors, wash\.safetensors; say which"):
        DiffusersGenerator(DiffusersConfig(model=tiny, loras=(tmp_path,))).prepare()


def test_a_missing_package_says_what_to_install(tiny, monkeypatch):
    monkeypatch.setitem(sys.modules, "accelerate", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'voice2image\[diffusers\]'"):
        load(tiny)


def test_a_device_that_isnt_there_is_refused(tiny):
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has the GPU that has to be missing")
    with pytest.raises(ConfigError, match="torch sees no 'cuda'"):
        DiffusersGenerator(DiffusersConfig(model=tiny, device="cuda")).prepare()


def test_half_precision_weights_load_in_both(make_checkpoint):
    folder = make_checkpoint(variant="fp16")
    for dtype in ("float32", "bfloat16"):
        with DiffusersGenerator(DiffusersConfig(model=folder, dtype=dtype, steps=1)) as generator:
            assert generator.imagine("a fox").provenance.dtype == dtype


def test_weights_in_bin_files_load(make_checkpoint):
    folder = make_checkpoint(safe_serialization=False)
    assert list((folder / "unet").glob("*.bin"))
    load(folder)


def test_a_pickle_that_runs_code_is_not_run(make_checkpoint, tmp_path):
    import torch

    folder, proof = make_checkpoint(safe_serialization=False), tmp_path / "proof"
    (weights,) = (folder / "unet").glob("*.bin")
    torch.save({"conv_in.weight": _Malice(proof)}, weights)
    with pytest.raises(ModelCorruptError):
        load(folder)
    assert not proof.exists()


class _Malice:
    def __init__(self, proof: Path) -> None:
        self.proof = proof

    def __reduce__(self):
        return Path.touch, (self.proof,)


def test_a_full_disk_is_said_before_the_download_starts(monkeypatch):
    monkeypatch.setattr(sources, "free_disk_bytes", lambda _: 10**9)
    with pytest.raises(ModelError, match=r"2\.6 GB, but the disk .* 1\.0 GB left"):
        sources._announce("sd2-base", sources.Mirror("a/b"), 26 * 10**8, notify=pytest.fail)


@pytest.mark.parametrize(
    "text",
    [
        "CUDA out of memory. Tried to allocate 2.00 GiB",
        "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
        "[enforce fail] DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes.",
    ],
)
def test_a_lack_of_memory_is_known_by_its_words(text):
    assert faults.is_out_of_memory(RuntimeError(text))
    assert not faults.is_out_of_memory(ValueError(text))


def test_a_device_that_fails_is_not_taken_for_a_corrupt_model():
    with pytest.raises(ModelError, match="the device can't be used") as caught, faults.loading("a/b"):
        raise RuntimeError("CUDA error: all CUDA-capable devices are busy or unavailable")
    assert not isinstance(caught.value, ModelCorruptError)


def test_a_disk_that_fills_up_is_named():
    with pytest.raises(ModelError, match="disk filled up"), faults.fetching("a/b"):
        raise OSError(28, "No space left on device")


def hub_errors():
    """One of each error that the hub's client can raise."""
    import inspect
    from types import SimpleNamespace

    from huggingface_hub import errors

    for name, kind in inspect.getmembers(errors, inspect.isclass):
        if issubclass(kind, Exception) and kind.__module__ == errors.__name__:
            error = kind.__new__(kind, name)
            error.response = SimpleNamespace(status_code=500)
            yield pytest.param(error, id=name)


@pytest.mark.parametrize("error", hub_errors())
def test_every_error_of_the_hub_becomes_ours(error):
    with pytest.raises(ModelError) as caught, faults.fetching("a/b"):
        raise error
    assert caught.value.__cause__ is error
    assert str(caught.value).startswith("a/b")


@pytest.mark.parametrize("error", [ConnectionResetError("gone"), TimeoutError("slow")])
def test_a_network_that_fails_is_told_from_a_broken_answer(error):
    with pytest.raises(HubUnreachableError), faults.fetching("a/b"):
        raise error
    with pytest.raises(ModelError, match="can't be fetched from the hub: 'sha'") as caught, faults.fetching("a/b"):
        raise KeyError("sha")
    assert not isinstance(caught.value, HubUnreachableError)


def test_the_logging_of_others_is_left_as_it_was(tiny):
    from transformers.utils import logging

    for bars in (logging.enable_progress_bar, logging.disable_progress_bar):
        bars()
        before = logging.is_progress_bar_enabled(), logging.get_verbosity()
        load(tiny)
        assert (logging.is_progress_bar_enabled(), logging.get_verbosity()) == before
    logging.enable_progress_bar()


@pytest.mark.slow
def test_nothing_is_written_to_the_terminal(tiny):
    code = (
        "import sys; from voice2image.generators.diffusers import *;"
        "g = DiffusersGenerator(DiffusersConfig(model=sys.argv[1], steps=1)); g.imagine('a fox ' * 200)"
    )
    done = subprocess.run([sys.executable, "-c", code, tiny], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_weights_in_several_files_load(make_checkpoint):
    folder = make_checkpoint(max_shard_size="100KB")
    assert len(list((folder / "unet").glob("*.safetensors"))) > 1
    with DiffusersGenerator(DiffusersConfig(model=folder, steps=1)) as generator:
        assert generator.imagine("a fox").pixels.size == (64, 64)
    next((folder / "unet").glob("*-00001-of-*.safetensors")).unlink()
    with pytest.raises(ModelCorruptError):
        load(folder)
