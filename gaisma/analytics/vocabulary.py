"""The field's closed lists: codes, and the terms by which people and files name them.

The terms are those of the authority's glossary. A code is what is stored, printed as JSON and
used in a breakdown. The terms stand here in all three languages, because one English word can
name two things: a preschool is a kind of institution and a stage of education.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


class UnknownTerm(ValueError):
    """Says that a word is in none of the lists, and which words are."""

    def __init__(self, text: str, choices: Iterable[str]) -> None:
        super().__init__(text)
        self.text = text
        self.choices = sorted(choices)


@dataclass(frozen=True)
class Term:
    """One entry in the three languages; `includes` names the codes that it stands for together."""

    title: str
    latvian: str
    russian: str
    code: str = ""
    includes: tuple[str, ...] = ()

    def in_language(self, language: str) -> str:
        """The term in lv, ru or, for any other language, English."""
        return {"lv": self.latvian, "ru": self.russian}.get(language[:2], self.title)

    @property
    def key(self) -> str:
        return self.code or re.sub(r"[^a-z0-9]+", "_", self.title.lower()).strip("_")


@dataclass(frozen=True)
class Vocabulary:
    """A closed list of terms under a name."""

    name: str
    terms: tuple[Term, ...]
    _by_word: Mapping[str, Term] = field(init=False, repr=False, compare=False)
    _by_key: Mapping[str, Term] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words: dict[str, Term] = {}
        for term in self.terms:
            for word in (term.key, term.title, term.latvian, term.russian):
                words.setdefault(folded(word), term)
        object.__setattr__(self, "_by_word", words)
        object.__setattr__(self, "_by_key", {term.key: term for term in self.terms})

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that can be stored, in their order."""
        return tuple(term.key for term in self.terms if not term.includes)

    def code_of(self, text: str) -> str:
        """The code that a code or a term in any of the three languages names, in any case.

        Raises UnknownTerm.
        """
        return self._term(text).key

    def expanded(self, text: str) -> tuple[str, ...]:
        """The stored codes that a word stands for: `general school` stands for three kinds."""
        term = self._term(text)
        return term.includes or (term.key,)

    def title(self, code: str, language: str = "en") -> str:
        """The code's term in that language. A code that is not in the list is its own title."""
        term = self._by_key.get(code)
        return term.in_language(language) if term else code

    def _term(self, text: str) -> Term:
        try:
            return self._by_word[folded(text)]
        except KeyError:
            raise UnknownTerm(text, (term.key for term in self.terms)) from None


QUOTES = re.compile("[\"'`´‘’‚‛“”„‟′″‹›«»〝〞＂＇]+")
DASHES = re.compile(r"\s*[-‐‑‒–—―−﹘﹣－]\s*")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def folded(text: str) -> str:
    """The text as it is compared: composed letters, lower case, single spaces, no underscores.

    Quotation marks of all languages are one, dashes of all lengths as well, with or without spaces
    around them; marks that nobody sees are none.
    """
    composed = unicodedata.normalize("NFC", UNSEEN.sub("", text)).replace("_", " ").casefold()
    return " ".join(DASHES.sub("-", QUOTES.sub("'", composed)).split())


KINDS = Vocabulary(
    "institution_kind",
    (
        Term("education authority", "izglītības pārvalde", "управление образования", "authority"),
        Term(
            "preschool", "pirmsskolas izglītības iestāde", "дошкольное образовательное учреждение"
        ),
        Term("basic school", "pamatskola", "основная школа"),
        Term("secondary school", "vidusskola", "средняя школа"),
        Term("gymnasium", "ģimnāzija", "гимназия"),
        Term(
            "vocational school",
            "profesionālās izglītības iestāde",
            "учреждение профессионального образования",
        ),
        Term(
            "arts school",
            "mākslu izglītības kompetences centrs",
            "центр компетенции художественного образования",
        ),
        Term(
            "interest-education institution",
            "interešu izglītības iestāde",
            "учреждение образования по интересам",
            "interest_institution",
        ),
        Term("sports school", "sporta skola", "спортивная школа"),
        Term("innovation centre", "inovāciju centrs", "центр инноваций"),
        Term("neighbourhood club", "apkaimes brīvā laika klubs", "районный клуб по интересам"),
        Term(
            "general school",
            "vispārizglītojošā skola",
            "общеобразовательная школа",
            includes=("basic_school", "secondary_school", "gymnasium"),
        ),
        Term(
            "education institution",
            "izglītības iestāde",
            "образовательное учреждение",
            includes=(
                "preschool",
                "basic_school",
                "secondary_school",
                "gymnasium",
                "vocational_school",
                "arts_school",
                "interest_institution",
                "sports_school",
                "innovation_centre",
                "neighbourhood_club",
            ),
        ),
    ),
)
"""The last two are several kinds in one word; an authority's own office is no institution."""
UNIT_KINDS = ("innovation_centre", "neighbourhood_club")
"""Kinds that are units of an institution, never institutions of their own."""

