"""An extraction process that does what its page says; ``test_worker`` runs it in a worker."""

import os
import signal
import sys
from typing import Any

from claimwire.pages.extracted import Extracted
from claimwire.pages.extraction_child import main


def obey(body: bytes, *, url: str, **_: Any) -> Extracted:
    match body:
        case b"hang":
            while True:
                pass
        case b"exit":
            os._exit(3)
        case b"crash":
            os.kill(os.getpid(), signal.SIGKILL)
        case b"print":
            sys.stdout.write("a stray line\n")
            sys.stdout.flush()
        case b"raise":
            raise KeyError("a surprise")
        case b"memory":
            return Extracted(text=str(len(bytearray(8 << 30))))
    return Extracted(text=f"{url} {len(body)} {os.getpid()}")


if __name__ == "__main__":
    main(obey)
