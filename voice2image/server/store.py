"""Boards and what is to be done for them, in one SQLite file: it outlives a service that is killed."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from threading import RLock
from typing import Final

from voice2image.config import Value
from voice2image.errors import StoryboardError
from voice2image.server.wishes import BoardWishes

__all__ = ["Entry", "State", "Store"]

MOST_STARTS: Final = 25
"""A board that the service died over so often is given up: it may be the reason."""
RECENT: Final = 20
"""So many of the last boards tell how long the next takes."""

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS boards (
    id TEXT PRIMARY KEY, client TEXT NOT NULL, state TEXT NOT NULL, name TEXT NOT NULL, wishes TEXT NOT NULL,
    created_at REAL NOT NULL, started_at REAL, ended_at REAL, starts INTEGER NOT NULL DEFAULT 0, error TEXT
);
CREATE INDEX IF NOT EXISTS by_state ON boards (state, client, created_at);
CREATE INDEX IF NOT EXISTS by_client ON boards (client, created_at);
CREATE INDEX IF NOT EXISTS by_start ON boards (client, started_at);
"""

# Each client's first board, then each one's second: and of those in one lap, first who has waited longest for a turn.
LINE: Final = """
SELECT id, row_number() OVER (PARTITION BY client ORDER BY created_at, rowid) AS lap,
       coalesce((SELECT max(started_at) FROM boards AS other WHERE other.client = boards.client), 0) AS served_at,
       created_at
FROM boards WHERE state = 'queued' ORDER BY lap, served_at, created_at
"""


class State(StrEnum):
    """How far a board is."""

    QUEUED = "queued"
    DRAWING = "drawing"
    LIVE = "live"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        """Whether nothing more is done for it by itself."""
        return self in (State.DONE, State.FAILED, State.CANCELLED)


class Entry(Value):
    """One board's row."""

    id: str
    client: str
    state: State
    name: str
    """Of the recording, as its sender calls it."""
    wishes: BoardWishes
    created_at: float
    """Seconds since 1970, like the others."""
    started_at: float | None = None
    ended_at: float | None = None
    starts: int = 0
    error: str | None = None


class Store:
    """All boards of a service. Safe to use from any thread; one service at a time has a folder."""

    def __init__(self, path: Path) -> None:
        self._turn = RLock()
        try:
            self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=10)
            self._connection.row_factory = sqlite3.Row
            with self._turn:
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.executescript(SCHEMA)
        except sqlite3.Error as error:
            raise StoryboardError(f"can't use {path}: {error}") from error

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            self._connection.close()

    def add(self, client: str, name: str, wishes: BoardWishes, *, state: State, board_id: str | None = None) -> Entry:
        """Put a board in; at the end of the line if it is queued."""
        entry = Entry(
            id=board_id or new_id(), client=client, state=state, name=name, wishes=wishes, created_at=time.time()
        )
        with self._changing() as run:
            run.execute(
                "INSERT INTO boards (id, client, state, name, wishes, created_at) VALUES (?, ?, ?, ?, ?, ?)",
                (entry.id, client, state, name, wishes.model_dump_json(), entry.created_at),
            )
        return entry

    def find(self, board_id: str) -> Entry | None:
        """One board, if it is there."""
        rows = self._read("SELECT * FROM boards WHERE id = ?", board_id)
        return _entry(rows[0]) if rows else None

    def of(self, client: str, *, limit: int, before: float | None = None) -> list[Entry]:
        """A client's boards, the newest first."""
        rows = self._read(
            "SELECT * FROM boards WHERE client = ? AND created_at < ? ORDER BY created_at DESC LIMIT ?",
            client,
            before if before is not None else time.time() + 1,
            limit,
        )
        return [_entry(row) for row in rows]

    def remove(self, board_id: str) -> None:
        """Forget a board."""
        with self._changing() as run:
            run.execute("DELETE FROM boards WHERE id = ?", (board_id,))

    def take(self) -> Entry | None:
        """The board whose turn it is, if any waits. It counts as being drawn from now on."""
        with self._changing() as run:
            row = run.execute(f"{LINE} LIMIT 1").fetchone()
            if row is None:
                return None
            run.execute(
                "UPDATE boards SET state = 'drawing', started_at = ?, starts = starts + 1 WHERE id = ?",
                (time.time(), row["id"]),
            )
            return self.find(row["id"])

    def end(self, board_id: str, state: State, error: str | None = None) -> bool:
        """A board that was queued, drawn or spoken has come to its end; whether it had not before."""
        with self._changing() as run:
            changed = run.execute(
                "UPDATE boards SET state = ?, error = ?, ended_at = ? "
                "WHERE id = ? AND state IN ('queued', 'drawing', 'live')",
                (state, error, time.time(), board_id),
            )
            return changed.rowcount > 0

    def put_back(self, board_id: str) -> None:
        """A board that is being drawn waits again, at its old place."""
        with self._changing() as run:
            run.execute("UPDATE boards SET state = 'queued' WHERE id = ? AND state = 'drawing'", (board_id,))

    def requeue(self, board_id: str) -> None:
        """What was recorded of a live board is to be drawn like an upload."""
        with self._changing() as run:
            run.execute("UPDATE boards SET state = 'queued' WHERE id = ? AND state = 'live'", (board_id,))

    def recover(self) -> list[Entry]:
        """Put what a service that died was drawing back into the line; returns the live ones that it left behind."""
        with self._changing() as run:
            run.execute(
                "UPDATE boards SET state = 'failed', ended_at = ?, error = ? WHERE state = 'drawing' AND starts >= ?",
                (time.time(), f"the service was stopped {MOST_STARTS} times while it worked on this", MOST_STARTS),
            )
            run.execute("UPDATE boards SET state = 'queued' WHERE state = 'drawing'")
            return [_entry(row) for row in run.execute("SELECT * FROM boards WHERE state = 'live'").fetchall()]

    def count(self, state: State) -> int:
        """How many boards are in a state."""
        return int(self._read("SELECT count(*) FROM boards WHERE state = ?", state)[0][0])

    def position(self, board_id: str) -> int | None:
        """How many boards are to be drawn before it, if it waits."""
        for place, row in enumerate(self._read(LINE)):
            if row["id"] == board_id:
                return place
        return None

    def seconds_a_board(self) -> float | None:
        """How long one of the last boards took, if there are any."""
        (row,) = self._read(
            "SELECT avg(took) FROM (SELECT ended_at - started_at AS took FROM boards "
            "WHERE state = 'done' AND started_at IS NOT NULL ORDER BY ended_at DESC LIMIT ?)",
            RECENT,
        )
        return None if row[0] is None else float(row[0])

    def _read(self, query: str, *values: object) -> list[sqlite3.Row]:
        with self._turn:
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with self._turn:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
                self._connection.execute("COMMIT")
            except sqlite3.Error as error:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise StoryboardError(f"the service's list of boards can't be written: {error}") from error


def new_id() -> str:
    """A name that nobody can guess."""
    return secrets.token_hex(12)


def _entry(row: sqlite3.Row) -> Entry:
    fields = dict(row)
    return Entry(
        **{**fields, "wishes": BoardWishes.model_validate_json(fields["wishes"]), "state": State(fields["state"])}
    )
