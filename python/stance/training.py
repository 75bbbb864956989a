"""Training a model on labelled statements."""

from __future__ import annotations

import os
from ctypes import byref, c_double, c_size_t, c_void_p
from dataclasses import dataclass
from typing import Any, Callable, Sequence

from stance._declarations import (
    CLASS_WEIGHTS,
    KERNELS,
    PROGRESS,
    SOLVERS,
    TF,
    WEIGHTS,
    StanceFeatureOptions,
    StanceTrainOptions,
)
from stance._handle import Handle
from stance._library import library, training_library
from stance.errors import CancelledError, UsageError, argument_bytes, check, path_bytes
from stance.evaluation import Metrics, copy_metrics
from stance.model import Model
from stance.rows import Data, DataOptions, choice, open_dataset

Progress = Callable[[str, float, float], object]
_N_GRAMS = {"words": "word", "stems": "stem", "chars": "char"}


@dataclass(frozen=True)
class Features:
    """What a text is turned into; None leaves the library's own choice, which is the recipe that did best. Ranges of n-grams are (least,
    most), (0, 0) for none."""

    words: tuple[int, int] | None = None
    stems: tuple[int, int] | None = None
    chars: tuple[int, int] | None = None
    lexicon: bool | None = None
    tf: str | None = None  #: "binary", "count", "log"
    weight: str | None = None  #: "plain", "idf", "lcr", "lcr+idf"
    smoothing: float | None = None
    lexicon_weight: float | None = None
    norm: float | None = None
    min_df: int | None = None
    max_df: float | None = None
    max_terms: int | None = None
    select: int | None = None
    hash_bits: int | None = None
    hash_seed: int | None = None

    def _apply(self, options: StanceFeatureOptions) -> None:
        for name, value in vars(self).items():
            if value is None:
                continue
            if name in _N_GRAMS:
                setattr(options, _N_GRAMS[name] + "_min", _whole(value[0], name, 1 << 32))
                setattr(options, _N_GRAMS[name] + "_max", _whole(value[1], name, 1 << 32))
            elif name == "tf":
                options.tf = choice(TF, value, "tf")
            elif name == "weight":
                options.weight = choice(WEIGHTS, value, "weight")
            elif isinstance(value, int) and name not in ("lexicon", "smoothing", "lexicon_weight", "norm", "max_df"):
                setattr(options, name, _whole(value, name, 1 << 32))
            else:
                setattr(options, name, value)


@dataclass(frozen=True)
class Training:
    """What came out of a training. The figures are of pooled out-of-fold predictions."""

    path: str  #: where the model was written
    metrics: Metrics
    solver: str
    reason: str  #: why that solver
    cost: float  #: the C that was used
    features_name: str  #: what tuning calls the features that were used
    n_terms: int
    n_support: int
    folds: int
    fold_macro_f1: tuple[float, ...]
    threshold: float
    training_accuracy: float
    nested: bool  #: something was chosen, and the figures come from folds that the choice did not look at
    n_stance: int
    n_neither: int
    neither_threshold: float
    neither_rejected: float  #: nan where no rows are labelled `neither`
    neither_auc: float
    learning_curve: tuple[tuple[int, float], ...]  #: (rows, macro-F1); empty unless asked for
    skipped: int  #: bad rows
    dropped: int  #: rows by label
    repeated: int  #: rows that repeat one before them, or nearly

    def model(self) -> Model:
        """Opens what was written."""
        return Model(self.path)


def _whole(value: Any, what: str, above: int = 1 << 64) -> int:
    if not isinstance(value, int) or not 0 <= value < above:
        raise UsageError(f"{what} is a whole number from 0 below {above}, not {value!r}")
    return value


class _Watch:
    """The library's progress, told to a Python function. What that raises stops the training and is raised by it; so is Ctrl-C."""

    def __init__(self, tell: Progress | None) -> None:
        self._tell = tell
        self.raised: BaseException | None = None
        self.function = PROGRESS(self._report)

    def _report(self, context: int | None, phase: bytes, done: float, total: float) -> int:
        try:
            if self._tell is not None and self._tell(phase.decode("utf-8", "replace"), done, total) is False:
                return 1
        except BaseException as error:  # nothing may be raised through C
            self.raised = error
            return 1
        return 0


