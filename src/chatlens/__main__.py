"""`python -m chatlens` is the command `chatlens`."""

import sys

from chatlens.cli import main

sys.exit(main())
