"""Names to backends. Nothing is imported before it is asked for.

A package adds a backend of its own through an entry point::

    [project.entry-points."voice2image.generators"]
    my-model = "my_package.module:MyGenerator"
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, Literal, TypeVar, cast

from voice2image.backend import Backend
from voice2image.config import Config
from voice2image.errors import ConfigError, UnknownBackendError

__all__ = ["Kind", "create", "load_class", "names"]

Kind = Literal["transcribers", "streaming-transcribers", "prompters", "generators", "exporters"]

BUILTIN: Mapping[Kind, Mapping[str, str]] = {
    "transcribers": {
        "assemblyai": "voice2image.transcribers.assemblyai:AssemblyAITranscriber",
        "faster-whisper": "voice2image.transcribers.faster_whisper:FasterWhisperTranscriber",
    },
    "streaming-transcribers": {
        "assemblyai": "voice2image.transcribers.assemblyai_streaming:AssemblyAIStreamingTranscriber",
        "faster-whisper": "voice2image.transcribers.faster_whisper_streaming:FasterWhisperStreamingTranscriber",
    },
    "prompters": {
        "assemblyai": "voice2image.prompters.assemblyai_llm:AssemblyAIPrompter",
        "plain": "voice2image.prompters.plain:PlainPrompter",
        "shots": "voice2image.prompters.shots:ShotPrompter",
        "transformers": "voice2image.prompters.transformers_llm:TransformersPrompter",
    },
    "generators": {
        "diffusers": "voice2image.generators.diffusers:DiffusersGenerator",
    },
    "exporters": {
        "cbz": "voice2image.exporters.cbz:CbzExporter",
        "csv": "voice2image.exporters.csv:CsvExporter",
        "edl": "voice2image.exporters.edl:EdlExporter",
        "fcpxml": "voice2image.exporters.fcpxml:FcpXmlExporter",
        "gif": "voice2image.exporters.gif:GifExporter",
        "html": "voice2image.exporters.html:HtmlExporter",
        "manga.pdf": "voice2image.exporters.manga_pdf:MangaPdfExporter",
        "manga.png": "voice2image.exporters.manga_png:MangaPngExporter",
        "md": "voice2image.exporters.markdown:MarkdownExporter",
        "mp4": "voice2image.exporters.mp4:Mp4Exporter",
        "ora": "voice2image.exporters.ora:OraExporter",
        "otio": "voice2image.exporters.otio:OtioExporter",
        "otioz": "voice2image.exporters.otioz:OtiozExporter",
        "pdf": "voice2image.exporters.pdf:PdfExporter",
        "psd": "voice2image.exporters.psd:PsdExporter",
        "srt": "voice2image.exporters.srt:SrtExporter",
        "storyboarder": "voice2image.exporters.storyboarder:StoryboarderExporter",
        "vtt": "voice2image.exporters.vtt:VttExporter",
        "webm": "voice2image.exporters.webm:WebMExporter",
        "xlsx": "voice2image.exporters.xlsx:XlsxExporter",
        "xml": "voice2image.exporters.xml:Fcp7XmlExporter",
        "zip": "voice2image.exporters.zip:ZipExporter",
    },
}

SHORTHANDS: Mapping[str, str] = {
    preset: f"diffusers:{preset}" for preset in ("sketch", "sd2-base", "sd2-768v", "sd2.1-base", "sd2.1", "sd-turbo")
}
"""Presets so common that they go by their own name."""

B = TypeVar("B", bound=Backend[Any])


def names(kind: Kind) -> tuple[str, ...]:
    """The names of all backends of a kind, ours and installed ones. Loads none of them."""
    return tuple(sorted({*BUILTIN[kind], *(point.name for point in entry_points(group=_group(kind)))}))


def load_class(kind: Kind, name: str) -> type[Any]:
    """The class behind a name. Raises :class:`~voice2image.errors.UnknownBackendError`."""
    claims = {
        point.value: point.dist.name if point.dist else "?" for point in entry_points(group=_group(kind), name=name)
    }
    target = BUILTIN[kind].get(name)
    if target is not None:
        claims[target] = "voice2image"
    if not claims:
        close = get_close_matches(name, names(kind), n=1)
        hint = f"Did you mean {close[0]!r}?" if close else f"There are: {', '.join(names(kind))}."
        raise UnknownBackendError(f"no {_noun(kind)} is called {name!r}. {hint}")
    if len(claims) > 1:
        owners = " and ".join(sorted(claims.values()))
        raise UnknownBackendError(f"{owners} both claim the {_noun(kind)} name {name!r}; uninstall one of them")
    module, _, attribute = next(iter(claims)).partition(":")
    return cast("type[Any]", getattr(import_module(module), attribute))


def create(kind: Kind, spec: B | Config | str, base: type[B]) -> B:
    """Make a backend of `spec`: an object is taken as it is, a config finds its class, a name finds both.

    Raises :class:`~voice2image.errors.UnknownBackendError` and :class:`~voice2image.errors.ConfigError`.
    """
    if isinstance(spec, base):
        return spec
    if isinstance(spec, Config):
        if not hasattr(spec, "backend"):
            raise ConfigError(f"{type(spec).__name__} names no backend; give it one as the ClassVar `backend`")
        return cast("B", load_class(kind, spec.backend)(spec))
    if not isinstance(spec, str):
        raise ConfigError(f"a {_noun(kind)} is a name, a config or an object, not a {type(spec).__name__}: {spec!r}")
    if kind == "generators":
        spec = SHORTHANDS.get(spec, spec)
    name, colon, variant = spec.partition(":")
    cls = load_class(kind, name)
    return cast("B", cls.from_variant(variant) if colon else cls())


def _group(kind: Kind) -> str:
    return f"voice2image.{kind.replace('-', '_')}"


def _noun(kind: Kind) -> str:
    return kind.removesuffix("s").replace("-", " ")
