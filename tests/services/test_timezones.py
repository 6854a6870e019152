"""Time zones by what people type."""

from zoneinfo import ZoneInfo

import pytest

from bot.services.timezones import ALSO_CALLED, COMMON, zones_like


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("", "UTC"),
        ("berl", "Europe/Berlin"),
        ("beijing", "Asia/Shanghai"),
        ("peking", "Asia/Shanghai"),
        ("new y", "America/New_York"),
        ("boston", "America/New_York"),
        ("san francisco", "America/Los_Angeles"),
        ("lord howe", "Australia/Lord_Howe"),
        ("Europe/Mos", "Europe/Moscow"),
        ("gmt", "UTC"),
        ("kiritimati", "Pacific/Kiritimati"),
    ],
)
def test_a_zone_is_found_by_city_region_or_common_name(typed: str, first: str) -> None:
    assert zones_like(typed, 25)[0] == first


def test_no_zone_is_like_nonsense() -> None:
    assert zones_like("atlantis", 25) == []


def test_no_more_are_offered_than_wanted() -> None:
    assert len(zones_like("a", 25)) == 25


def test_every_zone_that_is_named_here_exists() -> None:
    for name in (*COMMON, *ALSO_CALLED):
        assert ZoneInfo(name).key == name
