from __future__ import annotations

from .agreements import Agreement
from .breaches import Breach, BreachStep
from .requests import RequestStep, SubjectRequest
from .retention import RetentionRun, RetentionTerm

__all__ = [
    "Agreement",
    "Breach",
    "BreachStep",
    "RequestStep",
    "RetentionRun",
    "RetentionTerm",
    "SubjectRequest",
]
