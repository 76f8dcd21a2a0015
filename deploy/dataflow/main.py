"""What the launcher of a Dataflow flex template runs."""

import sys

from claimwire.pipeline.engines.flex_template import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
