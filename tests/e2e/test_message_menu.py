"""A message is taken for a question: its menu, Apps, "Ask about this"."""

from tests.e2e.member import Member, text

MENU = "Ask about this"


async def test_a_message_is_answered_for_everybody(anna: Member, boris: Member) -> None:
    said = await anna.say("seminar", "does anybody know why china and the ussr fell out?")
    answer = await boris.use_on(said, MENU)

    assert not answer["flags"] & 64
    assert text(answer).startswith("## Why did China and the Soviet Union split?")


async def test_a_message_about_something_else_is_declined_privately(anna: Member) -> None:
    said = await anna.say("seminar", "pizza tonight? @everyone **bring** `money`")
    answer = await anna.use_on(said, MENU)

    assert answer["flags"] & 64
    assert text(answer).startswith("## I have nothing on that")
    assert "pizza" not in text(answer)


async def test_a_message_without_words_is_said_to_have_none(anna: Member) -> None:
    card = await anna.command("split why")
    answer = await anna.use_on(card, MENU)

    assert answer["flags"] & 64
    assert text(answer).startswith("That message has no words")


async def test_what_was_asked_about_is_known_to_the_form(anna: Member) -> None:
    said = await anna.say("seminar", "why did they fall out")
    answer = await anna.use_on(said, MENU)
    form = await anna.form(answer, "Wrong or missing?")

    filled = {part["component"]["custom_id"]: part["component"] for part in form["components"]}
    assert filled["asked"]["value"] == "why did they fall out"
