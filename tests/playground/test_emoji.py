import pytest

from bot.playground.emoji import is_emoji

ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
EMOJI = "✅ ❤ ❤️ ☝🏽 👩🏽‍🚀 🏳️‍🌈 🇩🇪 1️⃣ #️⃣ 🀄 🛜 🫨 ©️ ⬛ 〰️".split()


@pytest.mark.parametrize("text", [*EMOJI, ENGLAND])
def test_an_emoji_is_one(text: str) -> None:
    assert is_emoji(text)


@pytest.mark.parametrize(
    "text", [*"notanemoji x 1 :smile: ▲ ✓ ★ ✅✅ 🇩".split(), "✅ ", "", "\ufe0f", None, 5]
)
def test_other_signs_are_none(text: object) -> None:
    """Though some of them look like one."""
    assert not is_emoji(text)
