"""Who has to agree to help for a child, by its age, and whether everybody did (TRUST § 3.6, consent.ages).

Filling in lists is another matter: that is every person's own choice, whatever the custody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koers.families.models import Child, Consent, Parent, ParentalAuthority

AUTHORITY_HOLDS_DAYS = 365  # after twelve months it is looked up again


@dataclass(frozen=True, slots=True)
class AgeRule:
    """From `from_age` years on: whether parents with authority, the child, or both agree."""

    from_age: int
    parents_agree: bool
    child_agrees: bool


# Youngest first. Source: professional code of pedagogues (NVO), to be verified per article.
AGE_RULES: Sequence[AgeRule] = (
    AgeRule(0, parents_agree=True, child_agrees=False),
    AgeRule(12, parents_agree=True, child_agrees=True),
    AgeRule(16, parents_agree=False, child_agrees=True),
)


def rule_for(age: int) -> AgeRule:
    """The rule for a child of this age in whole years, 0 and up."""
    return [rule for rule in AGE_RULES if rule.from_age <= age][-1]


@dataclass(frozen=True, slots=True)
class Asked:
    """parent None: the child. authority None: not looked up; not `is_fresh`: looked up too long ago."""

    parent: Parent | None
    authority: ParentalAuthority | None
    is_fresh: bool
    consent: Consent | None

    @property
    def may_agree(self) -> bool:
        """A child may; a parent only with authority that was looked up in the last twelve months."""
        return self.parent is None or (
            self.authority is not None and self.authority.has_authority and self.is_fresh
        )

    @property
    def counts(self) -> bool:
        return self.consent is not None and self.may_agree


@dataclass(frozen=True, slots=True)
class HelpConsent:
    """asked: all who could have a say. is_complete: everybody whose word is needed agreed."""

    child: Child
    rule: AgeRule
    asked: tuple[Asked, ...]

    @property
    def is_complete(self) -> bool:
        parents = [one for one in self.asked if one.parent is not None and one.may_agree]
        unsure = [one for one in self.asked if one.parent is not None and not _is_settled(one)]
        by_parents = bool(parents) and not unsure and all(one.counts for one in parents)
        by_child = any(one.counts for one in self.asked if one.parent is None)
        return (by_parents or not self.rule.parents_agree) and (by_child or not self.rule.child_agrees)


def _is_settled(one: Asked) -> bool:
    """Whether it is known, and not for too long, if this parent has authority."""
    return one.authority is not None and one.is_fresh


def help_consent(
    child: Child,
    parents: Iterable[Parent],
    checks: Iterable[ParentalAuthority],
    consents: Iterable[Consent],
    *,
    today: date,
) -> HelpConsent:
    """checks in the order in which they were made; consents: those that stand."""
    newest = {check.parent_id: check for check in checks if check.child_id == child.pk}
    given: Mapping[UUID | None, Consent] = {
        one.parent_id: one for one in consents if one.child_id == child.pk
    }
    rule = rule_for(child.age_on(today))
    asked = [
        Asked(parent, newest.get(parent.pk), is_fresh(newest.get(parent.pk), today), given.get(parent.pk))
        for parent in parents
        if rule.parents_agree
    ]
    if rule.child_agrees:
        asked.append(Asked(None, None, False, given.get(None)))
    return HelpConsent(child, rule, tuple(asked))


def is_fresh(check: ParentalAuthority | None, today: date) -> bool:
    return check is not None and (today - check.checked_on).days <= AUTHORITY_HOLDS_DAYS
