"""A checkpoint in one file, with the names that Stable Diffusion 2's authors gave its weights."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from voice2image.errors import ConfigError, ModelCorruptError
from voice2image.generators.diffusers import DiffusersConfig, DiffusersGenerator

RESNET = {
    "norm1": "in_layers.0",
    "conv1": "in_layers.2",
    "time_emb_proj": "emb_layers.1",
    "norm2": "out_layers.0",
    "conv2": "out_layers.3",
    "conv_shortcut": "skip_connection",
}
UNET_ENDS = {
    "time_embedding.linear_1": "time_embed.0",
    "time_embedding.linear_2": "time_embed.2",
    "conv_in": "input_blocks.0.0",
    "conv_norm_out": "out.0",
    "conv_out": "out.2",
}
ATTENTION = {"group_norm": "norm", "to_q": "q", "to_k": "k", "to_v": "v", "to_out.0": "proj_out"}
TEXT = {"layer_norm1": "ln_1", "layer_norm2": "ln_2", "mlp.fc1": "mlp.c_fc", "mlp.fc2": "mlp.c_proj"}


def unet_name(name: str, layers: int = 1) -> str:
    for ours, theirs in UNET_ENDS.items():
        if name.startswith(ours):
            return theirs + name.removeprefix(ours)
    part, block, kind, number, rest = re.fullmatch(
        r"(down|up|mid)_blocks?\.?(\d*)\.(resnets|attentions|downsamplers|upsamplers)\.(\d+)\.(.*)", name
    ).groups()
    if kind == "resnets":
        head, dot, tail = rest.partition(".")
        rest = RESNET[head] + dot + tail
    if part == "mid":
        return f"middle_block.{1 if kind == 'attentions' else 2 * int(number)}.{rest}"
    slot = 1 if kind == "attentions" else 0
    if kind == "downsamplers":
        return f"input_blocks.{(int(block) + 1) * (layers + 1)}.0.op{rest.removeprefix('conv')}"
    if part == "down":
        return f"input_blocks.{1 + int(block) * (layers + 1) + int(number)}.{slot}.{rest}"
    if kind == "upsamplers":  # only the first up block has one here, and it has no attention before it
        return f"output_blocks.{int(block) * (layers + 1) + layers}.1.{rest}"
    return f"output_blocks.{int(block) * (layers + 1) + int(number)}.{slot}.{rest}"


def vae_name(name: str) -> str:
    name = re.sub(r"down_blocks\.(\d)\.resnets\.(\d)", r"down.\1.block.\2", name)
    name = re.sub(r"down_blocks\.(\d)\.downsamplers\.0", r"down.\1.downsample", name)
    name = re.sub(r"up_blocks\.(\d)\.resnets\.(\d)", lambda m: f"up.{3 - int(m[1])}.block.{m[2]}", name)
    name = re.sub(r"up_blocks\.(\d)\.upsamplers\.0", lambda m: f"up.{3 - int(m[1])}.upsample", name)
    name = re.sub(r"mid_block\.resnets\.(\d)", lambda m: f"mid.block_{int(m[1]) + 1}", name)
    for ours, theirs in ATTENTION.items():
        name = name.replace(f"mid_block.attentions.0.{ours}.", f"mid.attn_1.{theirs}.")
    return name.replace("conv_norm_out", "norm_out").replace("conv_shortcut", "nin_shortcut")


def text_weights(encoder) -> dict:
    import torch

    weights = {name.removeprefix("text_model."): value for name, value in encoder.state_dict().items()}
    renamed = {
        "positional_embedding": weights["embeddings.position_embedding.weight"],
        "token_embedding.weight": weights["embeddings.token_embedding.weight"],
        "text_projection": torch.eye(32),
    }
    for end in ("weight", "bias"):
        renamed[f"ln_final.{end}"] = weights[f"final_layer_norm.{end}"]
        for layer in range(encoder.config.num_hidden_layers):
            old, new = f"encoder.layers.{layer}", f"transformer.resblocks.{layer}"
            joined = [weights[f"{old}.self_attn.{part}_proj.{end}"] for part in "qkv"]
            renamed[f"{new}.attn.in_proj_{end}"] = torch.cat(joined)
            renamed[f"{new}.attn.out_proj.{end}"] = weights[f"{old}.self_attn.out_proj.{end}"]
            for ours, theirs in TEXT.items():
                renamed[f"{new}.{theirs}.{end}"] = weights[f"{old}.{ours}.{end}"]
    return renamed


def in_one(pipe) -> dict:
    """The weights of a pipeline as a Stable Diffusion 2 file has them."""
    weights = {f"model.diffusion_model.{unet_name(name)}": value for name, value in pipe.unet.state_dict().items()}
    for name, value in pipe.vae.state_dict().items():
        linear = ".attentions." in name and name.endswith("weight") and "group_norm" not in name
        weights[f"first_stage_model.{vae_name(name)}"] = value[:, :, None, None] if linear else value
    for name, value in text_weights(pipe.text_encoder).items():
        weights[f"cond_stage_model.model.{name}"] = value
    return {name: value.contiguous().clone() for name, value in weights.items()}


@pytest.fixture(scope="module")
def weights(tiny) -> dict:
    from diffusers import StableDiffusionPipeline

    return in_one(StableDiffusionPipeline.from_pretrained(tiny))


@pytest.fixture(params=[".safetensors", ".ckpt"])
def single_file(request, weights, tmp_path) -> Path:
    import torch
    from safetensors.torch import save_file

    path = tmp_path / f"mine{request.param}"
    if request.param == ".safetensors":
        save_file(weights, path)
    else:
        torch.save({"state_dict": weights, "global_step": 1}, path)
    return path


def test_it_draws_what_the_folder_draws(single_file, tiny):
    config = DiffusersConfig(model=single_file, layout=str(tiny), steps=2)
    (one, folder) = (
        DiffusersGenerator(settings).imagine("a fox", seed=1)
        for settings in (config, DiffusersConfig(model=tiny, steps=2))
    )
    assert one.provenance.prediction_type == "v_prediction"
    assert one.provenance.model == single_file.name
    assert one.provenance.revision.startswith("content ")
    assert np.abs(np.asarray(one.pixels, dtype=np.int16) - np.asarray(folder.pixels)).max() <= 1


def test_a_stable_diffusion_2_file_needs_its_layout(single_file):
    with pytest.raises(ConfigError, match="layout='sd2-base' if it predicts noise"):
        DiffusersGenerator(DiffusersConfig(model=single_file)).prepare()


def test_a_pickle_that_runs_code_is_not_run(weights, tiny, tmp_path):
    import torch

    proof = tmp_path / "proof"
    torch.save({"state_dict": weights, "extra": Malice(proof)}, tmp_path / "bad.ckpt")
    for layout in (str(tiny), None):
        with pytest.raises(ModelCorruptError):
            DiffusersGenerator(DiffusersConfig(model=tmp_path / "bad.ckpt", layout=layout)).prepare()
    assert not proof.exists()


class Malice:
    def __init__(self, proof: Path) -> None:
        self.proof = proof

    def __reduce__(self):
        return Path.touch, (self.proof,)


@pytest.mark.parametrize(
    "lost",
    [
        "first_stage_model.decoder.conv_in.weight",
        "model.diffusion_model.middle_block.0.in_layers.2.weight",
        "cond_stage_model.model.transformer.resblocks.1.ln_1.weight",
    ],
)
def test_a_file_that_lacks_weights_is_refused(weights, tiny, tmp_path, lost):
    from safetensors.torch import save_file

    assert lost in weights
    path = tmp_path / "lost.safetensors"
    save_file({name: value for name, value in weights.items() if name != lost}, path)
    with pytest.raises(ModelCorruptError):
        DiffusersGenerator(DiffusersConfig(model=path, layout=str(tiny))).imagine("a fox")
