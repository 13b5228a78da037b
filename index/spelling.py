"""One form for English words of one sense: irregular inflections, British spellings, adjectives of another root."""

from __future__ import annotations

import re

_IRREGULAR = {
    form: word
    for word, *forms in map(
        str.split,
        (
            "child children", "woman women", "freshman freshmen", "man men", "foot feet", "tooth teeth", "mouse mice",
            "life lives", "wife wives", "midwife midwives", "half halves", "consortium consortia", "criterion criteria",
            "phenomenon phenomena", "bacterium bacteria", "curriculum curricula", "diagnosis diagnoses",
            "crisis crises", "analysis analyses", "build built", "buy bought", "spend spent", "send sent",
            "sell sold", "pay paid", "teach taught", "grow grew grown", "rise risen", "begin began begun",
            "give gave given", "write wrote written", "choose chose chosen", "program programme", "programs programmes",
            "liver hepatic", "disease illness illnesses sickness",
            "hospitalis hospitalize hospitalized hospitalizing hospitalization", "sink sank sunk",
            "subsidy subsidize subsidizes subsidized subsidizing",
        ),
    )
    for form in forms
}  # fmt: skip
"""Inflections that the stemmer does not bring together with their word, or cuts down to another: a hospital."""

_FAMILIES = (
    "lung pulmonary", "kidney renal", "tooth dental dentistry", "stomach gastric", "brain cerebral",
    "peritoneum peritoneal", "vessel vascular", "intestine intestinal bowel", "nerve neural", "muscle muscular",
    "bone osseous", "discipline disciplinary", "skin dermal cutaneous", "eye ocular", "mother maternal maternity",
    "father paternal", "pregnant pregnancy gestation gestational", "birth born", "baby infant",
    "psychiatry psychiatric", "orthopedics orthopedic", "geriatrics geriatric", "therapy therapeutic",
    "diagnosis diagnose diagnostic",
    "catheter catheterize catheterization", "vaccination inoculation", "cancer carcinoma", "death dead",
    "injure injury", "bleed hemorrhage", "salary wage", "city municipal", "province provincial", "finance financial",
    "merge merger", "inspect inspection", "reduce reduction", "expand expansion", "decide decision", "choice choose",
    "analysis analyze", "apply application applicant", "loss lose lost",
)  # fmt: skip
"""Words that Latin or grammar keeps apart and Chinese does not: 肾 is the kidney and what is renal.

Not where one of them means more: 中心 is a centre, which dictionaries have as a heart, and nothing cardiac.
"""

_NO_ISE = re.compile(
    r"(?:exerc|exorc|exc|inc|conc|prec|circumc|pr|ra|nr|prom|prem|dem|surm|desp|o|u|w|v|ch|ast|advert|expert|mort"
    r"|merchand|parad|pen|treat|pract|val|mayonna|cha)is"
)
_BRITISH = tuple(
    (re.compile(spelt), instead)
    for spelt, instead in (
        (r"(?<=[a-z])ae(?=[cdmst])", "e"),  # haemodialysis, paediatric, gynaecology, anaesthesia
        (r"oe(?=dem|soph|strog)|(?<=rrh)oe(?=a)|(?<=^f)oe(?=t)", "e"),
        (r"(lab|^col|^tum|^behavi|^fav|^hon|^neighb|^harb|^rum|^hum|^vap|^od|^endeav|^vig)our", r"\1or"),
        (r"(cent|theat|lit|fib|met|goit)re(?=s?$)", r"\1er"),
        (r"(catal|dial|anal)ogue", r"\1og"),
        (r"(?<=[a-z]{2}ly)s(?=(?:e[ds]?|ers?|ing)$)", "z"),  # analyse, paralyse, dialyse
        (r"(?<=[a-z]{3}scop)(?:y|ies|ic|es?)$", "e"),  # endoscopy, endoscopic, endoscope
        (r"^(lic|def|off)ence", r"\1ense"),
    )
)
_ISE = re.compile(r"(?<=[a-z]{3}i)s(?=(?:e[drs]?|ers|ing|ations?|able)$)")


def american(word: str) -> str:
    """The American spelling of an English word in lower case.

    >>> american("haemodialysis"), american("centralised"), american("exercise")
    ('hemodialysis', 'centralized', 'exercise')
    """
    for spelt, instead in _BRITISH:
        word = spelt.sub(instead, word)
    return word if _NO_ISE.search(word) else _ISE.sub("z", word)


def regular(word: str) -> str:
    """A word in lower case as the stemmer takes it: American, and without irregular inflections.

    >>> regular("children"), regular("tumours")
    ('child', 'tumors')
    """
    word = american(word)
    return _IRREGULAR.get(word, word)


def families() -> tuple[tuple[str, ...], ...]:
    """Words of one sense that share no stem, in their American spelling; the first stands for the others."""
    return tuple(tuple(family.split()) for family in _FAMILIES)