STAGES = Vocabulary(
    "stage",
    (
        Term("preschool", "pirmsskolas izglītība", "дошкольное образование"),
        Term("school", "vispārējā izglītība", "общее образование"),
        Term("vocational", "profesionālā izglītība", "профессиональное образование"),
        Term(
            "professional orientation",
            "profesionālās ievirzes izglītība",
            "профессионально ориентированное образование",
        ),
        Term("interest", "interešu izglītība", "образование по интересам"),
        Term("adult", "pieaugušo izglītība", "образование взрослых"),
    ),
)
EXCLUSIVE_STAGES = ("preschool", "school", "vocational")
"""Stages in which a person learns at one place at a time."""

ROLES = Vocabulary(
    "role",
    (
        Term(
            "preschool teacher",
            "pirmsskolas izglītības skolotājs",
            "учитель дошкольного образования",
        ),
        Term("primary teacher", "sākumskolas skolotājs", "учитель начальной школы"),
        Term("chemistry teacher", "ķīmijas skolotājs", "учитель химии"),
        Term("physics teacher", "fizikas skolotājs", "учитель физики"),
        Term("geography teacher", "ģeogrāfijas skolotājs", "учитель географии"),
        Term("music teacher", "mūzikas skolotājs", "учитель музыки"),
        Term("mathematics teacher", "matemātikas skolotājs", "учитель математики"),
        Term("English teacher", "angļu valodas skolotājs", "учитель английского языка"),
        Term("visual arts teacher", "vizuālās mākslas skolotājs", "учитель визуального искусства"),
        Term("speech therapist", "logopēds", "логопед"),
        Term("educational psychologist", "izglītības psihologs", "психолог образования"),
        Term("social pedagogue", "sociālais pedagogs", "социальный педагог"),
        Term("teacher's assistant", "pedagoga palīgs", "помощник педагога", "teachers_assistant"),
        Term(
            "extended-day teacher",
            "pagarinātās grupas skolotājs",
            "учитель группы продлённого дня",
        ),
        Term(
            "organiser of educational activities",
            "izglītojošo nodarbību organizators",
            "организатор образовательных занятий",
        ),
        Term(
            "interest-education teacher",
            "interešu izglītības skolotājs",
            "педагог образования по интересам",
        ),
        Term("head", "vadītājs / direktors", "руководитель / директор"),
        Term("deputy head", "vadītāja / direktora vietnieks", "заместитель руководителя"),
        Term("subject teacher", "mācību priekšmeta skolotājs", "учитель-предметник"),
        Term("methodologist", "metodiķis", "методист"),
        Term("other staff", "cits darbinieks", "другой сотрудник"),
    ),
)
TEACHING_ROLES = (
    "preschool_teacher",
    "primary_teacher",
    "chemistry_teacher",
    "physics_teacher",
    "geography_teacher",
    "music_teacher",
    "mathematics_teacher",
    "english_teacher",
    "visual_arts_teacher",
    "speech_therapist",
    "educational_psychologist",
    "social_pedagogue",
    "extended_day_teacher",
    "interest_education_teacher",
    "subject_teacher",
)
"""Roles whose holders are pedagogues and are counted as teachers."""

