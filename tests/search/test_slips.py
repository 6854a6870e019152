from bot.search.slips import Speller


def a_speller(*words: str) -> Speller:
    speller = Speller()
    speller.learn(words)
    return speller


def test_a_slip_becomes_the_word_of_the_store() -> None:
    assert a_speller("beijing").mended("bejing") == "beijing"
    assert a_speller("khrushchev").mended("khrushev") == "khrushchev"
    assert a_speller("island").mended("iland") == "island"


def test_swapped_letters_are_one_slip() -> None:
    assert a_speller("guards").mended("gaurds") == "guards"


def test_of_two_words_as_near_a_letter_was_rather_left_out() -> None:
    assert a_speller("being", "beijing").mended("bejing") == "beijing"


def test_a_word_two_letters_off_stays_unless_it_is_long() -> None:
    assert a_speller("marshal").mended("martial") == "martial"
    assert a_speller("khrushchev").mended("kruschev") == "khrushchev"


def test_a_short_word_a_number_and_a_known_word_stay() -> None:
    speller = a_speller("mao", "1969", "split", "splits")

    for word in ("moa", "1968", "split"):
        assert speller.mended(word) == word


def test_the_first_letter_has_to_be_right() -> None:
    assert a_speller("zhenbao").mended("xhenbao") == "xhenbao"
