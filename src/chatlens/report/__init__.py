"""Stage 9, analyses -> a report that shows several tables in one. rich is imported inside functions alone."""

from chatlens.report._terminal import render

__all__ = ["render"]
