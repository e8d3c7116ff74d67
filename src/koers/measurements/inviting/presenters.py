"""Asking parents: who stands where, and the link that is shown once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koers.access.actor import Actor
from koers.families.models import Child, Parent
from koers.families.wording import child_names_of, listed_name, names_of
from koers.measurements.inviting import states
from koers.measurements.inviting.actions import Issued
from koers.measurements.inviting.qr import QrCode, qr_code
from koers.measurements.inviting.states import Request
from koers.measurements.models import Administration, AdministrationState, Invitation
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
        return [(one.instrument_id, list_words(one.instrument, language)) for one in self.offer.versions]

    @property
    def due(self) -> list[str]:
        """Ticked beforehand: whose turn it is, but never who wants no more questions."""
        before = timezone.localdate(self.at) - timedelta(days=int(self._interval * DUE_FROM_INTERVALS))
        days = {parent.pk: self._last_answer_on(parent) for parent in self._asked}
        return [str(key) for key, day in days.items() if day is None or day <= before]

    @property
    def pause(self) -> str:
        """While it is nobody's turn: when the next list comes; empty otherwise."""
        if self.due:
            return ""
        if not self._asked:
            return _("Nobody is asked now. Ask again only when somebody says so.")
        names = names_of(self.parents)
        turns = {
            names[parent.pk]: day + timedelta(days=self._interval)
            for parent in self._asked
            if (day := self._last_answer_on(parent))
        }
        who = ", ".join(
            _("%(name)s on %(day)s") % {"name": name, "day": states.short_day(day)}
            for name, day in turns.items()
        )
        return _("Nobody is due now. Next list: %(who)s. Ask anyway? Then choose whom.") % {"who": who}

    def request_of(self, parent: Parent) -> Request | None:
        """The newest request to this person, when no list came after it."""
        invitation = self.invitations.get(parent.pk)
        request = Request.of(invitation) if invitation else None
        return request if request and request.stands_after(self.lists.get(parent.pk)) else None

    def no_of(self, parent: Parent) -> str:
        """The no of this person in words, with what follows from it; empty without one."""
        request = self.request_of(parent)
        if request is None or request.no_on is None:
            return ""
        words = [states.asked(request, None, at=self.at)]
        words += [_("Ask only when this person says so.")] if request.has_stopped else []
        return " ".join(words)

    @property
    def _asked(self) -> list[Parent]:
        """Those who take part and did not say that they want no more questions."""
        taking_part = [parent for parent in self.parents if parent.left_on is None]
        return [parent for parent in taking_part if not self._has_stopped(parent)]

    def _has_stopped(self, parent: Parent) -> bool:
        request = self.request_of(parent)
        return request is not None and request.has_stopped

    def _last_answer_on(self, parent: Parent) -> date | None:
        """A no to the newest list is an answer too: the next one counts from there. A list that is too empty
        for a score is none."""
        newest, request = self.lists.get(parent.pk), self.request_of(parent)
        if newest is not None and newest.state == AdministrationState.PARTLY and not newest.is_imported:
            newest = None
        days = [newest.counts_from if newest else None, request.refused_on if request else None]
        return max((day for day in days if day), default=None)

    @property
    def _interval(self) -> int:
        return organisation_settings.of(self.parents[0].family.organisation_id).interval_days


def list_words(instrument: Instrument, language: str) -> str:
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
                sentence=asking.no_of(parent)
                or states.asked(request, asking.lists.get(parent.pk), at=asking.at),
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
