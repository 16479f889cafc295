"""Speech in, storyboard out.

::

    from voice2image import Voice2Image

    board = Voice2Image()("memo.wav")
    board.save("board/")
"""

from voice2image.audio import Audio
from voice2image.cancel import CancelToken
from voice2image.config import Config
from voice2image.edit import Change, Edit, Insert, Move, Remove, Revise
from voice2image.errors import Cancelled, Voice2ImageError
from voice2image.events import (
    BoardDone,
    BoardEdited,
    Event,
    HearingProgress,
    Notice,
    PanelDrawn,
    PanelFailed,
    PartialHeard,
    PreviewDrawn,
    PromptWritten,
    SegmentHeard,
    StepDone,
)
from voice2image.generators.base import Generator
from voice2image.generators.diffusers import DiffusersConfig
from voice2image.image import GeneratedImage, Provenance, read_provenance
from voice2image.live import LiveSession
from voice2image.memory import MemoryPlan, clear_cache
from voice2image.pipeline import Voice2Image
from voice2image.prompt import Prompt
from voice2image.prompters.assemblyai_llm import AssemblyAIPrompterConfig
from voice2image.prompters.base import Prompter
from voice2image.prompters.plain import PlainPrompterConfig
from voice2image.prompters.shots import ShotPrompterConfig
from voice2image.prompters.transformers_llm import TransformersPrompterConfig
from voice2image.shot import Shot
from voice2image.signing import SigningConfig
from voice2image.storyboard import Panel, Storyboard
from voice2image.transcribers.assemblyai import AssemblyAIConfig
from voice2image.transcribers.base import Transcriber
from voice2image.transcribers.faster_whisper import FasterWhisperConfig
from voice2image.transcribers.faster_whisper_streaming import FasterWhisperStreamingConfig
from voice2image.transcribers.streaming import StreamingTranscriber
from voice2image.transcript import Segment, Transcript, Word

__all__ = [
    "AssemblyAIConfig",
    "AssemblyAIPrompterConfig",
    "Audio",
    "BoardDone",
    "BoardEdited",
    "CancelToken",
    "Cancelled",
    "Change",
    "Config",
    "DiffusersConfig",
    "Edit",
    "Event",
    "FasterWhisperConfig",
    "FasterWhisperStreamingConfig",
    "GeneratedImage",
    "Generator",
    "HearingProgress",
    "Insert",
    "LiveSession",
    "MemoryPlan",
    "Move",
    "Notice",
    "Panel",
    "PanelDrawn",
    "PanelFailed",
    "PartialHeard",
    "PlainPrompterConfig",
    "PreviewDrawn",
    "Prompt",
    "PromptWritten",
    "Prompter",
    "Provenance",
    "Remove",
    "Revise",
    "Segment",
    "SegmentHeard",
    "Shot",
    "ShotPrompterConfig",
    "SigningConfig",
    "StepDone",
    "Storyboard",
    "StreamingTranscriber",
    "Transcriber",
    "Transcript",
    "TransformersPrompterConfig",
    "Voice2Image",
    "Voice2ImageError",
    "Word",
    "clear_cache",
    "read_provenance",
]

__version__ = "0.1.0"
