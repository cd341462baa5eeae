"""What people of Paraugpils write in words; nobody is named."""

WORDS = {
    "best": (
        "Draugi un starpbrīži.",
        "Sports un mākslas stundas.",
        "Man patīk, ka skolotāja paskaidro vēlreiz.",
        "Projektu diena un ekskursijas.",
        "Garšīgas pusdienas.",
    ),
    "where_unsafe": (
        "Ģērbtuvē pēc sporta stundas.",
        "Autobusā pa ceļam uz skolu.",
        "Garajā starpbrīdī gaitenī.",
        "Klases sarunu grupā internetā.",
    ),
    "wishes": (
        "Vairāk laika sarunām un mazāk steigas.",
        "Klusāka vieta, kur strādāt un atpūsties.",
        "Skaidrāka informācija par pasākumiem jau mēneša sākumā.",
        "Vairāk nodarbību ārā.",
        "Lai mājasdarbus nedotu visos priekšmetos vienā dienā.",
        "Paldies, viss ir labi.",
        "Biežāk jautāt, kā mums klājas.",
    ),
}
