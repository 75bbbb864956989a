"""A trained model: opening it, asking what is in it, labelling texts and articles with it."""

from __future__ import annotations

import ctypes
import json
import os
import struct
from contextlib import contextmanager
from ctypes import byref, c_double, c_size_t, c_void_p
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Any, Iterable, Iterator, NamedTuple, Sequence, Tuple, overload

from stance import article as _article
from stance._declarations import StanceLabel, StanceReason
from stance._handle import Handle
from stance._library import library
from stance._texts import PackedTexts, Text, encode
from stance.errors import UsageError, check, path_bytes

if TYPE_CHECKING:
    _Answers = Tuple[ctypes.Array[StanceLabel], ctypes.Array[c_double]]

_LABEL = struct.Struct("@Iddd?N")  # stance_label; tests/python compares it with the compiler's layout
_BATCH = 16384  # texts a call: enough for all cores, little enough for memory and for Ctrl-C
_FEW = 32  # up to these, a labeller that is at hand is quicker than the new ones of a batch
_LONGEST_PATH = 4096


class Label(NamedTuple):
    """A model's answer to one text."""

    label: str  #: the label of the larger decision
    probability: float  #: that label's, calibrated; may be below 0.5 where there are more than two
    probabilities: dict[str, float]  #: of every label
    neither: float | None  #: probability that the text takes no stance; None where the model was trained without such rows
    confident: bool  #: probability and neither on the right side of the model's thresholds, and some term known
    decision: float  #: with two labels, positive speaks for the last one; otherwise the label's own
    known_terms: int  #: distinct terms of the text that the model knows; 0: the label is the prior's
    answer: str  #: as tables show it: the label where it is confident, else "neither" or "unclear"


class Reason(NamedTuple):
    """A term's part in a decision."""

    term: str  #: as docs/formats.md writes terms
    weight: float  #: its part in the label's decision; positive speaks for the label
    start: int  #: its first place in the text, code points: text[start:end]
    end: int


def default_model_path() -> str:
    """The model that Model() opens: $STANCE_MODEL, else the one that was built or installed with the library."""
    path = ctypes.create_string_buffer(_LONGEST_PATH)
    check(library().stance_model_default_path, path, len(path))
    return os.fsdecode(path.value)


