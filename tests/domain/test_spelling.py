import pytest

from bot.domain.spelling import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("  Lüthi's   Book ", "luthi book"),
        ("Mao\u200bZe\u00addong", "maozedong"),
        ("\u202eChen-pao\u202c!", "chen pao"),
        ("Ｍａｏ　１９６９", "mao 1969"),
        ("didn’t", "didnt"),
        ("Ch'en Yi", "chen yi"),
        ("Хрущёв", "хрущёв"),
        ("珍宝岛事件？", "珍宝岛事件"),
        ("snake_case", "snake case"),
        ("**when** __did__ ~~he~~", "when did he"),
        ("🙂", ""),
    ],
)
def test_one_form_for_every_way_to_write_it(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_folding_twice_changes_nothing() -> None:
    once = fold("Đặng Xiǎopíng’s “Visit”, 1989")

    assert fold(once) == once
