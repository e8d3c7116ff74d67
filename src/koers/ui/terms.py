"""The words of the field, each explained in at most 30 words (U51)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Term:
    key: str
    name: StrOrPromise
    meaning: StrOrPromise


TERMS = (
    Term(
        "profile",
        _("Course profile"),
        _(
            "The picture of all questionnaires of a family over time: one line for each parent, "
            "from the start."
        ),
    ),
    Term(
        "parenting-stress",
        _("Parenting stress"),
        _("How heavy bringing up a child is for a parent now. Higher means more stress."),
    ),
    Term(
        "t-score",
        _("T score"),
        _(
            "A score compared with a norm group of parents. 50 is the middle of that group; "
            "about two thirds of it lies between 40 and 60."
        ),
    ),
    Term(
        "bands",
        _("The three areas"),
        _(
            "The instrument divides T scores into three areas with its own names. "
            "A border is a convention: 59 and 61 hardly differ."
        ),
    ),
    Term(
        "chance",
        _("May be chance"),
        _(
            "No questionnaire measures exactly. A difference smaller than the measurement error of the list "
            "is no news by itself."
        ),
    ),
    Term(
        "long-list",
        _("From the long list"),
        _(
            "The first point was computed from the answers on the complete questionnaire. "
            "It is drawn as an open mark."
        ),
    ),
    Term(
        "expectation",
        _("Expected course"),
        _(
            "What you expect for each parent before you see the picture. It is kept, "
            "so that you can notice when things go differently."
        ),
    ),
    Term(
        "talking-point",
        _("Talking point"),
        _(
            "Something in the scores that is worth a conversation. "
            "It starts a talk, proves nothing and decides nothing."
        ),
    ),
    Term(
        "levels",
        _("Discuss first, discuss, follow"),
        _(
            "Three levels of attention. They say in which order families may need a conversation, "
            "and never how serious things are."
        ),
    ),
    Term(
        "no-score",
        _("No score"),
        _(
            "Too many questions were left open, or the norms do not cover the age of the child. "
            "The answers are kept."
        ),
    ),
    Term(
        "practice-family",
        _("Practice family"),
        _("A made-up family to practise with. It counts in no figure and no export."),
    ),
)
