"""A parent's link for every visitor of the demo: fresh each time, and none takes another's away."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Case, Count, Max, Q, When
from django.urls import reverse
from django.utils import timezone

from koers.access.actor import SystemActor
from koers.access.roles import Permission
from koers.demo.personas import WALK_FAMILY, WALK_WORKER, account_of, walk_worker
from koers.demo.story import story
from koers.families.actions import NewChild, NewFamily, NewParent, open_family
from koers.families.models import Parent, Relation
from koers.instruments.models import InstrumentVersion
from koers.measurements.inviting.actions import NewInvitation, issue
from koers.organisations.models import Organisation, Team

LABEL = "koers demo"
SHORT = "voorbeeld-10"
RECENT = timedelta(days=14)  # those lists belong to the story of their family


def fresh_link(site: str) -> str:
    """An absolute link that can be filled in now; empty when the demo has no families.

    site: scheme and host as the visitor's browser names them.
    """
    organisation = Organisation.objects.filter(slug=story().organisations[0].slug).first()
    version = (
        InstrumentVersion.objects.filter(organisation=organisation, instrument_id=SHORT).active().first()
    )
    if organisation is None or version is None:
        return ""
    parent = _next_parent(organisation, at=timezone.now()) or _visiting_parent()
    child = parent.family.children.first() if parent else None
    if parent is None or child is None:
        return ""
    actor = SystemActor(organisation.pk, LABEL, frozenset({Permission.LINK_ISSUE}))
    issued = issue(actor=actor, new=NewInvitation(parent, child, version, is_extra=True))
    return site + reverse("entrance:start", args=[issued.code]) if issued else ""


def _next_parent(organisation: Organisation, *, at: datetime) -> Parent | None:
    """In turn, and only who can still send a list today; whose list is fresh comes last.

    The family of front door and walk stays as told.
    """
    alive = Q(invitations__ended_at=None, invitations__expires_at__gt=at)
    own = Q(family__assignments__user__username=WALK_WORKER, family__assignments__until_at=None)
    parents = Parent.objects.filter(family__organisation=organisation, family__episodes__ended_on=None)
    parents = parents.exclude(family__name=WALK_FAMILY).exclude(pk__in=_answered_today(organisation.pk))
    in_turn = parents.annotate(
        n_links=Count("invitations", filter=alive, distinct=True),
        last_on=Max("administrations__filled_on"),
        n_own=Count("family__assignments", filter=own, distinct=True),
    )
    since = timezone.localdate(at) - RECENT
    recent = Case(When(last_on__gt=since, then=1), default=0)
    found = in_turn.filter(last_on__isnull=False).order_by(recent, "n_links", "-n_own", "last_on", "pk")
    return found.select_related("family__organisation").first()


def _answered_today(organisation_id: UUID) -> list[UUID]:
    today = timezone.localdate()
    rows = Parent.objects.filter(family__organisation_id=organisation_id, administrations__filled_on=today)
    return list(rows.values_list("pk", flat=True))


def _visiting_parent() -> Parent | None:
    """When all have answered today: one more family, so that a training group never runs out."""
    actor, user = walk_worker(), account_of(WALK_WORKER)
    team = Team.objects.visible_to(actor).filter(pk__in=actor.team_ids).first() if actor else None
    if actor is None or user is None or team is None:
        return None
    today = timezone.localdate()
    new = NewFamily(
        name="Bezoeker",
        team=team,
        responsible=user,
        started_on=today,
        parents=[NewParent(Relation.OTHER)],
        children=[NewChild(birth_date=today.replace(year=today.year - 9, day=1))],
    )
    return open_family(actor=actor, new=new).parents.first()
