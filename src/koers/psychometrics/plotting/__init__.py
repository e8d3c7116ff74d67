"""Geometry of the verloopprofiel in user units (CSS pixels at scale 1): no colours, no markup, no words of
its own."""

from koers.psychometrics.plotting.axes import ScoreAxis, TimeAxis
from koers.psychometrics.plotting.inputs import (
    Border,
    BorderSide,
    ChartWords,
    CourseShape,
    ExpectedCourse,
    LevelPoint,
    MarkKind,
    PlottedMark,
    PlottedPerson,
    PlottedScore,
    ProfileChart,
)
from koers.psychometrics.plotting.mini import MiniFrame, MiniLayout, lay_out_mini_course
from koers.psychometrics.plotting.profile import NARROW, WIDE, Frame, lay_out_profile
from koers.psychometrics.plotting.ratings import RatedBy, RatedGoal, RatingsLayout, lay_out_ratings
from koers.psychometrics.plotting.shapes import Box, Label, Marker, ProfileLayout

__all__ = [
    "NARROW",
    "WIDE",
    "Border",
    "BorderSide",
    "Box",
    "ChartWords",
    "CourseShape",
    "ExpectedCourse",
    "Frame",
    "Label",
    "LevelPoint",
    "MarkKind",
    "Marker",
    "MiniFrame",
    "MiniLayout",
    "PlottedMark",
    "PlottedPerson",
    "PlottedScore",
    "ProfileChart",
    "ProfileLayout",
    "RatedBy",
    "RatedGoal",
    "RatingsLayout",
    "ScoreAxis",
    "TimeAxis",
    "lay_out_mini_course",
    "lay_out_profile",
    "lay_out_ratings",
]
