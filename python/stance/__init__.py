"""Finds the statements in news, names their speakers, and labels each by stance.

>>> import stance
>>> model = stance.Model()
>>> model.label(["We are ready to talk.", "We will never yield."])
[Label(label='conciliatory', ...), Label(label='uncompromising', ...)]

A thin module over the C library libstance by ctypes; the manual is docs/python.md.
"""

from stance.article import Article, Speaker, Statement
from stance.errors import (
    CancelledError,
    DataError,
    Error,
    LibraryError,
    MachineError,
    ModelError,
    UsageError,
)
from stance.evaluation import Evaluation, Interval, LabelMetrics, Metrics, evaluate
from stance.model import Label, Model, Reason, default_model_path
from stance.rows import Data, DataOptions, Row
from stance.training import Features, Training, train

__version__ = "0.1.0"

__all__ = [
    "Article",
    "CancelledError",
    "Data",
    "DataError",
    "DataOptions",
    "Error",
    "Evaluation",
    "Features",
    "Interval",
    "Label",
    "LabelMetrics",
    "LibraryError",
    "MachineError",
    "Metrics",
    "Model",
    "ModelError",
    "Reason",
    "Row",
    "Speaker",
    "Statement",
    "Training",
    "UsageError",
    "default_model_path",
    "evaluate",
    "train",
]
