"""Setting up an organisation: itself, its teams, its people, its settings and its rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import Actor, SystemActor
from koers.access.roles import Permission, Reach, Role
from koers.accounts import actions as accounts
from koers.accounts.models import User
from koers.audit import trail
from koers.audit.events import Event
from koers.organisations import policies, policy_keys, settings
from koers.organisations.models import (
    Membership,
    Organisation,
    OrganisationSettings,
    PolicyDecision,
    PolicyState,
    Team,
)
from koers.organisations.policy_keys import NUMBER_RULES


def setting_up(organisation: Organisation, *, label: str) -> SystemActor:
    """The actor of the command or wizard that sets an organisation up; it reaches no family."""
    return SystemActor(
        organisation_id=organisation.pk,
        label=label,
        permissions=frozenset(
            {
                Permission.ORGANISATION_READ,
                Permission.ORGANISATION_WRITE,
                Permission.ACCOUNT_WRITE,
                Permission.TEAM_WRITE,
                Permission.PACKAGE_IMPORT,
                Permission.PACKAGE_ACTIVATE,
            }
        ),
        reach=Reach.NOTHING,
    )


@transaction.atomic
def create_organisation(*, slug: str, name: str, is_demo: bool, label: str) -> Organisation:
    """Make an organisation. Raises ValidationError when the slug is taken."""
    organisation = Organisation(slug=slug, name=name, is_demo=is_demo)
    organisation.full_clean()
    organisation.save(force_insert=True)
    trail.record(Event.ORGANISATION_CREATED, actor=setting_up(organisation, label=label))
    return organisation


@transaction.atomic
def create_team(*, actor: Actor, organisation: Organisation, name: str) -> Team:
    """Make a team. Raises NotAllowed, or ValidationError when the name is taken."""
    policies.check_may(actor, Permission.TEAM_WRITE)
    team = Team(organisation=organisation, name=name)
    team.full_clean()
    team.save(force_insert=True)
    trail.record(Event.ROLE_GIVEN, actor=actor, about=trail.About(object_kind="team", object_id=team.pk))
    return team


@transaction.atomic
def rename_team(*, actor: Actor, team: Team, name: str) -> None:
    """Give a team another name. Raises NotAllowed, or ValidationError when the name is taken."""
    policies.check_may(actor, Permission.TEAM_WRITE)
    team.name = name
    team.full_clean()
    team.save(update_fields=["name"])
    trail.record(Event.TEAM_CHANGED, actor=actor, about=trail.About(object_kind="team", object_id=team.pk))


@dataclass(frozen=True, slots=True)
class NewMembership:
    user: User
    role: Role
    started_on: date
    team: Team | None = None


@transaction.atomic
def give_role(*, actor: Actor, organisation: Organisation, new: NewMembership) -> Membership:
    """Let an account work in the organisation in one role, from a day on.

    Raises NotAllowed, or ValidationError for hats that exclude each other or a care role without a team.
    """
    policies.check_may(actor, Permission.ACCOUNT_WRITE)
    _check_new(organisation, new)
    membership = Membership(
        organisation=organisation, user=new.user, role=new.role, team=new.team, started_on=new.started_on
    )
    membership.full_clean()
    membership.save(force_insert=True)
    trail.record(Event.ROLE_GIVEN, actor=actor, about=_about(membership))
    return membership


def _check_new(organisation: Organisation, new: NewMembership) -> None:
    today = timezone.localdate()
    held = Membership.objects.filter(organisation=organisation, user=new.user).filter(
        Q(ended_on=None) | Q(ended_on__gt=today)
    )
    policies.check_roles_together(held.values_list("role", flat=True), new.role)
    if held.filter(role=new.role, team=new.team).exists():
        raise ValidationError(_("This person has this role already."))
    if new.team is not None and new.team.organisation_id != organisation.pk:
        raise ValidationError(_("This team is of another organisation."))


@transaction.atomic
def end_role(*, actor: Actor, membership: Membership) -> None:
    """End a role today, counting from this moment. Raises NotAllowed or ValidationError."""
    policies.check_may(actor, Permission.ACCOUNT_WRITE)
    if membership.role == Role.ADMIN and not _other_administrators(membership):
        raise ValidationError(_("This is the last administrator. Give somebody else that role first."))
    membership.ended_on = max(timezone.localdate(), membership.started_on)
    membership.save(update_fields=["ended_on"])
    trail.record(Event.ROLE_ENDED, actor=actor, about=_about(membership))


def _other_administrators(membership: Membership) -> bool:
    others = Membership.objects.filter(
        organisation_id=membership.organisation_id, role=Role.ADMIN, user__is_active=True
    ).exclude(user_id=membership.user_id)
    return others.live(today=timezone.localdate()).exists()


@dataclass(frozen=True, slots=True)
class NewPerson:
    username: str
    full_name: str
    role: Role
    team: Team | None = None


@transaction.atomic
def add_person(*, actor: Actor, organisation: Organisation, new: NewPerson) -> tuple[User, str]:
    """Make an account with its first role; gives it and the one-time code to set a password.

    Raises NotAllowed or ValidationError.
    """
    user = accounts.create_account(actor=actor, username=new.username, full_name=new.full_name)
    membership = NewMembership(user, new.role, started_on=timezone.localdate(), team=new.team)
    give_role(actor=actor, organisation=organisation, new=membership)
    return user, accounts.make_password_link(actor=actor, user=user)


@transaction.atomic
def close_account(*, actor: Actor, user: User) -> None:
    """Disable somebody of the own organisation, at once. Raises NotAllowed or ValidationError."""
    if user.pk == actor.user_id:
        raise ValidationError(_("You cannot close your own account. Ask another administrator."))
    roles = Membership.objects.filter(organisation_id=actor.organisation_id, user=user)
    administrator = roles.filter(role=Role.ADMIN).live(today=timezone.localdate()).first()
    if administrator is not None and not _other_administrators(administrator):
        raise ValidationError(_("This is the last administrator. Give somebody else that role first."))
    accounts.disable_account(actor=actor, user=user)


@transaction.atomic
def save_settings(*, actor: Actor, chosen: Mapping[str, Any]) -> OrganisationSettings:
    """Store a new version of the settings; the old one stays. Raises NotAllowed or ValidationError."""
    policies.check_may(actor, Permission.ORGANISATION_WRITE)
    newest = OrganisationSettings.objects.filter(organisation_id=actor.organisation_id).first()
    row = OrganisationSettings(
        **{
            "organisation_id": actor.organisation_id,
            "version": newest.version + 1 if newest else 1,
            "saved_at": timezone.now(),
            "saved_by": actor.label,
            **chosen,
        }
    )
    row.full_clean()
    row.save(force_insert=True)
    settings.forget(actor.organisation_id)
    about = trail.About(object_kind=f"settings {row.version}", object_id=row.pk)
    trail.record(Event.SETTINGS_CHANGED, actor=actor, about=about)
    return row


@dataclass(frozen=True, slots=True)
class Proposal:
    key: str
    value: int
    reason: str


@transaction.atomic
def propose_policy(*, actor: Actor, proposal: Proposal) -> PolicyDecision:
    """Put a number for a rule before the privacy officer; an open proposal for it gives way.

    Raises NotAllowed, KeyError for an unknown rule, or ValidationError below the floor.
    """
    policies.check_may(actor, Permission.ORGANISATION_WRITE)
    _check_value(proposal)
    now = timezone.now()
    open_ones = PolicyDecision.objects.filter(organisation_id=actor.organisation_id, key=proposal.key).open()
    open_ones.update(state=PolicyState.REFUSED, decided_at=now, decided_by=actor.label)
    decision = PolicyDecision(
        organisation_id=actor.organisation_id,
        key=proposal.key,
        value=proposal.value,
        reason=proposal.reason,
        proposed_at=now,
        proposed_by=actor.label,
        proposed_by_id=actor.user_id,
    )
    decision.full_clean()
    decision.save(force_insert=True)
    trail.record(Event.POLICY_PROPOSED, actor=actor, about=_about_policy(decision))
    return decision


def _check_value(proposal: Proposal) -> None:
    rule = NUMBER_RULES[proposal.key]
    if rule.floor is not None and proposal.value < rule.floor:
        raise ValidationError(
            _("This cannot be less than %(floor)s %(unit)s: that is the floor of this rule.")
            % {"floor": rule.floor, "unit": rule.unit}
        )
    if not 1 <= proposal.value <= rule.highest:
        raise ValidationError(
            _("Fill in a number from %(lowest)s to %(highest)s.")
            % {"lowest": rule.lowest, "highest": rule.highest}
        )


@transaction.atomic
def decide_policy(*, actor: Actor, decision: PolicyDecision, is_confirmed: bool) -> None:
    """Confirm or refuse what another person proposed. Raises NotAllowed or ValidationError."""
    policies.check_may(actor, Permission.POLICY_CONFIRM)
    policies.check_second_person(actor, decision)
    if decision.state != PolicyState.PROPOSED:
        raise ValidationError(_("This proposal was decided already."))
    decision.state = PolicyState.CONFIRMED if is_confirmed else PolicyState.REFUSED
    decision.decided_at = timezone.now()
    decision.decided_by = actor.label
    decision.save(update_fields=["state", "decided_at", "decided_by"])
    policy_keys.forget(decision.organisation_id)
    event = Event.POLICY_CHANGED if is_confirmed else Event.POLICY_REFUSED
    trail.record(event, actor=actor, about=_about_policy(decision))


def _about(membership: Membership) -> trail.About:
    return trail.About(person_id=membership.user_id, object_kind=membership.role, object_id=membership.pk)


def _about_policy(decision: PolicyDecision) -> trail.About:
    return trail.About(object_kind=decision.key, object_id=decision.pk)
