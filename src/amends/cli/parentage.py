"""Children end with their parent, also when it is killed and can say nothing any more."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Ask the kernel to stop this process when its parent is gone; Linux only, elsewhere nothing is done."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == 1:
        # The parent was gone before we could ask.
        os.kill(os.getpid(), signal.SIGTERM)
