"""The parents' pages, already worded; nothing here knows another parent, a score or a name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings as django_settings
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from koers.access.roles import ROLE_PERMISSIONS, ROLE_REACH, Permission, Reach
from koers.measurements.entrance.sessions import Filling
from koers.measurements.models import Invitation, ItemResponse
from koers.organisations import settings
from koers.psychometrics import Instrument, Item, text
from koers.ui.language import spoken_language

SECONDS_A_QUESTION = 12  # 10 questions in about 2 minutes (UX U7)


@dataclass(frozen=True, slots=True)
class StartPage:
    """What is asked and why, for who came through a link; the same for every person."""

    organisation: str
    n_questions: int
    minutes: int
    who_sees: str
    telephone: SafeString
    is_fictitious: bool
    code: str = ""


def start_page(invitation: Invitation, code: str = "") -> StartPage:
    instrument = invitation.instrument_version.instrument
    n = len(instrument.items)
    return StartPage(
        organisation=invitation.organisation.name,
        n_questions=n,
        minutes=max(1, round(n * SECONDS_A_QUESTION / 60)),
        who_sees=who_sees(),
        telephone=telephone_of(invitation),
        is_fictitious=instrument.fictitious,
        code=code,
    )


def telephone_of(invitation: Invitation) -> SafeString:
    """The organisation's number for parents; empty where none is known, and then pages name the worker."""
    return one_tap_to_call(settings.of(invitation.organisation_id).telephone)


def telephone_of_all() -> SafeString:
    """For who has no session or a dead link: the number here when there is one organisation, else none.

    Whose link it was is not looked at, so the page stays the same for every reason (T-TOK 6).
    """
    only = settings.of_the_only_one()
    return one_tap_to_call(only.telephone if only else "")


def one_tap_to_call(number: str) -> SafeString:
    if not number:
        return SafeString("")
    return format_html('<a href="tel:{}">{}</a>', re.sub(r"[^+\d]", "", number), number)


def who_sees() -> str:
    """Built from what the roles may read, so that it stays true when they change."""
    reading = [
        role
        for role, may in ROLE_PERMISSIONS.items()
        if may & {Permission.ANSWERS_READ, Permission.SCORE_READ}
    ]
    if any(ROLE_REACH[role] is not Reach.CASELOAD for role in reading):
        return _("Your worker and the team.")
    return _("Only your worker.")


@dataclass(frozen=True, slots=True)
class DeadLink:
    """The same sentences in one language. call: empty where no number is known."""

    language: str
    heading: str
    sentences: tuple[str, ...]
    call: SafeString


def dead_link() -> tuple[DeadLink, ...]:
    """In every language, the reader's first: this page has no switch, so that it is equal to the byte."""
    codes = [code for code, _name in django_settings.LANGUAGES]
    codes.sort(key=lambda code: code != spoken_language())
    telephone = telephone_of_all()
    return tuple(_dead_in(code, telephone) for code in codes)


def _dead_in(code: str, telephone: SafeString) -> DeadLink:
    with translation.override(code):
        sentences = (
            _("Have you answered already? Then all is well."),
            _("Do you want a new link? Ask your worker."),
        )
        call = format_html(_("Or call {number}."), number=telephone) if telephone else SafeString("")
        return DeadLink(code, _("This link does not work any more."), sentences, call)


@dataclass(frozen=True, slots=True)
class AnswerButton:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """note: what was answered before on another device is said without the words (TRUST § 4.1)."""

    number: int
    n_questions: int
    text: str
    language: str
    buttons: tuple[AnswerButton, ...]
    back: str
    form_key: str
    is_skipped: bool
    is_given_elsewhere: bool
    is_foreign: bool
    is_fictitious: bool
    has_error: bool = False


def question_page(filling: Filling, number: int, *, has_error: bool = False) -> QuestionPage:
    instrument = filling.instrument
    item = instrument.items[number - 1]
    draft = filling.drafts.get(item.id)
    is_here = draft is not None and draft.session_id == filling.session.pk
    shown = draft.value if draft and is_here else None
    language = language_of(instrument)
    back = reverse("entrance:question", args=[number - 1]) if number > 1 else reverse("entrance:welcome")
    return QuestionPage(
        number=number,
        n_questions=len(instrument.items),
        text=text(item.text, language),
        language=language,
        buttons=tuple(
            AnswerButton(str(option.value), text(option.label, language), option.value == shown)
            for option in instrument.options
        ),
        back=back,
        form_key=str(filling.invitation.form_key),
        is_skipped=is_here and shown is None,
        is_given_elsewhere=draft is not None and not is_here,
        is_foreign=language != spoken_language(),
        is_fictitious=instrument.fictitious,
        has_error=has_error,
    )


def language_of(instrument: Instrument) -> str:
    """The reader's, when the list exists in it; else the list's own first one, and the page says so."""
    wanted = spoken_language()
    return wanted if wanted in instrument.languages else instrument.languages[0]


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One question with the answer in words; address: where it is changed, empty once sent."""

    number: int
    question: str
    answer: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class CheckPage:
    rows: tuple[GivenAnswer, ...]
    language: str
    form_key: str
    n_open: int
    is_fictitious: bool
    problem: str = ""

    @property
    def has_answers(self) -> bool:
        return self.n_open < len(self.rows)


def check_page(filling: Filling, *, problem: str = "") -> CheckPage:
    instrument = filling.instrument
    language = language_of(instrument)
    rows = tuple(_given(filling, instrument, language))
    answered = {item for item, draft in filling.drafts.items() if draft.value is not None}
    n_open = sum(item.id not in answered for item in instrument.items)
    key = str(filling.invitation.form_key)
    return CheckPage(rows, language, key, n_open, instrument.fictitious, problem)


def _given(filling: Filling, instrument: Instrument, language: str) -> Iterator[GivenAnswer]:
    for number, item in enumerate(instrument.items, start=1):
        words = _in_words(filling, instrument, filling.drafts.get(item.id), language)
        address = reverse("entrance:question", args=[number])
        yield GivenAnswer(number, text(item.text, language), words, address)


def _in_words(filling: Filling, instrument: Instrument, draft: ItemResponse | None, language: str) -> str:
    if draft is None:
        return _("Not filled in yet.")
    if draft.session_id != filling.session.pk:
        return _("Filled in.")
    return instrument.option_label(draft.value, language) if draft.value is not None else _("Skipped.")


@dataclass(frozen=True, slots=True)
class ThanksPage:
    """rows: the answers given on this very device; none on a device that was handed over."""

    telephone: SafeString
    rows: Sequence[GivenAnswer]
    language: str
    is_handed_over: bool
    is_fictitious: bool


def thanks_page(filling: Filling) -> ThanksPage:
    instrument = filling.instrument
    language = language_of(instrument)
    rows = () if filling.is_handed_over else tuple(_sent(filling, instrument, language))
    telephone = telephone_of(filling.invitation)
    return ThanksPage(telephone, rows, language, filling.is_handed_over, instrument.fictitious)


def _sent(filling: Filling, instrument: Instrument, language: str) -> Iterator[GivenAnswer]:
    administration = filling.invitation.administration
    answers = (administration.answers if administration else None) or {}
    here = set(filling.session.answered_here)
    for number, item in enumerate(instrument.items, start=1):
        words = _sent_words(instrument, item, answers.get(item.id), item.id in here, language)
        yield GivenAnswer(number, text(item.text, language), words)


def _sent_words(instrument: Instrument, item: Item, value: int | None, is_here: bool, language: str) -> str:
    if value is None:
        return _("Skipped.")
    return instrument.option_label(value, language) if is_here else _("Filled in.")
