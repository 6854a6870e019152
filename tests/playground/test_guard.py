import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from bot.playground.guard import Guard
from bot.playground.server import Playground, running_playground

GUARD = Guard(8765)


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765"])
def test_this_machines_own_names_are_let_in(host: str) -> None:
    assert GUARD.lets_in(host, None)
    assert GUARD.lets_in(host, f"http://{host}")


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:80", "[::1]:8765", "", None],
)
def test_a_foreign_host_is_kept_out(host: str | None) -> None:
    """Whatever a name was made to point at; nothing of ours listens on ::1."""
    assert not GUARD.lets_in(host, None)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.1:80", "localhost:80"])
def test_the_port_of_http_may_go_unsaid(host: str) -> None:
    """Browsers leave it out of both headers."""
    guard = Guard(80)

    assert guard.lets_in(host, None)
    assert guard.lets_in(host, f"http://{host}")
    assert not guard.lets_in(host, "http://evil.example")
    assert not guard.lets_in("evil.example", None)


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://127.0.0.1:80",
        "https://127.0.0.1:8765",
        "http://127.0.0.1:8765.evil.example",
        "null",
        "",
    ],
)
def test_a_foreign_origin_is_kept_out(origin: str) -> None:
    assert not GUARD.lets_in("127.0.0.1:8765", origin)


@pytest.mark.parametrize("path", ["", "playground/members", "api/v10/gateway", "nowhere"])
async def test_foreign_requests_are_403_everywhere(
    playground: Playground, http: ClientSession, path: str
) -> None:
    headers = {"Origin": "https://evil.example"}

    async with http.get(playground.page_url + path, headers=headers) as response:
        assert response.status == 403


async def test_a_foreign_page_gets_no_gateway(playground: Playground, http: ClientSession) -> None:
    with pytest.raises(WSServerHandshakeError) as refused:
        await http.ws_connect(playground.gateway_url, origin="https://evil.example")

    assert refused.value.status == 403


async def test_nothing_is_said_to_other_origins(
    playground: Playground, http: ClientSession
) -> None:
    async with http.get(playground.page_url + "playground/members") as response:
        assert not [name for name in response.headers if name.startswith("Access-Control")]


async def test_the_playground_listens_on_loopback_alone(playground: Playground) -> None:
    assert playground.page_url.startswith("http://127.0.0.1:")


async def test_a_port_in_use_is_an_error(playground: Playground) -> None:
    port = int(playground.page_url.rstrip("/").rpartition(":")[2])

    with pytest.raises(OSError, match="in use"):
        async with running_playground(port):
            raise AssertionError
