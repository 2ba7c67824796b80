from __future__ import annotations


class StepRefused(ValueError):
    """A step cannot be taken now; the message says why, in the words of the screen."""
