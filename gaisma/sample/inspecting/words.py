"""What the commissions of Paraugpils found and wrote, in the language of its institutions."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """Something that is not in order: the item, the words, how much it weighs, days to mend it."""

    item: str
    what: str
    place: str
    severity: str
    mends: str
    days: int


FAULTS = (
    Fault("exits", "Evakuācijas izeju aizsprosto galdi un krēsli", "1. stāvs, pie sporta zāles",
          "serious", "institution", 4),
    Fault("playground", "Šūpoļu stiprinājums ir vaļīgs", "Rotaļu laukums pagalmā",
          "serious", "institution", 7),
    Fault("extinguishers", "Diviem ugunsdzēšamajiem aparātiem beidzies pārbaudes termiņš",
          "2. stāva gaitenis", "slight", "institution", 10),
    Fault("paths", "Celiņa plāksnes pie ieejas ir izcilātas", "Galvenā ieeja",
          "slight", "authority", 21),
    Fault("inside", "Pacēlājs nedarbojas", "Kāpnes uz 2. stāvu", "serious", "authority", 60),
    Fault("light", "Trīs gaismekļi nedeg", "214. kabinets", "slight", "institution", 7),
    Fault("fixed", "Plaukts nav piestiprināts pie sienas", "Bibliotēka",
          "serious", "institution", 3),
    Fault("alarm", "Trauksmes zvanu nedzird mājturības kabinetā", "Pagraba stāvs",
          "dangerous", "authority", 8),
)  # fmt: skip
FAULT_OF = {fault.item: fault for fault in FAULTS}

REMARKS = {
    "sanitary": "Ieteicams nomainīt ziepju dozatorus pirmā stāva tualetēs.",
    "rooms": "Remonts 3. stāvā pabeigts, mēbeles jāsaliek vietās līdz 30. augustam.",
    "surroundings": "Vārtu slēdzene strādā, tuvākajā laikā to ieteicams nomainīt.",
}
CONCLUSIONS = {
    "ready": "Iestāde ir gatava jaunajam mācību gadam.",
    "with_defects": "Mācību gadu var sākt; trūkumi jānovērš noteiktajos termiņos.",
    "not_ready": "Mācību gadu nevar sākt, kamēr nav sadzirdama trauksme visās telpās.",
}
MENDED = "Novērsts, telpa sakārtota"
SEEN = {
    "exits": "Galdi un krēsli evakuācijas izejas priekšā",
    "playground": "Šūpoles ar vaļīgu stiprinājumu",
    "plans": "Evakuācijas plāns pie kāpnēm",
}
