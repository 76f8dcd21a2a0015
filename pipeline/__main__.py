"""Run ``python -m pipeline``, the same as the ``claimwire`` command."""

import sys

from pipeline.command_line import main

if __name__ == "__main__":
    sys.exit(main())
