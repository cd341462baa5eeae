"""How many lessons are observed in Paraugpils, by whom, how many meet each criterion, and what is
written of them.
"""

from datetime import date

from gaisma.sample.plan import HEAD_AT

FIRST_DAY, LAST_DAY = date(2023, 9, 4), date(2024, 6, 28)
SCHOOLS_END = date(2024, 5, 31)
FREE = (
    (date(2023, 10, 23), date(2023, 10, 27)),
    (date(2023, 11, 20), date(2023, 11, 20)),
    (date(2023, 12, 22), date(2024, 1, 5)),
    (date(2024, 3, 11), date(2024, 3, 15)),
    (date(2024, 3, 29), date(2024, 4, 1)),
    (date(2024, 5, 1), date(2024, 5, 6)),
    (date(2024, 6, 21), date(2024, 6, 24)),
)
"""Days without lessons, the first and the last of each stretch."""
AUTUMN_BEGINS, AUTUMN_ENDS = date(2024, 9, 9), date(2024, 10, 18)

EXTERNAL, EXTERNAL_SPORTS, INTERNAL = 182, 4, 1561
INTERNAL_SPORTS = 14
PLANNED = {"external": 14, "internal": 24, "peer": 4}
"""Observations planned for the autumn."""
CANCELLED = 9
TWICE = {"external": 26, "internal": 72}
"""Of those held, how many two observers rated."""
IN_RUSSIAN = {"external": 7, "internal": 84}
"""Lessons of programmes that had not moved to Latvian yet, held in Russian."""
PRACTICES_AT = (HEAD_AT, "Paraugpils Liepu ģimnāzija")
"""Schools that try the other questionnaire: in every third of their own observations."""
COVERAGE = {"2023/2024": 50, "2024/2025": 60}

MEETING = {
    "external": {
        "three_phases": 0.72,
        "outcomes": 0.76,
        "tasks": 0.65,
        "support": 0.74,
        "centred": 0.82,
        "latvian": 0.94,
        "recall": 0.78,
        "argue": 0.30,
        "create": 0.25,
        "define": 0.22,
        "choose": 0.28,
        "plan": 0.44,
        "test": 0.40,
        "ideas": 0.31,
        "carry": 0.27,
        "goals": 0.24,
        "progress": 0.33,
        "share": 0.52,
        "listen": 0.61,
        "decide": 0.35,
        "tools": 0.49,
        "information": 0.18,
    },
    "internal": {
        "three_phases": 0.81,
        "outcomes": 0.87,
        "tasks": 0.74,
        "support": 0.85,
        "centred": 0.88,
        "latvian": 0.93,
        "recall": 0.80,
        "argue": 0.41,
        "create": 0.36,
        "define": 0.37,
        "choose": 0.42,
        "plan": 0.58,
        "test": 0.52,
        "ideas": 0.44,
        "carry": 0.40,
        "goals": 0.39,
        "progress": 0.47,
        "share": 0.64,
        "listen": 0.72,
        "decide": 0.46,
        "tools": 0.58,
        "information": 0.29,
    },
}
"""Of the lessons in which an item was judged, those that meet it: institutions see more of it."""
MEETING_PRACTICES = {
    "busy_1": 0.66,
    "busy_2": 0.58,
    "busy_3": 0.46,
    "climate": 0.78,
    "order": 0.74,
    "guidance": 0.62,
    "checking": 0.48,
    "feedback": 0.41,
    "thinking": 0.31,
    "autonomy": 0.36,
    "persistence": 0.39,
    "together": 0.45,
}
"""The same of the other questionnaire, by snapshot and by element."""
SIGNS_APART = (0.06, -0.05, 0.02, -0.08)
"""How far the signs of an element lie from it, by their number."""
CANNOT_JUDGE = {"tasks": 0.03, "support": 0.05, "argue": 0.02, "create": 0.03}
SKILLS_CANNOT_JUDGE, ELSE_CANNOT_JUDGE = 0.12, 0.01
WEIGHT_OF_QUALITY = {"recall": -0.2, "latvian": 0.1}
"""How far an answer goes with the lesson as a whole: there is less recalling in a better one."""

SAME, NEXT, FAR = 0.71, 0.26, 0.03
"""How two observers of one lesson judge a criterion: the same level, the next one, further off."""


