"""Who was evaluated in Paraugpils, how far each self-evaluation has come, what was found, and in
which words.
"""

from datetime import date

from gaisma.sample import plan

STATE_SERVICE = "Izglītības kvalitātes valsts dienests"
FRAMEWORK = "self-evaluation-four-areas"
VISITED_FROM, VISITED_TO = date(2024, 2, 5), date(2024, 5, 17)
CONCLUDED_FROM, CONCLUDED_TO = date(2024, 6, 10), date(2024, 8, 9)
SCHOOLS = tuple(name for name in plan.SCHOOLS if name not in plan.SUCCESSORS)
PRESCHOOLS = tuple(name for name in plan.PRESCHOOLS if "PII" in name)

ENVIRONMENT = {
    "Paraugpils Tirgus vidusskola": "partly",
    "Paraugpils Rietumu vidusskola": "does_not",
}
LEADERSHIP = {
    "Paraugpils Upes vidusskola": "partly",
    "Paraugpils Tirgus vidusskola": "partly",
    "Paraugpils Rietumu vidusskola": "partly",
    "Paraugpils Parka vidusskola": "partly",
    "Paraugpils Dienvidu vidusskola": "partly",
}
"""What did not meet the demands of the unified school; all others did."""

APPRAISED = {
    "Paraugpils Liepu ģimnāzija": "excellent",
    plan.SPECIAL_SCHOOL: "excellent",
    "Paraugpils Kalna pamatskola": "very_good",
    plan.HEAD_AT: "good",
    "Paraugpils Bērzu pamatskola": "good",
    "Paraugpils Austrumu vidusskola": "good",
    "Paraugpils Upes vidusskola": "needs_improvement",
    "Paraugpils Tirgus vidusskola": "needs_improvement",
    "Paraugpils Rietumu vidusskola": "needs_improvement",
    "Paraugpils Parka vidusskola": "needs_improvement",
    "Paraugpils Dienvidu vidusskola": "needs_improvement",
}
"""The heads of the schools, whose work of the last school year was appraised: each one's level."""

STATES = {
    **dict.fromkeys(PRESCHOOLS, "published"),
    "Paraugpils PII „Kastanītis”": "agreed",
    "Paraugpils PII „Vilnītis”": "signed",
    "Paraugpils Liepu ģimnāzija": "signed",
    "Paraugpils Kalna pamatskola": "signed",
    "Paraugpils Austrumu vidusskola": "heard",
    "Paraugpils Upes vidusskola": "heard",
    plan.HEAD_AT: "draft",
    "Paraugpils Parka vidusskola": "draft",
    "Paraugpils Dienvidu vidusskola": "draft",
    "Paraugpils Rietumu vidusskola": "returned",
}
"""How far the self-evaluation of the last school year has come; others have not begun."""

HEARD_FROM = (plan.HEAD_AT, "Paraugpils Kalna pamatskola", "Paraugpils PII „Zīlīte”")
"""Where teachers and a methodical commission wrote about their own year."""

LEADING = ("head", "deputy_head")
"""Roles of those who lead: they are appraised in another way."""


