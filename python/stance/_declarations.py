"""The C API as ctypes sees it: structs and functions of include/stance/*.h. tests/python holds every line against the headers."""

from __future__ import annotations

import ctypes
from ctypes import POINTER, Structure, c_bool, c_char, c_char_p, c_double, c_int, c_long, c_size_t, c_uint8, c_uint32, c_uint64, c_void_p
from typing import Any

PROGRESS = ctypes.CFUNCTYPE(c_int, c_void_p, c_char_p, c_double, c_double)


class StanceError(Structure):
    _fields_ = [("status", c_int), ("line", c_long), ("file", c_char * 256), ("message", c_char * 512)]


class StanceText(Structure):
    _fields_ = [("data", c_void_p), ("length", c_size_t)]


class StanceLabel(Structure):
    _fields_ = [
        ("label", c_uint32),
        ("probability", c_double),
        ("decision", c_double),
        ("neither", c_double),
        ("confident", c_bool),
        ("known_terms", c_size_t),
    ]


class StanceReason(Structure):
    _fields_ = [("term", c_size_t), ("weight", c_double), ("start", c_size_t), ("end", c_size_t)]


class StanceSpan(Structure):
    _fields_ = [("start", c_size_t), ("end", c_size_t), ("byte_start", c_size_t), ("byte_end", c_size_t)]


class StanceStatement(Structure):
    _fields_ = [
        ("kind", c_int),
        ("hull", StanceSpan),
        ("spans", POINTER(StanceSpan)),
        ("n_spans", c_size_t),
        ("speaker", c_char_p),
        ("mention", StanceSpan),
        ("cue", c_char_p),
        ("target", c_char_p),
    ]


class StancePage(Structure):
    _fields_ = [("text", c_void_p), ("length", c_size_t), ("title", c_char_p), ("source", c_char_p), ("day", c_char * 11)]


class StanceLabelMap(Structure):
    _fields_ = [("from_", c_char_p), ("to", c_char_p)]  # `from` is a word of Python's


class StanceDatasetOptions(Structure):
    _fields_ = [
        ("format", c_int),
        ("text_field", c_char_p),
        ("label_field", c_char_p),
        ("group_field", c_char_p),
        ("maps", POINTER(StanceLabelMap)),
        ("n_maps", c_size_t),
        ("drops", POINTER(c_char_p)),
        ("n_drops", c_size_t),
        ("skip_bad", c_bool),
        ("need_labels", c_bool),
        ("extra_fields", POINTER(c_char_p)),
        ("n_extra_fields", c_size_t),
        ("threads", c_size_t),
    ]


class StanceRecord(Structure):
    _fields_ = [
        ("text", c_char_p),
        ("text_length", c_size_t),
        ("label", c_char_p),
        ("id", c_char_p),
        ("group", c_char_p),
        ("speaker", c_char_p),
        ("kind", c_char_p),
        ("weight", c_double),
        ("file", c_char_p),
        ("line", c_long),
        ("raw", c_char_p),
        ("raw_length", c_size_t),
        ("extra", POINTER(c_char_p)),
    ]


class StanceDuplicates(Structure):
    _fields_ = [("exact", c_size_t), ("near", c_size_t), ("conflicts", c_size_t)]


class StanceFeatureOptions(Structure):
    _fields_ = [
        ("word_min", c_uint32),
        ("word_max", c_uint32),
        ("stem_min", c_uint32),
        ("stem_max", c_uint32),
        ("char_min", c_uint32),
        ("char_max", c_uint32),
        ("lexicon", c_bool),
        ("tf", c_int),
        ("weight", c_int),
        ("smoothing", c_double),
        ("lexicon_weight", c_double),
        ("norm", c_double),
        ("min_df", c_uint32),
        ("max_df", c_double),
        ("max_terms", c_uint32),
        ("select", c_uint32),
        ("hash_bits", c_uint32),
        ("hash_seed", c_uint32),
    ]


