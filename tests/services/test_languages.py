import pytest

from bot.services.languages import Language, language_of


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("苏联专家什么时候离开中国？", Language.CHINESE),
        ("Почему Китай и СССР поссорились?", Language.RUSSIAN),
        ("¿Por qué se pelearon China y la Unión Soviética?", Language.SPANISH),
        ("Warum haben sich China und die Sowjetunion zerstritten?", Language.GERMAN),
        ("Pourquoi la Chine et l'URSS se sont-elles brouillées ?", Language.FRENCH),
        ("Vì sao Liên Xô và Trung Quốc bất hòa?", Language.VIETNAMESE),
        ("why did China and the Soviet Union split?", None),
        ("who was Хрущёв?", None),
        ("what happened at 珍宝岛 in 1969", None),
        ("Mao Zedong", None),
        ("die hard fans of Mao", None),
        ("what did Lüthi say about the split", None),
        ("なぜ中国とソ連は対立したのか", None),
        ("🙂", None),
        ("", None),
    ],
)
def test_a_language_is_noticed_only_for_certain(question: str, language: Language | None) -> None:
    assert language_of(question) is language
