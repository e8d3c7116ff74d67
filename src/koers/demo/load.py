"""Plays the story of the demo through the same actions that users use, with dates counted back from today."""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import numpy as np
from django.db import transaction
from django.utils import timezone

from koers.access.actor import StaffActor
from koers.access.roles import Role
from koers.accounts.actions import create_account
from koers.accounts.models import User
from koers.demo.answers import Asked, Respondent
from koers.demo.story import Persona, Story, StoryFamily, StoryOrganisation, StoryParent, story
from koers.families.actions import NewChild, NewFamily, NewParent, give_sharing_consent, open_family
from koers.families.goals.actions import NewGoal, NewRating, add_goal, rate_goal
from koers.families.happenings.actions import NewHappening, add_happening
from koers.families.models import Family, HappeningKind, Parent
from koers.instruments.actions import activate_version, import_package
from koers.instruments.archive import as_texts, find_package, read_package
from koers.instruments.models import InstrumentVersion
from koers.measurements.actions import NewList, store_list
from koers.measurements.models import AdministrationMode
from koers.organisations.actions import (
    NewMembership,
    create_organisation,
    create_team,
    give_role,
    save_settings,
    setting_up,
)
from koers.organisations.actors import actor_of
from koers.organisations.models import Organisation, Team
from koers.trajectories.actions import skip_expectation, store_expectation, store_reading
from koers.trajectories.records import ExpectationAnswer, NewReading

SET_UP_BY = "koers demo"
SAID_AT = time(16, 0)  # when a worker looks, on the day of the list
LONG, SHORT = "voorbeeld-34", "voorbeeld-10"
STAFF_SINCE_DAYS = 400
SHARING_GIVEN_DAYS_AGO = 61  # consents end by themselves after half a year, so they are renewed in the story
Progress = Callable[[int, int], None]


def _no_progress(done: int, of: int) -> None:
    """For tests and scripts."""


@transaction.atomic
def load_demo(*, today: date, progress: Progress = _no_progress) -> None:
    """Fill an empty database with the story. All or nothing; the same day gives the same answers.

    progress: called after every family with how many are done and how many there are.
    """
    told = story()
    stage = Stage(today=today)
    for organisation in told.organisations:
        _set_up(stage, organisation, told)
    for number, family in enumerate(told.families, start=1):
        play(stage, family)
        progress(number, len(told.families))


@dataclass
class Stage:
    """What has been made so far, found by the names of the story."""

    today: date
    teams: dict[tuple[str, str], Team] = field(default_factory=dict)
    actors: dict[str, StaffActor] = field(default_factory=dict)
    personas: dict[str, Persona] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    versions: dict[tuple[str, str], InstrumentVersion] = field(default_factory=dict)

    def day(self, days_ago: int) -> date:
        return self.today - timedelta(days=days_ago)

    def join(self, persona: Persona, user: User) -> None:
        """Somebody with an account works here. Raises ValueError without a role today."""
        actor = actor_of(user)
        if actor is None:
            raise ValueError(f"{persona.username} has no role today: is the clock of this machine right?")
        self.personas[persona.username], self.users[persona.username] = persona, user
        self.actors[persona.username] = actor


def _set_up(stage: Stage, told: StoryOrganisation, whole: Story) -> None:
    organisation = create_organisation(slug=told.slug, name=told.name, is_demo=True, label=SET_UP_BY)
    system = setting_up(organisation, label=SET_UP_BY)
    save_settings(actor=system, chosen={"telephone": told.telephone})
    for team in told.teams:
        stage.teams[told.slug, team] = create_team(actor=system, organisation=organisation, name=team)
    staff = [persona for persona in whole.staff if persona.organisation == told.slug]
    for persona in staff:
        employ(stage, organisation, persona)
    by_role = {persona.role: stage.actors[persona.username] for persona in staff}
    for package in (LONG, SHORT):
        files = as_texts(read_package(find_package(package)))
        version = import_package(actor=by_role[Role.ADMIN], files=files)
        activate_version(actor=by_role[Role.BEHAVIOURAL_SCIENTIST], version=version)
        stage.versions[told.slug, package] = version


def employ(stage: Stage, organisation: Organisation, persona: Persona) -> None:
    system = setting_up(organisation, label=SET_UP_BY)
    user = create_account(actor=system, username=persona.username, full_name=persona.name)
    new = NewMembership(
        user=user,
        role=persona.role,
        started_on=stage.day(STAFF_SINCE_DAYS),
        team=stage.teams.get((persona.organisation, persona.team)),
    )
    give_role(actor=system, organisation=organisation, new=new)
    stage.join(persona, user)


