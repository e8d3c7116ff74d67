"""The rules of TRUST § 3.6 as data: default, floor, and where each comes from.

A number can be proposed and confirmed; what has no number has one allowed value, which is its floor too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from koers.organisations.models import PolicyDecision

HIGHEST = 100  # years or days beyond which a number is a slip of the finger


@dataclass(frozen=True, slots=True)
class NumberRule:
    """unit: what the number counts; floor: below it a proposal is refused, None where none holds."""

    key: str
    title: StrOrPromise
    unit: StrOrPromise
    default: int
    source: StrOrPromise
    floor: int | None = None
    highest: int = HIGHEST


@dataclass(frozen=True, slots=True)
class FixedRule:
    key: str
    title: StrOrPromise
    value: StrOrPromise
    source: StrOrPromise


NUMBER_RULES: Mapping[str, NumberRule] = {
    rule.key: rule
    for rule in (
        NumberRule(
            "retention.file_years",
            _("How long a file is kept after the end of care"),
            _("years"),
            20,
            _("Youth Act, file term as the national government's page gives it; older copies say 15 years."),
            floor=15,
        ),
        NumberRule(
            "retention.file_guardianship",
            _("How long a file is kept after majority, with a supervision order or guardianship"),
            _("years"),
            30,
            _("The same page of the national government; to be verified for your organisation."),
        ),
        NumberRule(
            "retention.draft_days",
            _("How long answers that were never sent are kept after the link ended"),
            _("days"),
            30,
            _("Our own choice: unsent answers belong to the parent, and staff never see them."),
            highest=90,
        ),
        NumberRule(
            "retention.audit_years",
            _("How long the access log is kept"),
            _("years"),
            5,
            _("Government Gazette 2019, 38007: at least five years after a line was written."),
            floor=5,
        ),
        NumberRule(
            "destruction.answer_days",
            _("Within how many days a request to destroy is answered"),
            _("days"),
            90,
            _("Within three months, unless a law or another person's weighty interest forbids it."),
            highest=90,
        ),
        NumberRule(
            "insight.child_from_age",
            _("From which age a child may look in the file itself"),
            _("years"),
            12,
            _("Youth Act, chapter 7.3, as the professional association of pedagogues explains it."),
            highest=12,
        ),
        NumberRule(
            "insight.parents_until_age",
            _("Until which age of the child parents may look in the file without the child's consent"),
            _("years"),
            16,
            _("Youth Act, chapter 7.3, as the professional association of pedagogues explains it."),
            highest=16,
        ),
    )
}

FIXED_RULES: tuple[FixedRule, ...] = (
    FixedRule(
        "consent.ages",
        _("Who gives consent for help to a child"),
        _("Under 12 the parents with authority; from 12 to 15 child and parents; from 16 the child."),
        _("Professional code of pedagogues. Taking part in lists is everybody's own choice."),
    ),
    FixedRule(
        "destruction.by",
        _("Who may ask to destroy a file"),
        _("As with consent, all agreeing; a parent alone for the own answers."),
        _("Professional code of pedagogues; own answers: articles 15 to 17 of the GDPR."),
    ),
    FixedRule(
        "insight.no_authority",
        _("What a parent without authority may hear"),
        _("On request, and only what the other parent could get too; never the other parent's scores."),
        _("Explanation of family law for schools and care."),
    ),
    FixedRule(
        "authority.check",
        _("Checking who has authority"),
        _("Required before a parent's consent for a child counts; again after 12 months."),
        _("Professional code of pedagogues: the worker checks, and does not rely on one parent."),
    ),
    FixedRule(
        "own_statement",
        _("A statement of the client in the file"),
        _("Always possible."),
        _("Youth Act, article 7.3.8; to be verified."),
    ),
    FixedRule(
        "research.consent",
        _("Consent for research"),
        _("Asked separately, of each person; without an answer it is no."),
        _("GDPR: consent is explicit and can be withdrawn."),
    ),
    FixedRule(
        "audit.client_overview",
        _("Overview for the client of who looked"),
        _("Always possible."),
        _("Clients may ask for it since 1 July 2020."),
    ),
    FixedRule(
        "login.assurance",
        _("How staff log in"),
        _("With two factors, as soon as Koers has them."),
        _("Data protection authority, 2018."),
    ),
    FixedRule(
        "measure.voluntary",
        _("Taking part in lists"),
        _("Free. Stopping never closes the help."),
        _("Our own rule, and what parents read."),
    ),
)


def value_of(organisation_id: UUID, key: str) -> int:
    """The confirmed number of a rule, else its default. Raises KeyError for an unknown rule."""
    rule = NUMBER_RULES[key]
    newest = (
        PolicyDecision.objects.filter(organisation_id=organisation_id, key=key)
        .confirmed()
        .order_by("-decided_at")
        .first()
    )
    return newest.value if newest else rule.default
