"""`questions`: the table of `summarize`, in the terminal too."""

from __future__ import annotations

from chatlens.tables import Table, _summary

TABLE = Table(
    "questions",
    "The table of summarize: in the terminal too, without the report.",
    _summary.COLUMNS,
    _summary.rows,
)