class StanceTrainOptions(Structure):
    _fields_ = [
        ("features", StanceFeatureOptions),
        ("solver", c_int),
        ("kernel", c_int),
        ("c", POINTER(c_double)),
        ("n_c", c_size_t),
        ("gamma", c_double),
        ("class_weight", c_int),
        ("folds", c_size_t),
        ("seed", c_uint64),
        ("threads", c_size_t),
        ("confidence", c_double),
        ("tune", c_bool),
        ("trials", c_size_t),
        ("budget", c_double),
        ("learning_curve", c_bool),
        ("memory_limit", c_size_t),
        ("name", c_char_p),
        ("note", c_char_p),
        ("progress", PROGRESS),
        ("progress_context", c_void_p),
    ]


class StanceTrainingSummary(Structure):
    _fields_ = [
        ("solver", c_char_p),
        ("reason", c_char_p),
        ("c", c_double),
        ("features", POINTER(StanceFeatureOptions)),
        ("features_name", c_char_p),
        ("tried", c_size_t),
        ("candidates", c_size_t),
        ("n_terms", c_size_t),
        ("n_support", c_size_t),
        ("folds", c_size_t),
        ("fold_macro_f1", POINTER(c_double)),
        ("threshold", c_double),
        ("training_accuracy", c_double),
        ("nested", c_bool),
        ("n_stance", c_size_t),
        ("n_neither", c_size_t),
        ("neither_threshold", c_double),
        ("neither_rejected", c_double),
        ("neither_auc", c_double),
        ("label_counts", POINTER(c_size_t)),
        ("n_held_out", c_size_t),
    ]


class StanceCurvePoint(Structure):
    _fields_ = [("n", c_size_t), ("macro_f1", c_double)]


class StanceInterval(Structure):
    _fields_ = [("low", c_double), ("high", c_double)]


class StanceLabelMetrics(Structure):
    _fields_ = [("precision", c_double), ("recall", c_double), ("f1", c_double), ("support", c_size_t)]


class StanceMetrics(Structure):
    _fields_ = [
        ("n", c_size_t),
        ("n_labels", c_size_t),
        ("accuracy", c_double),
        ("macro_f1", c_double),
        ("mcc", c_double),
        ("kappa", c_double),
        ("accuracy_ci95", StanceInterval),
        ("macro_f1_ci95", StanceInterval),
        ("roc_auc", c_double),
        ("average_precision", c_double),
        ("log_loss", c_double),
        ("brier", c_double),
        ("ece", c_double),
        ("majority_accuracy", c_double),
        ("coverage", c_double),
        ("confident_accuracy", c_double),
        ("per_label", POINTER(StanceLabelMetrics)),
        ("confusion", POINTER(c_size_t)),
        ("labels", POINTER(c_char_p)),
    ]


class StancePredictions(Structure):
    _fields_ = [
        ("n", c_size_t),
        ("n_labels", c_size_t),
        ("labels", POINTER(c_char_p)),
        ("truth", POINTER(c_uint32)),
        ("predicted", POINTER(c_uint32)),
        ("probabilities", POINTER(c_double)),
        ("groups", POINTER(c_uint32)),
        ("confident", POINTER(c_uint8)),
    ]


class StanceNeitherCount(Structure):
    _fields_ = [("n", c_size_t), ("not_confident", c_size_t)]


class StanceEvaluatedModel(Structure):
    _fields_ = [
        ("predictions", POINTER(StancePredictions)),
        ("metrics", POINTER(StanceMetrics)),
        ("neither", StanceNeitherCount),
        ("opened", c_void_p),
    ]


class StanceReportStatement(Structure):
    _fields_ = [("text", c_char_p), ("file", c_char_p), ("line", c_long)]


class StanceEvaluation(Structure):
    _fields_ = [
        ("labels", POINTER(c_char_p)),
        ("n_labels", c_size_t),
        ("model", StanceEvaluatedModel),
        ("shares", c_void_p),
        ("slices", c_void_p),
        ("other_name", c_char_p),
        ("other", StanceEvaluatedModel),
        ("comparison", c_void_p),
        ("mistakes", c_void_p),
        ("n_mistakes", c_size_t),
        ("has_mistakes", c_bool),
        ("statements", POINTER(StanceReportStatement)),
    ]


