"""How right a model is on labelled statements."""

from __future__ import annotations

import ctypes
from ctypes import POINTER, byref, c_void_p
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from stance._declarations import REPORTS, StanceEvaluateOptions, StanceMetrics, StanceReportOptions
from stance._handle import Handle
from stance._library import library
from stance.errors import UsageError, argument_bytes, check
from stance.rows import Data, DataOptions, choice, open_dataset

if TYPE_CHECKING:
    from stance.model import Model


class Interval(NamedTuple):
    """A 95 % bootstrap interval over groups; nan where there are fewer than two of them."""

    low: float
    high: float


class LabelMetrics(NamedTuple):
    """Of one label."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True)
class Metrics:
    """The figures of include/stance/report.h; nan where one is undefined."""

    n: int
    labels: tuple[str, ...]
    accuracy: float
    macro_f1: float
    mcc: float
    kappa: float
    accuracy_ci95: Interval
    macro_f1_ci95: Interval
    roc_auc: float
    average_precision: float
    log_loss: float
    brier: float
    ece: float
    majority_accuracy: float
    coverage: float
    confident_accuracy: float
    per_label: dict[str, LabelMetrics]
    confusion: tuple[tuple[int, ...], ...]  #: rows are the truth, in the order of `labels`


def copy_metrics(m: StanceMetrics) -> Metrics:
    """Out of the library's memory."""
    k = m.n_labels
    labels = tuple(name.decode() for name in m.labels[:k])
    per_label = {name: LabelMetrics(x.precision, x.recall, x.f1, x.support) for name, x in zip(labels, m.per_label[:k])}
    figures: dict[str, Any] = {
        name: getattr(m, name)
        for name in (
            "n accuracy macro_f1 mcc kappa roc_auc average_precision log_loss brier ece majority_accuracy coverage confident_accuracy"
        ).split()
    }
    return Metrics(
        labels=labels,
        accuracy_ci95=Interval(m.accuracy_ci95.low, m.accuracy_ci95.high),
        macro_f1_ci95=Interval(m.macro_f1_ci95.low, m.macro_f1_ci95.high),
        per_label=per_label,
        confusion=tuple(tuple(m.confusion[r * k : (r + 1) * k]) for r in range(k)),
        **figures,
    )


class Evaluation:
    """A model's answers to labelled statements, judged."""

    def __init__(self, model: Model, dataset: Handle, handle: Handle) -> None:
        self._model, self._dataset, self._handle = model, dataset, handle
        with handle as judgement:
            found = library().stance_judgement_evaluation(judgement).contents.model
            self.metrics: Metrics | None = copy_metrics(found.metrics.contents) if found.metrics else None
            """None where all statements are labelled `neither`."""
            self.neither: int = found.neither.n
            """Statements labelled `neither`, which are not judged."""
            self.neither_not_confident: int = found.neither.not_confident
            """Those of them on which the model was not confident, as it should be."""
        with dataset as data:
            self.skipped: int = library().stance_dataset_skipped(data)
            self.dropped: int = library().stance_dataset_dropped(data)

    def report(self, format: str = "table", *, title: str | None = None, dataset: str | None = None, width: int = 80) -> str:
        """The report as "table", "json" (schema stance.evaluation/1), "csv", "markdown" or "html". `dataset` is a name for its head."""
        lib, text = library(), c_void_p()
        path = self._model.path
        options = StanceReportOptions(
            width=width,
            title=None if title is None else argument_bytes(title, "the title"),
            dataset=None if dataset is None else argument_bytes(dataset, "the dataset's name"),
            model=None if path is None else argument_bytes(path, "the model's path"),
        )
        number = choice(REPORTS, format, "format")
        with self._model._handle, self._dataset, self._handle as judgement:
            evaluation = lib.stance_judgement_evaluation(judgement)
            check(lib.stance_evaluation_render, byref(text), evaluation, number, byref(options))
        try:
            return ctypes.string_at(text.value or 0).decode("utf-8")
        finally:
            lib.stance_report_free_text(text)


def evaluate(model: Model, data: Data, *, options: DataOptions | None = None, seed: int = 1, draws: int = 0, threads: int = 0) -> Evaluation:
    """Labels held-out statements (files or rows) and compares: what `stance evaluate` does.

    seed and draws (0: 10,000) are the bootstrap's. DataError for a label that the model does not know; map or drop it with `options`.
    """
    if seed < 0 or draws < 0 or threads < 0:
        raise UsageError("seed, draws and threads are 0 or more")
    lib, pointer = library(), c_void_p()
    dataset = open_dataset(data, options, threads)
    asked = StanceEvaluateOptions()
    lib.stance_evaluate_options_init(byref(asked))
    asked.threads, asked.draws, asked.seed = threads, draws, seed
    with model._handle as opened, dataset as rows:
        check(lib.stance_evaluate, byref(pointer), opened, rows, byref(asked))
    return Evaluation(model, dataset, Handle(pointer, lib.stance_judgement_free, "evaluation"))
