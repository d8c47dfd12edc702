"""The release in force where a remote engine holds it: the server says which.

The server's pointer is followed, not the folder's: several services switch at
one moment, and a release that was built here is not served before it was
published. The folder must have the same release, for its manifest, description
and dumps.
"""

from __future__ import annotations

from tsunagari.config import Settings
from tsunagari.errors import ReleaseError
from tsunagari.release.releases import Release, Releases
from tsunagari.sparql.engines.remote import RemoteEndpoint
from tsunagari.sparql.engines.remote_kinds import server_kind
from tsunagari.sparql.engines.remote_names import Names
from tsunagari.sparql.engines.remote_releases import released, whole_graphs
from tsunagari.sparql.limits import RemoteStore

__all__ = ["RemoteReleases", "remote_endpoint"]


def remote_endpoint(settings: Settings) -> RemoteEndpoint:
    """Return the server that *settings* name."""
    return RemoteEndpoint(settings.engine, server_kind(settings.engine_kind))


class RemoteReleases:
    """The releases of a folder that a remote server holds as well."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = Releases(settings.releases)
        self._endpoint = remote_endpoint(settings)

    def current(self) -> Release:
        """Return the release that is in force on the server.

        :raises RemoteEngineError: If the server does not answer.
        :raises ReleaseError: If none is, or it is not in the folder.
        """
        id = released(self._endpoint)
        if id is None:
            raise ReleaseError(
                "the remote engine has no release in force; run 'tsunagari publish'"
            )
        try:
            return self._folder.open(id)
        except ReleaseError as error:
            raise ReleaseError(
                f"the remote engine has the release '{id}' in force, and "
                f"'{self._settings.releases}' has none of that id; copy its folder "
                "there, or run 'tsunagari build' and 'tsunagari publish'"
            ) from error

    def store(self, release: Release) -> RemoteStore:
        """Return where *release* is asked.

        :raises RemoteEngineError: If the server does not hold it whole.
        """
        whole_graphs(self._endpoint, Names(release.id))
        settings = self._settings
        return RemoteStore(settings.engine, settings.engine_kind, release.id)
