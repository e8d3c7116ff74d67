"""Lists that came in and that nobody put into use yet: said on the first page of who has to do with them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koers.access.actor import Actor
from koers.access.roles import Permission
from koers.instruments import policies
from koers.instruments.models import InstrumentVersion


@dataclass(frozen=True, slots=True)
class Waiting:
    """address: of the list, or of all lists where several wait."""

    sentence: str
    address: str


def waits_for(actor: Actor) -> Waiting | None:
    """What this person may put into use, being another than who imported it."""
    if not actor.can(Permission.PACKAGE_ACTIVATE):
        return None
    versions = [one for one in _waiting(actor) if not policies.is_importer(actor, one)]
    if not versions:
        return None
    if len(versions) > 1:
        words = _("%(n)s imported lists wait until somebody looks at them and puts them into use.")
        return Waiting(words % {"n": len(versions)}, reverse("instruments:list"))
    version = versions[0]
    words = _("%(list)s was imported and waits until you look at it and put it into use.")
    title = f"{version.shown_title} {version.version}"
    return Waiting(words % {"list": title}, reverse("instruments:detail", args=[version.pk]))


def waiting_in_short(actor: Actor) -> str:
    """For who imports: how many wait for the second person; empty when none does."""
    n = len(_waiting(actor)) if actor.can(Permission.PACKAGE_IMPORT) else 0
    words = ngettext("%(n)s waits for a behavioural scientist", "%(n)s wait for a behavioural scientist", n)
    return words % {"n": n} if n else ""


def _waiting(actor: Actor) -> list[InstrumentVersion]:
    return list(InstrumentVersion.objects.visible_to(actor).waiting())
