"""Two hundred questions at once: each is answered before Discord's three seconds are over."""

import asyncio

from tests.e2e.member import Member, text
from tests.questions.asked import SETS, asked_in

AT_ONCE = 200
LONGEST_TEXT = 4_000


async def test_two_hundred_questions_at_once_are_all_answered(anna: Member, boris: Member) -> None:
    """The playground fails an interaction that is not answered in time, as Discord does."""
    questions = [
        asked.question for name in SETS for asked in asked_in(name) if asked.question.strip()
    ]
    members = (anna, boris)

    answers = await asyncio.gather(
        *(
            members[number % 2].command("split ask", question=question)
            for number, question in enumerate(questions[:AT_ONCE])
        )
    )

    assert len(answers) == AT_ONCE
    assert all(text(answer).startswith("## ") for answer in answers)
    assert max(len(text(answer)) for answer in answers) <= LONGEST_TEXT
    assert [text(answer) for answer in answers if "@everyone" in text(answer)] == []
