"""``python -m claimwire`` is the same as the ``claimwire`` command."""

import sys

from claimwire.pipeline.command_line import main

if __name__ == "__main__":
    sys.exit(main())
