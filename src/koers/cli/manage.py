import typer

from koers.cli.settings import set_up

app = typer.Typer(rich_markup_mode=None)


@app.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}
)
def manage(context: typer.Context) -> None:
    """Pass a command on to Django, for example: koers manage migrate"""
    set_up()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["koers manage", *context.args])
