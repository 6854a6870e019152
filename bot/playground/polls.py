"""Polls: what Discord asks of one, and how it describes it."""

from datetime import datetime, timedelta

from bot.playground.entities import Json, Unchecked
from bot.playground.problems import Problems

LONGEST_QUESTION = 300
LONGEST_ANSWER = 55
MOST_ANSWERS = 10
MOST_HOURS = 32 * 24
USUAL_HOURS = 24


def check_poll(poll: Unchecked, problems: Problems) -> None:
    """Note what is wrong with a body's poll."""
    if not problems.mapping(poll, ("poll",)):
        return
    question = poll.get("question")
    if question is None:
        problems.required(("poll", "question"))
    elif problems.mapping(question, ("poll", "question")):
        place = ("poll", "question", "text")
        problems.text(question.get("text"), place, LONGEST_QUESTION, shortest=1)
    _check_answers(poll.get("answers"), problems)
    hours = poll.get("duration")
    if isinstance(hours, float) and hours.is_integer():  # JSON has one kind of number: 24.0 is 24
        hours = int(hours)
    if hours is not None:
        problems.number(hours, ("poll", "duration"), 1, MOST_HOURS)


def _check_answers(answers: Unchecked, problems: Problems) -> None:
    if problems.items(answers, ("poll", "answers"), MOST_ANSWERS, fewest=1):
        for path, answer in problems.objects(answers, ("poll", "answers"), MOST_ANSWERS):
            media = answer.get("poll_media") or {}
            if problems.mapping(media, (*path, "poll_media")):
                place_of_text = (*path, "poll_media", "text")
                problems.text(media.get("text"), place_of_text, LONGEST_ANSWER, shortest=1)


def described_poll(poll: Json | None, asked_at: datetime) -> Json | None:
    """Describe a poll that was just asked, with nobody's vote in it; None for none."""
    if poll is None:
        return None
    ends = asked_at + timedelta(hours=poll.get("duration") or USUAL_HOURS)
    return {
        "question": {"text": poll["question"]["text"]},
        "answers": [
            {"answer_id": number, "poll_media": {"text": answer["poll_media"]["text"]}}
            for number, answer in enumerate(poll["answers"], start=1)
        ],
        "expiry": ends.isoformat(),
        "allow_multiselect": bool(poll.get("allow_multiselect")),
        "layout_type": 1,
        "results": {"is_finalized": False, "answer_counts": []},
    }
