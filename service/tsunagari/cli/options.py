"""Options made from the table of settings, so that help and code agree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from tsunagari.config import SETTINGS, Setting

__all__ = ["setting_options"]

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


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
