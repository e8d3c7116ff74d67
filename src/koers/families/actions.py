"""Opening a family, letting staff in, and what one parent lets another see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.accounts.models import User
from koers.audit import trail
from koers.audit.events import Event
from koers.families import policies
from koers.families.models import (
    AssignmentKind,
    CareEpisode,
    CaseAssignment,
    Child,
    Family,
    Parent,
    Relation,
    SharingConsent,
    SharingEnd,
    SharingScope,
)
from koers.families.sharing import blocked_pairs
from koers.organisations import settings
from koers.organisations.models import Team


@dataclass(frozen=True, slots=True)
class NewParent:
    relation: Relation
    name: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class NewChild:
    birth_date: date
    name: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class NewFamily:
    """A family as it comes in: at least one carer and one child (T9).

    form_key: the same key twice is the same family (a resend, the back button).
    """

    name: str
    team: Team
    responsible: User
    started_on: date
    parents: Sequence[NewParent]
    children: Sequence[NewChild]
    code: str = ""
    is_practice: bool = False
    form_key: UUID | None = None


@transaction.atomic
def open_family(*, actor: Actor, new: NewFamily) -> Family:
    """Open the file of a family, its care episode and the responsible worker's access.

    Raises NotAllowed, or ValidationError with a sentence for whoever fills the form in.
    """
    policies.check_may_open_family(actor)
    _check_new(new)
    return _known(actor, new) or _opened(actor, new)


def _known(actor: Actor, new: NewFamily) -> Family | None:
    """The family that this same form brought before: after the back button a form comes again."""
    if new.form_key is None:
        return None
    known = Family.objects.visible_to(actor).filter(form_key=new.form_key).first()
    if known is not None and not _is_same(known, new):
        sentence = _(
            "With this form %(name)s was added already. Correct that family on its own page, "
            "or save once more if this is another family."
        )
        raise ValidationError({"form_key": sentence % {"name": known.name}})
    return known


def _is_same(known: Family, new: NewFamily) -> bool:
    people = [(parent.relation, parent.name) for parent in known.parents.order_by("slot")]
    born = sorted(child.birth_date for child in known.children.all())
    return (known.name, people, born) == (
        new.name,
        [(parent.relation, parent.name) for parent in new.parents],
        sorted(child.birth_date for child in new.children),
    )


def _opened(actor: Actor, new: NewFamily) -> Family:
    _check_code(actor, new.code)
    family = Family(
        organisation_id=actor.organisation_id,
        team=new.team,
        code=new.code or _next_code(actor),
        name=new.name,
        is_practice=new.is_practice,
        form_key=new.form_key,
    )
    _store(family)
    for parent in new.parents:
        _store(_parent_of(family, parent))
    for number, child in enumerate(new.children, start=1):
        code = child.code or f"K{number}"
        _store(Child(family=family, name=child.name, birth_date=child.birth_date, code=code))
    _store(CareEpisode(family=family, started_on=new.started_on))
    _store(_responsible(family, new.responsible, since=timezone.now(), actor=actor))
    trail.record(Event.FAMILY_CREATED, actor=actor, about=trail.About(family_id=family.pk))
    return family


@transaction.atomic
def add_parent(*, actor: Actor, family: Family, new: NewParent) -> Parent:
    """Add a respondent with a slot of their own. Raises NotAllowed or ValidationError."""
    policies.check_may_add_people(actor, family.pk)
    parent = _parent_of(family, new)
    _store(parent)
    trail.record(Event.FAMILY_CREATED, actor=actor, about=_about(parent, "parent"))
    return parent


@transaction.atomic
def add_child(*, actor: Actor, family: Family, new: NewChild) -> Child:
    """Add a child. Raises NotAllowed or ValidationError."""
    policies.check_may_add_people(actor, family.pk)
    code = new.code or f"K{family.children.count() + 1}"
    child = Child(family=family, name=new.name, birth_date=new.birth_date, code=code)
    _store(child)
    about = trail.About(family_id=family.pk, object_kind="child", object_id=child.pk)
    trail.record(Event.FAMILY_CREATED, actor=actor, about=about)
    return child


@dataclass(frozen=True, slots=True)
class NewSharing:
    """What one person, asked alone, lets one other person see. only_that_day: for the talk of `given_on`."""

    owner: Parent
    reader: Parent
    given_on: date
    how: str
    scope: SharingScope = SharingScope.LINE
    only_that_day: bool = False

    def ends_on(self, holds: timedelta) -> date:
        """holds: how long an agreement holds in this organisation."""
        return self.given_on + (timedelta(days=1) if self.only_that_day else holds)


@transaction.atomic
def give_sharing_consent(
    *, actor: Actor, owner: Parent, reader: Parent, given_on: date, how: str
) -> SharingConsent:
    """The usual agreement: the line, for as long as the organisation chose. Raises as `record_sharing`."""
    return record_sharing(actor=actor, new=NewSharing(owner, reader, given_on, how))


@transaction.atomic
def record_sharing(*, actor: Actor, new: NewSharing) -> SharingConsent:
    """Write down what one parent lets another see; it ends by itself.

    Raises NotAllowed, or ValidationError when the two are not of one family, it was given already, or
    sharing between the two is not offered.
    """
    owner, reader = new.owner, new.reader
    policies.check_may_record_sharing(actor, owner.family_id)
    if owner.family_id != reader.family_id:
        raise ValidationError(_("These two people do not belong to one family."))
    if blocked_pairs([owner.pk, reader.pk]):
        raise ValidationError(_("A safety block stands between these two people, so nothing is shared."))
    _close_expired(owner, reader, on=new.given_on)
    consent = SharingConsent(
        owner=owner,
        reader=reader,
        scope=new.scope,
        given_on=new.given_on,
        how=new.how,
        recorded_by=actor.label,
        ends_on=new.ends_on(settings.of(owner.family.organisation_id).sharing_life),
    )
    _store(consent)
    trail.record(Event.SHARING_GIVEN, actor=actor, about=_about(owner, "sharing"))
    return consent


def _close_expired(owner: Parent, reader: Parent, *, on: date) -> None:
    """An agreement that has run out makes room for a new one in the same direction."""
    expired = SharingConsent.objects.filter(owner=owner, reader=reader, withdrawn_at=None, ends_on__lte=on)
    expired.update(withdrawn_at=timezone.now(), end_reason=SharingEnd.EXPIRED)


@transaction.atomic
def withdraw_sharing_consent(*, actor: Actor, owner: Parent, reader: Parent) -> None:
    """Take a consent back at once, also for prints made from now on. Raises NotAllowed."""
    policies.check_may_record_sharing(actor, owner.family_id)
    SharingConsent.objects.filter(owner=owner, reader=reader, withdrawn_at=None).update(
        withdrawn_at=timezone.now(), end_reason=SharingEnd.WITHDRAWN
    )
    trail.record(Event.SHARING_WITHDRAWN, actor=actor, about=_about(owner, "sharing"))


def _check_new(new: NewFamily) -> None:
    if not new.parents:
        raise ValidationError(_("Add at least one parent or carer."))
    if not new.children:
        raise ValidationError(_("Add at least one child."))
    today = timezone.localdate()
    if new.started_on > today:
        raise ValidationError(_("The start of the help lies in the future. Choose a day up to today."))
    if any(child.birth_date > today for child in new.children):
        raise ValidationError(_("The child's birth date lies in the future. Correct the date."))


def _check_code(actor: Actor, code: str) -> None:
    taken = Family.objects.standing().filter(organisation_id=actor.organisation_id, code=code)
    if code and taken.exists():
        raise ValidationError(
            {"code": _("This code is already used for another family. Choose another one.")}
        )


def _next_code(actor: Actor) -> str:
    """The next free code of the organisation; the unique constraint decides when two are made at once."""
    taken = set(Family.objects.filter(organisation_id=actor.organisation_id).values_list("code", flat=True))
    number = len(taken) + 1
    while f"G{number:04d}" in taken:
        number += 1
    return f"G{number:04d}"


def _parent_of(family: Family, new: NewParent) -> Parent:
    highest = family.parents.aggregate(highest=Max("slot"))["highest"] or 0
    slot = highest + 1
    return Parent(family=family, name=new.name, relation=new.relation, code=new.code or f"P{slot}", slot=slot)


def _responsible(family: Family, user: User, *, since: datetime, actor: Actor) -> CaseAssignment:
    return CaseAssignment(
        family=family, user=user, kind=AssignmentKind.RESPONSIBLE, from_at=since, granted_by=actor.label
    )


def _about(parent: Parent, kind: str) -> trail.About:
    return trail.About(family_id=parent.family_id, person_id=parent.pk, object_kind=kind, object_id=parent.pk)


def _store(row: Any) -> None:
    row.full_clean()
    row.save(force_insert=True)
