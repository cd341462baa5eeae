"""People, with invented names: given ones by generation, families with the endings of both sexes.

Latvian names, and names of Russian, Polish and Belarusian origin as Latvian spells them.
"""

from datetime import date

import numpy as np
import polars as pl

from gaisma.sample import plan
from gaisma.sample.city.planned_groups import FIRST_COURSE
from gaisma.sample.words import words

CHILD_GIRLS = {
    "lv": words(
        "Elza Alise Emīlija Marta Anna Sofija Paula Estere Keitija Amanda Elīza Patrīcija "
        "Madara Līva Adriāna Rūta Nora Katrīna Annija Evelīna Gabriela Beāte Laura Dārta Enija "
        "Undīne Loreta Renāte Viktorija Monta Grēta Luīze Sāra Melisa Agnese Kate Ance Tīna "
        "Žanete Selma"
    ),
    "ru": words(
        "Anastasija Darja Poļina Ksenija Viktorija Sofija Milana Marija Arina Jekaterina "
        "Veronika Valērija Jeļizaveta Diāna Uļjana Alisa Varvara Kira Vasilisa Karolina Jeva "
        "Margarita Elīna Kristīna Aļona Nikola Olesja Mija Emīlija Taisija"
    ),
}
CHILD_BOYS = {
    "lv": words(
        "Roberts Markuss Gustavs Emīls Ralfs Kārlis Oskars Jēkabs Daniels Adrians Toms Rihards "
        "Henrijs Eduards Olivers Ernests Krists Reinis Matīss Dāvis Artūrs Kristaps Niklāvs "
        "Teodors Jānis Rūdolfs Valters Hugo Edvards Raivo Mikus Ričards Patriks Renārs Aksels "
        "Bruno Tomass Ādams Leons Fēlikss"
    ),
    "ru": words(
        "Artjoms Maksims Aleksandrs Daniils Timofejs Kirils Romans Mihails Ņikita Dmitrijs "
        "Ivans Marks Matvejs Jegors Iļja Daņila Aleksejs Vladislavs Arsenijs Ļevs Gļebs Deniss "
        "Tihons Bogdans Ruslans Platons Antons Jaroslavs Miroslavs Stepans"
    ),
}
ADULT_WOMEN = {
    "lv": words(
        "Inese Ilze Iveta Sandra Inga Kristīne Anita Daiga Līga Dace Gunta Evita Ināra Aija "
        "Ieva Sanita Vita Agnese Solvita Ligita Zane Baiba Maija Skaidrīte Ruta Velta Rita "
        "Antra Jolanta Lāsma Valentīna Biruta Sarmīte Ilona Žanna"
    ),
    "ru": words(
        "Svetlana Natālija Jeļena Irina Tatjana Oksana Olga Ludmila Marina Larisa Gaļina Inna "
        "Nadežda Jūlija Viktorija Anna Žanna Jevgeņija Tamāra Vera Nataļja Alla Valentina "
        "Zinaīda Ļubova Nina Marija Jana Aleksandra Snežana"
    ),
}
ADULT_MEN = {
    "lv": words(
        "Jānis Andris Juris Aivars Edgars Māris Valdis Guntis Ivars Normunds Pēteris Aigars "
        "Dainis Ainārs Uldis Raimonds Kaspars Gints Imants Viesturs"
    ),
    "ru": words(
        "Sergejs Aleksandrs Andrejs Vladimirs Viktors Igors Jurijs Oļegs Dmitrijs Valērijs "
        "Anatolijs Vadims Nikolajs Genādijs Pāvels Eduards Mihails Vjačeslavs Jevgeņijs Romans"
    ),
}
FAMILIES = {
    "lv": words(
        "Bērziņš Kalniņš Ozols Jansons Liepa Krūmiņš Balodis Eglītis Zariņš Pētersons Vītols "
        "Kļaviņš Kārkliņš Vanags Grīnbergs Siliņš Krastiņš Lācis Briedis Sproģis Gulbis "
        "Zvirbulis Dambis Auziņš Skuja Priede Apinis Circenis Roze Dūmiņš Kronbergs Upenieks "
        "Paegle Medenis Strods Zeps Locis Vucāns Rancāns Trops Spūlis Bikše Ciblis Kudiņš "
        "Šņepsts Mežals Vaivods Seiļs Laizāns Kivlenieks Pokšāns Rubenis Zaķis Ūdris Dzenis "
        "Straume Celmiņš Vilciņš Podnieks Gailis Saulītis Purmalis Rudzītis Kauliņš Kūkojs "
        "Zālītis Celmājs Ezeriņš Mūrnieks Vējiņš"
    ),
    "ru": words(
        "Ivanovs Petrovs Vasiļjevs Kuzņecovs Smirnovs Popovs Fjodorovs Volkovs Morozovs Pavlovs "
        "Semjonovs Golubevs Vinogradovs Bogdanovs Vorobjovs Kovaļovs Orlovs Andrejevs Makarovs "
        "Ņikitins Zaharovs Borisovs Jakovļevs Grigorjevs Romanovs Sergejevs Gusevs Titovs "
        "Belovs Komarovs Kiseļovs Baranovs Kuļikovs Aleksejevs Stepanovs Matvejevs Osipovs "
        "Žukovs Kozlovs Stankevičs Jankovskis Kozlovskis Ščerbickis Mackevičs Bogdanovičs "
        "Savickis Novickis Lukaševičs Adamovičs Vasiļevskis Žilinskis Buklovskis Gedroics "
        "Romanovskis Ribakovs Šapovalovs Mihailovs Sidorovs Ļebedevs Solovjovs Kovaļenko "
        "Timofejevs Rimaševskis Grišins Saveļjevs Isajevs Prokofjevs Daņilovs Kalašņikovs "
        "Trofimovs"
    ),
}

