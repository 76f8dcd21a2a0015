"""A parser of the command line that names what a mistyped command, option or value may mean."""

import argparse
import difflib
from collections.abc import Iterable, Sequence
from typing import Any


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that a mistyped one is most like, None if it is like none."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1)), None)


class NearestValueParser(argparse.ArgumentParser):
    """Parses like argparse; the error about a wrong command or value names the nearest one."""

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        try:
            super()._check_value(action, value)
        except argparse.ArgumentError as error:
            near = nearest(str(value), map(str, action.choices or ()))
            if near is None:
                raise
            message = f"invalid choice: {value!r}; did you mean {near}?"
            raise argparse.ArgumentError(action, message) from error


class SuggestingParser(NearestValueParser):
    """Parses like argparse; errors name the nearest command, option or value.

    An unknown option is told before a missing one, which it most often is.
    """

    def parse_known_args(  # type: ignore[override]  # argparse has overloads for namespaces
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> Any:
        """Parse as argparse does; see there."""
        for word in self._own_words(args or ()):
            option = word.partition("=")[0]
            if option.startswith("--") and option not in self._option_string_actions:
                near = nearest(option, self._option_string_actions)
                if near:
                    self.error(f"unknown option {option}; did you mean {near}?")
        return super().parse_known_args(args, namespace)

    def _own_words(self, words: Sequence[str]) -> list[str]:
        """List the words up to "--"; of a parser with commands, those before the command."""
        own = []
        for word in words:
            if word == "--" or (self._subparsers is not None and not word.startswith("-")):
                break
            own.append(word)
        return own
