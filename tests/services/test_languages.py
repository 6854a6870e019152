import pytest

from bot.services.languages import Language, in_english_words, language_of


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("苏联专家什么时候离开中国？", Language.CHINESE),
        ("Почему Китай и СССР поссорились?", Language.RUSSIAN),
        ("¿Por qué se pelearon China y la Unión Soviética?", Language.SPANISH),
        ("Warum haben sich China und die Sowjetunion zerstritten?", Language.GERMAN),
        ("Pourquoi la Chine et l'URSS se sont-elles brouillées ?", Language.FRENCH),
        ("Vì sao Liên Xô và Trung Quốc bất hòa?", Language.VIETNAMESE),
        ("¿Cuándo visitó Nixon China?", Language.SPANISH),
        ("Wann besuchte Gorbatschow Peking?", Language.GERMAN),
        ("combien d'experts", Language.FRENCH),
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


@pytest.mark.parametrize(
    ("question", "language", "read"),
    [
        ("苏联为什么撤走专家？", Language.CHINESE, "苏联 why 撤走专家？"),
        ("Когда был подписан договор?", Language.RUSSIAN, "when подписан договор"),
        ("¿Por qué se produjo la ruptura?", Language.SPANISH, "why ruptura"),
        ("Warum zog Moskau die Berater ab?", Language.GERMAN, "why zog moskau berater"),
        ("Quelle était la part de l'Albanie ?", Language.FRENCH, "what part albanie"),
        ("Tại sao Liên Xô rút chuyên gia?", Language.VIETNAMESE, "why lien xo rut chuyen gia"),
    ],
)
def test_a_question_keeps_what_it_is_about(question: str, language: Language, read: str) -> None:
    assert in_english_words(question, language) == read