CHAPTERS = {
    "profile": "Iestāde īsteno licencētas izglītības programmas. Izglītojamo un pedagogu skaits "
    "redzams datos; darbu vada vadītājs kopā ar vietniekiem un metodiskajām komisijām.",
    "projects": "Mācību gadā turpinājās sadarbība ar pilsētas bibliotēku un Inovāciju centru; "
    "pedagogi piedalījās divos pieredzes apmaiņas projektos.",
    "priorities": "1. Skaidrs sasniedzamais rezultāts katrā stundā – īstenots daļēji, turpinām.\n\n"
    "2. Sociāli emocionālās stundas katrā klasē – īstenots.\n\n"
    "3. Divas sarunas gadā ar katra bērna vecākiem – īstenots lielākajā daļā grupu un klašu.",
    "recommendations": "Iepriekšējā vērtēšanā ieteikts vienoti uzskaitīt izglītojamo izaugsmi. "
    "Kārtība izstrādāta un pārbaudīta vienā klašu grupā.",
    "achievements": "Komanda piedalījās pilsētas lasītāju svētkos un ieguva skatītāju balvu.",
    "development": "Nākamajos trijos gados iestāde pilnveido atgriezenisko saiti stundās, atbalstu "
    "jaunajiem pedagogiem un vecāku līdzdalību.",
}
CRITERIA = {
    "competence": (
        "Izaugsmi vērtējam divas reizes gadā un salīdzinām ar iepriekšējo gadu.",
        "Lielākā daļa izglītojamo sasniedz plānoto; rezultāti ir stabili.",
        "Vienoti jāuzskaita tie, kam vajadzīgs papildu laiks.",
    ),
    "continuation": (
        "Zinām, kurp dodas mūsu absolventi, un ar pirmo gadu pārrunājam viņu pieredzi.",
        "Gandrīz visi turpina mācības pilsētas iestādēs.",
        "Agrāk jāpamana tie, kas domā par mācību pārtraukšanu.",
    ),
    "values": (
        "Valsts svētkus un tradīcijas veidojam kopā ar bērniem un vecākiem.",
        "Latviešu valoda skan arī ārpus stundām.",
        "Vairāk lēmumu jāuztic pašiem izglītojamiem.",
    ),
    "teaching_and_learning": (
        "Stundu vērojumi rāda skaidru sākumu; atgriezeniskā saite stundas beigās mēdz izpalikt.",
        "Pedagogi vēro cits citu un runā par redzēto.",
        "Jāpalielina to stundu daļa, kurās skolēni argumentē un rada.",
    ),
    "teachers": (
        "Pedagogu sastāvs ir gandrīz pilns; divi pedagogi strādā ar mentoru.",
        "Lielākā daļa profesionālo pilnveidi izmanto stundās.",
        "Jāmeklē matemātikas un dabaszinību pedagogi.",
    ),
    "programmes": (
        "Programmas saskaņotas starp klasēm; pārmaiņas pārrunātas metodiskajās komisijās.",
        "Tematiskie plāni ir kopīgi un pieejami visiem.",
        "Jāsaskaņo mājas darbu apjoms.",
    ),
    "access": (
        "Uzņemšana notiek atklāti; iestādē var nokļūt ar sabiedrisko transportu.",
        "Atbalsta komanda iesaistās pirmajā nedēļā.",
        "Ēkas otrais stāvs nav pieejams ratiņkrēslā.",
    ),
    "wellbeing": (
        "Labbūtības aptauju lasām kopā ar iestādes padomi un skolēnu pašpārvaldi.",
        "Bērni zina, pie kā vērsties, ja kāds dara pāri.",
        "Starpbrīžos vajag vairāk mierīgu vietu.",
    ),
    "infrastructure": (
        "Mācību līdzekļu pietiek; bezvadu tīkls vasarā atjaunots.",
        "Kabineti iekārtoti darbam grupās.",
        "Novecojuši ir sporta zāles soli un apgaismojums.",
    ),
    "efficiency": (
        "Darba plāns izriet no pašnovērtējuma; sapulces ir īsas un ar lēmumiem.",
        "Pienākumi sadalīti skaidri.",
        "Jāmazina dokumentu dublēšana.",
    ),
    "leading": (
        "Vadības komanda vēro stundas un regulāri sarunājas ar katru pedagogu.",
        "Pedagogi uzticas vadībai un paši ierosina pārmaiņas.",
        "Vairāk laika jāvelta pārmaiņu skaidrošanai.",
    ),
    "cooperation": (
        "Iestādes padome tiekas četras reizes gadā un izskata gan plānu, gan ziņojumu.",
        "Vecāki piedalās atvērtajās dienās un talkās.",
        "Vairāk jāmācās no citām pilsētas iestādēm.",
    ),
}
"""By criterion: how it is, what is strong, what is to be better."""

