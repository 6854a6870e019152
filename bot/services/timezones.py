"""Finds time zones by what people type: a city, a region, a common name."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from zoneinfo import available_timezones

from bot.domain.spelling import fold

COMMON = (
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/Moscow",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Toronto",
    "America/Sao_Paulo",
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Asia/Kolkata",
    "Asia/Ho_Chi_Minh",
    "Australia/Sydney",
)
"""What is offered before anything is typed, and first among equals."""

ALSO_CALLED: Mapping[str, str] = {
    "Asia/Shanghai": "Beijing Peking China Guangzhou Nanjing Wuhan",
    "Asia/Kolkata": "India Delhi Mumbai Calcutta Bangalore",
    "Asia/Ho_Chi_Minh": "Vietnam Hanoi Saigon",
    "Asia/Karachi": "Pakistan Islamabad",
    "America/New_York": "Eastern Washington Boston Philadelphia Atlanta",
    "America/Chicago": "Central Houston Dallas",
    "America/Denver": "Mountain",
    "America/Los_Angeles": "Pacific San Francisco Seattle California",
    "America/Toronto": "Ottawa",
    "America/Sao_Paulo": "Brazil Brasilia Rio",
    "Australia/Sydney": "Canberra",
    "Europe/Berlin": "Germany Munich Hamburg Frankfurt Cologne",
    "Europe/London": "Britain England Scotland Edinburgh Oxford Cambridge",
    "Europe/Moscow": "Russia Petersburg Leningrad",
    "Europe/Paris": "France",
    "Europe/Zurich": "Switzerland Bern Geneva Basel",
    "Pacific/Auckland": "New Zealand Wellington",
    "UTC": "GMT Greenwich Zulu",
}
"""Cities and regions after which the database names no zone."""
_NO_PLACES = ("Etc/", "posix/", "right/", "SystemV/", "US/", "Brazil/", "Canada/", "Mexico/")


def zones_like(typed: str, most: int) -> Sequence[str]:
    """The IANA names that may be meant by what is typed so far, the likeliest first."""
    wanted = fold(typed)
    if not wanted:
        return COMMON[:most]
    ranked = ((_rank(wanted, words), zone) for zone, words in _known())
    found = sorted((rank, zone not in COMMON, zone) for rank, zone in ranked if rank is not None)
    return [zone for *_, zone in found[:most]]


def _rank(wanted: str, words: Sequence[str]) -> int | None:
    """How well what is typed fits: a name's beginning, then that of a word in it, then any part."""
    if any(name.startswith(wanted) for name in words):
        return 0
    if any(f" {wanted}" in name for name in words):
        return 1
    return 2 if any(wanted in name for name in words) else None


@lru_cache(maxsize=1)
def _known() -> Sequence[tuple[str, tuple[str, ...]]]:
    """Every zone that is named after a place, with the names by which it may be typed."""
    places = (zone for zone in available_timezones() if _is_place(zone))
    return [(zone, tuple(_names(zone))) for zone in sorted(places)]


def _is_place(zone: str) -> bool:
    return zone == "UTC" or ("/" in zone and not zone.startswith(_NO_PLACES))


def _names(zone: str) -> Iterable[str]:
    yield fold(zone.rsplit("/", 1)[-1].replace("_", " "))
    yield fold(zone.replace("/", " ").replace("_", " "))
    also = fold(ALSO_CALLED.get(zone, ""))
    yield from (*also.split(), f" {also}")  # whole as well, for names of two words