class StanceReportOptions(Structure):
    _fields_ = [("color", c_bool), ("width", c_size_t), ("title", c_char_p), ("dataset", c_char_p), ("model", c_char_p)]


class StanceEvaluateOptions(Structure):
    _fields_ = [("threads", c_size_t), ("draws", c_size_t), ("seed", c_uint64)]


# The structs by their names in C.
STRUCTS: dict[str, type[Structure]] = {
    "stance_error": StanceError,
    "stance_text": StanceText,
    "stance_label": StanceLabel,
    "stance_reason": StanceReason,
    "stance_span": StanceSpan,
    "stance_statement": StanceStatement,
    "stance_page": StancePage,
    "stance_label_map": StanceLabelMap,
    "stance_dataset_options": StanceDatasetOptions,
    "stance_record": StanceRecord,
    "stance_duplicates": StanceDuplicates,
    "stance_feature_options": StanceFeatureOptions,
    "stance_train_options": StanceTrainOptions,
    "stance_training_summary": StanceTrainingSummary,
    "stance_curve_point": StanceCurvePoint,
    "stance_interval": StanceInterval,
    "stance_label_metrics": StanceLabelMetrics,
    "stance_metrics": StanceMetrics,
    "stance_predictions": StancePredictions,
    "stance_neither_count": StanceNeitherCount,
    "stance_evaluated_model": StanceEvaluatedModel,
    "stance_report_statement": StanceReportStatement,
    "stance_evaluation": StanceEvaluation,
    "stance_report_options": StanceReportOptions,
    "stance_evaluate_options": StanceEvaluateOptions,
}

# Values of enums, in C's order; what Python calls them.
FORMATS = ("auto", "tsv", "csv", "jsonl", "fasttext", "lines")
KINDS = ("direct", "indirect", "mixed")
TF = ("binary", "count", "log")
WEIGHTS = ("plain", "idf", "lcr", "lcr+idf")
SOLVERS = ("auto", "libsvm", "descent")
KERNELS = ("linear", "rbf")
CLASS_WEIGHTS = ("none", "balanced")
REPORTS = ("table", "json", "csv", "markdown", "html")
LEAST_ENGLISH = 0.35
ENUMS: dict[str, tuple[str, ...]] = {
    "stance_data_format": FORMATS,
    "stance_kind": KINDS,
    "stance_tf": TF,
    "stance_term_weight": WEIGHTS,
    "stance_solver": SOLVERS,
    "stance_kernel": KERNELS,
    "stance_class_weight": CLASS_WEIGHTS,
    "stance_report_format": REPORTS,
}

_OUT = POINTER(c_void_p)  # of a handle, or of a text that the library allocated
_SIZE = POINTER(c_size_t)
_ERROR = POINTER(StanceError)
_LABEL = POINTER(StanceLabel)
_DOUBLES = POINTER(c_double)
_REASONS = POINTER(StanceReason)
_DATA_OPTIONS = POINTER(StanceDatasetOptions)

