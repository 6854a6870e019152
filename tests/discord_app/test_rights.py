"""What an admin reads of missing permissions, and which zone is meant by what is typed."""

import pytest

from bot.discord_app.daily import zone_meant
from bot.discord_app.errors import worded
from bot.discord_app.rights import SHOWN
from bot.domain.posts import RightsMissingError


def test_a_right_whose_name_has_commas_stays_one() -> None:
    error = RightsMissingError([SHOWN["view_channel"], SHOWN["mention_everyone"]])

    assert worded(error) == (
        "I cannot post there: I lack **View Channel** and "
        "**Mention @everyone, @here, and All Roles**. Give my role that in the channel."
    )


def test_every_right_is_named_however_many_lack() -> None:
    said = worded(RightsMissingError(list(SHOWN.values()))) or ""

    assert all(f"**{name}**" in said for name in SHOWN.values())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("EST", "EST"),  # a zone of that name, and not the end of Budapest
        ("US/Eastern", "US/Eastern"),
        ("europe/berlin", "Europe/Berlin"),
        ("Peking", "Asia/Shanghai"),
        ("Atlantis", "Atlantis"),
    ],
)
def test_the_name_of_a_zone_goes_before_what_is_like_it(typed: str, meant: str) -> None:
    assert zone_meant(typed) == meant
