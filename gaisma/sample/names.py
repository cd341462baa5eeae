"""Invented people's names: given names by generation, family names with the endings of both sexes.

Latvian names, and names of Russian, Polish and Belarusian origin as Latvian spells them.
"""

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
