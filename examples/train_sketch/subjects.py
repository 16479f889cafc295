"""Everything a picture can be about: people first, then all else."""

from __future__ import annotations

from typing import Final

from .people_table import PEOPLE
from .subject import Subject
from .things_table import THINGS

SUBJECTS: Final[dict[str, Subject]] = {**PEOPLE, **THINGS}
