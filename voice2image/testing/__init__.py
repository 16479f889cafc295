"""For the tests of backend authors and users: contract suites, and doubles that are named as such.

Inherit a contract and give it your backend as a fixture; use :class:`ScriptedTranscriber`,
:class:`ScriptedStreamingTranscriber`, :class:`ScriptedPrompter` and :class:`CardGenerator` in tests of your own that
should neither hear, nor understand, nor draw, and :func:`coloured_board` where a board is wanted. The contracts need
pytest.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from voice2image.testing.boards import coloured_board
    from voice2image.testing.cards import CardConfig, CardGenerator
    from voice2image.testing.changes import ScriptedPrompter, ScriptedPrompterConfig
    from voice2image.testing.exporters import ExporterContract
    from voice2image.testing.generators import GeneratorContract
    from voice2image.testing.prompters import PrompterContract
    from voice2image.testing.script import ScriptedTranscriber, ScriptedTranscriberConfig
    from voice2image.testing.streaming import ScriptedStreamingTranscriber, StreamingTranscriberContract
    from voice2image.testing.transcribers import TranscriberContract

__all__ = [
    "CardConfig",
    "CardGenerator",
    "ExporterContract",
    "GeneratorContract",
    "PrompterContract",
    "ScriptedPrompter",
    "ScriptedPrompterConfig",
    "ScriptedStreamingTranscriber",
    "ScriptedTranscriber",
    "ScriptedTranscriberConfig",
    "StreamingTranscriberContract",
    "TranscriberContract",
    "coloured_board",
]

_HOMES = {
    "CardConfig": "cards",
    "CardGenerator": "cards",
    "ExporterContract": "exporters",
    "GeneratorContract": "generators",
    "PrompterContract": "prompters",
    "ScriptedPrompter": "changes",
    "ScriptedPrompterConfig": "changes",
    "ScriptedStreamingTranscriber": "streaming",
    "ScriptedTranscriber": "script",
    "ScriptedTranscriberConfig": "script",
    "StreamingTranscriberContract": "streaming",
    "TranscriberContract": "transcribers",
    "coloured_board": "boards",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