# What is returned and what is taken. Handles and texts that need not end in NUL are plain addresses.
FUNCTIONS: dict[str, dict[str, tuple[Any, list[Any]]]] = {
    "stance": {
        "stance_version": (c_char_p, []),
        "stance_model_open": (c_int, [_OUT, c_char_p, _ERROR]),
        "stance_model_open_memory": (c_int, [_OUT, c_void_p, c_size_t, c_char_p, _ERROR]),
        "stance_model_default_path": (c_int, [POINTER(c_char), c_size_t, _ERROR]),
        "stance_model_close": (None, [c_void_p]),
        "stance_model_verify": (c_int, [c_void_p, _ERROR]),
        "stance_model_label_count": (c_size_t, [c_void_p]),
        "stance_model_label": (c_char_p, [c_void_p, c_size_t]),
        "stance_model_card": (c_char_p, [c_void_p]),
        "stance_model_term": (c_void_p, [c_void_p, c_size_t, _SIZE]),
        "stance_model_weight": (c_double, [c_void_p, c_size_t, c_size_t]),
        "stance_model_strongest_terms": (c_int, [_SIZE, c_size_t, _SIZE, c_void_p, c_size_t, _ERROR]),
        "stance_model_threshold": (c_double, [c_void_p]),
        "stance_model_neither_threshold": (c_double, [c_void_p]),
        "stance_model_has_neither": (c_bool, [c_void_p]),
        "stance_labeller_new": (c_int, [_OUT, c_void_p, _ERROR]),
        "stance_labeller_free": (None, [c_void_p]),
        "stance_label_text": (c_int, [c_void_p, c_void_p, c_size_t, _LABEL, _DOUBLES, _ERROR]),
        "stance_explain_text": (c_int, [c_void_p, c_void_p, c_size_t, c_uint32, _REASONS, c_size_t, _SIZE, _ERROR]),
        "stance_label_batch": (c_int, [c_void_p, POINTER(StanceText), c_size_t, c_size_t, _LABEL, _DOUBLES, _ERROR]),
        "stance_document_is_page": (c_bool, [c_void_p, c_size_t]),
        "stance_page_read": (c_int, [POINTER(POINTER(StancePage)), c_void_p, c_size_t, c_char_p, _ERROR]),
        "stance_page_free": (None, [POINTER(StancePage)]),
        "stance_article_parse": (c_int, [_OUT, c_void_p, c_size_t, c_char_p, _ERROR]),
        "stance_article_free": (None, [c_void_p]),
        "stance_article_text": (c_void_p, [c_void_p, _SIZE]),
        "stance_article_english": (c_double, [c_void_p]),
        "stance_article_title": (c_char_p, [c_void_p]),
        "stance_article_statement_count": (c_size_t, [c_void_p]),
        "stance_article_statement": (POINTER(StanceStatement), [c_void_p, c_size_t]),
        "stance_label_statement": (
            c_int,
            [c_void_p, c_void_p, c_size_t, _LABEL, _DOUBLES, _REASONS, c_size_t, _SIZE, _ERROR],
        ),
        "stance_dataset_options_init": (None, [_DATA_OPTIONS]),
        "stance_dataset_read": (c_int, [_OUT, POINTER(c_char_p), c_size_t, _DATA_OPTIONS, _ERROR]),
        "stance_dataset_from_records": (c_int, [_OUT, POINTER(StanceRecord), c_size_t, _DATA_OPTIONS, _ERROR]),
        "stance_dataset_free": (None, [c_void_p]),
        "stance_dataset_skipped": (c_size_t, [c_void_p]),
        "stance_dataset_dropped": (c_size_t, [c_void_p]),
        "stance_dataset_duplicates": (StanceDuplicates, [c_void_p]),
        "stance_evaluate_options_init": (None, [POINTER(StanceEvaluateOptions)]),
        "stance_evaluate": (c_int, [_OUT, c_void_p, c_void_p, POINTER(StanceEvaluateOptions), _ERROR]),
        "stance_judgement_free": (None, [c_void_p]),
        "stance_judgement_evaluation": (POINTER(StanceEvaluation), [c_void_p]),
        "stance_evaluation_render": (c_int, [_OUT, POINTER(StanceEvaluation), c_int, POINTER(StanceReportOptions), _ERROR]),
        "stance_report_free_text": (None, [c_void_p]),
    },
    "stance_train": {
        "stance_train_options_init": (None, [POINTER(StanceTrainOptions)]),
        "stance_train": (c_int, [_OUT, c_void_p, POINTER(StanceTrainOptions), _ERROR]),
        "stance_training_free": (None, [c_void_p]),
        "stance_training_summarise": (StanceTrainingSummary, [c_void_p]),
        "stance_training_metrics": (POINTER(StanceMetrics), [c_void_p]),
        "stance_training_curve": (POINTER(StanceCurvePoint), [c_void_p, _SIZE]),
        "stance_training_save": (c_int, [c_void_p, c_char_p, _ERROR]),
    },
}


def declare(library: ctypes.CDLL, name: str) -> None:
    """Gives the library's functions their types. AttributeError where it has one not."""
    for function, (result, arguments) in FUNCTIONS[name].items():
        bound = getattr(library, function)
        bound.restype = result
        bound.argtypes = arguments
