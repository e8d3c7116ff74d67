"""Asking parents: who stands where, and the link that is shown once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koers.access.actor import Actor
from koers.families.models import Child, Parent
from koers.families.wording import child_names_of, listed_name, names_of
from koers.measurements.inviting import states
from koers.measurements.inviting.actions import Issued
from koers.measurements.inviting.qr import QrCode, qr_code
from koers.measurements.models import Administration, Invitation
from koers.measurements.offers import Offer
from koers.organisations import settings as organisation_settings
from koers.organisations.sample_texts import preview
from koers.psychometrics import Instrument, text

QUESTIONS_OF_OWN_TEXT = 10  # what the organisation's own words say (UX § 7.6)
DUE_FROM_INTERVALS = 0.7  # our choice until plans exist: three weeks after a monthly list the next one


@dataclass(frozen=True, slots=True)
class AskedRow:
    """withdraws: id of the live invitation, empty without one."""

    name: str
    sentence: str
    has_stopped: bool
    withdraws: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """What the view fetched about the people of one family."""

    parents: Sequence[Parent]
    children: Sequence[Child]
    invitations: Mapping[UUID, Invitation]
    lists: Mapping[UUID, Administration]
    offer: Offer
    at: datetime

    @property
    def people(self) -> list[tuple[str, str]]:
        names = names_of(self.parents)
        asked = [parent for parent in self.parents if parent.left_on is None]
        return [(str(parent.pk), listed_name(names[parent.pk])) for parent in asked]

    @property
    def child_choices(self) -> list[tuple[str, str]]:
        names = child_names_of(self.children)
        return [(str(child.pk), listed_name(names[child.pk])) for child in self.children]

    def list_choices(self, language: str) -> list[tuple[str, str]]:
        return [(one.instrument_id, _list_words(one.instrument, language)) for one in self.offer.versions]

    @property
    def due(self) -> list[str]:
        """Ticked beforehand: whose turn it is, but never who wants no more questions."""
        asked = [parent.pk for parent in self.parents if parent.left_on is None]
        ids = states.due(asked, self.lists, before=self.at - self._due_after)
        return [str(one) for one in ids if not states.has_stopped(self.invitations.get(one))]

    @property
    def _due_after(self) -> timedelta:
        interval = organisation_settings.of(self.parents[0].family.organisation_id).interval_days
        return timedelta(days=int(interval * DUE_FROM_INTERVALS))


def _list_words(instrument: Instrument, language: str) -> str:
    n = len(instrument.items)
    words = ngettext("%(title)s (%(n)s question)", "%(title)s (%(n)s questions)", n)
    return words % {"title": text(instrument.title, language), "n": n}


def asked_rows(asking: Asking) -> list[AskedRow]:
    names = names_of(asking.parents)
    rows = []
    for parent in asking.parents:
        invitation = asking.invitations.get(parent.pk)
        request = states.Request.of(invitation) if invitation else None
        alive = states.is_alive(invitation, at=asking.at)
        rows.append(
            AskedRow(
                name=listed_name(names[parent.pk]),
                sentence=states.asked(request, asking.lists.get(parent.pk), at=asking.at),
                has_stopped=states.has_stopped(invitation),
                withdraws=str(invitation.pk) if invitation and alive else "",
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class LinkCard:
    """One person's link, seen once: as an address, in a message to copy, and for a camera."""

    element_id: str
    name: str
    address: str
    message: str
    qr: QrCode


def link_card(actor: Actor, issued: Issued, name: str, site: str) -> LinkCard:
    """site: scheme and host, as the worker's own browser sees them."""
    address = site + reverse("entrance:start", args=[issued.code])
    return LinkCard(
        element_id=f"link-{issued.invitation.parent_id}",
        name=name,
        address=address,
        message=_message(actor, issued.invitation, address),
        qr=qr_code(address),
    )


def _message(actor: Actor, invitation: Invitation, address: str) -> str:
    """In the language that parents get, whatever the worker reads; no name but the worker's first.

    The organisation's own text where it has one; that speaks of ten questions, so not for another list.
    """
    chosen = organisation_settings.of(invitation.organisation_id)
    language = organisation_settings.parents_language(invitation.organisation_id, settings.LANGUAGE_CODE)
    n = len(invitation.instrument_version.instrument.items)
    with translation.override(language):
        names = {
            "worker": actor.label.split()[0] if actor.label else _("Your worker"),
            "organisation": chosen.sender or invitation.organisation.name,
            "link": address,
        }
        if chosen.invitation_text and n == QUESTIONS_OF_OWN_TEXT:
            return preview(chosen.invitation_text, names).text
        words = ngettext(
            "Hello, %(worker)s of %(organisation)s has %(n)s short question for you: %(link)s Rather not? "
            "That is fine.",
            "Hello, %(worker)s of %(organisation)s has %(n)s short questions for you: %(link)s Rather not? "
            "That is fine.",
            n,
        )
        return words % (names | {"n": n})
