"""Labelled data for training and evaluating: files, or rows in memory."""

from __future__ import annotations

import os
from ctypes import byref, c_char_p, c_void_p
from dataclasses import dataclass, field
from typing import Any, Iterable, Mapping, NamedTuple, Sequence, Union

from stance._declarations import FORMATS, StanceDatasetOptions, StanceLabelMap, StanceRecord
from stance._handle import Handle
from stance._library import library
from stance._texts import encode
from stance.errors import UsageError, argument_bytes, check, path_bytes

Path = Union[str, "os.PathLike[str]"]


class Row(NamedTuple):
    """A labelled statement. Plain tuples of the first two or more will do."""

    label: str
    text: str
    group: str | None = None  #: rows of one group (an article, a speech) stay on one side of every split
    weight: float = 1.0  #: above 0: how much it counts in training


#: A file's path, several, or rows.
Data = Union[Path, Iterable[Union[Path, Row, Sequence[Any]]]]


@dataclass(frozen=True)
class DataOptions:
    """How labelled data is read. Of rows in memory, map_labels, drop_labels and skip_bad count."""

    format: str = "auto"  #: "tsv", "csv", "jsonl", "fasttext"; "auto": the file's name or first line tells
    text_field: str | None = None  #: None: "text"
    label_field: str | None = None  #: None: "label"
    group_field: str | None = None  #: None: "group"
    map_labels: Mapping[str, str] = field(default_factory=dict)
    drop_labels: Sequence[str] = ()
    skip_bad: bool = False  #: skip and count bad rows instead of raising DataError


def choice(names: Sequence[str], name: str, what: str) -> int:
    """The number of a choice that C has an enum for."""
    if name not in names:
        raise UsageError(f"no {what} '{name}'; choose from {', '.join(names)}")
    return names.index(name)


def _optional(text: str | None, what: str) -> bytes | None:
    return None if text is None else argument_bytes(text, what)


def _options(given: DataOptions, threads: int) -> tuple[StanceDatasetOptions, list[Any]]:
    """The C struct, and what it points to."""
    options = StanceDatasetOptions()
    library().stance_dataset_options_init(byref(options))
    maps = (StanceLabelMap * len(given.map_labels))(
        *[StanceLabelMap(argument_bytes(a, "a label"), argument_bytes(b, "a label")) for a, b in given.map_labels.items()]
    )
    drops = (c_char_p * len(given.drop_labels))(*[argument_bytes(x, "a label") for x in given.drop_labels])
    options.format = choice(FORMATS, given.format, "format")
    options.text_field = _optional(given.text_field, "text_field")
    options.label_field = _optional(given.label_field, "label_field")
    options.group_field = _optional(given.group_field, "group_field")
    options.maps, options.n_maps = maps, len(maps)
    options.drops, options.n_drops = drops, len(drops)
    options.skip_bad = given.skip_bad
    options.threads = threads
    return options, [maps, drops]


def _record(number: int, row: Sequence[Any]) -> tuple[StanceRecord, bytes]:
    what = f"row {number}"
    if not isinstance(row, (tuple, list)) or not 2 <= len(row) <= 4:
        raise TypeError(f"{what} is no (label, text[, group[, weight]])")
    full = Row(*row)
    text = encode(full.text, f"the text of {what}")
    group = None if full.group is None else argument_bytes(full.group, f"the group of {what}")
    record = StanceRecord(
        text=text, text_length=len(text), label=argument_bytes(full.label, f"the label of {what}"), group=group, weight=full.weight
    )
    return record, text


def open_dataset(data: Data, given: DataOptions | None, threads: int) -> Handle:
    """Reads the whole set. DataError with file and line for a bad row, MachineError for a file that cannot be read."""
    lib, pointer = library(), c_void_p()
    options, kept = _options(given or DataOptions(), threads)
    items: list[Any] = [data] if isinstance(data, (str, os.PathLike)) else list(data)
    if not items:
        raise UsageError("no data: name a file, or give rows")
    if all(isinstance(item, (str, os.PathLike)) for item in items):
        paths = (c_char_p * len(items))(*[path_bytes(item) for item in items])
        check(lib.stance_dataset_read, byref(pointer), paths, len(items), byref(options))
    else:
        made = [_record(i, item) for i, item in enumerate(items)]
        records = (StanceRecord * len(made))(*[record for record, _ in made])
        kept.append(made)
        check(lib.stance_dataset_from_records, byref(pointer), records, len(made), byref(options))
    return Handle(pointer, lib.stance_dataset_free, "dataset")
