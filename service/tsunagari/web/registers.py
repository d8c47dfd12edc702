"""The registers of a release, as pages name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tsunagari.release.releases import Release

__all__ = ["RegisterNote"]


@dataclass(frozen=True)
class RegisterNote:
    """A register, in the language of the page."""

    title: str
    attribution: str
    licence: str
    page: str
    retrieved: str

    @classmethod
    def of(cls, note: dict[str, Any], language: str) -> RegisterNote:
        """Read what the manifest has of a register."""
        days = {file["retrieved"] for file in note["files"].values()} - {""}
        return cls(
            note["titles"].get(language) or note["source"],
            note["attribution"].get(language, ""),
            note["licence"],
            note["page"],
            max(days, default=""),
        )

    @classmethod
    def all(cls, release: Release, language: str) -> list[RegisterNote]:
        """Return the registers in *release*."""
        notes = release.manifest.get("registers", {}).values()
        return [cls.of(note, language) for note in notes]
