"""``tsunagari explain``."""

from __future__ import annotations

import click

from tsunagari.cli.options import language_option, setting_options
from tsunagari.config import Settings
from tsunagari.explanation.document import to_jsonld
from tsunagari.explanation.explain import Explainer
from tsunagari.explanation.lookup import asking, read_term
from tsunagari.explanation.outline import Outliner
from tsunagari.explanation.text import to_text
from tsunagari.explanation.words import Words
from tsunagari.languages import Language
from tsunagari.release.releases import Releases

__all__ = ["explain_command"]


@click.command("explain")
@click.argument("subject")
@click.argument("predicate")
@click.argument("object")
@language_option("The language of the explanation.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "jsonld"]),
    default="text",
    show_default=True,
    help="A text to read, or the exact derivation as JSON-LD.",
)
@click.option(
    "--ways",
    type=click.IntRange(1, 20),
    default=1,
    show_default=True,
    help="How many derivations to show, the shortest first.",
)
@setting_options("releases", "explain_seconds")
def explain_command(
    subject: str,
    predicate: str,
    object: str,
    language: Language,
    format_: str,
    ways: int,
    releases: str | None,
    explain_seconds: str | None,
) -> None:
    """Say why a statement holds in the release in force, or what it lacks.

    SUBJECT, PREDICATE and OBJECT are short names (sse:meets, a), IRIs, or
    literals as in Turtle. For example:

    \b
      tsunagari explain jporg:co-op-mirai a sse:SSEOrganization
      tsunagari explain form:rokin-bank a sse:FullSSEForm --language ja
    """
    statement = (
        read_term(subject, "subject"),
        read_term(predicate, "predicate"),
        read_term(object, "object"),
    )
    settings = Settings.read({"releases": releases, "explain_seconds": explain_seconds})
    ask = asking(Releases(settings.releases).current().engine())
    explainer = Explainer(ask)
    found = explainer.explain(statement, ask, settings.explain_seconds, ways)
    if format_ == "jsonld":
        click.echo(to_jsonld(found), nl=False)
        return
    words = Words(ask, language)
    outliner = Outliner(explainer.axioms, explainer.constructs, words)
    click.echo(to_text(outliner.outline(found)), nl=False)
