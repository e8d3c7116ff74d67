"""Seven screens: organisation, administrator, list, people, their links, settings, done."""

from typing import Any

from django.conf import settings as django_settings
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from koers.access.actor import ActorRequest
from koers.access.roles import Role
from koers.accounts.password_links import VALID_DAYS
from koers.first_run import actions, codes
from koers.first_run.actions import Administrator
from koers.first_run.forms import EXAMPLES, OWN, AdministratorForm, FirstPeopleForm, ListsForm, StartForm
from koers.first_run.progress import Progress, is_set_up
from koers.instruments.intake import take_in_upload
from koers.organisations import actions as organisations
from koers.organisations import settings
from koers.organisations.forms import FirstSettingsForm
from koers.organisations.models import Organisation
from koers.ui.forms import Form

NAME, CODE = "first_run_name", "first_run_code"
N_SCREENS = 7


def screen(request: HttpRequest, number: int, template: str, context: dict[str, Any]) -> HttpResponse:
    frame = {"number": number, "n_screens": N_SCREENS}
    return render(request, f"first_run/{template}.html", frame | context)


def start(request: HttpRequest) -> HttpResponse:
    """The code from the console and the name of the organisation; later the way back into the set-up."""
    if is_set_up():
        return _go_on(request)
    form = StartForm(request.POST or None, initial={"name": request.session.get(NAME, "")})
    if form.is_valid():
        # A code that was right is remembered as its hash: it dies with the server that printed it.
        request.session[NAME] = form.cleaned_data["name"]
        request.session[CODE] = codes.current()
        return redirect("first_run:administrator")
    return screen(request, 1, "start", {"form": form, "has_code": bool(codes.current())})


def _go_on(request: HttpRequest) -> HttpResponse:
    actor = getattr(request, "actor", None)
    if actor is None:
        return redirect("home")
    return redirect(Progress.of(actor.organisation_id).next_screen)


def administrator(request: HttpRequest) -> HttpResponse:
    """The first account; with it the organisation comes about and the code is worth nothing any more."""
    given = request.session.get(CODE, "")
    if is_set_up() or not given or given != codes.current():
        return redirect("first_run:start")
    name = request.session[NAME]
    form = AdministratorForm(request.POST or None, organisation=name)
    if form.is_valid():
        data = form.cleaned_data
        new = Administrator(name, data["full_name"], data["username"], data["password"])
        try:
            user = actions.create_first_administrator(new=new)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            login(request, user, backend=django_settings.AUTHENTICATION_BACKENDS[0])
            return redirect("first_run:lists")
    return screen(request, 2, "administrator", {"form": form, "name": name})


def lists(request: ActorRequest) -> HttpResponse:
    """What ships with Koers, an own package with everything that is wrong with it, or none yet."""
    form = ListsForm(request.POST or None, request.FILES or None)
    problems: list[str] = []
    if form.is_valid():
        problems = _imported(request, form)
        if not problems and form.is_valid():
            return redirect("first_run:people")
    return screen(request, 3, "lists", {"form": form, "problems": problems})


def _imported(request: ActorRequest, form: ListsForm) -> list[str]:
    """Takes the chosen lists in; gives what is wrong with the package, a sentence each."""
    source, package = form.cleaned_data["source"], form.cleaned_data["package"]
    if source == EXAMPLES:
        actions.import_examples(actor=request.actor)
    elif source == OWN:
        return take_in_upload(request.actor, package.read(), package.name)[1]
    return []


def people(request: ActorRequest) -> HttpResponse:
    """The first team. The answer holds the links to set a password: shown now, and nowhere kept."""
    form = FirstPeopleForm(request.POST or None)
    if form.is_valid():
        organisation = Organisation.objects.visible_to(request.actor).get()
        try:
            added = actions.add_first_people(
                actor=request.actor,
                organisation=organisation,
                team=form.cleaned_data["team"],
                people=_named(form),
            )
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            links = [(user, _link(request, code)) for user, code in added]
            return screen(request, 5, "links", {"links": links, "days": VALID_DAYS})
    return screen(request, 4, "people", {"form": form})


def _named(form: Form) -> list[tuple[Role, str, str]]:
    data = form.cleaned_data
    named = [(Role.PRACTITIONER, data["worker_name"], data["worker_username"])]
    if data["scientist_name"]:
        named.append((Role.BEHAVIOURAL_SCIENTIST, data["scientist_name"], data["scientist_username"]))
    return named


def _link(request: HttpRequest, code: str) -> str:
    return request.build_absolute_uri(reverse("accounts:set_password", args=[code]))


def first_settings(request: ActorRequest) -> HttpResponse:
    now = settings.of(request.actor.organisation_id)
    form = FirstSettingsForm(request.POST or None, initial=FirstSettingsForm.initial_of(now))
    if form.is_valid():
        organisations.save_settings(actor=request.actor, chosen=form.cleaned_data)
        return redirect("first_run:done")
    return screen(request, 6, "settings", {"form": form})


def done(request: ActorRequest) -> HttpResponse:
    progress = Progress.of(request.actor.organisation_id)
    return screen(request, 7, "done", {"progress": progress})