FOUNDERS = Vocabulary(
    "founder",
    (
        Term("municipality", "pašvaldība", "самоуправление"),
        Term("state", "valsts", "государство"),
        Term("private", "privātpersona", "частное лицо"),
    ),
)
SPECIAL_NEEDS = Vocabulary(
    "special_programme",
    (
        Term("language", "valodas traucējumi", "нарушения языка"),
        Term("vision", "redzes traucējumi", "нарушения зрения"),
        Term("mixed development", "jaukti attīstības traucējumi", "смешанные нарушения развития"),
        Term(
            "mental development", "garīgās attīstības traucējumi", "нарушения умственного развития"
        ),
        Term(
            "severe mental development",
            "smagi garīgās attīstības traucējumi",
            "тяжёлые нарушения умственного развития",
        ),
        Term("mental health", "garīgās veselības traucējumi", "нарушения психического здоровья"),
        Term(
            "physical development",
            "fiziskās attīstības traucējumi",
            "нарушения физического развития",
        ),
        Term("somatic", "somatiskas saslimšanas", "соматические заболевания"),
        Term("learning difficulties", "mācīšanās grūtības", "трудности в обучении"),
        Term(
            "any special programme",
            "jebkura speciālā programma",
            "любая специальная программа",
            "any",
            includes=(
                "language",
                "vision",
                "mixed_development",
                "mental_development",
                "severe_mental_development",
                "mental_health",
                "physical_development",
                "somatic",
                "learning_difficulties",
            ),
        ),
    ),
)
STATUSES = Vocabulary(
    "status",
    (
        Term("eTwinning school", "eTwinning skola", "школа eTwinning"),
        Term("Erasmus accreditation", "Erasmus akreditācija", "аккредитация Erasmus"),
        Term("competence centre", "kompetences centrs", "центр компетенции"),
        Term(
            "interest-education institution of national significance",
            "valsts nozīmes interešu izglītības iestāde",
            "учреждение образования по интересам государственного значения",
            "national_significance",
        ),
    ),
)
FIELDS = Vocabulary(
    "field",
    (
        Term(
            "STEM",
            "STEM (zinātne, tehnoloģijas, inženierzinātnes, matemātika)",
            "STEM (наука, технологии, инженерия, математика)",
        ),
        Term("culture", "kultūrizglītība", "культурное образование"),
        Term("technical creativity", "tehniskā jaunrade", "техническое творчество"),
        Term("sport", "sports", "спорт"),
        Term("youth work", "jaunatnes darbs", "работа с молодёжью"),
        Term("environment", "vides izglītība", "экологическое образование"),
    ),
)
FORMS_OF_STUDY = Vocabulary(
    "form_of_study",
    (
        Term("full-time", "klātiene", "очная"),
        Term("extramural", "neklātiene", "заочная"),
        Term("distance", "tālmācība", "дистанционная"),
    ),
)
REGIMES = Vocabulary(
    "regime",
    (
        Term("day", "dienas grupa", "дневная группа"),
        Term("24-hour", "diennakts grupa", "круглосуточная группа"),
    ),
)
LEAVING_REASONS = Vocabulary(
    "leaving_reason",
    (
        Term("completed", "apguvis programmu", "освоил программу"),
        Term("moved", "pārcelts", "переведён"),
        Term("left the municipality", "mainījis dzīvesvietu", "сменил место жительства"),
        Term("withdrawn", "atskaitīts pēc iesnieguma", "отчислен по заявлению"),
        Term("left early", "pārtraucis mācības", "прервал учёбу"),
        Term("merger", "iestāde reorganizēta", "учреждение реорганизовано"),
    ),
)
COMPLETED, MOVED, MOVED_AWAY, MERGED = ("completed", "moved", "left_the_municipality", "merger")
"""Reasons that somebody besides the register goes by."""
VACANCY_SOURCES = Vocabulary(
    "vacancy_source",
    (
        Term("institution", "iestāde", "учреждение"),
        Term("employment agency", "Nodarbinātības valsts aģentūra", "агентство занятости"),
    ),
)
OBSERVERS = Vocabulary(
    "observer",
    (
        Term("external", "ārējais", "внешний"),
        Term("internal", "iekšējais", "внутренний"),
        Term("peer", "kolēģis", "коллега"),
    ),
)
EVALUATIONS = Vocabulary(
    "kind",
    (
        Term("self-evaluation", "pašvērtēšana", "самооценка"),
        Term("external visit", "ārējais apmeklējums", "внешнее посещение"),
        Term("appraisal", "novērtēšana", "оценка"),
    ),
)
"""How institutions are evaluated: by themselves, on a visit from outside, by how they are led."""

LANGUAGES = Vocabulary(
    "language",
    (
        Term("Latvian", "latviešu", "латышский", "lv"),
        Term("Russian", "krievu", "русский", "ru"),
        Term("English", "angļu", "английский", "en"),
        Term("Polish", "poļu", "польский", "pl"),
        Term("Belarusian", "baltkrievu", "белорусский", "be"),
        Term("Ukrainian", "ukraiņu", "украинский", "uk"),
        Term("Lithuanian", "lietuviešu", "литовский", "lt"),
        Term("Estonian", "igauņu", "эстонский", "et"),
        Term("German", "vācu", "немецкий", "de"),
        Term(
            "other than Latvian",
            "cita valoda",
            "другой язык",
            "other",
            includes=("ru", "en", "pl", "be", "uk", "lt", "et", "de"),
        ),
    ),
)
