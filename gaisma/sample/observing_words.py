"""What observers and teachers of Paraugpils write to each other."""

TOPICS = {
    "LV": ("Teikuma locekļi", "Stāstījums par attēlu", "Lietvārdu dzimte", "Teksta galvenā doma"),
    "LV 7": ("Salikts teikums", "Darbības vārda laiki", "Argumentēta eseja", "Mediju teksts"),
    "LIT 7": ("Tautasdziesmu tēli", "Raiņa luga „Zelta zirgs”", "Stāsta kompozīcija"),
    "MAT": ("Daļu salīdzināšana", "Laukums un perimetrs", "Reizināšana", "Garuma mērīšana"),
    "MAT 7": ("Pitagora teorēma", "Lineāras funkcijas", "Procenti ikdienā", "Vienādojumu sistēmas"),
    "ENG": ("Mana skola", "Dzīvnieki", "Mana diena", "Krāsas un apģērbs"),
    "ENG 7": ("Ceļojumi", "Past Simple un Past Continuous", "Veselīgs dzīvesveids"),
    "FIZ 7": ("Ņūtona likumi", "Elektriskā ķēde", "Gaismas atstarošanās"),
    "KIM 7": ("Skābes un bāzes", "Ķīmiskās reakcijas ātrums", "Ūdens cietība"),
    "GEO 7": ("Latvijas upes", "Iedzīvotāju migrācija", "Klimata joslas"),
    "MUZ": ("Kanons un divbalsība", "Latviešu tautas mūzikas instrumenti", "Ritma raksti"),
    "VIZ": ("Krāsu kontrasti", "Portrets", "Telpiskums zīmējumā"),
    "DAB": ("Augu daļas", "Ūdens aprite", "Enerģijas veidi"),
    "SOC": ("Droša ceļu satiksme", "Mana pilsēta", "Noteikumi klasē"),
    "VES 7": ("Latvijas valsts dibināšana", "Viduslaiku pilsēta", "Vēstures avoti"),
    "SPO": ("Bumbas piespēles", "Līdzsvara vingrinājumi", "Izturības attīstīšana"),
    "": ("Gadalaiki dabā", "Mana ģimene", "Skaitļi ikdienā", "Skaņas un burti", "Krāsas un formas"),
}
"""By subject, from grade 7 on apart; without one, what preschool groups are busy with."""
FIRST_GRADE_APART = 7
FOR_YOUNGER = {"FIZ": "DAB", "KIM": "DAB", "GEO": "DAB", "VES": "SOC", "LIT": "LV"}
"""What these teachers teach in the grades before."""
SUBJECT_OF = {
    "mathematics_teacher": "MAT",
    "english_teacher": "ENG",
    "physics_teacher": "FIZ",
    "chemistry_teacher": "KIM",
    "geography_teacher": "GEO",
    "music_teacher": "MUZ",
    "visual_arts_teacher": "VIZ",
}
OF_CLASS_TEACHERS = ("LV", "MAT", "DAB", "SPO")
OF_SUBJECT_TEACHERS = ("LV", "LIT", "VES", "DAB", "SPO", "MAT", "ENG")

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
CANCELLED = ("Pedagoga darbnespēja", "Stunda pārcelta ekskursijas dēļ", "Vērotāja komandējums")
