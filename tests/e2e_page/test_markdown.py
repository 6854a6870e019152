"""Discord's markdown as the page draws it, compared as the nodes that come out."""

import pytest
from playwright.async_api import Page

from tests.e2e_page.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

DRAW = """async (texts) => {
    const { markdown } = await import("/markdown.js");
    const names = { user: () => "<b>Anna</b>", role: () => null, channel: () => "seminar" };
    return texts.map((text) => markdown(text, names).innerHTML);
}"""


async def drawn(page: Page, *texts: str) -> list[str]:
    """What each text becomes, as the browser writes its nodes down."""
    written: list[str] = await page.evaluate(DRAW, texts)
    return written


async def test_marks_within_a_line(visit: Visit) -> None:
    page = await visit("Anna")
    cases = {
        "**a *b* c** __u__ ~~s~~": ("<p><strong>a <em>b</em> c</strong> <u>u</u> <s>s</s></p>"),
        "snake_case_name and _this_": "<p>snake_case_name and <em>this</em></p>",
        r"\*not\* **unclosed": "<p>*not* **unclosed</p>",
        "`<b>**x**</b>`": "<p><code>&lt;b&gt;**x**&lt;/b&gt;</code></p>",
        "<@1> <@&2> <#3> @here": (
            '<p><span class="mention">@&lt;b&gt;Anna&lt;/b&gt;</span> '
            '<span class="mention">@deleted-role</span> <span class="mention">#seminar</span> '
            '<span class="mention">@here</span></p>'
        ),
        "<t:99999999999999>": "<p>&lt;t:99999999999999&gt;</p>",
    }

    assert await drawn(page, *cases) == list(cases.values())


async def test_blocks(visit: Visit) -> None:
    page = await visit("Anna")
    cases = {
        "# One\n### Three\n-# small\nplain": (
            '<h3 class="heading-1">One</h3><h5 class="heading-3">Three</h5>'
            '<p class="subtext">small</p><p>plain</p>'
        ),
        "- a\n  - b\n- c\n3. d": (
            '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ol start="3"><li>d</li></ol>'
        ),
        "> a\n> b\nc": "<blockquote><p>a\nb</p></blockquote><p>c</p>",
        ">>> a\nb": "<blockquote><p>a\nb</p></blockquote>",
        "```py\n# no heading\n```": ('<pre tabindex="0"><code># no heading</code></pre>'),
    }

    assert await drawn(page, *cases) == list(cases.values())


async def test_only_web_addresses_become_links(visit: Visit) -> None:
    """Nor does an address become the text of a link to another."""
    page = await visit("Anna")
    link = '<a href="{0}" target="_blank" rel="noopener noreferrer" title="{0}">{1}</a>'
    article = "https://en.wikipedia.org/wiki/Split_(1960)"
    cases = {
        f"see {article}.": f"<p>see {link.format(article, article)}.</p>",
        f"[the **article**]({article})": (
            f"<p>{link.format(article, 'the <strong>article</strong>')}</p>"
        ),
        "[x](javascript:alert(1))": "<p>[x](javascript:alert(1))</p>",
        "<script>alert(1)</script>": "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    }

    assert await drawn(page, *cases) == list(cases.values())
    (masked,) = await drawn(page, "[https://a.example/](https://b.example/)")
    assert 'href="https://a.example/"' in masked
    assert masked.index("https://b.example/") > masked.index("](")
