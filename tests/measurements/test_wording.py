import pytest

from koers.measurements.models import AdministrationMode, AdministrationSource, AdministrationState
from koers.measurements.wording import how_long, mode_name, reason_sentence, source_name, state_name
from koers.psychometrics import Reason


def test_every_mode_state_source_and_reason_has_words() -> None:
    assert all(mode_name(mode) for mode in AdministrationMode)
    assert all(state_name(state) for state in AdministrationState)
    assert [source for source in AdministrationSource if not source_name(source)] == ["answered"]
    sentences = [reason_sentence(reason) for reason in Reason]
    assert all(sentence.startswith("Geen") and sentence.endswith(".") for sentence in sentences)
    assert len(set(sentences)) == len(sentences)
    assert reason_sentence("") == ""


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "vandaag"),
        (1, "1 dag"),
        (19, "19 dagen"),
        (62, "62 dagen"),
        (63, "9 weken"),
        (364, "52 weken"),
        (365, "12 maanden"),
        (800, "26 maanden"),
    ],
)
def test_time_is_counted_in_days_then_weeks_then_months(days: int, words: str) -> None:
    assert how_long(days) == words
