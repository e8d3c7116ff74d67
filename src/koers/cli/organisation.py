"""`koers organisation`: make one, list them. For who would rather not, or cannot, use the set-up pages."""

import getpass

import typer

from koers.cli.errors import CommandError
from koers.cli.settings import set_up

app = typer.Typer(rich_markup_mode=None, help="Add an organisation, or list those there are.")


@app.command(epilog='Example: koers organisation add "Jeugdhulp Noord"')
def add(
    name: str = typer.Argument(help="Name as people know it."),
    slug: str = typer.Option("", "--id", help="Short name for commands; without it made from the name."),
) -> None:
    """Make an organisation. Its first administrator follows with: koers user add."""
    set_up()
    from django.core.exceptions import ValidationError
    from django.utils.text import slugify

    from koers.organisations.actions import create_organisation

    label = f"koers organisation ({getpass.getuser()})"
    try:
        made = create_organisation(slug=slug or slugify(name)[:40], name=name, is_demo=False, label=label)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    print(f"{made.slug} has been made. Its administrator: koers user add NAME --organisation {made.slug}")


@app.command("list")
def list_all() -> None:
    """Id, name and number of people of each organisation."""
    set_up()
    from django.utils import timezone

    from koers.organisations.models import Membership, Organisation

    today = timezone.localdate()
    for organisation in Organisation.objects.order_by("slug"):
        live = Membership.objects.filter(organisation=organisation, user__is_active=True).live(today=today)
        n_people = live.values("user").distinct().count()
        print(f"{organisation.slug}\t{organisation.name}\t{n_people} people")
