"""Where a workbench begins: with nothing, or with the graphs of a release."""

from __future__ import annotations

import shutil

from tsunagari.errors import WorkbenchError
from tsunagari.release.releases import Releases
from tsunagari.sparql.engines.oxigraph_dataset import checkpoint_of
from tsunagari.workbench.layout import BEGINNING, Layout, Nature

__all__ = ["begin"]


def begin(layout: Layout, releases: Releases | None) -> None:
    """Lay out a workbench, unless there is one.

    :param releases: Where the release in force is that it begins with, if any. Its
        store is not copied: the files stay where they are, and are shared.
    :raises WorkbenchError: If the folder holds something else, or a workbench that
        began otherwise.
    :raises ReleaseError: If there is no release.
    """
    # Looked at before anything is put into it, and again when nobody else can.
    _check(layout)
    with layout.held():
        if layout.exists():
            if releases and not layout.nature().release:
                raise WorkbenchError(
                    f"the workbench '{layout.top}' is there already and began without "
                    "a release; leave --with-release out, or name another folder"
                )
            return
        _check(layout)
        leftover = layout.top / BEGINNING
        shutil.rmtree(leftover, ignore_errors=True)
        if releases is None:
            layout.make(Nature())
            return
        release = releases.current()
        checkpoint_of(releases.store(release), leftover)
        leftover.rename(layout.store)
        layout.make(Nature(release.id))


def _check(layout: Layout) -> None:
    if not layout.exists() and not layout.is_new():
        raise WorkbenchError(
            f"'{layout.top}' is not empty and no workbench; name another folder"
        )
