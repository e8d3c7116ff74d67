"""The rules of TRUST § 3.6 as data: default, floor, and where each comes from.

A number can be proposed and confirmed; what has no number has one allowed value, which is its floor too.
`policy_value` gives the number in force; where nothing reads a rule yet, `begins` says from when it works.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from koers.organisations.memory import Memory
from koers.organisations.models import PolicyDecision

CLEARING_UP = _("Used as soon as Koers clears up by itself.")
LOOKING_IN = _("Used as soon as children and parents can look in the file here themselves.")
DESTROYING = _("Used as soon as a request to destroy can be recorded here.")

HIGHEST = 100  # years or days beyond which a number is a slip of the finger


@dataclass(frozen=True, slots=True)
class NumberRule:
    """unit: what the number counts; floor: below it a proposal is refused, None where none holds.

    begins: from when the rule works, in one sentence; empty for a rule that works now.
    """

    key: str
    title: StrOrPromise
    unit: StrOrPromise
    default: int
    source: StrOrPromise
    floor: int | None = None
    highest: int = HIGHEST
    begins: StrOrPromise = ""

    @property
    def lowest(self) -> int:
        return self.floor or 1

    def bounded(self, value: int) -> int:
        """The value, but never beyond the bounds: a floor holds for what was confirmed before it too."""
        return max(self.lowest, min(value, self.highest))


@dataclass(frozen=True, slots=True)
class FixedRule:
    key: str
    title: StrOrPromise
    value: StrOrPromise
    source: StrOrPromise
    begins: StrOrPromise = ""


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
            begins=CLEARING_UP,
        ),
        NumberRule(
            "retention.file_guardianship",
            _("How long a file is kept after majority, with a supervision order or guardianship"),
            _("years"),
            30,
            _("The same page of the national government; to be verified for your organisation."),
            begins=CLEARING_UP,
        ),
        NumberRule(
            "retention.draft_days",
            _("How long answers that were never sent are kept after the link ended"),
            _("days"),
            30,
            _("Our own choice: unsent answers belong to the parent, and staff never see them."),
            highest=90,
            begins=_("A new link leaves older ones behind. Deleted as soon as Koers clears up by itself."),
        ),
        NumberRule(
            "retention.audit_years",
            _("How long the access log is kept"),
            _("years"),
            5,
            _("Government Gazette 2019, 38007: at least five years after a line was written."),
            floor=5,
            begins=CLEARING_UP,
        ),
        NumberRule(
            "destruction.answer_days",
            _("Within how many days a request to destroy is answered"),
            _("days"),
            90,
            _("Within three months, unless a law or another person's weighty interest forbids it."),
            highest=90,
            begins=DESTROYING,
        ),
        NumberRule(
            "insight.child_from_age",
            _("From which age a child may look in the file itself"),
            _("years"),
            12,
            _("Youth Act, chapter 7.3, as the professional association of pedagogues explains it."),
            highest=12,
            begins=LOOKING_IN,
        ),
        NumberRule(
            "insight.parents_until_age",
            _("Until which age of the child parents may look in the file without the child's consent"),
            _("years"),
            16,
            _("Youth Act, chapter 7.3, as the professional association of pedagogues explains it."),
            highest=16,
            begins=LOOKING_IN,
        ),
        NumberRule(
            "consent.child_from_age",
            _("From which age a child agrees to help too"),
            _("years"),
            12,
            _("Professional code of pedagogues. Taking part in lists is everybody's own choice."),
            highest=12,
        ),
        NumberRule(
            "consent.parents_until_age",
            _("Until which age of the child the parents with authority agree to help"),
            _("years"),
            16,
            _("Professional code of pedagogues. From this age the young person agrees alone."),
            floor=12,
            highest=16,
        ),
        NumberRule(
            "authority.recheck_months",
            _("After how many months authority is looked up again"),
            _("months"),
            12,
            _("Professional code of pedagogues for looking it up; the number of months is our own choice."),
            highest=24,
        ),
    )
}

FIXED_RULES: tuple[FixedRule, ...] = (
    FixedRule(
        "destruction.by",
        _("Who may ask to destroy a file"),
        _("As with consent, all agreeing; a parent alone for the own answers."),
        _("Professional code of pedagogues; own answers: articles 15 to 17 of the GDPR."),
        begins=DESTROYING,
    ),
    FixedRule(
        "insight.no_authority",
        _("What a parent without authority may hear"),
        _("On request, and only what the other parent could get too; never the other parent's scores."),
        _("Explanation of family law for schools and care."),
        begins=LOOKING_IN,
    ),
    FixedRule(
        "authority.check",
        _("Checking who has authority"),
        _("Required before a parent's consent for a child counts."),
        _("Professional code of pedagogues: the worker checks, and does not rely on one parent."),
    ),
    FixedRule(
        "own_statement",
        _("A statement of the client in the file"),
        _("Always possible."),
        _("Youth Act, article 7.3.8; to be verified."),
        begins=_("Used as soon as a statement can be kept here."),
    ),
    FixedRule(
        "research.consent",
        _("Consent for research"),
        _("Asked separately, of each person; without an answer it is no."),
        _("GDPR: consent is explicit and can be withdrawn."),
        begins=_("Used as soon as Koers gives out rows for research."),
    ),
    FixedRule(
        "audit.client_overview",
        _("Overview for the client of who looked"),
        _("Always possible."),
        _("Clients may ask for it since 1 July 2020."),
        begins=_("Used as soon as such an overview can be made here."),
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


def _confirmed(organisation_id: UUID) -> dict[str, int]:
    """The newest confirmed number of each rule that was ever changed."""
    decisions = PolicyDecision.objects.filter(organisation_id=organisation_id).confirmed()
    return dict(decisions.order_by("decided_at").values_list("key", "value"))


_values = Memory("policies", _confirmed)


def policy_value(organisation_id: UUID, key: str) -> int:
    """The number of a rule in force here: confirmed, else its default, and never below the floor.

    Read once a request for all rules together. Raises KeyError for an unknown rule.
    """
    rule = NUMBER_RULES[key]
    return rule.bounded(_values.of(organisation_id).get(key, rule.default))


def forget(organisation_id: UUID) -> None:
    """After a decision within the same request."""
    _values.forget(organisation_id)
