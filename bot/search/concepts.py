"""Words and phrases that mean the same in a question about this subject.

Only words of the language stand here; names have their spellings in `content/`. A word belongs
here if members and entries really use it for the other, and if no two entries differ by it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

SUBJECT = ("china", "soviet", "split")
"""The two whose split it is, and the split."""

_SAME: Mapping[str, str] = {
    # the two sides, whose many names do not tell one entry from another
    "china": "chinese prc sino 中国 中國 китай китая китаем",
    "soviet": "sov sovs soviets ussr russia russian soviet-union ruskies 苏联 蘇聯 ссср советский",
    "america": "american usa united-states 美国 美國 сша",
    "split": "rift schism breakup break-up broke-up fallout fall-out fell-out falling-out "
    "fallen-out stop-being-friends turn-on-each-other turn-against-each-other hate-each-other "
    "分裂 决裂 раскол",
    "nuclear": "nuke atomic atom a-bomb 原子弹",
    "hydrogen bomb": "h-bomb thermonuclear thermonuclear-bomb thermonuclear-weapon",
    "expert": "specialist adviser advisor technician engineer 专家",
    "recall": "withdraw withdrew withdrawn withdrawal pull call-home go-home went-home send-home "
    "sent-home bring-home brought-home order-home ordered-home pack-up packed-up",
    "death": "casualty die dead dying kill loss fatality",
    "battle": "clash fight fought fighting skirmish 事件 shoot-out firefight punch-up",
    "meeting": "conference gathering summit get-together",
    "telephone": "phone ring-up phone-call telephone-call hung-up ring call-up",
    "fall": "fell fallen downfall oust overthrow overthrew overthrown topple depose remove removal "
    "dismiss dismissal sack sacked ouster kick-out kicked-out boot-out booted-out "
    "push-out pushed-out pushed-him-out throw-out threw-out thrown-out forced-out "
    "force-out kicked-him-out threw-him-out purge purged",
    "succeed": "successor replace replacement take-over took-over come-after came-after",
    "premier": "prime-minister head-of-government",
    "improve": "better get-better got-better improvement",
    "worsen": "worse get-worse got-worse deteriorate deterioration",
    "fear": "afraid scare frighten worry alarm panic",
    "inevitable": "avoid avoidable unavoidable preventable",
    "repay": "pay-back paid-back repayment pay-off paid-off",
    "read": "book literature bibliography",
    "timeline": "chronology dates-of in-order-of-time",
    "defector": "defect defection",
    "spark": "trigger set-off",
    "threat": "threaten menace",
    "quarrel": "argument argue dispute row feud bust-up spat squabble bicker",
    "resent": "mistrust distrust dislike",
    "seize": "capture grab nick snatch pinch steal stole stolen",
    "join": "become-member become-members became-members accession admit",
    "denounce": "condemn condemnation denunciation criticise criticize criticism slam bash rebuke",
    "invade": "invasion march-into marched-into roll-into rolled-into",
    "treaty": "pact",
    "expire": "run-out ran-out lapse expiry expiration",
    "troop": "soldier serviceman",
    "explode": "explosion detonate detonation blast",
    "flee": "fled escape run-away ran-away",
    "famine": "starvation starve hunger",
    "refuse": "reject rejection refusal turn-down turned-down rebuff spurn",
    "promise": "pledge vow",
    "secret": "clandestine covert",
    "railway": "railroad",
    "restore": "resume reopen re-establish reestablish restoration",
    "aircraft": "plane aeroplane airplane",
    "helicopter": "chopper copter",
    "missile": "rocket",
    "mediate": "go-between broker intermediary mediation mediator",
    "expel": "expulsion deport",
    "funeral": "burial bury",
    "guard": "sentry guardsman",
    "meet": "shake-hands shook-hands met sit-down-with sat-down-with",
    "debt": "owe",
    "collapse": "fall-apart fell-apart break-apart disintegrate",
    "angry": "anger furious fury outrage outraged incense cross-with",
    "island": "islet",
    "wound": "injure",
    "mutiny": "insurrection uprising rebellion revolt",
    # peoples and their countries
    "albania": "albanian",
    "cuba": "cuban",
    "hungary": "hungarian",
    "india": "indian",
    "korea": "korean",
    "mongolia": "mongolian",
    "poland": "polish",
    "romania": "romanian rumania",
    "vietnam": "vietnamese",
    "visit": "trip travel journey",
    "help": "aid assistance assist",
    "normal": "normalise normalize normalisation normalization make-up made-up reconcile "
    "reconciliation rapprochement patch-up patch-things-up mend",
    "point": "pts pt",
    "kilometre": "km kms kilometer",
    "square": "sq",
    "nuclear explode": "nuclear-test atomic-test atom-test bomb-test",
    "nuclear test ban": "nuclear-test-ban",
    # numbers as they are written, and as they are typed
    "3": "three",
    "4": "four",
    "5": "five",
    "6": "six",
    "7": "seven",
    "8": "eight",
    "9": "nine",
    "10": "ten",
    "12": "twelve",
    "25": "twenty-five",
    # other subjects made of words that are common here
    "worldwar": "first-world-war second-world-war world-war great-war wwi wwii ww1 ww2",
    "longmarch": "long-march",
    "today": "now nowadays currently these-days",
    "1950s": "fifties 50s",
    "1960s": "sixties 60s",
    "1970s": "seventies 70s",
    "1980s": "eighties 80s",
    "20th": "twentieth",
    "22nd": "twenty-second",
    "china soviet": "中苏 中蘇 советско-китайский китайско-советский",
}


_IN_OTHER_LANGUAGES: Mapping[str, str] = {
    # as they stand in questions; accents are folded before anything is compared
    "alliance": "同盟 联盟 союз alianza bundnis allianz lien-minh",
    "albania": "albanie albanien 阿尔巴尼亚 албания албании",
    "battle": "冲突 衝突 конфликт конфликта столкновение столкновения бой "
    "combates kampfe affrontements",
    "border": "边界 边境 邊界 граница границе границы frontera grenze frontiere bien-gioi",
    "china": "trung-quoc china chinos chino chine chinois chinesen chinesisch 中共 китаем китаю",
    "china vietnam": "viet-trung trung-viet 中越",
    "death": "死 去世 умер умерла погиб смерть muerte murio tod starb gestorben mort mourut deces",
    "embassy": "大使馆 使馆 посольство посольства embajada botschaft ambassade",
    "expert": "專家 顾问 эксперты специалисты специалистов советники expertos asesores experten "
    "fachleute berater conseillers chuyen-gia",
    "fall": "下台 垮台 倒台 отставка смещение caida sturz chute",
    "friendship": "友好 дружбе дружбы amistad freundschaft amitie",
    "help": "援助 помощь помощи ayuda hilfe",
    "premier": "总理 總理 премьер премьером regierungschef ministerprasident primer-ministro",
    "loan": "贷款 кредит кредиты prestamo kredit pret",
    "nuclear": "核武器 核 ядерный ядерное ядерная атомная nuklear atombombe nucleaire",
    "polemic": "论战 九评 полемика polemik polemique",
    "recall": "离开 離開 撤走 撤回 召回 撤离 撤 отозвать отозвал отозвали отзыв вывод "
    "retiro retiraron retirada abgezogen abzug zog retire rappel rappele retrait rut",
    "secret speech": "秘密报告 секретный-доклад discurso-secreto geheimrede discours-secret",
    "soviet": "lien-xo sovietica sovieticos union-sovietica sowjetunion sowjetisch urss sovietique "
    "советского советская советские союз-ссср 苏共",
    "sign": "签订 簽訂 签署 подписан подписали firmado firmo unterzeichnet signe ky-ket",
    "split": "zerstritten brouilles brouillees enemistaron pelearon "
    "ruptura bruch spaltung zerwurfnis rupture schisme chia-re 破裂 交恶 поссорились "
    "поссориться разрыв",
    "alliance treaty": "友好同盟互助条约 友好同盟互助條約",
    "treaty": "条约 條約 договор договора tratado vertrag traite hiep-uoc",
    "visit": "访问 訪問 визит визита visita visito besuch visite",
    "war": "战争 戰爭 война войны guerra krieg guerre chien-tranh",
}


@dataclass(frozen=True, slots=True)
class Concepts:
    """The table, by the stems of its phrases."""

    tokens: Mapping[tuple[str, ...], tuple[str, ...]]
    longest: Mapping[str, int]
    """First stem of phrases -> how many stems the longest of them has."""
    phrases: tuple[str, ...]
    """Everything in the table, with hyphens between words."""

    @classmethod
    def of(cls, stemmed: Callable[[str], str]) -> "Concepts":
        """The table for a way of stemming."""
        tables = (*_SAME.items(), *_IN_OTHER_LANGUAGES.items())
        pairs = [(phrase, words) for words, same in tables for phrase in same.split()]
        tokens = {
            tuple(map(stemmed, phrase.split("-"))): tuple(map(stemmed, words.split()))
            for phrase, words in pairs
        }
        return cls(tokens, longest_from(tokens), tuple(phrase for phrase, _ in pairs))

    def join(self, stems: Sequence[str]) -> Iterator[str]:
        """The stems, with each phrase of the table replaced by its tokens; the longest wins."""
        at = 0
        while at < len(stems):
            longest = self.longest.get(stems[at])
            if longest is None:  # most words begin no phrase at all
                yield stems[at]
                at += 1
                continue
            lengths = range(longest, 0, -1)
            length = next((n for n in lengths if tuple(stems[at : at + n]) in self.tokens), 0)
            yield from self.tokens[tuple(stems[at : at + length])] if length else stems[at : at + 1]
            at += length or 1


def longest_from(phrases: Iterable[tuple[str, ...]]) -> Mapping[str, int]:
    """How many words the longest phrase has that begins with a word."""
    longest: dict[str, int] = {}
    for phrase in filter(None, phrases):
        longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
    return longest
