"""Who has to agree to help for a child, by its age, and whether everybody did (TRUST § 3.6).

Filling in lists is another matter: that is every person's own choice, whatever the custody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from koers.families.models import Child, Consent, Parent, ParentalAuthority
from koers.organisations.policy_keys import NUMBER_RULES, policy_value

DAYS_A_YEAR = 365  # twelve months of looking up again, leap day or not


@dataclass(frozen=True, slots=True)
class AgeRule:
    """Whether parents with authority, the child, or both agree."""

    parents_agree: bool
    child_agrees: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """parent None: the child. authority None: not looked up; not `is_fresh`: looked up too long ago."""

    parent: Parent | None
    authority: ParentalAuthority | None
    is_fresh: bool
    consent: Consent | None

    @property
    def may_agree(self) -> bool:
        """A child may; a parent only with authority that was looked up not too long ago."""
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


@dataclass(frozen=True, slots=True)
class Recorded:
    """checks in the order in which they were made; consents: those that stand."""

    parents: Sequence[Parent]
    checks: Sequence[ParentalAuthority]
    consents: Sequence[Consent]


@dataclass(frozen=True, slots=True)
class ConsentRules:
    """What holds in one organisation: two ages in whole years, and for how many months authority is known.

    Sources: `organisations.policy_keys`.
    """

    child_from_age: int = NUMBER_RULES["consent.child_from_age"].default
    parents_until_age: int = NUMBER_RULES["consent.parents_until_age"].default
    recheck_months: int = NUMBER_RULES["authority.recheck_months"].default

    @classmethod
    def of(cls, organisation_id: UUID) -> Self:
        return cls(
            policy_value(organisation_id, "consent.child_from_age"),
            policy_value(organisation_id, "consent.parents_until_age"),
            policy_value(organisation_id, "authority.recheck_months"),
        )

    def for_age(self, age: int) -> AgeRule:
        """The rule for a child of this age in whole years, 0 and up."""
        if age >= self.parents_until_age:
            return AgeRule(parents_agree=False, child_agrees=True)
        if age >= self.child_from_age:
            return AgeRule(parents_agree=True, child_agrees=True)
        return AgeRule(parents_agree=True, child_agrees=False)

    def is_fresh(self, check: ParentalAuthority | None, today: date) -> bool:
        days = round(self.recheck_months * DAYS_A_YEAR / 12)
        return check is not None and (today - check.checked_on).days <= days

    def help_for(self, child: Child, recorded: Recorded, *, today: date) -> HelpConsent:
        newest = {check.parent_id: check for check in recorded.checks if check.child_id == child.pk}
        given: Mapping[UUID | None, Consent] = {
            one.parent_id: one for one in recorded.consents if one.child_id == child.pk
        }
        rule = self.for_age(child.age_on(today))
        asked = [self._asked(parent, newest.get(parent.pk), given, today) for parent in recorded.parents]
        asked = asked if rule.parents_agree else []
        if rule.child_agrees:
            asked.append(Asked(None, None, False, given.get(None)))
        return HelpConsent(child, rule, tuple(asked))

    def _asked(
        self,
        parent: Parent,
        check: ParentalAuthority | None,
        given: Mapping[UUID | None, Consent],
        today: date,
    ) -> Asked:
        return Asked(parent, check, self.is_fresh(check, today), given.get(parent.pk))
