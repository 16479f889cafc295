"""Heavy and vendor packages are imported where they belong, late, and nowhere else."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(importlib.util.find_spec("voice2image").origin).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

ALLOWED = {
    "torch": (
        "generators/diffusers/",
        "generators/auto.py",
        "generators/devices.py",
        "memory.py",
        "cli",
        "_cli/",
        "testing/generators",
        "prompters/transformers_llm.py",
    ),
    "diffusers": ("generators/diffusers/",),
    "transformers": ("generators/diffusers/", "prompters/transformers_llm.py"),
    "accelerate": ("generators/diffusers/", "memory.py", "prompters/transformers_llm.py"),
    "faster_whisper": ("transcribers/faster_whisper", "transcribers/_whisper"),
    "ctranslate2": ("transcribers/faster_whisper", "transcribers/_whisper"),
    "assemblyai": (
        "_assemblyai/",
        "transcribers/_assemblyai",
        "transcribers/assemblyai_streaming.py",
        "prompters/assemblyai_llm.py",
    ),
    "openpyxl": ("exporters/xlsx.py",),
    "fontTools": ("_fonts.py",),
    "fpdf": ("_typeset.py", "exporters/pdf.py", "exporters/_pdf", "exporters/manga_pdf.py"),
    "manimgx_fonts": ("_fonts.py",),
    "manimgx_fonts_cjk": ("_fonts.py",),
    "uharfbuzz": ("_fonts.py", "_typeset.py"),
    "c2pa": ("_c2pa.py",),
    "cryptography": ("_c2pa.py",),
    "psd_tools": ("exporters/_psd_file.py",),
    "opentimelineio": ("exporters/_otio.py",),
    "typer": ("cli.py", "_cli/"),
    "rich": ("cli.py", "_cli/"),
    "fastapi": ("server/",),
    "starlette": ("server/",),
    "sse_starlette": ("server/",),
    "limits": ("server/",),
    "prometheus_client": ("server/",),
    "pythonjsonlogger": ("server/",),
    "uvicorn": ("_cli/serving.py",),
    "sounddevice": ("microphone.py",),
    "pytest": ("testing/",),
}


def imports(tree):
    """Every absolute import in `tree`: the top package, and whether it runs when the module is imported."""
    lazy = {
        node
        for parent in ast.walk(tree)
        if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or _for_types_only(parent)
        for node in ast.walk(parent)
    }
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module]
        for name in names:
            yield name.partition(".")[0], node not in lazy


def _for_types_only(node):
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_vendor_is_imported_in_its_own_file_only(path):
    here = path.relative_to(PACKAGE).as_posix()
    for package, _ in imports(ast.parse(path.read_text("utf-8"))):
        if package in ALLOWED:
            assert here.startswith(ALLOWED[package]), f"{here} imports {package}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_heavy_packages_wait_until_they_are_needed(path):
    parts = path.relative_to(PACKAGE).parts
    if {"testing", "_cli", "server"} & set(parts) or path.name == "_psd_file.py":  # which psd.py imports late
        return
    early = {package for package, at_import in imports(ast.parse(path.read_text("utf-8"))) if at_import}
    assert not early & set(ALLOWED)


def test_importing_voice2image_loads_nothing_heavy():
    heavy = [*ALLOWED, "av", "scipy", "onnxruntime", "huggingface_hub", "requests", "httpx"]
    code = f"import sys, voice2image; print(*sorted(set({heavy}) & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.split() == []


def test_importing_voice2image_opens_no_socket():
    code = """
import sys
seen = []
sys.addaudithook(lambda name, args: seen.append(name) if name.startswith("socket.") else None)
import voice2image
print(*seen)
"""
    opened = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert opened.split() == []


def test_every_module_is_one_idea_long():
    for path in MODULES:
        lines = path.read_text("utf-8").count("\n")
        assert lines <= 350, f"{path.relative_to(PACKAGE)} has {lines} lines; split it"


def test_the_types_ship():
    assert (PACKAGE / "py.typed").is_file()
