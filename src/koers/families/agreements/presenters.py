"""Who agreed to what and who has authority, in words; and between whom a safety block stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import combinations
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import Actor
from koers.access.roles import Permission
from koers.families.agreements.help_consent import Asked, ConsentRules, HelpConsent, Recorded
from koers.families.answers import Answer, day, no_longer, yes
from koers.families.models import (
    AuthoritySource,
    Child,
    Consent,
    ConsentKind,
    Parent,
    ParentalAuthority,
    SafetyBlock,
    SafetyReason,
)
from koers.families.wording import (
    AUTHORITY_SOURCE_NAMES,
    SAFETY_REASON_NAMES,
    child_names_of,
    how_asked,
    listed_name,
    names_of,
)


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """key: what the form offers; standing_id: the consent to withdraw, None where there is none."""

    key: str
    what: str
    answer: Answer
    standing_id: UUID | None
    may_be_given: bool


@dataclass(frozen=True, slots=True)
class ChildConsent:
    title: str
    rule: str
    is_complete: bool
    rows: tuple[ConsentRow, ...]


@dataclass(frozen=True, slots=True)
class ConsentPage:
    """recheck_months: after how long authority is looked up again."""

    participation: tuple[ConsentRow, ...]
    children: tuple[ChildConsent, ...]
    recheck_months: int

    @property
    def offered(self) -> list[tuple[str, str]]:
        """What can be agreed to now."""
        rows = [*self.participation, *(row for child in self.children for row in child.rows)]
        return [(row.key, row.what) for row in rows if row.standing_id is None and row.may_be_given]


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """consents and checks in the order in which they were made."""

    parents: Sequence[Parent]
    children: Sequence[Child]
    consents: Sequence[Consent]
    checks: Sequence[ParentalAuthority]
    today: date
    rules: ConsentRules = field(default_factory=ConsentRules)

    def page(self) -> ConsentPage:
        own = {one.parent_id: one for one in self.consents if one.kind == ConsentKind.PARTICIPATION}
        return ConsentPage(
            tuple(self._participation(parent, own.get(parent.pk)) for parent in self.parents),
            tuple(self._child(child) for child in self.children),
            self.rules.recheck_months,
        )

    def _participation(self, parent: Parent, newest: Consent | None) -> ConsentRow:
        name = names_of(self.parents)[parent.pk]
        what = listed_name(_("%(name)s takes part in filling in lists") % {"name": name})
        answer = _answer(newest) if newest else Answer(_("Not known yet"))
        return ConsentRow(f"{parent.pk}:", what, answer, _standing_id(newest), may_be_given=True)

    def _child(self, child: Child) -> ChildConsent:
        standing = [one for one in self.consents if one.withdrawn_at is None]
        recorded = Recorded(self.parents, self.checks, standing)
        found = self.rules.help_for(child, recorded, today=self.today)
        name = child_names_of(self.children)[child.pk]
        return ChildConsent(
            title=_("Help for %(child)s") % {"child": name},
            rule=_rule(found, self.rules),
            is_complete=found.is_complete,
            rows=tuple(self._row(child, name, one) for one in found.asked),
        )

    def _row(self, child: Child, child_name: str, asked: Asked) -> ConsentRow:
        who = names_of(self.parents)[asked.parent.pk] if asked.parent else child_name
        facts = {"who": who, "child": child_name}
        words = _("%(who)s agrees to help for %(child)s") if asked.parent else _("%(who)s agrees to the help")
        parent_id = asked.parent.pk if asked.parent else ""
        return ConsentRow(
            key=f"{parent_id}:{child.pk}",
            what=listed_name(words % facts),
            answer=_with(_answer_of(asked), _authority(asked)),
            standing_id=_standing_id(asked.consent),
            may_be_given=asked.may_agree,
        )


def _rule(found: HelpConsent, rules: ConsentRules) -> str:
    ages = {"child": rules.child_from_age, "last": rules.parents_until_age - 1}
    if found.rule.parents_agree and found.rule.child_agrees:
        return _("From %(child)s to %(last)s years child and parents with authority agree.") % ages
    if found.rule.parents_agree:
        return _("Under %(child)s years the parents with authority agree.") % ages
    return _("From %(age)s years the young person agrees alone.") % {"age": rules.parents_until_age}


def _authority(asked: Asked) -> str:
    if asked.parent is None:
        return ""
    check = asked.authority
    if check is None:
        return _("Authority not checked yet.")
    facts = {
        "day": day(check.checked_on),
        "by": check.checked_by,
        "source": AUTHORITY_SOURCE_NAMES[AuthoritySource(check.source)],
    }
    if not asked.is_fresh:
        return _("Authority last checked on %(day)s by %(by)s. Check it again.") % facts
    if check.has_authority:
        return _("Has authority, checked on %(day)s by %(by)s (%(source)s).") % facts
    return _("Has no authority, checked on %(day)s by %(by)s (%(source)s).") % facts


def _answer_of(asked: Asked) -> Answer:
    """Nobody waits for the word of a parent who was found to have no authority."""
    check = asked.authority
    if asked.consent is None and check is not None and asked.is_fresh and not check.has_authority:
        return Answer(_("Not needed"))
    return _answer(asked.consent)


def _answer(consent: Consent | None) -> Answer:
    if consent is None:
        return Answer(_("Not yet"))
    if consent.withdrawn_at is not None:
        return no_longer(timezone.localdate(consent.withdrawn_at), _("The consent was taken back then."))
    how = _("Asked %(how)s.") % {"how": how_asked(consent.how)}
    return yes(consent.given_on, consent.recorded_by, how)


def _with(answer: Answer, authority: str) -> Answer:
    return replace(answer, note=" ".join(part for part in (answer.note, authority) if part))


def _standing_id(consent: Consent | None) -> UUID | None:
    return consent.pk if consent is not None and consent.withdrawn_at is None else None


@dataclass(frozen=True, slots=True)
class PairRow:
    """One pair. key: for the form; block_id None: nothing stands between them. may_*: of who looks."""

    key: str
    who: str
    sentence: str
    block_id: UUID | None
    may_set: bool
    may_ask: bool
    may_agree: bool
    may_keep: bool


def pair_rows(actor: Actor, parents: Sequence[Parent], blocks: Iterable[SafetyBlock]) -> tuple[PairRow, ...]:
    """A row for each pair; blocks: those that stand."""
    standing = {frozenset({block.first_id, block.second_id}): block for block in blocks}
    names = names_of(parents)
    return tuple(
        _pair(actor, f"{one.pk}:{other.pk}", (names[one.pk], names[other.pk]), standing.get(_ids(one, other)))
        for one, other in combinations(parents, 2)
    )


def _ids(one: Parent, other: Parent) -> frozenset[UUID]:
    return frozenset({one.pk, other.pk})


def _pair(actor: Actor, key: str, names: tuple[str, str], block: SafetyBlock | None) -> PairRow:
    may_set, is_asked = actor.can(Permission.SAFETY_SET), block is not None and bool(block.lift_asked_at)
    is_asker = block is not None and block.lift_asked_by_id == actor.user_id
    return PairRow(
        key=key,
        who=listed_name(_("%(one)s and %(other)s") % {"one": names[0], "other": names[1]}),
        sentence=_block_sentence(block),
        block_id=block.pk if block else None,
        may_set=may_set and block is None,
        may_ask=block is not None and not is_asked and actor.can(Permission.SAFETY_LIFT),
        may_agree=may_set and is_asked and not is_asker,
        may_keep=may_set and is_asked,
    )


def _block_sentence(block: SafetyBlock | None) -> str:
    if block is None:
        return _("No safety block.")
    facts = {
        "moment": _moment(block.set_at),
        "by": block.set_by,
        "reason": SAFETY_REASON_NAMES[SafetyReason(block.reason)],
    }
    said = _("Safety block since %(moment)s, set by %(by)s: %(reason)s.") % facts
    if block.lift_asked_at is None:
        return said
    asked = _("%(by)s asks to lift it. A second person has to agree.") % {"by": block.lift_asked_by}
    return f"{said} {asked}"


def _moment(at: datetime) -> str:
    return day(timezone.localdate(at))
