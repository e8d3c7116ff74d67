"""The course profile: the question before it, the page, the figure alone, the print."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from koers.access.actor import Actor, ActorRequest
from koers.access.roles import Permission
from koers.audit import trail
from koers.audit.events import Event
from koers.families.models import Child, Family
from koers.families.policies import lacking_consent, may_show_together
from koers.measurements.correcting.policies import may_correct
from koers.measurements.models import Administration
from koers.psychometrics.plotting import NARROW, WIDE
from koers.trajectories import actions, policies
from koers.trajectories.expectations import Expectations, unopened
from koers.trajectories.forms import OwnWordsForm, ReadingForm, ShapeForm
from koers.trajectories.items import Answers
from koers.trajectories.looking import Looked, SeeOther, family_of, head_of, look, uuid_of
from koers.trajectories.marks import marks_for
from koers.trajectories.noted import newest_readings
from koers.trajectories.papers import PdfPartsMissing, pdf_of
from koers.trajectories.presenters.drawing import Drawing
from koers.trajectories.presenters.gate import GatePage
from koers.trajectories.presenters.printed import PrintOrder
from koers.trajectories.presenters.profile import ProfilePage, Sight, described, query_of
from koers.trajectories.presenters.readings import readings_of
from koers.trajectories.profiles import FamilyScores, Profile
from koers.trajectories.records import NewReading
from koers.trajectories.signals.actions import mark_seen
from koers.trajectories.signals.reading import Points, levels_of
from koers.trajectories.together import (
    goal_figures,
    is_separate,
    lacking_for_sheet,
    rated_goals,
    readers_of,
)
from koers.trajectories.wording import pages

FILE_MARGIN = 16.0  # round a drawing that stands alone


def profile(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """Asks the worker first, once per new list and person; everybody else sees the profile at once."""
    looked = look(request, family_id)
    if looked.profile is None:
        _record(request.actor, Event.PROFILE_READ, family_id, ["identity"])
        return render(request, "trajectories/empty.html", _nothing(looked, request.actor))
    expectations = Expectations.read(request.actor, looked.profile)
    if expectations.pending(looked.profile):
        return _gate(request, looked.profile, expectations)
    return _profile_page(request, looked, looked.profile, expectations)


def chart(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """The figure alone, never gated; `?narrow=1` for a narrow place."""
    looked = look(request, family_id)
    if looked.profile is None or not looked.profile.with_scores:
        raise Http404
    shown = looked.profile
    expectations = Expectations.read(request.actor, shown).by_person()
    if is_separate(request, looked, shown):
        shown = shown.only([shown.with_scores[0].parent_id])
    marks = marks_for(request.actor, looked.family, shown.child)
    levels = levels_of(shown) if policies.sees_signals(request.actor) else {}
    drawing = Drawing(shown, expectations, marks, described(readings_of(shown)), levels=levels)
    _record(request.actor, Event.CHART_READ, family_id, _rows(shown))
    frame = NARROW if request.GET.get("narrow") == "1" else WIDE
    svg = drawing.svg(frame=frame, element_id="chart", margin=FILE_MARGIN)
    return HttpResponse(svg, content_type="image/svg+xml")


def print_page(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """One A4 of the chosen persons; refused while a consent is missing (TRUST R-S6)."""
    return _printed(request, family_id)


def pdf(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """The same sheet as a file; where the parts for it are missing, the print page and one sentence."""
    return _printed(request, family_id, is_file=True)


def expectation(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """One tap for one person, or one tap to skip for all; back to the profile, which asks on or opens."""
    family = family_of(request, family_id)
    policies.check_may_expect(request.actor, family.pk)
    asked = _asked(request, family)
    if "skip" in request.POST:
        actions.skip_expectation(actor=request.actor, administrations=asked)
        return _to_profile(asked[0])
    form = _answer_form(request, asked[0])
    if form.is_valid() and _is_kept(request, asked[0], form):
        return _to_profile(asked[0])
    return _gate_again(request, family_id, asked[0], form)


def reading(request: ActorRequest, family_id: UUID) -> HttpResponse:
    """Keep the notes with exactly the lists that stood on the page."""
    family = family_of(request, family_id)
    policies.check_may_note(request.actor, family.pk)
    child = get_object_or_404(
        Child.objects.visible_to(request.actor).filter(family=family),
        pk=uuid_of(request.POST.get("child", "")),
    )
    form = ReadingForm(request.POST)
    address = f"{reverse('trajectories:profile', args=[family.pk])}?{_same_list(request, child)}"
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return SeeOther(address)
    values = form.cleaned_data
    new = NewReading(family, child, values["shown"], form.notes(), values["discuss_next"])
    try:
        actions.store_reading(actor=request.actor, new=new)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return SeeOther(address)
    messages.success(request, _("Your reading has been saved."))
    return SeeOther(address)


def _same_list(request: ActorRequest, child: Child) -> str:
    return query_of(child.pk, request.POST.get("list", ""))


# --- fetching ---


def _asked(request: ActorRequest, family: Family) -> list[Administration]:
    """The lists that the form names, each of this family."""
    named = {uuid_of(one) for one in request.POST.getlist("administration")}
    found = list(Administration.objects.visible_to(request.actor).filter(family=family, pk__in=named))
    if not named or len(found) != len(named):
        raise Http404
    return found


def _record(actor: Actor, event: Event, family_id: UUID, rows: list[str]) -> None:
    trail.record(event, actor=actor, about=trail.About(family_id=family_id, object_kind="profile", rows=rows))


def _rows(shown: Profile) -> list[str]:
    """The permission rows that are on the page."""
    return ["identity", "line", *(["both"] if len(shown.with_scores) > 1 else [])]


# --- pages ---


def _nothing(looked: Looked, actor: Actor) -> dict[str, object]:
    """No list yet: the next step is to enter one, for whoever may."""
    return {"head": head_of(looked), "may_enter": actor.can(Permission.ANSWERS_ENTER)}


def _profile_page(
    request: ActorRequest, looked: Looked, shown: Profile, expectations: Expectations
) -> HttpResponse:
    actor = request.actor
    rated = rated_goals(request, actor, looked)
    whole = _sight(actor, looked, shown, expectations)
    is_apart = is_separate(request, looked, shown)
    sight = replace(whole, is_separate=is_apart, days=rated.days if rated else ())
    _mark(actor, sight, looked.profile or shown)
    context = {
        "head": head_of(looked),
        "page": ProfilePage.of(sight),
        "may_correct": may_correct(actor, looked.household),
        "may_note": policies.may_note(actor),
        "may_print": policies.may_print(actor),
        "may_see_goals": actor.can(Permission.GOAL_READ),
        "goals_asked": rated is not None,
        "goals": goal_figures(rated, Drawing(shown, sight.expected or {}, sight.marks, "", sight.days)),
    }
    seen = [*_rows(shown), *sight.rows(), *(["goal"] if actor.can(Permission.GOAL_READ) else [])]
    _record(actor, Event.PROFILE_READ, looked.family.pk, seen)
    return render(request, "trajectories/profile.html", context)


def _mark(actor: Actor, sight: Sight, shown: Profile) -> None:
    """What is now on the screen is no longer new to whoever answers for it (T25, T29)."""
    if sight.points and (unseen := sight.points.unseen()):
        mark_seen(actor=actor, signals=unseen)
    if lists := unopened(actor, shown):
        actions.mark_opened(actor=actor, administrations=lists)


def _sight(actor: Actor, looked: Looked, shown: Profile, expectations: Expectations) -> Sight:
    """All that this reader may see of the profile."""
    together = [parent for parent in looked.scores.parents if parent.pk in _ids(shown)]
    today, apart = timezone.localdate(), looked.household.apart
    return Sight(
        scores=looked.scores,
        profile=shown,
        expected=expectations.by_person() if policies.sees_expectations(actor) else None,
        readings=newest_readings(actor, shown),
        marks=marks_for(actor, looked.family, shown.child),
        lacking=lacking_consent(together, today=today, apart=apart) if len(together) > 1 else [],
        today=today,
        outdated=looked.scores.outdated(shown),
        answers=Answers.of(shown, looked.scores.scores) if policies.reads_answers(actor) else None,
        points=Points.read(actor, shown, today=today),
        signs_as=actor.user_id if policies.may_sign(actor) else None,
        last_lists=looked.last_lists,
    )


def _ids(shown: Profile) -> set[UUID]:
    return {person.parent_id for person in shown.with_scores}


def _gate(
    request: ActorRequest,
    shown: Profile,
    expectations: Expectations,
    wrong: tuple[UUID, ShapeForm | OwnWordsForm] | None = None,
) -> HttpResponse:
    """The page before the profile: names and dates, no score (T45). wrong: a form to show again."""
    _record(request.actor, Event.FAMILY_READ, shown.family.pk, ["identity"])
    page = GatePage.of(shown, expectations)
    own_words = {
        one.administration_id: OwnWordsForm(auto_id=_ids_of(one.administration_id)) for one in page.asked
    }
    wrong_for, form = wrong or (None, None)
    if wrong_for and isinstance(form, OwnWordsForm):
        own_words[wrong_for] = form
    context = {
        "page": page,
        "family_id": shown.family.pk,
        "asked": [(one, own_words[one.administration_id]) for one in page.asked],
        "form": form,
    }
    return render(request, "trajectories/expectation.html", context)


def _answer_form(request: ActorRequest, about: Administration) -> ShapeForm | OwnWordsForm:
    if "own_words" in request.POST:
        return OwnWordsForm(request.POST, auto_id=_ids_of(about.pk))
    return ShapeForm(request.POST)


def _ids_of(administration_id: UUID) -> str:
    """Every person's fields have ids of their own on the page."""
    return f"%s-{administration_id}"


