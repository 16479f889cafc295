"""Write docs/reference.md from the docstrings: `nox -s reference`. A test fails when the page is out of date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import griffe

PAGE = Path(__file__).with_name("reference.md")

# What a reader looks for, in the order of the flow.
SECTIONS: dict[str, list[str]] = {
    "The pipeline": ["pipeline.Voice2Image", "cancel.CancelToken"],
    "Live": [
        "live.LiveSession",
        "transcribers.faster_whisper_streaming.FasterWhisperStreamingConfig",
        "transcribers.assemblyai_streaming.AssemblyAIStreamingConfig",
        "microphone.Microphone",
        "microphone.input_devices",
        "microphone.InputDevice",
        "transcribers.streaming.StreamingTranscriber",
        "transcribers.streaming.Hypothesis",
    ],
    "The service": ["server.app.create_app", "server.settings.ServerConfig", "server.keys.KeyFile"],
    "Events": ["events"],
    "Sound": ["audio.Audio"],
    "Transcript": ["transcript.Transcript", "transcript.Segment", "transcript.Word"],
    "Transcribers": [
        "transcribers.faster_whisper.FasterWhisperConfig",
        "transcribers.assemblyai.AssemblyAIConfig",
        "transcribers.base.Transcriber",
    ],
    "Prompts": [
        "prompt.Prompt",
        "shot.Shot",
        "prompters.shots.ShotPrompterConfig",
        "prompters.plain.PlainPrompterConfig",
        "prompters.transformers_llm.TransformersPrompterConfig",
        "prompters.assemblyai_llm.AssemblyAIPrompterConfig",
        "prompters.base.Prompter",
    ],
    "Edits": ["edit"],
    "Styles": ["phrasing", "styles"],
    "Images": [
        "generators.diffusers.DiffusersConfig",
        "generators.base.Generator",
        "generators.base.Step",
        "image.GeneratedImage",
        "image.Provenance",
        "image.SourceSpan",
        "image.read_provenance",
    ],
    "Memory": ["memory.MemoryPlan", "memory.clear_cache"],
    "Boards": ["storyboard.Storyboard", "storyboard.Panel", "storyboard.SoundSource", "storyboard.Step"],
    "Exports": [
        "exporters.base.Exporter",
        "exporters.cbz.CbzConfig",
        "exporters.csv.CsvConfig",
        "exporters.gif.GifConfig",
        "exporters.markdown.MarkdownConfig",
        "exporters.mp4.Mp4Config",
        "exporters.ora.OraConfig",
        "exporters.otio.OtioConfig",
        "exporters.pdf.PdfConfig",
        "exporters.psd.PsdConfig",
        "exporters.srt.SrtConfig",
        "exporters.storyboarder.StoryboarderConfig",
        "exporters.vtt.VttConfig",
        "exporters.webm.WebMConfig",
        "exporters.xlsx.XlsxConfig",
        "exporters.zip.ZipConfig",
        "signing.SigningConfig",
        "timeline",
    ],
    "Backends": ["backend.Backend", "config.Config", "registry"],
    "For tests": ["testing"],
    "Errors": ["errors"],
}
ROLE = re.compile(r":(?:class|meth|func|mod|attr):`~?(?:[\w.]*\.)?(\w+)`")
LIST = re.compile(r"^(Args|Raises):\n((?:    .*(?:\n|$))+)", re.MULTILINE)
LINK = re.compile(r"`([^`<]+) <(http[^>]+)>`_")


def main() -> None:
    """Write the page."""
    PAGE.write_text(reference(), "utf-8")


def reference() -> str:
    """The whole page."""
    package = griffe.load("voice2image", resolve_aliases=True)
    lines = [
        "# Reference",
        "",
        "Made from the docstrings by `docs/make_reference.py`. Times are seconds, sizes are pixels, and arrays say",
        "their shape. The command line explains itself: `voice2image --help`.",
    ]
    for section, targets in SECTIONS.items():
        lines += ["", f"## {section}"]
        for target in targets:
            lines += described(package[target])
    return "\n".join(lines) + "\n"


def described(thing: griffe.Object | griffe.Alias) -> Iterator[str]:
    """Lines about a module, a class or a function."""
    if thing.is_alias:
        thing = thing.final_target
    if thing.is_module:
        yield from ("", text(thing))
        for name in exported(thing):
            member = thing.members.get(name)
            if member is not None and (member.is_class or member.is_function):
                yield from described(member)
        return
    yield from ("", f"### `{thing.path}`", "", f"```text\n{signature(thing)}\n```", "", text(thing))
    if thing.is_class:
        known = {**inherited(thing), **thing.members}
        members = [each for name, each in known.items() if not name.startswith("_") and each.docstring]
        for member in members:
            yield from ("", f"- **`{one_line(member)}`** {inset(text(member))}")


def inherited(cls: griffe.Object | griffe.Alias) -> dict[str, griffe.Object | griffe.Alias]:
    """What a class has from bases that are private, and so have no entry of their own."""
    found = {name: each.final_target for name, each in cls.inherited_members.items() if each.is_alias}
    return {name: each for name, each in found.items() if "._" in each.path.rpartition(".")[0]}


def exported(module: griffe.Object | griffe.Alias) -> list[str]:
    """The public names of a module."""
    if module.exports:
        return [str(name) for name in module.exports]
    return [name for name, each in module.members.items() if not name.startswith("_") and not each.is_alias]


def signature(thing: griffe.Object | griffe.Alias) -> str:
    """How a class or function is called."""
    if not thing.is_class:
        return f"{thing.name}{parameters(thing)}"
    bases = ", ".join(str(base) for base in thing.bases)
    made = thing.members.get("__init__")
    return f"class {thing.name}{f'({bases})' if bases else ''}" + (f"\n{thing.name}{parameters(made)}" if made else "")


def parameters(function: griffe.Object | griffe.Alias) -> str:
    """The arguments of a function in brackets, and what it returns."""
    parts, starred = [], False
    for each in function.parameters:
        if each.name in {"self", "cls"}:
            continue
        if each.kind is griffe.ParameterKind.keyword_only and not starred:
            parts.append("*")
            starred = True
        annotation = f": {each.annotation}" if each.annotation else ""
        default = f" = {each.default}" if each.default is not None and annotation else ""
        parts.append(f"{each.name}{annotation}{default}")
    returns = f" -> {function.returns}" if function.returns and str(function.returns) != "None" else ""
    return f"({', '.join(parts)}){returns}"


def one_line(member: griffe.Object | griffe.Alias) -> str:
    """A member as its class shows it."""
    if member.is_function:
        return f"{member.name}{parameters(member)}"
    annotation = f": {member.annotation}" if member.annotation else ""
    value = (
        f" = {member.value}" if member.value is not None and "classvar" not in str(member.annotation).lower() else ""
    )
    return f"{member.name}{annotation}{value}".replace("\n", " ")


def text(thing: griffe.Object | griffe.Alias) -> str:
    """A docstring as Markdown."""
    if thing.docstring is None:
        return ""
    written = ROLE.sub(r"`\1`", thing.docstring.value)
    written = LINK.sub(r"[\1](\2)", written).replace("``", "`")
    written = LIST.sub(as_list, written)
    return re.sub(r"::\n\n((?:    .*\n?|\n)+)", as_block, written)


def as_list(match: re.Match[str]) -> str:
    """A section of a docstring, such as its arguments, with an item a line."""
    items = re.sub(r"^    (?! )", "- ", match[2], flags=re.MULTILINE)
    items = re.sub(r"^- ([\w, ]+):", r"- `\1`:", items, flags=re.MULTILINE)
    return f"{match[1]}:\n\n" + re.sub(r"^ {8}", "  ", items, flags=re.MULTILINE)


def as_block(match: re.Match[str]) -> str:
    """An indented literal block; Markdown knows it without the double colon."""
    return ":\n\n" + match[1]


def inset(written: str) -> str:
    """Text that goes on below a list item."""
    first, *rest = written.splitlines() or [""]
    return "\n".join([first, *(f"  {line}" if line else "" for line in rest)])


if __name__ == "__main__":
    main()
