"""Bringing earlier lists of families into an organisation: everything, or nothing at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import Actor, SystemActor
from koers.access.errors import NotAllowed
from koers.access.roles import Permission, Role
from koers.accounts.models import User
from koers.audit import trail
from koers.audit.events import Event
from koers.families.actions import NewChild, NewFamily, NewParent, add_child, add_parent, open_family
from koers.families.models import Child, Family, Parent
from koers.instruments.models import InstrumentVersion
from koers.interop.rows import (
    BadCell,
    HistoryRow,
    ImportRefused,
    RowProblem,
    check_columns,
    read_rows,
    unused_columns,
)
from koers.measurements.actions import FormerScore, NewList, store_list, take_over_score
from koers.measurements.models import Administration, Score
from koers.organisations.models import Membership, Organisation

Named = TypeVar("Named", Family, Parent, Child)


def importing(organisation: Organisation, *, label: str) -> SystemActor:
    """The actor of `koers import`: it opens families and stores lists in one organisation, nothing else."""
    return SystemActor(
        organisation_id=organisation.pk,
        label=label,
        permissions=frozenset({Permission.EPISODE_WRITE, Permission.ANSWERS_ENTER, Permission.PACKAGE_READ}),
    )


@dataclass(frozen=True, slots=True)
class History:
    """Earlier lists as they stand in a file.

    numbered: (row number in the file, column -> text); default_worker: user name for rows without one.
    named: column of the import -> what the file calls it, for the sentences; problems: found while mapping.
    """

    version: InstrumentVersion
    columns: Sequence[str]
    numbered: Sequence[tuple[int, Mapping[str, str]]]
    default_worker: str = ""
    named: Mapping[str, str] = field(default_factory=dict)
    problems: Sequence[RowProblem] = ()


@dataclass(frozen=True, slots=True)
class RowReport:
    row: int
    text: str
    family: str = ""
    is_new_family: bool = False


@dataclass(slots=True)
class ImportReport:
    """What was (or would be) stored, row by row."""

    rows: list[RowReport] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)  # columns of the file that were not read
    n_families: int = 0
    n_lists: int = 0
    n_without_t: int = 0
    is_applied: bool = False


@transaction.atomic
def import_history(*, actor: Actor, history: History, is_applied: bool) -> ImportReport:
    """Store every list of a file, or with is_applied False only try it and undo it.

    Raises NotAllowed, or ImportRefused with a sentence per row; in both cases nothing is stored.
    """
    if not actor.can(Permission.EPISODE_WRITE):
        raise NotAllowed(Permission.EPISODE_WRITE)
    return _stored(actor=actor, history=history, is_applied=is_applied, is_discreet=False)


@transaction.atomic
def import_upload(*, actor: Actor, history: History, is_applied: bool) -> ImportReport:
    """As import_history, for an administrator, who may bring a file in but may not see a family (ADR 0008).

    The sentences then tell what stands in the file, and never what Koers knows besides. Raises NotAllowed
    or ImportRefused; in both cases nothing is stored.
    """
    if not actor.can(Permission.HISTORY_IMPORT):
        raise NotAllowed(Permission.HISTORY_IMPORT)
    storing = replace(
        importing(Organisation.objects.get(pk=actor.organisation_id), label=actor.label),
        user_id=actor.user_id,
    )
    return _stored(actor=storing, history=history, is_applied=is_applied, is_discreet=True)


def _stored(*, actor: Actor, history: History, is_applied: bool, is_discreet: bool) -> ImportReport:
    """Inside the transaction of an action, and undone with it unless is_applied."""
    instrument = history.version.instrument
    try:
        check_columns(history.columns, instrument)
    except ImportRefused as refused:
        raise ImportRefused([*refused.problems, *_called(history, history.problems)]) from None
    rows, problems = read_rows(history.numbered, instrument)
    told = {(problem.row, problem.column) for problem in history.problems}
    problems = [one for one in problems if (one.row, one.column) not in told]
    problems += history.problems
    if not history.numbered:
        problems = [RowProblem(1, "", _("there are no rows below the first one"))]
    run = _Run(actor, history, rows, is_discreet=is_discreet)
    problems += run.store_all()
    if problems:
        raise ImportRefused(_called(history, sorted(problems, key=lambda problem: problem.row)))
    run.report.is_applied = is_applied
    run.report.unused = unused_columns(history.columns, instrument)
    trail.record(
        Event.IMPORT_MADE,
        actor=actor,
        about=trail.About(object_kind="lists", object_id=str(run.report.n_lists)),
    )
    if not is_applied:
        transaction.set_rollback(True)
    return run.report


def _called(history: History, problems: Sequence[RowProblem]) -> list[RowProblem]:
    """The columns as the file calls them."""
    return [replace(one, column=history.named.get(one.column, one.column)) for one in problems]


class _Run:
    """One pass over the rows inside an action's transaction. is_discreet: tell nothing beyond the file."""

    def __init__(
        self, actor: Actor, history: History, rows: Sequence[HistoryRow], *, is_discreet: bool
    ) -> None:
        self.actor = actor
        self.is_discreet = is_discreet
        self.history = history
        self.rows = rows
        self.report = ImportReport()
        self.first_day: dict[str, date] = {}
        for row in rows:
            self.first_day[row.family] = min(row.filled_on, self.first_day.get(row.family, row.filled_on))
        self._families: dict[str, Family] = {}
        self._workers: dict[str, Membership] = {}

    def store_all(self) -> list[RowProblem]:
        problems = []
        for row in sorted(self.rows, key=lambda row: (row.filled_on, row.row)):
            try:
                with transaction.atomic():
                    self._store(row)
            except BadCell as bad:
                problems.append(RowProblem(row.row, bad.column, str(bad)))
            except ValidationError as error:
                problems.append(RowProblem(row.row, *_column_and_sentence(error)))
        self.report.rows.sort(key=lambda line: line.row)
        return problems

    def _store(self, row: HistoryRow) -> None:
        is_new = row.family not in self._families and not self._known_family(row)
        family = self._family(row)
        parent, child = self._parent(family, row), self._child(family, row)
        administration = self._store_list(row, parent, child)
        self.report.n_families += int(is_new)
        self.report.n_lists += 1
        score = administration.scores.filter(is_primary=True).get()
        self.report.n_without_t += int(score.t_score is None)
        text = "" if self.is_discreet else _described(row, score, is_new=is_new)
        self.report.rows.append(RowReport(row.row, text, row.family, is_new))

    def _known_family(self, row: HistoryRow) -> Family | None:
        return _named("family", row.family, Family.objects.visible_to(self.actor))

    def _family(self, row: HistoryRow) -> Family:
        if row.family not in self._families:
            self._families[row.family] = self._known_family(row) or self._open_family(row)
        return self._families[row.family]

    def _open_family(self, row: HistoryRow) -> Family:
        membership = self._worker(row)
        if membership.team is None:
            message = _("%(worker)s has no team yet; give this worker a team first")
            raise BadCell("worker", message % {"worker": membership.user.username})
        new = NewFamily(
            name=row.family,
            code=row.family,
            team=membership.team,
            responsible=membership.user,
            started_on=self.first_day[row.family],
            parents=[NewParent(row.relation, name="", code=row.parent)],
            children=[NewChild(row.birth_date, name="", code=row.child)],
        )
        return open_family(actor=self.actor, new=new)

    def _worker(self, row: HistoryRow) -> Membership:
        username = (row.worker or self.history.default_worker).lower()
        if not username:
            raise BadCell("worker", self._no_worker())
        if username not in self._workers:
            self._workers[username] = self._membership_of(username)
        return self._workers[username]

    def _no_worker(self) -> str:
        if self.is_discreet:  # on the page, where no command is given
            return _("no worker is named; fill this in, or choose who takes families without one")
        return _("no worker is named; fill in this column or give --worker")

    def _membership_of(self, username: str) -> Membership:
        user = User.objects.filter(username=username, is_active=True).first()
        membership = (
            Membership.objects.filter(
                organisation_id=self.actor.organisation_id, user=user, role=Role.PRACTITIONER
            )
            .live(today=timezone.localdate())
            .select_related("user", "team")
            .order_by("team__name")
            .first()
        )
        if user is None or membership is None:
            message = _("“%(worker)s” is no worker of this organisation; use a user name of one")
            raise BadCell("worker", message % {"worker": username})
        return membership

    def _parent(self, family: Family, row: HistoryRow) -> Parent:
        parent = _named("parent", row.parent, Parent.objects.visible_to(self.actor).filter(family=family))
        if parent is None:
            new = NewParent(row.relation, name="", code=row.parent)
            return add_parent(actor=self.actor, family=family, new=new)
        if parent.relation != row.relation:
            if self.is_discreet:
                raise BadCell("relation", self._otherwise(row.parent))
            message = _("%(parent)s is known here as %(known)s; use the same relation in all rows")
            raise BadCell("relation", message % {"parent": row.parent, "known": parent.relation})
        return parent

    def _child(self, family: Family, row: HistoryRow) -> Child:
        child = _named("child", row.child, Child.objects.visible_to(self.actor).filter(family=family))
        if child is None:
            new = NewChild(row.birth_date, name="", code=row.child)
            return add_child(actor=self.actor, family=family, new=new)
        if child.birth_date != row.birth_date:
            if self.is_discreet:
                raise BadCell("child_birth_date", self._otherwise(row.child))
            message = _("%(child)s is known here with birth date %(known)s; use the same date in all rows")
            raise BadCell(
                "child_birth_date", message % {"child": row.child, "known": child.birth_date.isoformat()}
            )
        return child

    @staticmethod
    def _otherwise(code: str) -> str:
        message = _(
            "%(code)s stands otherwise in an earlier row or in Koers; "
            "use the same in all rows, or ask the family's worker"
        )
        return message % {"code": code}

    def _store_list(self, row: HistoryRow, parent: Parent, child: Child) -> Administration:
        version = self.history.version
        if row.t_score is not None:
            former = FormerScore(
                parent, child, version, row.filled_on, row.mode, row.t_score, is_imported=True
            )
            return take_over_score(actor=self.actor, former=former)
        new = NewList(parent, child, version, row.filled_on, row.mode, row.answers, is_imported=True)
        return store_list(actor=self.actor, new=new)


def _named(column: str, wanted: str, among: QuerySet[Named]) -> Named | None:
    """Who has this code, or else this name; None for somebody new."""
    with_code = among.filter(code=wanted).first()
    if with_code is not None:
        return with_code
    with_name = list(among.filter(name=wanted)[:2])
    if len(with_name) > 1:
        message = _("“%(name)s” does not say which one is meant; use the code")
        raise BadCell(column, message % {"name": wanted})
    return with_name[0] if with_name else None


def _column_and_sentence(error: ValidationError) -> tuple[str, str]:
    columns = {"filled_on": "date", "birth_date": "child_birth_date"}
    if hasattr(error, "error_dict"):
        name, sentences = next(iter(error.message_dict.items()))
        return columns.get(name, name if name != "__all__" else ""), " ".join(sentences)
    return "", " ".join(error.messages)


def _described(row: HistoryRow, score: Score, *, is_new: bool) -> str:
    result = (
        f"T {score.t_score:.2f}"
        if score.t_score is not None
        else _("no T-score: %(why)s") % {"why": score.reason}
    )
    start = _("new family") if is_new else _("family")
    return f"{start} {row.family}, {row.parent}, {row.filled_on.isoformat()}: {result}"
