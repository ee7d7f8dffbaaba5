"""The command line. `main` is the entry point.

Nothing is imported before `main` runs: an interrupt while click or pandas is loaded is one as well.
"""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it: 128 and the signal's number."""


def main(args: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 cannot, 2 wrong usage, 130 interrupted."""
    try:
        from chatlens.cli.program import run

        return run(args)
    except KeyboardInterrupt:
        import sys

        if sys.stderr is not None:
            sys.stderr.write("chatlens: interrupted\n")
        return INTERRUPTED
