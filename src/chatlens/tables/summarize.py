"""`summarize`: a row per question, then one for what is under none; in the terminal a whole report."""

from __future__ import annotations

from chatlens.tables import Table, _summary

TABLE = Table(
    "summarize",
    "Each question with its counts, theme words and best answers, then what is under no question.",
    _summary.COLUMNS,
    _summary.rows,
    reported=True,
    title="summary",
)
