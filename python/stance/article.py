"""Articles: their statements, who made each, and what a model says of them."""

from __future__ import annotations

import ctypes
import math
from ctypes import POINTER, byref, c_double, c_size_t, c_void_p
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from stance._declarations import KINDS, LEAST_ENGLISH, StanceLabel, StancePage, StanceReason
from stance._handle import Handle
from stance._texts import Text, encode
from stance.errors import DataError, UsageError, argument_bytes, check

if TYPE_CHECKING:
    from stance.model import Label, Model, Reason

_MARK = b"\xef\xbb\xbf"  # says that a page is UTF-8, whatever its head says


class Speaker(NamedTuple):
    """Who made a statement."""

    name: str  #: as far as the article resolves it
    mention: str | None  #: the words on the spot: article[start:end]; None where there are none
    start: int | None
    end: int | None


@dataclass(frozen=True)
class Statement:
    """A statement of an article. Places are code points, which are the indices of Python's strings: article[s.start:s.end] == s.text."""

    index: int  #: its number in the article, from 0 in reading order
    kind: str  #: "direct", "indirect" or "mixed"
    text: str  #: from the first span's start to the last one's end; a direct quotation's includes its marks
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]  #: its parts, where something interrupts it
    speaker: Speaker | None
    cue: str | None  #: the words that attribute it
    target: str | None  #: whom the cue says it was addressed to or aimed at
    label: Label
    reasons: tuple[Reason, ...]  #: as many as were asked for; those of words of the cue are empty and stand at the statement's start


@dataclass(frozen=True)
class Article:
    """An article with its statements. article[i:j] is its text[i:j]."""

    name: str
    text: str  #: what offsets refer to: without a byte-order mark; of a page, the text of its article
    title: str | None
    source: str | None  #: of a page that says so
    day: str | None  #: of a page that says so: "2026-11-25"
    english: float | None  #: share of words that are common English ones; None for fewer than 30 words
    statements: tuple[Statement, ...]

    @property
    def reads_like_english(self) -> bool:
        """False where it does not, and its labels mean little."""
        return self.english is None or self.english >= LEAST_ENGLISH

    def __getitem__(self, place: int | slice) -> str:
        return self.text[place]

    def __str__(self) -> str:
        return self.text


def _string(value: bytes | None) -> str | None:
    return value.decode("utf-8") if value else None


def _page(model: Model, data: bytes, name: bytes) -> tuple[bytes, str | None, str | None, str | None]:
    """Text, title, source and day of a page."""
    page = POINTER(StancePage)()
    check(model._lib.stance_page_read, byref(page), data, len(data), name)
    try:
        found = page.contents
        return (ctypes.string_at(found.text, found.length), _string(found.title), _string(found.source), _string(found.day))
    finally:
        model._lib.stance_page_free(page)


class _Reading:
    """One article on its way out of the library."""

    def __init__(self, model: Model, article: c_void_p, n_reasons: int) -> None:
        lib, length = model._lib, c_size_t()
        self.model, self.article = model, article
        start = lib.stance_article_text(article, byref(length))
        self.data = ctypes.string_at(start, length.value)
        self.text = self.data.decode("utf-8")
        self.label = (StanceLabel * 1)()
        self.probabilities = (c_double * len(model.labels))()
        self.n_reasons = n_reasons
        self.reasons = (StanceReason * max(n_reasons, 1))()

    def statement(self, opened: c_void_p, labeller: c_void_p, i: int) -> Statement:
        model, lib, found = self.model, self.model._lib, c_size_t()
        s = lib.stance_article_statement(self.article, i).contents
        check(
            lib.stance_label_statement,
            labeller,
            self.article,
            i,
            self.label,
            self.probabilities,
            self.reasons,
            self.n_reasons,
            byref(found),
        )
        name, mention, hull = _string(s.speaker), s.mention, s.hull
        speaker = None
        if name is not None and mention.end > mention.start:
            speaker = Speaker(name, self.text[mention.start : mention.end], mention.start, mention.end)
        elif name is not None:
            speaker = Speaker(name, None, None, None)
        return Statement(
            index=i,
            kind=KINDS[s.kind],
            text=self.text[hull.start : hull.end],
            start=hull.start,
            end=hull.end,
            spans=tuple((span.start, span.end) for span in s.spans[: s.n_spans]),
            speaker=speaker,
            cue=_string(s.cue),
            target=_string(s.target),
            label=model._answers(self.label, self.probabilities)[0],
            reasons=tuple(model._reasons(opened, self.reasons[: found.value], self.data, hull.byte_start, hull.start)),
        )


def read(model: Model, text: Text, html: bool | None, name: str, n_reasons: int) -> Article:
    """Model.read."""
    lib = model._lib
    if n_reasons < 0:
        raise UsageError("reasons are 0 for none, or more")
    called = argument_bytes(name, "the article's name")
    data = text if isinstance(text, bytes) else encode(text, "the article")
    if html is None:
        html = bool(lib.stance_document_is_page(data, len(data)))
    title = source = day = None
    if html:
        if isinstance(text, str) and not data.startswith(_MARK):
            data = _MARK + data
        data, title, source, day = _page(model, data, called)
    elif not data:
        raise DataError("the article is empty", name)
    pointer = c_void_p()
    check(lib.stance_article_parse, byref(pointer), data, len(data), called)
    handle = Handle(pointer, lib.stance_article_free, "article")
    try:
        with handle as article, model._handle as opened, model._labeller(opened) as labeller:
            reading = _Reading(model, article, n_reasons)
            count, english = lib.stance_article_statement_count(article), lib.stance_article_english(article)
            return Article(
                name=name,
                text=reading.text,
                title=title if html else _string(lib.stance_article_title(article)),
                source=source,
                day=day,
                english=None if math.isnan(english) else english,
                statements=tuple(reading.statement(opened, labeller, i) for i in range(count)),
            )
    finally:
        handle.close()