def _to_profile(about: Administration) -> HttpResponse:
    address = reverse("trajectories:profile", args=[about.family_id])
    return SeeOther(f"{address}?{query_of(about.child_id, about.instrument_id)}")


def _is_kept(request: ActorRequest, about: Administration, form: ShapeForm | OwnWordsForm) -> bool:
    try:
        actions.store_expectation(actor=request.actor, administration=about, answer=form.answer())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _gate_again(
    request: ActorRequest, family_id: UUID, about: Administration, form: ShapeForm | OwnWordsForm
) -> HttpResponse:
    scores = FamilyScores.read(request.actor, about.family)
    fitting = [one for one in scores.choices() if one.child.pk == about.child_id]
    choice = next((one for one in fitting if one.instrument_id == about.instrument_id), None)
    if choice is None:
        raise Http404
    shown = scores.profile(choice)
    return _gate(request, shown, Expectations.read(request.actor, shown), (about.pk, form))


def _printed(request: ActorRequest, family_id: UUID, *, is_file: bool = False) -> HttpResponse:
    looked = look(request, family_id)
    policies.check_may_print(request.actor)
    if looked.profile is None:
        _record(request.actor, Event.FAMILY_READ, family_id, ["identity"])
        return render(request, "trajectories/empty.html", _nothing(looked, request.actor))
    chosen = _chosen(request, looked.profile)
    readers = readers_of(request, looked)
    order = PrintOrder(
        scores=looked.scores,
        profile=looked.profile,
        chosen=chosen,
        lacking=lacking_for_sheet(looked, chosen, readers),
        readers=readers,
        may_show_together=may_show_together(request.actor),
        with_names=request.GET.get("names") == "1",
        started_on=looked.started_on,
        today=timezone.localdate(),
    )
    _record_print(request.actor, looked.family, order)
    page, sentence = order.page(), ""
    if is_file and page.sheet:
        try:
            return _file(pdf_of(page.sheet))
        except PdfPartsMissing:
            sentence = str(pages.NO_PDF_HERE)
    context = {"head": head_of(looked), "page": page, "sentence": sentence}
    return render(request, "trajectories/print.html", context)