def train(
    data: Data,
    output: str | os.PathLike[str],
    *,
    options: DataOptions | None = None,
    features: Features | None = None,
    cost: float | Sequence[float] | None = None,
    solver: str = "auto",
    kernel: str = "linear",
    gamma: float = 0,
    class_weight: str = "none",
    folds: int = 5,
    seed: int = 1,
    threads: int = 0,
    confidence: float = 0.9,
    tune: bool = False,
    trials: int = 0,
    budget: float = 0,
    learning_curve: bool = False,
    memory_limit: int = 0,
    name: str | None = None,
    note: str | None = None,
    progress: Progress | None = None,
) -> Training:
    """Fits, cross-validates and calibrates a model and writes it to `output`, whole or not at all: what `stance train` does.

    The same data, options and seed give the same bytes as the command, whatever the number of threads. The arguments are those of the
    command and of stance_train_options in include/stance/train.h. `progress(phase, done, total)` is called now and then, from this thread;
    where it returns False the training stops with CancelledError, and where it raises, with that.
    """
    lib, pointer, path = training_library(), c_void_p(), path_bytes(output)
    asked = StanceTrainOptions()
    lib.stance_train_options_init(byref(asked))
    (features or Features())._apply(asked.features)
    costs = [] if cost is None else [float(cost)] if isinstance(cost, (int, float)) else [float(c) for c in cost]
    values = (c_double * len(costs))(*costs)
    if costs:
        asked.c, asked.n_c = values, len(costs)
    asked.solver = choice(SOLVERS, solver, "solver")
    asked.kernel = choice(KERNELS, kernel, "kernel")
    asked.class_weight = choice(CLASS_WEIGHTS, class_weight, "class weight")
    asked.gamma, asked.confidence, asked.budget = gamma, confidence, budget
    asked.folds, asked.seed, asked.threads = _whole(folds, "folds"), _whole(seed, "seed"), _whole(threads, "threads")
    asked.trials, asked.memory_limit = _whole(trials, "trials"), _whole(memory_limit, "memory_limit")
    asked.tune, asked.learning_curve = tune, learning_curve
    asked.name = None if name is None else argument_bytes(name, "the name")
    asked.note = None if note is None else argument_bytes(note, "the note")
    watch = _Watch(progress)
    asked.progress = watch.function
    dataset = open_dataset(data, options, asked.threads)
    with dataset as rows:
        try:
            check(lib.stance_train, byref(pointer), rows, byref(asked))
        except CancelledError:
            if watch.raised is not None:
                raise watch.raised from None
            raise
        training = Handle(pointer, lib.stance_training_free, "training")
        with training as fitted:
            check(lib.stance_training_save, fitted, path)
            return _copy(lib, fitted, rows, os.fsdecode(path))


def _copy(lib: Any, training: c_void_p, rows: c_void_p, path: str) -> Training:
    s, n = lib.stance_training_summarise(training), c_size_t()
    points = lib.stance_training_curve(training, byref(n))
    repeats = library().stance_dataset_duplicates(rows)
    return Training(
        path=path,
        metrics=copy_metrics(lib.stance_training_metrics(training).contents),
        solver=s.solver.decode(),
        reason=s.reason.decode(),
        cost=s.c,
        features_name=s.features_name.decode() if s.features_name else "",
        n_terms=s.n_terms,
        n_support=s.n_support,
        folds=s.folds,
        fold_macro_f1=tuple(s.fold_macro_f1[: s.folds]),
        threshold=s.threshold,
        training_accuracy=s.training_accuracy,
        nested=s.nested,
        n_stance=s.n_stance,
        n_neither=s.n_neither,
        neither_threshold=s.neither_threshold,
        neither_rejected=s.neither_rejected,
        neither_auc=s.neither_auc,
        learning_curve=tuple((p.n, p.macro_f1) for p in points[: n.value]) if n.value else (),
        skipped=library().stance_dataset_skipped(rows),
        dropped=library().stance_dataset_dropped(rows),
        repeated=repeats.exact + repeats.near,
    )
