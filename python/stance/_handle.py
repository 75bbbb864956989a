"""What the library hands out is given back once, whichever thread used it last."""

from __future__ import annotations

import threading
from ctypes import c_void_p
from types import TracebackType
from typing import Callable

from stance.errors import UsageError


class Handle:
    """A pointer into the library. `with handle as pointer` keeps it alive; after `close` nobody gets it any more, and it is freed
    when the last one who has it lets go."""

    def __init__(self, pointer: c_void_p, free: Callable[[c_void_p], object], what: str) -> None:
        self._pointer = pointer
        self._free = free
        self._what = what
        self._lock = threading.Lock()
        self._users = 0
        self._closed = False

    @property
    def closed(self) -> bool:
        return self._closed

    def __enter__(self) -> c_void_p:
        with self._lock:
            if self._closed:
                raise UsageError(f"the {self._what} was closed; open it again")
            self._users += 1
        return self._pointer

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        with self._lock:
            self._users -= 1
            last = self._closed and self._users == 0
        if last:
            self._free(self._pointer)

    def close(self) -> None:
        with self._lock:
            last = not self._closed and self._users == 0
            self._closed = True
        if last:
            self._free(self._pointer)

    def __del__(self) -> None:
        self.close()