TOPICS = {
    "Latvian": (
        "Teikuma locekļi",
        "Stāstījums par attēlu",
        "Lietvārdu dzimte",
        "Teksta galvenā doma",
    ),
    "Latvian 7": ("Salikts teikums", "Darbības vārda laiki", "Argumentēta eseja", "Mediju teksts"),
    "literature 7": ("Tautasdziesmu tēli", "Raiņa luga „Zelta zirgs”", "Stāsta kompozīcija"),
    "mathematics": ("Daļu salīdzināšana", "Laukums un perimetrs", "Reizināšana", "Garuma mērīšana"),
    "mathematics 7": (
        "Pitagora teorēma",
        "Lineāras funkcijas",
        "Procenti ikdienā",
        "Vienādojumu sistēmas",
    ),
    "English": ("Mana skola", "Dzīvnieki", "Mana diena", "Krāsas un apģērbs"),
    "English 7": ("Ceļojumi", "Past Simple un Past Continuous", "Veselīgs dzīvesveids"),
    "physics 7": ("Ņūtona likumi", "Elektriskā ķēde", "Gaismas atstarošanās"),
    "chemistry 7": ("Skābes un bāzes", "Ķīmiskās reakcijas ātrums", "Ūdens cietība"),
    "geography 7": ("Latvijas upes", "Iedzīvotāju migrācija", "Klimata joslas"),
    "music": ("Kanons un divbalsība", "Latviešu tautas mūzikas instrumenti", "Ritma raksti"),
    "visual arts": ("Krāsu kontrasti", "Portrets", "Telpiskums zīmējumā"),
    "natural sciences": ("Augu daļas", "Ūdens aprite", "Enerģijas veidi"),
    "social sciences": ("Droša ceļu satiksme", "Mana pilsēta", "Noteikumi klasē"),
    "history 7": ("Latvijas valsts dibināšana", "Viduslaiku pilsēta", "Vēstures avoti"),
    "sport": ("Bumbas piespēles", "Līdzsvara vingrinājumi", "Izturības attīstīšana"),
    "": ("Gadalaiki dabā", "Mana ģimene", "Skaitļi ikdienā", "Skaņas un burti", "Krāsas un formas"),
}
"""By subject, from grade 7 on apart; without one, what preschool groups are busy with."""
FIRST_GRADE_APART = 7
FOR_YOUNGER = {
    "physics": "natural sciences",
    "chemistry": "natural sciences",
    "geography": "natural sciences",
    "history": "social sciences",
    "literature": "Latvian",
}
"""What these teachers teach in the grades before."""
SUBJECT_OF = {
    "mathematics_teacher": "mathematics",
    "english_teacher": "English",
    "physics_teacher": "physics",
    "chemistry_teacher": "chemistry",
    "geography_teacher": "geography",
    "music_teacher": "music",
    "visual_arts_teacher": "visual arts",
}
OF_CLASS_TEACHERS = ("Latvian", "mathematics", "natural sciences", "sport")
OF_SUBJECT_TEACHERS = (
    "Latvian",
    "literature",
    "history",
    "natural sciences",
    "sport",
    "mathematics",
    "English",
)

STRENGTHS = {
    "outcomes": "Sasniedzamais rezultāts nosaukts skolēniem saprotami, un stundas beigās pie tā "
    "atgriežas.",
    "centred": "Lielāko daļu stundas skolēni strādā paši, skolotājs vada, nevis stāsta.",
    "support": "Skolotājs laikus pamana, kam vajadzīga palīdzība, un palīdz, nepārtraucot pārējos.",
    "tasks": "Uzdevumi pārdomāti vairākos līmeņos, katram ir ko darīt.",
    "three_phases": "Stundas daļas izriet cita no citas, refleksijai atvēlēts laiks.",
    "listen": "Klasē valda cieņpilna saruna, skolēni uzklausa un papildina cits citu.",
}
"""By the item in which the lesson stands well."""
NO_STRENGTH = "Mierīga gaisotne un labs kontakts ar skolēniem."
STEPS = {
    "outcomes": "Formulēt sasniedzamo rezultātu kopā ar skolēniem un stundas beigās to pārbaudīt.",
    "tasks": "Sagatavot uzdevumu divos grūtības līmeņos un ļaut skolēnam izvēlēties.",
    "support": "Iepriekš sagatavot atgādnes tiem, kam tēma sagādā grūtības.",
    "three_phases": "Atstāt stundas beigās piecas minūtes refleksijai ar konkrētu jautājumu.",
    "argue": "Katrā stundā uzdot vismaz divus jautājumus, uz kuriem jāatbild ar pamatojumu.",
    "create": "Iekļaut uzdevumu, kurā skolēni paši rada un izvērtē risinājumu.",
}
"""By the item in which there is most to win."""
NO_STEP = "Dalīties ar kolēģiem: vadīt atklātu stundu metodiskajā komisijā."
ADVICE = "Ieteikums: "
TALKS = (
    "Pārrunāta stundas gaita, pedagogs pats nosauca, kas izdevās un ko darītu citādi.",
    "Salīdzināts pedagoga un vērotāja redzējums, vienojāmies par vienu nākamo soli.",
    "Saruna par skolēnu darbu paraugiem un to, kā pamanīt izpratni stundas laikā.",
)
REPLIES = (
    "Paldies par vērojumu, piekrītu. Šo jau izmēģināju nākamajā stundā.",
    "Klase ir ļoti dažāda, tāpēc lūgšu atbalstu diferencētu uzdevumu sagatavošanā.",
    "Piekrītu nākamajam solim, labprāt redzētu, kā to dara kolēģi.",
)
NOTES = (
    ("outcomes", "Skolotāja jautā: „Pēc kā mēs zināsim, ka esam to iemācījušies?”"),
    ("tasks", "Trīs skolēni saņem vieglāku kartīti, pārējie risina visi vienu."),
    ("recall", "Skolēni atbild korī, daži nepiedalās."),
    ("plan", "Grupas sadala pienākumus un sāk darbu pēc divām minūtēm."),
    ("three_phases", "Refleksija nepagūta, zvans."),
)
WHY_CANCELLED = ("Pedagoga darbnespēja", "Stunda pārcelta ekskursijas dēļ", "Vērotāja komandējums")
