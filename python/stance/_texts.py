"""Texts on their way to the library: one piece of memory, and an array of where each lies in it."""

from __future__ import annotations

import ctypes
from array import array
from itertools import accumulate
from typing import Sequence, Union

from stance._declarations import StanceText
from stance.errors import DataError

Text = Union[str, bytes]


def encode(text: Text, what: str = "the text") -> bytes:
    """UTF-8 of a text; bytes must be UTF-8 already. Lone surrogates, which Python's strings can hold and UTF-8 cannot, are a DataError."""
    if isinstance(text, str):
        try:
            return text.encode("utf-8")
        except UnicodeEncodeError as error:
            found = ord(text[error.start])
            raise DataError(f"{what} has a lone surrogate, U+{found:04X}, at index {error.start}; decode it anew or replace it") from None
    if isinstance(text, bytes):
        try:
            text.decode("utf-8")
        except UnicodeDecodeError as error:
            raise DataError(f"{what} is not valid UTF-8 at byte {error.start}; decode it and pass a str") from None
        return text
    raise TypeError(f"{what} is {type(text).__name__}, not str or bytes")


class PackedTexts:
    """Texts as an array of stance_text, with the memory that it points into."""

    def __init__(self, texts: Sequence[Text], first: int) -> None:
        """`first` is the number of the first text, for errors."""
        lengths: array[int]
        try:
            joined = "".join(texts)  # type: ignore[arg-type]  # bytes are what TypeError is for
            self._memory = joined.encode("utf-8")
        except (TypeError, UnicodeEncodeError):  # bytes among them, or something to complain about
            encoded = [encode(text, f"text {first + i}") for i, text in enumerate(texts)]
            self._memory = b"".join(encoded)
            lengths = array("Q", map(len, encoded))
        else:
            if len(self._memory) == len(joined):  # all ASCII
                lengths = array("Q", map(len, texts))
            else:
                lengths = array("Q", map(len, map(str.encode, texts)))  # type: ignore[arg-type]
        self.n = len(lengths)
        start = ctypes.cast(ctypes.c_char_p(self._memory), ctypes.c_void_p).value or 0
        starts = array("Q", accumulate(lengths, initial=start))
        starts.pop()
        self._places = array("Q", bytes(16 * self.n))  # stance_text: an address and a length
        self._places[0::2] = starts
        self._places[1::2] = lengths

    def pointer(self) -> ctypes.Array[StanceText]:
        """[n]; valid as long as this object."""
        return (StanceText * self.n).from_buffer(self._places)
