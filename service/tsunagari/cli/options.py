"""Options made from the table of settings, so that help and code agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from tsunagari.config import SETTINGS, Setting
from tsunagari.errors import BilingualError
from tsunagari.languages import LANGUAGES, Language

__all__ = ["language_option", "setting_options", "told_in"]

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def language_option(help: str) -> Decorator:
    """Return the option ``--language``, English unless another is named."""
    return click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        default="en",
        show_default=True,
        help=help,
    )


@contextmanager
def told_in(language: Language) -> Iterator[None]:
    """Let what is wrong with the data be told in *language*."""
    try:
        yield
    except BilingualError as error:
        raise type(error)(error.texts[language]) from error


def setting_options(*names: str) -> Decorator:
    """Return a decorator that adds an option for each named setting.

    The command receives the option's text, or ``None``, under the setting's
    name; :meth:`tsunagari.config.Settings.read` does the rest.
    """
    chosen = [setting for setting in SETTINGS if setting.name in names]

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for setting in reversed(chosen):
            function = _option(setting)(function)
        return function

    return decorate


def _option(setting: Setting) -> Decorator:
    default = setting.default or "none"
    return click.option(
        "--" + setting.name.replace("_", "-"),
        setting.name,
        metavar=setting.metavar,
        help=f"{setting.help} [env: {setting.environment}; default: {default}]",
    )
