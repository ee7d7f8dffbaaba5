"""What stands where something was cut off: an ellipsis, also as damaged files have it."""

from __future__ import annotations

CUT_SIGN = "…"
"""What platforms cut with; people write three points."""

ELLIPSES = (CUT_SIGN, "...")

DAMAGED = ("â€¦", "‰Û_", "åÊ‰Û_")
"""What wrong decodings left of the sign: once, which readers of tables mend; twice, by way of an old Macintosh that has
not its last letter; and that with the no-break space in front. What the latter two were nothing in them says for sure,
so texts keep them (`readers._mending`), and only their place tells."""

CUT_MARKS = (*ELLIPSES, *DAMAGED)
