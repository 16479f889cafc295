"""What every exporter owes its users, as tests to inherit."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from voice2image.errors import Cancelled, ExportError
from voice2image.exporters.base import Exporter
from voice2image.testing.boards import coloured_board

__all__ = ["ExporterContract"]

MANY = 500


class ExporterContract:
    """Inherit it in a test class and give a fixture ``exporter`` that makes a new :class:`Exporter`.

    ::

        class TestMine(ExporterContract):
            @pytest.fixture
            def exporter(self):
                return MyExporter()

    Override :meth:`check` to read what was written with another program than the one that wrote it.
    """

    def check(self, path: Path, panels: int) -> None:
        """Fail if the file at `path` isn't a whole board of so many panels."""
        assert path.stat().st_size > 0

    def test_boards_of_no_one_and_some_panels(self, exporter: Exporter[Any], tmp_path: Path) -> None:
        for count in (0, 1, 7):
            target = _target(exporter, tmp_path, f"{count}")
            assert coloured_board(count).export(target, exporter) == target
            self.check(target, count)

    @pytest.mark.slow
    def test_a_board_of_500_panels(self, exporter: Exporter[Any], tmp_path: Path) -> None:
        target = coloured_board(MANY).export(_target(exporter, tmp_path), exporter)
        self.check(target, MANY)

    @pytest.mark.parametrize("status", ["failed", "waiting", "mixed"])
    def test_panels_without_a_picture_are_on_it_too(self, exporter: Exporter[Any], tmp_path: Path, status: Any) -> None:
        target = coloured_board(6, status=status).export(_target(exporter, tmp_path), exporter)
        self.check(target, 6)

    def test_pictures_of_other_proportions(self, exporter: Exporter[Any], tmp_path: Path) -> None:
        tall, wide = coloured_board(1, size=(31, 67)).panels[0], coloured_board(2, size=(128, 54)).panels[1]
        board = coloured_board(2).replace(panels=(tall, wide))
        self.check(board.export(_target(exporter, tmp_path), exporter), 2)

    def test_its_name_is_found_by_the_suffix(self, exporter: Exporter[Any], tmp_path: Path) -> None:
        target = tmp_path / f"Some Board.{exporter.name.upper()}"
        self.check(coloured_board(2).export(target), 2)

    def test_no_folder_is_made_up(self, exporter: Exporter[Any], tmp_path: Path) -> None:
        with pytest.raises(ExportError, match="missing"):
            coloured_board(1).export(tmp_path / "missing" / f"board.{exporter.name}", exporter)
        assert not list(tmp_path.iterdir())

    def test_a_folder_in_its_place_stays(self, exporter: Exporter[Any], tmp_path: Path) -> None:
        target = _target(exporter, tmp_path)
        target.mkdir()
        with pytest.raises(ExportError, match="folder"):
            coloured_board(1).export(target, exporter)
        assert list(tmp_path.iterdir()) == [target]

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
    def test_a_full_disk_leaves_the_older_file(self, exporter: Exporter[Any], tmp_path: Path) -> None:
        target = _target(exporter, tmp_path)
        coloured_board(2).export(target, exporter)
        before = _content(tmp_path)
        with _files_of_at_most(256), pytest.raises(ExportError):
            coloured_board(5).export(target, exporter)
        assert _content(tmp_path) == before

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux makes a small disk of memory")
    def test_a_full_disk_leaves_the_older_file_there(self, exporter: Exporter[Any], tmp_path: Path) -> None:
        with _small_disk(tmp_path) as disk:
            target = _target(exporter, disk)
            coloured_board(1).export(target, exporter)
            _fill(disk)
            before = _content(disk)
            with pytest.raises(ExportError):
                coloured_board(12).export(target, exporter)
            assert _content(disk) == before

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux makes a small disk of memory")
    def test_a_disk_that_takes_no_files_is_left_as_it_was(self, exporter: Exporter[Any], tmp_path: Path) -> None:
        with _small_disk(tmp_path) as disk:
            target = _target(exporter, disk)
            coloured_board(1).export(target, exporter)
            before = _content(disk)
            subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
            with pytest.raises(ExportError, match="Read-only"):
                coloured_board(2).export(target, exporter)
            assert _content(disk) == before

    @pytest.mark.parametrize("calls", [1, 3])
    def test_a_stop_leaves_everything_as_it_was(self, exporter: Exporter[Any], tmp_path: Path, calls: int) -> None:
        target = _target(exporter, tmp_path)
        coloured_board(2).export(target, exporter)
        before = _content(tmp_path)
        told = 0

        def stop(share: float) -> None:
            nonlocal told
            told += 1
            if told == calls:
                raise Cancelled("stopped")

        with pytest.raises(Cancelled):
            coloured_board(9, size=(48, 64)).export(target, exporter, progress=stop)
        assert _content(tmp_path) == before

    def test_it_tells_how_far_it_is(self, exporter: Exporter[Any], tmp_path: Path) -> None:
        shares: list[float] = []
        coloured_board(9).export(_target(exporter, tmp_path), exporter, progress=shares.append)
        assert len(shares) >= 3
        assert shares == sorted(shares)
        assert shares[0] >= 0
        assert shares[-1] <= 1

    def test_its_config_comes_back_from_json_and_toml(self, exporter: Exporter[Any]) -> None:
        config = exporter.config
        assert type(config).from_json(config.to_json()) == config
        assert type(config).from_toml(config.to_toml()) == config


def _target(exporter: Exporter[Any], folder: Path, stem: str = "board") -> Path:
    return folder / f"{stem}.{exporter.name}"


def _content(folder: Path) -> dict[str, bytes | None]:
    """All that is below a folder: files with their content, and folders."""
    below = {str(path.relative_to(folder)): path for path in folder.rglob("*")}
    return {name: path.read_bytes() if path.is_file() else None for name, path in below.items()}


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    """A disk of one MiB; only the system's administrator may make one."""
    disk = folder / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"no disk can be mounted: {made.stderr.strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)  # a failed test's traceback may hold a file open


def _fill(disk: Path) -> None:
    """Take all the room that is left."""
    with contextlib.suppress(OSError), (disk / "full").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1024))


@contextmanager
def _files_of_at_most(size: int) -> Iterator[None]:
    """Have the system refuse every byte of a file behind the first `size`, as on a disk that is full."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
