"""What a thing is found by: the keys of its names, and the text for its trigrams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tsunagari.naming.keys import folded, sound, wholes
from tsunagari.naming.names import read_names
from tsunagari.search.entry import Label
from tsunagari.search.layout import END

__all__ = ["INITIALS", "SOUND", "TEXT", "keys_of", "leads", "trigram_text"]

# Before the key of a whole text, as it is written and as it sounds.
TEXT: Final = "text:"
SOUND: Final = "sound:"
INITIALS: Final = "initials:"
# Fewer initials stand for too many names.
FEWEST: Final = 3


def keys_of(labels: Sequence[Label]) -> list[str]:
    """Return the keys, in order."""
    # A reading is found by its sound.
    names = (name for name in read_names(labels) if name.script != "reading")
    found = {key for name in names for key in wholes(name)}
    for label in labels:
        if text := folded(label.text):
            found.add(TEXT + text)
        if heard := sound(label.text):
            found.add(SOUND + heard)
    return sorted(filter(leads, found))


def leads(key: str) -> bool:
    """Tell whether *key* says enough to be followed."""
    kind, _, text = key.partition(":")
    return len(text) >= (FEWEST if f"{kind}:" == INITIALS else 1)


def trigram_text(keys: Sequence[str]) -> str:
    """Return what the trigrams are made of: what the keys say, each once.

    Every character begins one: the last has two marks after it.
    """
    texts = {
        key.partition(":")[2].replace(" ", "")
        for key in keys
        if not key.startswith(INITIALS)
    }
    ended = [f"{text}{END}" for text in sorted(texts) if text]
    return "".join([*ended, END]) if ended else ""
