"""Imported by the fork server: all that a run imports, and the model and knowledge it loads."""

import gc

import pytest

import claimwire.pipeline.commands.run
import claimwire.pipeline.progress.summary
import claimwire.pipeline.run
import claimwire.pipeline.settings
import tests.faults.child
import tests.faults.life
from claimwire.language import detection, reader

# Forks import what the parent's main module imports, which is pytest.
__all__ = ["claimwire", "pytest", "tests"]

_TEXT = 'The minister, Ana Soto, said on Monday in Geneva: "The talks will go on until June."'

reader.read(_TEXT)
detection.load()
# Otherwise each fork's collector walks through all this, and so copies it.
gc.freeze()
