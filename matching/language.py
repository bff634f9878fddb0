"""Which language a message is in, from its letters and commonest words; None rather than a wild guess."""

import re
from collections.abc import Sequence
from typing import Final

from matching.words import Token, word_set

_SCRIPTS: Final = (
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("ru", re.compile("[ыэъЫЭЪ]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("ur", re.compile("[ٹڈڑںےہھ]")),
    ("ps", re.compile("[ټډړښځڅېۍ]")),
    ("fa", re.compile("[پچژگ]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("pa", re.compile("[\u0a00-\u0a7f]")),
    ("gu", re.compile("[\u0a80-\u0aff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ti", re.compile("[\u1200-\u137f]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
_COMMON: Final = {
    "pl": (
        "jest nie czy dla proszę potrzebuję potrzebuje mam moja mój pomoc pomocy dziękuję dzień dobry jak się "
        "kto może mogę szukam ktoś"
    ),
    "ro": (
        "este nu și pentru vă rog am nevoie ajutor mulțumesc bună ziua cine poate caut cineva unde să fac sunt la copil"
    ),
    "pt": "não preciso ajuda obrigado obrigada por favor bom dia alguém pode para uma meu minha estou com você onde",
    "es": (
        "necesito ayuda por favor gracias hola alguien puede para una mi estoy con dónde como buenos días tengo hijo"
    ),
    "fr": (
        "besoin aide merci bonjour je suis pour une est-ce que vous mon ma avec quelqu peut besoin d s'il "
        "pouvez enfant où"
    ),
    "it": "bisogno aiuto grazie buongiorno per favore sono qualcuno può una mio mia con dove ho figlio",
    "de": "ich brauche hilfe bitte danke guten tag für eine mein meine mit jemand kann wo ist nicht und",
    "cy": (
        "mae angen help diolch yn fawr bore da rhywun gallu fy dw i dwi ddim ar gyfer oes unrhyw un os gwelwch dda plîs"
    ),
    "so": "waan waxaan u baahanahay caawimaad fadlan mahadsanid iyo aan qof ma waa maanta guri",
    "tr": "lütfen yardım ihtiyacım var teşekkürler merhaba için bir birisi nerede benim çocuk değil ve",
    "lt": "man reikia pagalbos prašau ačiū laba diena ar kas gali ir mano vaikas",
    "hu": "segítség kell kérem köszönöm jó napot valaki tud egy nem és a gyerek van",
    "sq": "më duhet ndihmë ju lutem faleminderit mirë dikush mund për një jam dhe fëmija",
    "sw": "nahitaji msaada tafadhali asante habari mtu anaweza kwa ajili mtoto yangu na",
}
_MARKERS: Final = {code: frozenset(words.split()) for code, words in _COMMON.items()}
_ENGLISH: Final = word_set(
    "the a to and is i my for you of in it me can need please help with on have not are we be at do that this from no "
    "anyone someone im get she he her his was but so they if or want thanks cant dont just"
)


def guess_language(text: str, tokens: Sequence[Token]) -> str | None:
    """The ISO 639-1 code of the language most of the message is in."""
    letters = sum(character.isalpha() for character in text)
    foreign = sum(character.isalpha() and ord(character) > 0x36F for character in text)
    if letters and foreign / letters > 0.4:
        return next((code for code, script in _SCRIPTS if script.search(text)), None)
    words = [token.text.lower() for token in tokens]
    english = sum(token.norm in _ENGLISH for token in tokens)
    scores = {code: sum(word in marks for word in words) for code, marks in _MARKERS.items()}
    best = max(scores, key=lambda code: scores[code])
    if scores[best] >= 2 and scores[best] > english:
        return best
    return "en" if english >= max(1, len(words) // 12) else None
