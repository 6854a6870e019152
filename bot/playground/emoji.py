"""Emoji: which texts are one, as Unicode and with it Discord see it.

Many a sign that looks like one is none, and Discord refuses the whole message: ▲, ✓, ★.
"""

import re

_BASIC = (
    "©®‼⁉™ℹ↔-↙↩↪⌚⌛⌨⏏⏩-⏳⏸-⏺Ⓜ▪▫▶◀◻-◾☀-☄☎☑☔☕☘☝☠☢☣☦☪☮☯☸-☺♀♂♈-♓♟♠♣♥♦♨♻♾♿⚒-⚗⚙⚛⚜⚠⚡⚧⚪⚫⚰⚱⚽⚾⛄⛅⛈⛎⛏⛑⛓⛔"
    "⛩⛪⛰-⛵⛷-⛺⛽✂✅✈-✍✏✒✔✖✝✡✨✳✴❄❇❌❎❓-❕❗❣❤➕-➗➡➰➿⤴⤵⬅-⬇⬛⬜⭐⭕〰〽㊗㊙🀄🃏🅰🅱🅾🅿🆎🆑-🆚🈁🈂🈚🈯🈲-🈺🉐🉑"
    "🌀-🌡🌤-🎓🎖🎗🎙-🎛🎞-🏰🏳-🏵🏷-📽📿-🔽🕉-🕎🕐-🕧🕯🕰🕳-🕺🖇🖊-🖍🖐🖕🖖🖤🖥🖨🖱🖲🖼🗂-🗄🗑-🗓🗜-🗞🗡🗣🗨🗯🗳🗺-🙏🚀-🛅"
    "🛋-🛒🛕-🛗🛜-🛥🛩🛫🛬🛰🛳-🛼🟠-🟫🟰🤌-🤺🤼-🥅🥇-🧿\U0001fa70-\U0001faff"  # the last: kept for more
)
"""The signs that are emoji by themselves, of Unicode's property of that name."""
_SHOWN_AS = "[\ufe0e\ufe0f]"
_SKIN = "[\U0001f3fb-\U0001f3ff]"
_REGION = "[\U000e0020-\U000e007e]+\U000e007f"
_JOINER = "\u200d"
_ONE = f"[{_BASIC}](?:{_SKIN}|{_SHOWN_AS}|{_REGION})?"
_FLAG = "[🇦-🇿]{2}"
_KEY = "[0-9#*]\ufe0f?\u20e3"
_EMOJI = re.compile(f"{_KEY}|{_FLAG}|{_ONE}(?:{_JOINER}{_ONE})*")


def is_emoji(value: object) -> bool:
    """Say whether a value is exactly one emoji of Unicode's."""
    return isinstance(value, str) and _EMOJI.fullmatch(value) is not None
