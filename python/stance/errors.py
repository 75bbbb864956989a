"""What can go wrong, by who can mend it: one exception a status of the library."""

from __future__ import annotations

import os
from ctypes import byref
from typing import Any, Callable

from stance._declarations import StanceError


class Error(Exception):
    """Base of all errors of this module. `status` is the library's, and the exit code of the `stance` command."""

    status: int = 1

    def __init__(self, message: str, file: str | None = None, line: int | None = None) -> None:
        super().__init__(message, file, line)
        self.message = message  #: what is wrong and what to do about it
        self.file = file  #: where, None where it does not apply
        self.line = line  #: its line, 1-based, None where it does not apply

    def __str__(self) -> str:
        if self.file is None:
            return self.message
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


class MachineError(Error):
    """Files that cannot be read or written, memory, threads."""

    status = 1


class UsageError(Error, ValueError):
    """Arguments that make no sense, or a model that was closed."""

    status = 2


class DataError(Error, ValueError):
    """Bad input: a text, an article or a row of labelled data."""

    status = 3


class ModelError(Error):
    """A file that is no model, or a damaged one."""

    status = 4


class CancelledError(Error):
    """A progress function asked to stop."""

    status = 6


class LibraryError(Error, ImportError):
    """libstance was not found, or is of another version than this module."""


_BY_STATUS: dict[int, type[Error]] = {
    kind.status: kind for kind in (MachineError, UsageError, DataError, ModelError, CancelledError)
}


def check(function: Callable[..., Any], *arguments: Any) -> None:
    """Calls a function of the library, whose last argument is the error to fill, and raises what it reports."""
    error = StanceError()
    status = function(*arguments, byref(error))
    if status:
        file = os.fsdecode(error.file) or None
        raise _BY_STATUS.get(status, Error)(error.message.decode("utf-8", "replace"), file, error.line or None)


def path_bytes(path: str | bytes | os.PathLike[str] | os.PathLike[bytes]) -> bytes:
    """A path as the system takes it."""
    encoded = os.fsencode(path)
    if b"\0" in encoded:
        raise UsageError("a path with NUL in it; name a file", os.fsdecode(encoded.partition(b"\0")[0]))
    return encoded


def argument_bytes(text: str, what: str) -> bytes:
    """A string that the library takes up to its NUL."""
    try:
        encoded = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UsageError(f"{what} has a lone surrogate at index {error.start}; pass text that UTF-8 can write") from None
    if b"\0" in encoded:
        raise UsageError(f"{what} has NUL in it; leave that out")
    return encoded
