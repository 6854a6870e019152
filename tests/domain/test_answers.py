from bot.domain.answers import Match, Thresholds, Verdict, judge
from bot.domain.entries import EntryId, EntryKind

LIMITS = Thresholds(score=0.5, gap=0.25, near=0.2)


def an_entry(slug: str) -> EntryId:
    return EntryId(EntryKind.TOPIC, slug)


def matches(**scores: float) -> list[Match]:
    return [Match(an_entry(slug), score) for slug, score in scores.items()]


def test_a_match_that_is_good_and_far_ahead_is_the_answer() -> None:
    assert judge(matches(a=0.9, b=0.4), LIMITS) == Verdict(answer=Match(an_entry("a"), 0.9))


def test_a_match_exactly_at_the_score_is_good_enough() -> None:
    assert judge(matches(a=0.5), LIMITS) == Verdict(answer=Match(an_entry("a"), 0.5))


def test_a_match_below_the_score_is_only_offered() -> None:
    assert judge(matches(a=0.49, b=0.2, c=0.19), LIMITS) == Verdict(
        offered=(an_entry("a"), an_entry("b"))
    )


def test_two_good_matches_without_a_gap_are_asked_back() -> None:
    assert judge(matches(a=0.9, b=0.8, c=0.6), LIMITS) == Verdict(
        offered=(an_entry("a"), an_entry("b")), unsure=True
    )


def test_a_rival_exactly_at_the_gap_is_far_enough_behind() -> None:
    assert judge(matches(a=1.0, b=0.75), LIMITS).answer == Match(an_entry("a"), 1.0)


def test_a_close_rival_that_is_not_good_enough_alone_does_not_count() -> None:
    assert judge(matches(a=0.52, b=0.48), LIMITS).answer == Match(an_entry("a"), 0.52)


def test_at_most_three_are_offered() -> None:
    assert len(judge(matches(a=0.4, b=0.4, c=0.4, d=0.4), LIMITS).offered) == 3
    assert len(judge(matches(a=0.9, b=0.9, c=0.9, d=0.9), LIMITS).offered) == 3


def test_without_matches_there_is_nothing_to_offer() -> None:
    assert judge([], LIMITS) == Verdict()
