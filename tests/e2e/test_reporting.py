"""Members say what is wrong or missing."""

import asyncio
import signal
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from bot.bootstrap import reports_in
from bot.domain.library import HEADLINE
from bot.domain.reports import Report
from bot.playground.server import Playground, running_playground
from tests.e2e.conftest import remember
from tests.e2e.member import Json, Member, text
from tests.e2e.process import running_process

BUTTON = "Wrong or missing?"


def fields(form: Json) -> dict[str, str]:
    """What a form asks for, and what is filled in already."""
    asked = [label["component"] for label in form["components"]]
    return {one["custom_id"]: one.get("value", "") for one in asked}


async def test_the_form_knows_what_was_asked(anna: Member) -> None:
    answer = await anna.command("split ask", question="why did they fall out")
    refusal = await anna.command("split ask", question="best pizza in Naples")
    opened = await anna.command("split why")

    assert fields(await anna.form(answer, BUTTON)) == {"text": "", "asked": "why did they fall out"}
    assert fields(await anna.form(refusal, BUTTON))["asked"] == "best pizza in Naples"
    assert fields(await anna.form(opened, BUTTON))["asked"] == ""


async def test_a_report_is_thanked_for_privately(anna: Member) -> None:
    form = await anna.form(await anna.command("split why"), BUTTON)
    thanks = await anna.submit(form, text="The year is wrong", asked="")

    assert thanks["flags"] & 64
    assert text(thanks).startswith("Thank you.")


async def test_too_many_reports_get_a_kind_word(anna: Member) -> None:
    answers = []
    for _ in range(6):
        form = await anna.form(await anna.command("split why"), BUTTON)
        answers.append(text(await anna.submit(form, text="Again", asked="")))

    assert [answer.split(".")[0] for answer in answers[-2:]] == [
        "Thank you",
        "That is enough for now, thank you",
    ]


async def reports(folder: Path) -> Sequence[Report]:
    """What is in the database of a bot that ran in a folder."""
    return await reports_in(f"sqlite:///{folder / 'data' / 'bot.sqlite3'}")


async def test_a_report_begun_before_a_kill_is_kept(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    async with running_playground(port=0) as playground:
        async with Member.joined(playground, "Anna") as anna:
            async with running_process(tmp_path, playground) as first:
                await first.says("ready as")
                form = await anna.form(await anna.command("split why"), BUTTON)
                first.send(signal.SIGKILL)
                await first.ended()
            async with running_process(tmp_path, playground) as second:
                await second.says("ready as")
                thanks = await anna.submit(form, text="It was 1960\n@everyone", asked="why?")
        remember(pytestconfig, playground)

    assert text(thanks).startswith("Thank you.")
    (kept,) = await reports(tmp_path)
    assert (kept.shown, kept.asked, kept.text) == (HEADLINE, "why?", "It was 1960\n@everyone")


@pytest.mark.parametrize(
    ("locked_s", "said", "count"),
    [(2.0, "Thank you.", 1), (60.0, "I cannot write anything down at the moment.", 0)],
)
async def test_a_locked_database_keeps_a_member_waiting_and_not_in_the_dark(
    tmp_path: Path, pytestconfig: pytest.Config, locked_s: float, said: str, count: int
) -> None:
    async with running_playground(port=0) as playground, Member.joined(playground, "Anna") as anna:
        async with running_process(tmp_path, playground) as process:
            await process.says("ready as")
            form = await anna.form(await anna.command("split why"), BUTTON)
            with closing(sqlite3.connect(tmp_path / "data" / "bot.sqlite3")) as other:
                other.execute("BEGIN IMMEDIATE")
                asyncio.get_running_loop().call_later(locked_s, other.rollback)
                waiting = await anna.submit(form, text="The year is wrong", asked="")
                answer = await anna.event(
                    "MESSAGE_UPDATE", lambda data: data["id"] == waiting["id"]
                )
        remember(pytestconfig, playground)

    assert text(answer).startswith(said)
    assert len(await reports(tmp_path)) == count


async def test_somebody_elses_form_cannot_be_sent_off(
    playground: Playground, anna: Member, boris: Member
) -> None:
    form = await anna.form(await anna.command("split why"), BUTTON)

    with pytest.raises(Exception, match=r"4\d\d"):
        await boris.submit(form, text="Not mine", asked="")
