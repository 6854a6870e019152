"""Requests are spread over time, on a clock of the test's."""

from bot.services.pacing import Pacer


class Timer:
    """Tells seconds, which pass only while somebody sleeps."""

    def __init__(self) -> None:
        self.now_s = 100.0

    async def sleep(self, seconds: float) -> None:
        """Let so much time pass."""
        self.now_s += seconds


async def test_no_second_has_more_than_the_rate_and_most_of_it_is_used() -> None:
    timer = Timer()
    pacer = Pacer(50, lambda: timer.now_s, timer.sleep)
    moments: list[float] = []
    for _ in range(500):
        await pacer.slot()
        moments.append(timer.now_s)

    assert moments[0] == 100.0
    assert all(later - first > 0.999 for first, later in zip(moments, moments[50:], strict=False))
    assert 9.9 < moments[-1] - moments[0] < 10


async def test_what_lay_unused_is_not_saved_up_for_a_burst() -> None:
    timer = Timer()
    pacer = Pacer(10, lambda: timer.now_s, timer.sleep)
    await pacer.slot()
    timer.now_s += 60
    before = timer.now_s
    await pacer.slot()
    await pacer.slot()

    assert round(timer.now_s - before, 6) == 0.1