INTERNAL = "Pārrunāt vadības komandā septembrī, pirms plāna apstiprināšanas."
RETURNED = (
    "Papildināt pamatojumu par drošību un psiholoģisko labklājību; ieteikumu izpildē norādīt, kas "
    "vēl jādara."
)
REMARK = "Vai šeit nevajadzētu pieminēt arī otro stundu vērojumu pavasarī?"
FOUND = {
    "meets": "Prasības īsteno ikdienā; ieteikts turpināt pedagogu savstarpējo vērošanu.",
    "partly": "Daļā stundu un starpbrīžu saziņa notiek citā valodā; vajadzīgs plāns un atbalsts.",
    "does_not": "Pārejas prasības nav īstenotas; noteikts plāns ar termiņiem un atkārtots "
    "apmeklējums.",
}
TASKS = (
    ("Sociāli emocionālās mācīšanās stundas katrā klasē", "10 stundas gadā katrā klasē"),
    ("Sarunas ar katra bērna vecākiem", "vismaz 2 sarunas gadā"),
    ("Stundu vērošana un atgriezeniskā saite", "katrs pedagogs vērots reizi semestrī"),
)
RESULTS = ("Īstenots visās klasēs.", "Īstenots lielākajā daļā klašu.", "Īstenots daļēji.")
TALK = "Pārrunāta uzdevumu gaita; vienojāmies, ko paveikt līdz pavasarim."
OWN_WORDS = "Gada laikā stiprināju vadības komandu un stundu vērošanu; vecāku līdzdalība vēl aug."
PROOF = "Vērojumu kopsavilkums, padomes sēžu protokoli, darba plāna izpilde."
CONCLUSIONS = {
    "excellent": "Darbs ir paraugs citiem; pieredzē jādalās pilsētas vadītāju sanāksmēs.",
    "very_good": "Mērķi sasniegti; nākamajā gadā nostiprināt jauno vietnieku darbu.",
    "good": "Galvenais paveikts; jāpilnveido atgriezeniskā saite un sarunas ar vecākiem.",
    "needs_improvement": "Vajadzīgs rīcības plāns ar termiņiem un saruna reizi divos mēnešos.",
}
COMMISSION = "Metodiskā komisija"
OF_COMMISSION = {
    "aims": "Vienota izpratne par snieguma līmeņu aprakstiem visās klašu grupās.",
    "done": "Četras sanāksmes, divas atvērtās stundas, kopīgs uzdevumu krājums.",
    "growth": "Izglītojamie biežāk paši skaidro, kas izdevies un kas vēl jāapgūst.",
    "together": "Sadarbojāmies ar atbalsta personālu un pilsētas metodisko apvienību.",
    "learnt": "Visi komisijas pedagogi apguva atgriezeniskās saites paņēmienus.",
    "support": "Kopīgs plānošanas laiks reizi mēnesī.",
}
OWN = (
    {
        "aims": "Katrā stundā skaidrs sasniedzamais rezultāts; vairāk darba pāros.",
        "done": "Izveidoju uzdevumus dažādos līmeņos un vadīju vienu atvērto stundu.",
        "growth": "Lielākā daļa skolēnu gada noslēguma darbā uzlaboja savu sniegumu.",
        "together": "Ar kolēģiem plānojām tematus; ar vecākiem runājām divas reizes gadā.",
        "learnt": "Kursos apgūtos paņēmienus izmantoju vērtēšanā.",
        "support": "Atbalsts darbā ar skolēniem, kuri tikko mācās valodu.",
    },
    {
        "aims": "Palīdzēt skolēniem argumentēt un pamatot savu viedokli.",
        "done": "Ieviesu nedēļas jautājumu un diskusijas mazās grupās.",
        "growth": "Skolēni biežāk jautā un pamato; rakstu darbos vēl trūkst pamatojuma.",
        "together": "Ar atbalsta personālu sagatavojām individuālus plānus.",
        "learnt": "Vēroju trīs kolēģu stundas un izmēģināju redzēto.",
        "support": "Vairāk mācību līdzekļu darbam grupās.",
    },
    {
        "aims": "Stiprināt bērnu pašvadību un mierīgu gaisotni.",
        "done": "Rīta aplis katru dienu, noteikumi veidoti kopā ar bērniem.",
        "together": "Vecāki piedalījās četrās kopīgās nodarbībās.",
        "learnt": "Apguvu sociāli emocionālās mācīšanās pamatus.",
        "support": "Otrs pieaugušais grupā nodarbību laikā.",
    },
    {
        "aims": "Sākt katru tematu ar problēmu, kuru izglītojamie definē paši.",
        "done": "Pārveidoju trīs tematus; katrā ir pētījums un tā aizstāvēšana.",
        "growth": "Vairāk nekā puse spēj patstāvīgi izvēlēties risinājumu.",
        "together": "Divus tematus mācījām kopā ar citas jomas pedagogu.",
        "learnt": "Pabeidzu kursus par kritiskās domāšanas mācīšanu.",
    },
    {
        "aims": "Skaidrāki vērtēšanas kritēriji, kurus saprot arī vecāki.",
        "done": "Kritērijus veidojām kopā ar klasi un ievietojām e-žurnālā.",
        "together": "Sarunās ar vecākiem rādīju darbu mapes, ne tikai vērtējumus.",
        "support": "Vienota kārtība pārbaudes darbu grafikam.",
    },
    {
        "aims": "Pamanīt un atbalstīt tos, kam mācības padodas viegli.",
        "done": "Piedāvāju papildu uzdevumus un sagatavoju divus dalībniekus olimpiādei.",
        "growth": "Abi ieguva atzinību pilsētā; interese par priekšmetu klasē augusi.",
        "learnt": "Piedalījos pieredzes apmaiņā citā pilsētas skolā.",
        "support": "Stunda nedēļā darbam ar ieinteresētajiem.",
    },
)
"""What teachers write, each with other things that they say nothing of."""
