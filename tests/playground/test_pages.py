from pathlib import Path

import pytest
from aiohttp import ClientSession, FormData
from yarl import URL

from bot.playground import pages
from bot.playground.server import Playground
from tests.playground.clients import Bot, MemberClient


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a page of the test's own in place of the real one."""
    page = tmp_path / "page"
    page.mkdir()
    (page / "index.html").write_text("<!doctype html><title>Ж</title>", encoding="utf-8")
    (page / "parts").mkdir()
    (page / "parts" / "app.js").write_text("export {};", encoding="utf-8")
    (tmp_path / "secret.js").write_text("no", encoding="utf-8")
    monkeypatch.setattr(pages, "PAGE_FOLDER", page)
    return page


async def test_the_page_is_served_with_a_strict_policy(
    playground: Playground, http: ClientSession, folder: Path
) -> None:
    async with http.get(playground.page_url) as response:
        assert await response.text() == (folder / "index.html").read_text(encoding="utf-8")
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.usefixtures("folder")
async def test_files_beside_the_page_are_served(
    playground: Playground, http: ClientSession
) -> None:
    async with http.get(playground.page_url + "parts/app.js") as response:
        assert response.status == 200
        assert response.content_type == "text/javascript"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "name", ["missing.js", "parts", "..%2Fsecret.js", "parts/..%2F..%2Fsecret.js"]
)
async def test_nothing_else_is_served(
    playground: Playground, http: ClientSession, name: str
) -> None:
    async with http.get(URL(playground.page_url + name, encoded=True)) as response:
        assert response.status == 404


async def test_the_page_learns_whom_one_may_be(playground: Playground, http: ClientSession) -> None:
    async with http.get(playground.page_url + "playground/members") as response:
        listed = await response.json()

    assert listed["guild_id"] == str(playground.world.guild.id)
    assert listed["application_id"] == str(playground.world.application.id)
    names = {each["display_name"]: each["admin"] for each in listed["members"]}
    assert len(names) == 5
    assert [name for name, admin in names.items() if admin] == ["Anna"]


async def test_a_file_of_a_message_is_saved_and_never_shown(
    bot: Bot, anna: MemberClient, seminar: str
) -> None:
    form = FormData({"payload_json": '{"content": "Yours"}'})
    form.add_field("files[0]", b"<script>", filename="my-data.html", content_type="text/html")

    await bot.asks("POST", seminar + "/messages", form=form)
    (attachment,) = (await anna.line.event("MESSAGE_CREATE"))["attachments"]

    assert attachment["filename"] == "my-data.html"
    async with anna.http.get(attachment["url"]) as response:
        assert await response.read() == b"<script>"
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment;")


async def test_a_file_that_is_not_there_is_404(playground: Playground, http: ClientSession) -> None:
    async with http.get(playground.page_url + "attachments/1/2/3/x.txt") as response:
        assert response.status == 404
