from django.urls import path

from koers.families.agreements import views as agreements
from koers.families.goals import views as goals
from koers.families.handover.views import hand_over, hand_over_from, handed_over
from koers.families.happenings import views as happenings
from koers.families.people import views as people
from koers.families.removal import views as removal
from koers.families.views import add, sharing

app_name = "families"
_FAMILY = "families/<uuid:family_id>/"
_PARENT = f"{_FAMILY}parents/<uuid:parent_id>/"
urlpatterns = [
    path("organisation/hand-over/", hand_over, name="hand_over"),
    path("organisation/hand-over/done/", handed_over, name="handed_over"),
    path("organisation/hand-over/<uuid:user_id>/", hand_over_from, name="hand_over_from"),
    path("families/new/", add, name="add"),
    path("families/taken-away/", removal.taken_away, name="taken_away"),
    path(f"{_FAMILY}take-away/", removal.take_away, name="take_away"),
    path(f"{_FAMILY}sharing/", sharing, name="sharing"),
    path(f"{_FAMILY}name/", people.rename, name="rename"),
    path(f"{_FAMILY}parents/new/", people.new_parent, name="new_parent"),
    path(_PARENT, people.parent, name="parent"),
    path(f"{_PARENT}left/", people.parent_left, name="parent_left"),
    path(f"{_FAMILY}children/new/", people.new_child, name="new_child"),
    path(f"{_FAMILY}children/<uuid:child_id>/", people.child, name="child"),
    path(f"{_FAMILY}goals/", goals.goals, name="goals"),
    path(f"{_FAMILY}goals/new/", goals.add_goal, name="add_goal"),
    path(f"{_FAMILY}goals/rate/", goals.rate_goal, name="rate_goal"),
    path(f"{_FAMILY}goals/change/", goals.change_goal, name="change_goal"),
    path(f"{_FAMILY}events/", happenings.happenings, name="happenings"),
    path(f"{_FAMILY}events/new/", happenings.add_happening, name="add_happening"),
    path(f"{_FAMILY}events/off/", happenings.remove_happening, name="remove_happening"),
    path(f"{_FAMILY}consent/", agreements.consent, name="consent"),
    path(f"{_FAMILY}consent/record/", agreements.record_consent, name="record_consent"),
    path(f"{_FAMILY}consent/withdraw/", agreements.withdraw_consent, name="withdraw_consent"),
    path(f"{_FAMILY}consent/authority/", agreements.check_authority, name="check_authority"),
    path(f"{_FAMILY}safety/", agreements.safety, name="safety"),
    path(f"{_FAMILY}safety/set/", agreements.set_block, name="set_block"),
    path(f"{_FAMILY}safety/undo/", agreements.undo_block, name="undo_block"),
    path(f"{_FAMILY}safety/ask/", agreements.ask_to_lift, name="ask_to_lift"),
    path(f"{_FAMILY}safety/answer/", agreements.answer_lift, name="answer_lift"),
]