def play(stage: Stage, told: StoryFamily) -> Family:
    worker = stage.personas[told.worker]
    birth_date = told.child.birth_date(stage.today)
    new = NewFamily(
        name=told.name,
        team=stage.teams[worker.organisation, worker.team],
        responsible=stage.users[told.worker],
        started_on=stage.day(told.started_days_ago),
        parents=[NewParent(relation=one.relation, name=one.name) for one in told.parents],
        children=[NewChild(birth_date=birth_date, name=told.child.name)],
    )
    actor = stage.actors[told.worker]
    family = open_family(actor=actor, new=new)
    for parent, script in zip(family.parents.order_by("slot"), told.parents, strict=True):
        _answer(stage, told, parent, script)
        _expect(stage, actor, parent, script)
    if told.shares:
        _share(stage, family, actor)
    _tell(stage, told, family)
    if told.reading:
        _read(family, actor, told.reading)
    return family


def _answer(stage: Stage, told: StoryFamily, parent: Parent, script: StoryParent) -> None:
    slug = stage.personas[told.worker].organisation
    long, short = stage.versions[slug, LONG], stage.versions[slug, SHORT]
    seed = zlib.crc32(f"{slug}/{told.name}/{script.name}".encode())
    respondent = Respondent(long.instrument, short.instrument, np.random.default_rng(seed))
    child = parent.family.children.get()
    for number, one in enumerate(script.lists):
        day = stage.day(one.days_ago)
        asked = Asked(one.t_score, child.age_on(day), one.n_open)
        is_start = number == 0
        new = NewList(
            parent=parent,
            child=child,
            version=long if is_start else short,
            filled_on=day,
            mode=AdministrationMode.INTERVIEW if is_start else AdministrationMode.PAPER,
            answers=respondent.answer_long(asked) if is_start else respondent.answer_short(asked),
        )
        store_list(actor=stage.actors[told.worker], new=new)


def _expect(stage: Stage, actor: StaffActor, parent: Parent, script: StoryParent) -> None:
    """What the worker expected of the newest list, and so has seen; of a new one only at the start."""
    scored = parent.administrations.current().filter(instrument_id=SHORT, scores__t_score__isnull=False)
    about = scored.order_by("filled_on").first() if script.is_new else scored.order_by("filled_on").last()
    if about is None:
        return
    if script.expects is None:
        if not script.is_new:
            skip_expectation(actor=actor, administrations=[about])
        return
    rise_until = stage.day(-script.rise_days) if script.rise_days else None
    said_at = datetime.combine(about.filled_on, SAID_AT, tzinfo=timezone.get_current_timezone())
    answer = ExpectationAnswer(shape=script.expects, rise_until=rise_until, said_at=said_at)
    store_expectation(actor=actor, administration=about, answer=answer)


def _read(family: Family, actor: StaffActor, notes: Mapping[str, str | bool]) -> None:
    """The reading that the worker kept about all that was there."""
    child = family.children.get()
    shown = family.administrations.current().filter(instrument_id=SHORT).values_list("pk", flat=True)
    new = NewReading(
        family=family,
        child=child,
        shown=list(shown),
        notes={name: text for name, text in notes.items() if isinstance(text, str)},
        discuss_next=bool(notes.get("discuss_next")),
    )
    store_reading(actor=actor, new=new)


def _share(stage: Stage, family: Family, actor: StaffActor) -> None:
    """Each of the parents lets each other parent see the own line."""
    parents = list(family.parents.all())
    given_on = max(stage.day(SHARING_GIVEN_DAYS_AGO), family.episodes.get().started_on)
    for owner in parents:
        for reader in parents:
            if owner != reader:
                give_sharing_consent(actor=actor, owner=owner, reader=reader, given_on=given_on, how="talk")


def _tell(stage: Stage, told: StoryFamily, family: Family) -> None:
    """The goal of a family with the numbers that its parents gave, and what happened; most have neither."""
    actor = stage.actors[told.worker]
    if told.goal:
        new_goal = NewGoal(told.goal["text"], stage.day(told.goal["days_ago"]), review_on=stage.day(-20))
        goal = add_goal(actor=actor, family=family, new=new_goal)
        for parent, numbers in zip(family.parents.order_by("slot"), told.goal["numbers"], strict=True):
            for days_ago, number in numbers:
                rating = NewRating(number, stage.day(days_ago), parent=parent)
                rate_goal(actor=actor, goal=goal, new=rating)
    if told.happened:
        day = stage.day(told.happened["days_ago"])
        new = NewHappening(HappeningKind.FAMILY, told.happened["label"], day)
        add_happening(actor=actor, family=family, new=new)
