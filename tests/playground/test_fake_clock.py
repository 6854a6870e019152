from datetime import timedelta

from tests.playground.fake_clock import NOON, FakeClock

SECOND = timedelta(seconds=1)


def test_appointments_are_kept_in_order_and_at_their_time() -> None:
    clock = FakeClock()
    kept = []
    for seconds in (3, 1, 9):
        clock.call_later(seconds * SECOND, lambda: kept.append(clock.now() - NOON))

    clock.advance(5 * SECOND)

    assert kept == [SECOND, 3 * SECOND]
    assert clock.now() == NOON + 5 * SECOND


def test_a_cancelled_appointment_is_not_kept() -> None:
    clock = FakeClock()
    kept: list[str] = []
    clock.call_later(SECOND, lambda: kept.append("x")).cancel()

    clock.advance(SECOND)

    assert kept == []
