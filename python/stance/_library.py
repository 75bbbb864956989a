"""Finding and loading libstance and, for training, libstance_train."""

from __future__ import annotations

import ctypes
import functools
import os
import sysconfig
import threading
from pathlib import Path
from typing import Iterator

from stance import _declarations
from stance.errors import LibraryError

_SONAME = 0  # what the declarations are of: libstance.so.0
_VERSION = (0, 1)  # and the library's version, which must agree in these
_lock = threading.Lock()
_loaded: dict[str, ctypes.CDLL] = {}


def _folders() -> Iterator[Path]:
    """Folders that may hold the libraries, before the system's own are asked."""
    named = os.environ.get("STANCE_LIBRARY")
    if named:
        yield Path(named) if os.path.isdir(named) else Path(named).parent
        return
    package = Path(__file__).resolve().parent
    root = package.parent.parent
    if (root / "include" / "stance" / "status.h").exists() and (root / "CMakeLists.txt").exists():
        yield root / "build"  # a source tree
    multiarch = sysconfig.get_config_var("MULTIARCH")
    for prefix in package.parents:
        if package.is_relative_to(prefix / "lib" / "python3"):  # <prefix>/lib/python3/dist-packages/stance
            if multiarch:
                yield prefix / "lib" / multiarch
            yield prefix / "lib"
            return


def _open(name: str) -> ctypes.CDLL:
    soname = f"lib{name}.so.{_SONAME}"
    named = os.environ.get("STANCE_LIBRARY")
    paths = [str(folder / soname) for folder in _folders()]
    if named and name == "stance" and not os.path.isdir(named):
        paths = [named]
    present = [path for path in paths if os.path.exists(path)]
    try:
        return ctypes.CDLL(present[0] if present else named and paths[0] or soname)
    except OSError as error:
        looked = ", ".join(paths)
        raise LibraryError(
            f"cannot load {soname}: {error}; looked at {looked or 'no other place'} and where the system keeps its libraries. "
            "Install stance, or name the library or its folder in STANCE_LIBRARY"
        ) from None


def _load(name: str) -> ctypes.CDLL:
    with _lock:
        if name not in _loaded:
            library = _open(name)
            try:
                _declarations.declare(library, name)
            except AttributeError as error:
                raise LibraryError(f"lib{name} is of another version than this module: {error}; install both alike") from None
            if name == "stance":
                version = bytes(library.stance_version()).decode()
                if tuple(int(part) for part in version.split(".")[:2]) != _VERSION:
                    wanted = ".".join(map(str, _VERSION))
                    raise LibraryError(f"libstance is version {version}, this module is for {wanted}; install both alike")
            _loaded[name] = library
        return _loaded[name]


@functools.lru_cache(maxsize=None)
def library() -> ctypes.CDLL:
    """libstance: all but training."""
    return _load("stance")


@functools.lru_cache(maxsize=None)
def training_library() -> ctypes.CDLL:
    """libstance_train, which brings OpenBLAS and libsvm; loaded by the first training."""
    library()
    return _load("stance_train")