ENDINGS = (("ieks", "iece"), ("is", "e"), ("š", "a"), ("s", "a"))
"""Masculine endings and what women's names end in; other names are the same for both."""
LIKE_ADJECTIVES = ("skis", "ckis")


def feminine(family_name: str) -> str:
    """The woman's form of a man's family name."""
    if family_name.endswith(LIKE_ADJECTIVES):
        return f"{family_name[:-2]}a"
    for masculine, ending in ENDINGS:
        if family_name.endswith(masculine):
            return family_name.removesuffix(masculine) + ending
    return family_name


LATVIAN_SHARE = 0.46
OTHER_LANGUAGES = ("pl", "uk", "be")
ENTERS_SCHOOL_AT = 7
"""The age reached in the calendar year of grade 1."""
OLDER_SHARE = 0.04
WOMEN_AMONG_STAFF = 0.86
YOUNGEST_AT_WORK = 22
BASIC_GRADES = 9


def learners(levels: pl.Series, rng: np.random.Generator) -> pl.DataFrame:
    """Rows of Person for learners of these levels in the school year 2024/2025."""
    grade = levels.to_numpy()
    grade = np.where(grade >= FIRST_COURSE, grade - FIRST_COURSE + BASIC_GRADES + 1, grade)
    year = 2024 - ENTERS_SCHOOL_AT + 1 - grade
    older = (rng.random(year.size) < OLDER_SHARE) & (grade > 1)
    # A child of the youngest groups is a year and a half old: born before March.
    last_day = np.where(grade <= -plan.AGES[-2], 60, 365)
    day = (rng.random(year.size) * last_day).astype(int)
    born = _years(year - older) + day
    girls = rng.random(year.size) < 0.49
    return _people(girls, born, (CHILD_GIRLS, CHILD_BOYS), rng)


def staff(begun: pl.Series, rng: np.random.Generator) -> pl.DataFrame:
    """Rows of Person for people of working age; `begun` tells when each first took up a post."""
    count = len(begun)
    born = np.datetime64(date(1955, 1, 1)) + rng.triangular(0, 6900, 16000, count).astype(int)
    youngest = begun.dt.offset_by(f"-{YOUNGEST_AT_WORK}y").to_numpy().astype("datetime64[D]")
    women = rng.random(count) < WOMEN_AMONG_STAFF
    given = (ADULT_WOMEN, ADULT_MEN)
    return _people(women, np.minimum(born, youngest), given, rng)


def with_ids(people: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The people numbered, each with a pseudonym of its own."""
    pseudonyms = np.unique(rng.integers(1, 2**63 - 1, people.height + 100))
    chosen = rng.permutation(pseudonyms)[: people.height]
    return people.with_row_index("id", offset=1).with_columns(pl.Series("pseudonym", chosen))


def _people(
    women: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
    born: "np.ndarray[tuple[int], np.dtype[np.datetime64]]",
    given: tuple[dict[str, list[str]], dict[str, list[str]]],
    rng: np.random.Generator,
) -> pl.DataFrame:
    latvian = rng.random(women.size) < LATVIAN_SHARE
    rare = rng.random(women.size) < 0.03
    rare_language = rng.choice(np.array(OTHER_LANGUAGES), women.size)
    spoken = np.where(latvian, "lv", np.where(rare, rare_language, "ru"))
    given_names, families = np.empty(women.size, object), np.empty(women.size, object)
    for origin, of_origin in (("lv", latvian), ("ru", ~latvian)):
        for sex, of_sex in ((given[0], women), (given[1], ~women)):
            here = of_origin & of_sex
            given_names[here] = rng.choice(np.array(sex[origin]), here.sum())
            forms = FAMILIES[origin]
            forms = [feminine(name) for name in forms] if sex is given[0] else forms
            families[here] = rng.choice(np.array(forms), here.sum())
    return pl.DataFrame(
        {
            "given_name": given_names.astype(str),
            "family_name": families.astype(str),
            "born_on": pl.Series(born.astype("datetime64[D]")).cast(pl.Date),
            "language": spoken,
        }
    )


def _years(
    years: "np.ndarray[tuple[int], np.dtype[np.int64]]",
) -> "np.ndarray[tuple[int], np.dtype[np.datetime64]]":
    """The first days of the calendar years."""
    return (years - 1970).astype("datetime64[Y]").astype("datetime64[D]")
