"""Whatever a phone does twice, late or out of order, one list comes of it (TRUST § 6.3, T-IDEM)."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from koers.audit.events import Event
from koers.audit.models import AuditEvent
from koers.measurements.actions import store_list
from koers.measurements.entrance import actions
from koers.measurements.models import Administration, Invitation, ItemResponse
from tests.factories.world import World, build_world, fill_in
from tests.measurements.entering import Phone, ask, main_of

pytestmark = pytest.mark.django_db


def lists_of(invitation: Invitation) -> int:
    return Administration.objects.filter(form_key=invitation.form_key).count()


def filled(world: World) -> tuple[Phone, Invitation]:
    issued = ask(world, world.mother)
    phone = Phone()
    phone.begin(issued.code)
    phone.answer_all(issued.invitation)
    return phone, issued.invitation


def test_T_IDEM_1_sending_twice_and_again_is_one_list_and_the_same_receipt(world: World) -> None:
    phone, invitation = filled(world)
    receipts = [phone.send(invitation) for _press in range(4)]
    assert {receipt.request["PATH_INFO"] for receipt in receipts} == {"/fill/thanks/"}
    assert len({main_of(receipt) for receipt in receipts}) == 1
    assert lists_of(invitation) == 1
    assert AuditEvent.objects.filter(event=Event.ADMINISTRATION_SENT, actor_label="respondent").count() == 1


def test_T_IDEM_1_back_after_sending_then_answering_changes_nothing(world: World) -> None:
    phone, invitation = filled(world)
    phone.send(invitation)
    before = Administration.objects.get(form_key=invitation.form_key).answers
    for number in (3, 1, 10):
        assert "zijn binnen" in main_of(phone.answer(number, 4, str(invitation.form_key)))
    assert phone.client.get("/fill/5/", follow=True).request["PATH_INFO"] == "/fill/thanks/"
    assert Administration.objects.get(form_key=invitation.form_key).answers == before
    assert not ItemResponse.objects.exists()


def test_T_IDEM_1_the_same_answer_posted_twice_is_one_answer(world: World) -> None:
    issued = ask(world, world.mother)
    phone = Phone()
    phone.begin(issued.code)
    for _press in range(2):
        assert phone.answer(1, 2, str(issued.invitation.form_key)).request["PATH_INFO"] == "/fill/2/"
    assert ItemResponse.objects.count() == 1


def test_T_IDEM_1_the_last_answer_to_a_question_wins_until_sent(world: World) -> None:
    issued = ask(world, world.mother)
    one, other = Phone(), Phone()
    one.begin(issued.code)
    other.begin(issued.code)
    one.answer(1, 2, str(issued.invitation.form_key))
    other.answer(1, 4, str(issued.invitation.form_key))
    assert ItemResponse.objects.get().value == 4


def test_T_IDEM_2_beginning_again_in_the_same_browser_goes_on_with_the_same_session(world: World) -> None:
    issued = ask(world, world.mother)
    phone = Phone()
    phone.begin(issued.code)
    phone.answer(1, 3, str(issued.invitation.form_key))
    assert phone.begin(issued.code).request["PATH_INFO"] == "/fill/2/"
    assert "uw antwoord" in main_of(phone.client.get("/fill/1/"))


def test_T_IDEM_2_the_link_opened_after_sending_sends_nothing_again(world: World) -> None:
    issued = ask(world, world.mother)
    phone = Phone()
    phone.begin(issued.code)
    phone.answer_all(issued.invitation)
    phone.send(issued.invitation)
    assert Phone().open(issued.code).status_code == 404
    assert Phone().begin(issued.code).status_code == 404
    assert lists_of(issued.invitation) == 1


def test_R_P1_a_list_of_today_that_is_in_already_keeps_the_answers_and_says_so(world: World) -> None:
    phone, invitation = filled(world)
    fill_in(world, world.mother, days_ago=0)
    refused = phone.send(invitation)
    assert refused.status_code == 409
    assert "U kunt ze morgen versturen" in main_of(refused)
    assert ItemResponse.objects.count() == 10


def test_a_failure_in_the_middle_of_sending_leaves_every_answer(world: World, monkeypatch) -> None:
    phone, invitation = filled(world)

    def broken(**_arguments: object) -> None:
        store_list(**_arguments)  # type: ignore[arg-type]
        raise RuntimeError("the power went")

    monkeypatch.setattr(actions.list_actions, "store_list", broken)
    with pytest.raises(RuntimeError):
        phone.send(invitation)
    assert lists_of(invitation) == 0
    assert ItemResponse.objects.count() == 10
    monkeypatch.undo()
    assert "zijn binnen" in main_of(phone.send(invitation))


def test_answers_of_a_parent_are_kept_within_few_queries(world: World, django_assert_max_num_queries) -> None:
    issued = ask(world, world.mother)
    phone = Phone()
    phone.begin(issued.code)
    with django_assert_max_num_queries(14):
        phone.client.post("/fill/1/", {"answer": "2", "form_key": str(issued.invitation.form_key)})


class Phones(RuleBasedStateMachine):
    """Two phones with one link, pressing whatever stands or stood on their screens."""

    def __init__(self) -> None:
        super().__init__()
        self.before = transaction.savepoint()
        self.world = build_world()
        self.issued = ask(self.world, self.world.mother)
        self.key = str(self.issued.invitation.form_key)
        self.phones = [Phone(), Phone()]
        self.is_sent = False

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.before)

    @rule(which=st.integers(0, 1))
    def press_begin(self, which: int) -> None:
        self.expect_kind(self.phones[which].begin(self.issued.code))

    @rule(which=st.integers(0, 1), number=st.integers(1, 10), value=st.sampled_from(["", 1, 2, 4, 9]))
    def press_an_answer(self, which: int, number: int, value: object) -> None:
        self.expect_kind(self.phones[which].answer(number, value, self.key))

    @rule(which=st.integers(0, 1), value=st.sampled_from([1, 3]))
    def answer_everything(self, which: int, value: int) -> None:
        for number in range(1, 11):
            self.phones[which].answer(number, value, self.key)

    @rule(which=st.integers(0, 1), path=st.sampled_from(["", "1/", "check/", "thanks/", "stop/", "stopped/"]))
    def go_back(self, which: int, path: str) -> None:
        self.expect_kind(self.phones[which].client.get(f"/fill/{path}", follow=True))

    @rule(which=st.integers(0, 1))
    def press_send(self, which: int) -> None:
        response = self.phones[which].send(self.issued.invitation)
        self.expect_kind(response)
        self.is_sent |= "zijn binnen" in main_of(response)

    @precondition(lambda self: self.is_sent)
    @rule(which=st.integers(0, 1))
    def press_stop_afterwards(self, which: int) -> None:
        form = {"reason": "no-more", "form_key": self.key}
        self.expect_kind(self.phones[which].client.post("/fill/stop/", form, follow=True))

    def expect_kind(self, response: object) -> None:
        assert response.status_code in {200, 403, 404, 409, 429}  # type: ignore[attr-defined]
        assert "<h1" in response.content.decode()  # type: ignore[attr-defined]

    @invariant()
    def one_list_once_sent_and_none_before(self) -> None:
        assert lists_of(self.issued.invitation) == int(self.is_sent)
        assert not (self.is_sent and ItemResponse.objects.exists())


def test_T_FUZZ_2_two_phones_in_any_order_end_in_one_list(db: None) -> None:
    quick = settings(
        max_examples=8, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Phones, settings=quick)
