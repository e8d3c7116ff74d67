"""How respondents are called: by their role towards the child, and only where that is not enough by more."""

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from koers.families.models import (
    AuthoritySource,
    Child,
    GoalStatus,
    HappeningKind,
    Parent,
    Relation,
    SafetyReason,
    SharingScope,
)

RELATION_NAMES: Mapping[Relation, StrOrPromise] = {
    Relation.MOTHER: _("mother"),
    Relation.FATHER: _("father"),
    Relation.STEPPARENT: _("stepparent"),
    Relation.FOSTER_PARENT: _("foster parent"),
    Relation.OTHER: _("carer"),
}

# Stored values -> words: how a parent was asked, alone, about sharing.
HOW_ASKED: Mapping[str, StrOrPromise] = {
    "talk": _("in a talk"),
    "phone": _("by phone"),
    "letter": _("in writing"),
}

GOAL_STATUS_NAMES: Mapping[GoalStatus, StrOrPromise] = {
    GoalStatus.OPEN: _("open"),
    GoalStatus.REACHED: _("reached"),
    GoalStatus.ADJUSTED: _("adjusted"),
    GoalStatus.LET_GO: _("let go"),
}
HAPPENING_NAMES: Mapping[HappeningKind, StrOrPromise] = {
    HappeningKind.FAMILY: _("in the family"),
    HappeningKind.CHILD: _("with the child"),
    HappeningKind.PARENT: _("with a parent"),
    HappeningKind.CARE: _("in the help"),
    HappeningKind.OTHER: _("something else"),
}
SAFETY_REASON_NAMES: Mapping[SafetyReason, StrOrPromise] = {
    SafetyReason.THREAT: _("threat or violence"),
    SafetyReason.HIDDEN_ADDRESS: _("secret address"),
    SafetyReason.COURT: _("court decision"),
    SafetyReason.ASKED: _("one of them asked"),
    SafetyReason.OTHER: _("another reason"),
}
AUTHORITY_SOURCE_NAMES: Mapping[AuthoritySource, StrOrPromise] = {
    AuthoritySource.REGISTER: _("authority register"),
    AuthoritySource.COURT: _("court decision"),
    AuthoritySource.GUARDIAN: _("guardian's letter"),
}
SCOPE_NAMES: Mapping[SharingScope, StrOrPromise] = {
    SharingScope.LINE: _("the line"),
    SharingScope.ITEMS: _("the line and the answers"),
}
REMINDER_ABOUT_OTHERS = _("Name other people by their role, not by their name, and only what is needed.")


def how_asked(value: str) -> str:
    """The stored way in words; older ways were written freely and are shown as they are."""
    return str(HOW_ASKED.get(value, value))


def relation_name(value: str) -> str:
    return str(RELATION_NAMES[Relation(value)])


def names_of(parents: Iterable[Parent]) -> dict[UUID, str]:
    """Each person's role; with two of one role also the name, or else the code, so that no two are alike."""
    people = list(parents)
    same_role = Counter(person.relation for person in people)
    same_name = Counter((person.relation, person.name) for person in people)
    names = {}
    for person in people:
        role = relation_name(person.relation)
        is_named = bool(person.name) and same_name[person.relation, person.name] == 1
        further = person.name if is_named else person.code
        names[person.pk] = role if same_role[person.relation] == 1 else f"{role} {further}"
    return names


def listed_name(name: str) -> str:
    """A name at the start of a sentence or heading."""
    return str(capfirst(name))


def child_names_of(children: Iterable[Child]) -> dict[UUID, str]:
    """Each child's name; without one "the child", and with several nameless ones also the code."""
    people = list(children)
    nameless = [child for child in people if not child.name]
    return {child.pk: child.name or _nameless(child, is_only=len(nameless) == 1) for child in people}


def _nameless(child: Child, *, is_only: bool) -> str:
    return gettext("the child") if is_only else gettext("child %(code)s") % {"code": child.code}
