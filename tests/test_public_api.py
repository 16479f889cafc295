"""The public names are a promise, so changing one has to be done here too."""

import voice2image

PUBLIC = """
AssemblyAIConfig AssemblyAIPrompterConfig Audio BoardDone BoardEdited CancelToken Cancelled Change Config
DiffusersConfig Edit Event FasterWhisperConfig FasterWhisperStreamingConfig LiveSession PartialHeard PreviewDrawn
StreamingTranscriber GeneratedImage Generator HearingProgress Insert MemoryPlan Move Notice
Panel PanelDrawn PanelFailed PlainPrompterConfig Prompt PromptWritten Prompter Provenance Remove Revise Segment
SegmentHeard Shot ShotPrompterConfig SigningConfig StepDone Storyboard Transcriber Transcript TransformersPrompterConfig
Voice2Image Voice2ImageError Word clear_cache read_provenance
""".split()


def test_public_names_are_these():
    assert sorted(voice2image.__all__) == sorted(PUBLIC)
    assert all(hasattr(voice2image, name) for name in PUBLIC)


def test_every_public_class_and_function_is_documented():
    for name in PUBLIC:
        assert getattr(voice2image, name).__doc__, name


def test_the_version_is_the_packages():
    from importlib.metadata import version

    assert voice2image.__version__ == version("voice2image")
