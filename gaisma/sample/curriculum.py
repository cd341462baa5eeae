"""What is taught in Paraugpils: programmes by code, subjects, names of groups."""

from gaisma.sample.words import words

PRESCHOOL = ("01011111", "Vispārējā pirmsskolas izglītības programma")
PRESCHOOL_SPECIAL_CODES = {
    "vision": "01015111",
    "physical_development": "01015311",
    "somatic": "01015411",
    "language": "01015511",
    "mixed_development": "01015611",
    "mental_health": "01015711",
    "mental_development": "01015811",
    "severe_mental_development": "01015911",
}
BASIC = ("21011111", "Pamatizglītības programma")
BASIC_MINORITY = ("21011121", "Mazākumtautību pamatizglītības programma")
BASIC_SPECIAL_CODES = {
    "vision": "21015111",
    "physical_development": "21015311",
    "somatic": "21015411",
    "language": "21015511",
    "learning_difficulties": "21015611",
    "mental_health": "21015711",
    "mental_development": "21015811",
    "severe_mental_development": "21015911",
}
SECONDARY = ("31016011", "Vispārējās vidējās izglītības programma")
SECONDARY_EXTRAMURAL = ("31016013", "Vispārējās vidējās izglītības neklātienes programma")
FOR_NEEDS = {
    "vision": "izglītojamajiem ar redzes traucējumiem",
    "physical_development": "izglītojamajiem ar fiziskās attīstības traucējumiem",
    "somatic": "izglītojamajiem ar somatiskām saslimšanām",
    "language": "izglītojamajiem ar valodas traucējumiem",
    "mixed_development": "izglītojamajiem ar jauktiem attīstības traucējumiem",
    "mental_health": "izglītojamajiem ar garīgās veselības traucējumiem",
    "mental_development": "izglītojamajiem ar garīgās attīstības traucējumiem",
    "severe_mental_development": "izglītojamajiem ar smagiem garīgās attīstības traucējumiem",
    "learning_difficulties": "izglītojamajiem ar mācīšanās traucējumiem",
}

VOCATIONAL = (
    ("33484011", "Programmēšanas tehniķis"),
    ("33525011", "Automehāniķis"),
    ("33522011", "Elektrotehniķis"),
    ("33811021", "Ēdināšanas pakalpojumu speciālists"),
    ("33345121", "Komercdarbinieks"),
    ("33582011", "Būvdarbu tehniķis"),
)
ARTS_VOCATIONAL = (("33215011", "Mūziķis instrumentālists"), ("33214011", "Vizuālā māksla"))
ARTS = (
    ("20V212011", "Taustiņinstrumentu spēle – Klavierspēle"),
    ("20V212021", "Stīgu instrumentu spēle – Vijoļspēle"),
    ("20V212031", "Pūšaminstrumentu spēle – Flautas spēle"),
    ("20V212061", "Vokālā mūzika – Kora klase"),
    ("20V211001", "Vizuāli plastiskā māksla"),
    ("20V212051", "Sitaminstrumentu spēle"),
)
SPORTS = (
    ("20V813001", "Vieglatlētika"),
    ("20V813002", "Futbols"),
    ("20V813003", "Basketbols"),
    ("20V813004", "Peldēšana"),
    ("20V813005", "Bokss"),
    ("20V813006", "Volejbols"),
    ("20V813007", "Hokejs"),
    ("20V813008", "Brīvā cīņa"),
)

INTEREST = {
    "stem": (
        "Robotika|Programmēšana|Mākslīgais intelekts skolēniem|Elektronika|Astronomija|"
        "Jauno ķīmiķu laboratorija|Eksperimentālā fizika|Trīsdimensiju modelēšana|"
        "Datu pētnieki|Bezpilota lidaparāti|Matemātikas klubs|Inženierzinību darbnīca|"
        "Virtuālā realitāte"
    ),
    "culture": (
        "Tautas dejas|Mūsdienu dejas|Sporta dejas|Vokālais ansamblis|Bērnu koris|Popgrupa|"
        "Teātra sports|Leļļu teātris|Keramika|Gleznošana|Tekstilmāksla|Floristika|Folkloras kopa|"
        "Ģitārspēle|Kokles spēle|Literārā jaunrade"
    ),
    "technical_creativity": "Aviomodelisms|Kuģu modelisms|Fotomāksla|Video darbnīca|Kokapstrāde",
    "sport": "Šahs|Aerobika|Galda teniss|Orientēšanās|Ritmiskā vingrošana|Karatē",
    "youth_work": "Jauniešu padome|Brīvprātīgie|Debates|Jaunie žurnālisti|Mazpulks",
    "environment": "Jaunie vides pētnieki|Dārza draugi|Dabas vērotāji|Zaļā māja",
}
"""Titles of the youth centre's programmes by field."""

SUBJECTS = {
    "Latvian": "Latviešu valoda",
    "literature": "Literatūra",
    "mathematics": "Matemātika",
    "English": "Svešvaloda (angļu)",
    "German": "Svešvaloda (vācu)",
    "physics": "Fizika",
    "chemistry": "Ķīmija",
    "biology": "Bioloģija",
    "geography": "Ģeogrāfija",
    "history": "Vēsture un sociālās zinātnes",
    "social sciences": "Sociālās zinības",
    "natural sciences": "Dabaszinības",
    "computing": "Datorika",
    "engineering": "Inženierzinības",
    "design": "Dizains un tehnoloģijas",
    "visual arts": "Vizuālā māksla",
    "music": "Mūzika",
    "theatre": "Teātra māksla",
    "sport": "Sports un veselība",
    "project work": "Projekta darbs",
}

GROUP_NAMES = words(
    "Taurenīši Bitītes Lācēni Zaķēni Ezīši Mārītes Pūcītes Sienāzīši Vāverēni Rūķēni "
    "Zvaniņi Saulespuķes Pienenītes Cālīši Putniņi Skudriņas Gliemezīši Kāpēcīši "
    "Zvaigznītes Sprīdīši Pasaciņas Lāsītes Kamolīši Ķipari Zīļuki Podziņas Delfīni Rasiņas "
    "Vizbulītes Margrietiņas Magonītes Pīlēni Gailēni Kaķēni Lapsēni Sniegpulkstenītes "
    "Ābolīši Odziņas Avenītes Zemenītes Dzintariņi Kastaņi Ozoliņi Bērziņi Pūciņas "
    "Strazdiņi Bezdelīgas Stārķēni"
)