def _file(content: bytes) -> HttpResponse:
    """Its name says nothing about a family: it stays behind in the folder of downloads."""
    name = f"profile-{timezone.localdate().isoformat()}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _chosen(request: ActorRequest, shown: Profile) -> list[UUID]:
    """The persons in the address, else the first with scores: one person needs nobody's consent."""
    wanted = [uuid_of(one) for one in request.GET.getlist("person")]
    known = {person.parent_id for person in shown.with_lists}
    if not set(wanted) <= known:
        raise Http404
    return wanted or [(shown.with_scores or shown.with_lists)[0].parent_id]


def _record_print(actor: Actor, family: Family, order: PrintOrder) -> None:
    about = trail.About(
        family_id=family.pk,
        person_id=order.chosen[0] if len(order.chosen) == 1 else None,
        object_kind="profile",
        rows=["print", "line", *(["joint"] if len(order.chosen) > 1 else [])],
    )
    outcome = 4 if order.is_refused else 0
    trail.record(Event.PRINT_MADE, actor=actor, about=about, outcome=outcome)
    if len({*order.chosen, *order.readers}) > 1:
        event = Event.JOINT_REFUSED if order.is_refused else Event.JOINT_SHOWN
        trail.record(event, actor=actor, about=about, outcome=outcome)
