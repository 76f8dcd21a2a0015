"""Imported by the fork server: all that a run imports, and the model and knowledge it loads."""

import gc

import pytest

import pipeline.commands.run
import pipeline.run
import pipeline.settings
import pipeline.summary
import tests.faults.child
import tests.faults.life
from pipeline.extract import extract_texts
from transforms.annotate.model import load_model
from transforms.articles import language

# Forks import what the parent's main module imports, which is pytest.
__all__ = ["pipeline", "pytest", "tests"]

_TEXT = 'The minister, Ana Soto, said on Monday in Geneva: "The talks will go on until June."'

list(extract_texts(load_model(), [("", _TEXT)], None))
language.load()
# Otherwise each fork's collector walks through all this, and so copies it.
gc.freeze()
