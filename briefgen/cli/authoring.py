"""The verbs for those who write records: what they begin with, and what their editors need."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import PROJECT, briefgen
from briefgen.cli.options import project

if TYPE_CHECKING:
    from pathlib import Path


@briefgen.command()
@click.argument("folder", type=PROJECT)
@click.pass_context
def init(ctx: click.Context, folder: Path) -> None:
    """Begin a dossier in FOLDER: a few records to change, and editor settings."""
    from briefgen import scaffold

    written = scaffold.init(folder)
    for path in written:
        click.echo(f"wrote {path}")
    for path, lines in scaffold.left(folder, written):
        click.echo(f"left as it was: {path}; add to it:")
        for line in lines:
            click.echo(f"  {line}")
    click.echo(f"next: briefgen -C {shlex.quote(str(folder))} build")


KINDS = """event actor source claim agreement place theme term judgement commentary page""".split()
"""The kinds of record: by heart, since help and completion need nothing else of them."""


class _Kinds(click.ParamType[str]):
    """The kinds of record; what knows them is asked when one is written."""

    name = "kind"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> Any:
        from click.shell_completion import CompletionItem

        return [CompletionItem(kind) for kind in KINDS if kind.startswith(incomplete)]


@briefgen.command(
    help="Write a new record of KIND, with every required field to fill in.\n\n"
    f"KIND is one of {', '.join(KINDS)}."
)
@click.argument("kind", type=_Kinds())
@click.option("--id", "id_", help="The new record's id; asked of the date and title otherwise.")
@click.option("--title", default="", help="Its title, name or first words.")
@click.option("--date", default="", help="For an event: its date.")
@click.pass_context
def new(ctx: click.Context, kind: str, id_: str | None, title: str, date: str) -> None:
    """Write a new record; ``help`` names the kinds."""
    from briefgen import scaffold

    path = scaffold.new(ctx.obj["root"], kind, id_, title, date)
    click.echo(f"wrote {path}")


@briefgen.command()
@click.argument("folder", type=PROJECT, default=None, required=False)
@click.pass_context
def schema(ctx: click.Context, folder: Path | None) -> None:
    """Write JSON Schema files for editors, to FOLDER (default: .briefgen/schema)."""
    from briefgen import scaffold

    target = project(ctx) / ".briefgen" / "schema" if folder is None else folder
    if folder is not None:
        scaffold.vouch(folder, ctx.obj["root"])
    for path in scaffold.schemas(target):
        click.echo(f"wrote {path}")
