"""Stage 9, analyses -> a report that shows several tables in one, the chat's pace, or why one tweet stands where it
stands. rich is imported inside functions alone."""

from chatlens.report._explanation import explain
from chatlens.report._terminal import render
from chatlens.report._timeline import timeline

__all__ = ["explain", "render", "timeline"]
