"""Work out of the garbage collector's way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collector() -> Iterator[None]:
    """Python looks for cycles after every few hundred new objects, which takes as long as making them; rows and tweets
    have none. What was made is put with the objects that are looked at last."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            if not gc.get_freeze_count():  # the caller's frozen objects stay so
                gc.freeze()
                gc.unfreeze()
            gc.enable()
