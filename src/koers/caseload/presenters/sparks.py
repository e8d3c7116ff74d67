"""The small course of one parent in a row of the caseload."""

from datetime import date, timedelta

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from koers.caseload.cases import Respondent
from koers.psychometrics import shown_t
from koers.psychometrics.plotting import MiniFrame, PlottedPerson, PlottedScore, lay_out_mini_course
from koers.trajectories.chart import mini_course_svg
from koers.trajectories.chart_signs import DASHES, MARKERS, OPEN_SLOT, SCREEN_INK
from koers.trajectories.expectations import newest_scored
from koers.trajectories.profiles import Profile, ScoredPoint

PERIOD = timedelta(days=365)  # one scale of time for all rows, so that they compare by eye
DRAWN_SLOTS = range(1, 5)  # marker, dash and colour keep four people apart (UX 6.3)


def border_of(profile: Profile | None) -> float | None:
    """The T-score of the lowest border of the plotted scale, drawn dotted."""
    if profile is None:
        return None
    borders = profile.instrument.borders.for_scale(profile.instrument.primary_scale.id)
    return borders[0].from_t if borders else None


def spark(respondent: Respondent, profile: Profile | None, *, today: date) -> SafeString:
    """Empty for somebody beyond the fourth respondent, who is in the words beside it all the same."""
    if respondent.parent.slot not in DRAWN_SLOTS:
        return SafeString("")
    points = looked_at(respondent)
    scores = tuple(
        PlottedScore(str(point.point.administration_id), point.on, point.t, words="") for point in points
    )
    person = PlottedPerson(respondent.name, respondent.parent.slot, scores)
    frame = MiniFrame(first=today - PERIOD, last=today, border_t=border_of(profile), width=86, height=32)
    return mini_course_svg(lay_out_mini_course(person, frame), _label(respondent.name, points))


def key_mark(slot: int) -> SafeString:
    """Line and marker of a respondent, as in every figure; empty beyond the fourth."""
    if slot not in DRAWN_SLOTS:
        return SafeString("")
    sign = {"slot": slot, "shape": MARKERS[slot], "dash": DASHES[slot], "is_open": slot == OPEN_SLOT}
    return render_to_string("caseload/key.svg", {"sign": sign, "ink": SCREEN_INK})


def looked_at(respondent: Respondent) -> tuple[ScoredPoint, ...]:
    """The scores without a new one: what to expect is said before its score is shown (T44)."""
    person = respondent.person
    if person is None:
        return ()
    newest = newest_scored(person)
    return tuple(one for one in person.scored if not respondent.hides_score or one.point is not newest)


def _label(name: str, points: tuple[ScoredPoint, ...]) -> str:
    if not points:
        return _("%(name)s: no course yet") % {"name": name}
    if len(points) == 1:
        return _("%(name)s: one score, T %(t)s") % {"name": name, "t": shown_t(points[0].t)}
    first, last = shown_t(points[0].t), shown_t(points[-1].t)
    return _("%(name)s: from T %(first)s to T %(last)s") % {"name": name, "first": first, "last": last}