class Model:
    """An open model. Immutable: any number of threads may use one at once. A context manager; closing it twice is fine.

    Model() opens the default model, Model(path) another one, Model(data=...) one that is in memory. ModelError for a file that is no
    model or a damaged one, MachineError where it cannot be read.
    """

    def __init__(self, path: str | bytes | os.PathLike[str] | os.PathLike[bytes] | None = None, *, data: bytes | None = None) -> None:
        if path is not None and data is not None:
            raise UsageError("both a path and data: which model?")
        lib = library()
        pointer = c_void_p()
        self.path: str | None = None  #: None for a model from memory
        if data is not None:
            check(lib.stance_model_open_memory, byref(pointer), data, len(data), None)
        else:
            self.path = default_model_path() if path is None else os.fsdecode(path)
            check(lib.stance_model_open, byref(pointer), path_bytes(self.path))
        spare: list[c_void_p] = []

        def free(model: c_void_p) -> None:
            for labeller in spare:
                lib.stance_labeller_free(labeller)
            lib.stance_model_close(model)

        self._lib = lib
        self._spare = spare  # labellers that no thread uses
        self._handle = Handle(pointer, free, "model")
        count = lib.stance_model_label_count(pointer)
        self._labels = tuple(lib.stance_model_label(pointer, i).decode() for i in range(count))
        self._has_neither = bool(lib.stance_model_has_neither(pointer))
        self._threshold = float(lib.stance_model_threshold(pointer))
        self._neither_threshold = float(lib.stance_model_neither_threshold(pointer))

    # ---- What is in it ----

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels, in byte order."""
        return self._labels

    @property
    def threshold(self) -> float:
        """Below this probability a label is not confident."""
        return self._threshold

    @property
    def neither_threshold(self) -> float:
        """Above this probability of no stance a label is not confident; 1 where the model cannot tell."""
        return self._neither_threshold

    @property
    def has_neither(self) -> bool:
        """Whether it was trained with rows that take no stance."""
        return self._has_neither

    @property
    def card(self) -> dict[str, Any]:
        """What it was trained on and how right it was, out of fold: schema stance.card/1."""
        with self._handle as model:
            card: dict[str, Any] = json.loads(self._lib.stance_model_card(model))
            return card

    def strongest_terms(self, label: str, n: int = 20) -> list[tuple[str, float]]:
        """The up to n terms that speak most for a label, with their weights, strongest first; none for kernels that are not linear."""
        number, terms, found = self._number(label), (c_size_t * max(n, 1))(), c_size_t()
        with self._handle as model:
            check(self._lib.stance_model_strongest_terms, terms, n, byref(found), model, number)
            return [(self._term(model, t), self._lib.stance_model_weight(model, t, number)) for t in terms[: found.value]]

    def verify(self) -> None:
        """Takes a look at every term, which opening does not; ModelError for a file that was made to mislead."""
        with self._handle as model:
            check(self._lib.stance_model_verify, model)

    # ---- Labelling ----

    @overload
    def label(  # type: ignore[misc]  # a str is an iterable of str too, and is not meant as one
        self, texts: str | bytes, *, threads: int = 0
    ) -> Label: ...
    @overload
    def label(self, texts: Iterable[Text], *, threads: int = 0) -> list[Label]: ...
    def label(self, texts: str | bytes | Iterable[Text], *, threads: int = 0) -> Label | list[Label]:
        """The answers to texts, in order; to one text, its answer.

        Texts are str, or bytes of UTF-8; any iterable of them, which is taken in batches. threads 0: all cores; the answers do not depend
        on it. DataError, naming the text by its number from 0, for one that is no UTF-8 or has lone surrogates.
        """
        if isinstance(texts, (str, bytes)):
            return next(self.stream([texts], threads=1))
        packed = self._packed(texts, _BATCH, threads)
        if (first := next(packed, None)) is None:
            return []
        if first.n < _BATCH:
            return self._answers(*self._label(first, threads))
        return self._label_beside(first, packed, threads)

    def stream(self, texts: Iterable[Text], *, batch: int = _BATCH, threads: int = 0) -> Iterator[Label]:
        """The answers one after the other, in the memory of `batch` texts, for more than fits: reads that many before it gives an answer."""
        if batch < 1:
            raise UsageError("a batch has at least one text")
        for packed in self._packed(texts, batch, threads):
            yield from self._answers(*self._label(packed, threads))

    def explain(self, text: Text, n: int = 10, *, label: str | None = None) -> list[Reason]:
        """The up to n terms that weighed most for `label` (None: the text's own), strongest first, negative ones too."""
        data = encode(text)
        number = self._labels.index(self.label(data).label) if label is None else self._number(label)
        reasons, found = (StanceReason * max(n, 1))(), c_size_t()
        with self._handle as model, self._labeller(model) as labeller:
            check(self._lib.stance_explain_text, labeller, data, len(data), number, reasons, n, byref(found))
            return self._reasons(model, reasons[: found.value], data, 0, 0)

    def read(
        self, text: Text, *, html: bool | None = None, name: str = "article", reasons: int = 0
    ) -> _article.Article:
        """The statements of an article, who made each, and their labels.

        `text` is plain text or an HTML page (html None: its first bytes tell; bytes of a page may be in the encoding that it names). `name`
        is what errors call it. `reasons`: how many to give for each statement. DataError for text that is no UTF-8 or has NUL in it, and
        for a page without text.
        """
        return _article.read(self, text, html, name, reasons)

    # ---- Life ----

    def close(self) -> None:
        """Gives the model back. Threads that are labelling finish what they do; later calls raise UsageError."""
        self._handle.close()

    def __enter__(self) -> Model:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<stance.Model {self.path or 'in memory'}: {', '.join(self._labels)}{' (closed)' if self._handle.closed else ''}>"

    def __reduce__(self) -> tuple[type[Model], tuple[str]]:
        """Another process opens the same file."""
        if self.path is None:
            raise TypeError("a model from memory cannot be pickled; write it to a file")
        return (Model, (os.path.abspath(self.path),))

    # ---- Inside ----

    def _number(self, label: str) -> int:
        if label not in self._labels:
            raise UsageError(f"the model has no label '{label}'; it has {', '.join(self._labels)}")
        return self._labels.index(label)

    def _term(self, model: c_void_p, number: int) -> str:
        length = c_size_t()
        return ctypes.string_at(self._lib.stance_model_term(model, number, byref(length)), length.value).decode("utf-8", "replace")

    @contextmanager
    def _labeller(self, model: c_void_p) -> Iterator[c_void_p]:
        """A labeller that no other thread uses meanwhile."""
        try:
            labeller = self._spare.pop()
        except IndexError:
            labeller = c_void_p()
            check(self._lib.stance_labeller_new, byref(labeller), model)
        try:
            yield labeller
        finally:
            self._spare.append(labeller)

    def _packed(self, texts: Iterable[Text], size: int, threads: int) -> Iterator[PackedTexts]:
        """The texts in batches, as the library takes them."""
        if threads < 0:
            raise UsageError("threads are 0 for all cores, or more")
        if isinstance(texts, (str, bytes)):
            raise TypeError("one text where an iterable of them is wanted; put it in a list")
        rest, done = iter(texts), 0
        while batch := list(islice(rest, size)):
            yield PackedTexts(batch, done)
            done += len(batch)

    def _label(self, packed: PackedTexts, threads: int) -> _Answers:
        labels = (StanceLabel * packed.n)()
        probabilities = (c_double * (packed.n * len(self._labels)))()
        texts = packed.pointer()
        with self._handle as model:
            if packed.n > _FEW:
                check(self._lib.stance_label_batch, model, texts, packed.n, threads, labels, probabilities)
                return labels, probabilities
            with self._labeller(model) as labeller:
                row = c_double * len(self._labels)
                for i, text in enumerate(texts):
                    shares = row.from_buffer(probabilities, i * ctypes.sizeof(row))
                    check(self._lib.stance_label_text, labeller, text.data, text.length, byref(labels[i]), shares)
        return labels, probabilities

    def _label_beside(self, first: PackedTexts, others: Iterator[PackedTexts], threads: int) -> list[Label]:
        """Several batches. The library labels one, without Python's lock, while Python packs the next and unpacks the one before."""
        from concurrent.futures import ThreadPoolExecutor  # which takes longer to load than all the rest

        answers: list[Label] = []
        with ThreadPoolExecutor(1) as aside:
            labelled = aside.submit(self._label, first, threads)
            for packed in others:
                done, labelled = labelled, aside.submit(self._label, packed, threads)
                answers += self._answers(*done.result())
            answers += self._answers(*labelled.result())
        return answers

    def _answers(self, labels: ctypes.Array[StanceLabel], probabilities: ctypes.Array[c_double]) -> list[Label]:
        names, has_neither, most, make = self._labels, self._has_neither, self._neither_threshold, tuple.__new__
        values = memoryview(probabilities).cast("B").cast("d").tolist()
        shares: Iterable[dict[str, float]]
        if len(names) == 2:
            a, b = names
            shares = [{a: p, b: q} for p, q in zip(values[0::2], values[1::2])]
        else:
            k = len(names)
            shares = [dict(zip(names, values[i : i + k])) for i in range(0, len(values), k)]
        return [
            make(  # Label(...), in two thirds of the time
                Label,
                (
                    names[label],
                    probability,
                    share,
                    neither if has_neither else None,
                    confident,
                    decision,
                    known,
                    names[label] if confident else "neither" if neither > most else "unclear",
                ),
            )
            for (label, probability, decision, neither, confident, known), share in zip(_LABEL.iter_unpack(labels), shares)
        ]

    def _reasons(
        self, model: c_void_p, reasons: Sequence[StanceReason], data: bytes, near_byte: int, near_point: int
    ) -> list[Reason]:
        """Reasons with their bytes turned to code points, which are counted from a byte nearby that is known: near_point stand before it."""

        def point(byte: int) -> int:
            if byte < near_byte:
                return len(data[:byte].decode())
            return near_point + len(data[near_byte:byte].decode())

        return [Reason(self._term(model, r.term), r.weight, point(r.start), point(r.end)) for r in reasons]
