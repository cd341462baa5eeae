"""The steps with which an installation begins; the authority publishes its own in their place."""

from datetime import datetime

from gaisma.base.seeds import Beginning
from gaisma.quality.prevention.models import Algorithm

SHIPPED = {
    "violence": (
        (
            "Pārtrauciet notiekošo un nodrošiniet, ka neviens vairs nav apdraudēts.",
            "Stop what is happening and make sure that nobody is in danger any more.",
            "Прекратите происходящее и убедитесь, что больше никому ничего не угрожает.",
        ),
        (
            "Ja ir savainojumi, sauciet medmāsu vai 113.",
            "If somebody is hurt, call the nurse or 113.",
            "Если есть пострадавшие, вызовите медсестру или 113.",
        ),
        (
            "Informējiet iestādes vadītāju.",
            "Tell the head of the institution.",
            "Сообщите руководителю учреждения.",
        ),
        (
            "Uzklausiet katru iesaistīto atsevišķi.",
            "Hear everybody involved, each alone.",
            "Выслушайте каждого участника отдельно.",
        ),
        (
            "Tajā pašā dienā informējiet vecākus.",
            "Tell the parents on the same day.",
            "В тот же день сообщите родителям.",
        ),
        (
            "Vienojieties par atbalstu un dienu, kad pārbaudīsiet, vai tas palīdz.",
            "Agree on support, and on the day on which you look whether it helps.",
            "Договоритесь о поддержке и о дне, когда проверите, помогает ли она.",
        ),
    ),
    "bullying": (
        (
            "Uzklausiet bērnu, kurš cieš, un pasakiet, ka viņš nav vainīgs.",
            "Hear the child who suffers, and say that it is not to blame.",
            "Выслушайте пострадавшего ребёнка и скажите, что он не виноват.",
        ),
        (
            "Pierakstiet, kas, kad un kur noticis.",
            "Write down what happened, when and where.",
            "Запишите, что, когда и где произошло.",
        ),
        (
            "Informējiet klases audzinātāju un atbalsta komandu.",
            "Tell the class teacher and the support team.",
            "Сообщите классному руководителю и команде поддержки.",
        ),
        (
            "Runājiet ar pāridarītājiem un viņu vecākiem atsevišķi.",
            "Talk with those who bully, and with their parents, apart.",
            "Отдельно поговорите с обидчиками и с их родителями.",
        ),
        (
            "Strādājiet ar visu klasi, neminot vārdus.",
            "Work with the whole class without naming anybody.",
            "Поработайте со всем классом, не называя имён.",
        ),
        (
            "Pēc divām nedēļām pajautājiet bērnam, vai kļuvis labāk.",
            "Ask the child after two weeks whether it is better.",
            "Через две недели спросите ребёнка, стало ли лучше.",
        ),
    ),
    "missing": (
        (
            "Pajautājiet klasei un pārmeklējiet telpas un teritoriju.",
            "Ask the class, and search the building and the grounds.",
            "Спросите класс, осмотрите здание и территорию.",
        ),
        (
            "Zvaniet bērnam un vecākiem.",
            "Call the child and the parents.",
            "Позвоните ребёнку и родителям.",
        ),
        (
            "Informējiet iestādes vadītāju.",
            "Tell the head of the institution.",
            "Сообщите руководителю учреждения.",
        ),
        (
            "Ja bērns nav atrasts, zvaniet 110: ko bērns valkā, kur pēdējoreiz redzēts.",
            "If the child is not found, call 110: what it wears, where it was last seen.",
            "Если ребёнок не найден, звоните 110: во что одет, где видели в последний раз.",
        ),
        (
            "Kad bērns atrasts, pasakiet visiem, kas meklē, un runājiet ar bērnu.",
            "Once the child is found, tell all who search, and talk with the child.",
            "Когда ребёнок найден, сообщите всем, кто ищет, и поговорите с ребёнком.",
        ),
    ),
    "threat": (
        (
            "Zvaniet 112, ja briesmas ir tūlītējas.",
            "Call 112 if the danger is immediate.",
            "Звоните 112, если опасность непосредственная.",
        ),
        (
            "Informējiet iestādes vadītāju; vadītājs lemj par evakuāciju vai palikšanu telpās.",
            "Tell the head, who decides whether to leave the building or stay inside.",
            "Сообщите руководителю: он решает, эвакуироваться или оставаться внутри.",
        ),
        (
            "Saglabājiet ziņu, kurā izteikti draudi, un nedzēsiet to.",
            "Keep the message that holds the threat; do not delete it.",
            "Сохраните сообщение с угрозой, не удаляйте его.",
        ),
        (
            "Saskaitiet bērnus un pārliecinieties, ka visi ir drošībā.",
            "Count the children and make sure that all are safe.",
            "Пересчитайте детей и убедитесь, что все в безопасности.",
        ),
        (
            "Informējiet vecākus un izglītības pārvaldi, ko tie drīkst zināt.",
            "Tell parents and the authority what they may know.",
            "Сообщите родителям и управлению образования то, что им можно знать.",
        ),
    ),
    "addiction": (
        (
            "Neatstājiet bērnu vienu; ja viņam ir slikti, sauciet 113.",
            "Do not leave the child alone; if it is unwell, call 113.",
            "Не оставляйте ребёнка одного; если ему плохо, вызовите 113.",
        ),
        (
            "Runājiet mierīgi, nepārmeklējiet un neapsūdziet.",
            "Talk calmly; do not search the child nor accuse it.",
            "Говорите спокойно, не обыскивайте и не обвиняйте.",
        ),
        (
            "Informējiet iestādes vadītāju un vecākus.",
            "Tell the head and the parents.",
            "Сообщите руководителю и родителям.",
        ),
        (
            "Ja atrasta viela, nepieskarieties tai un sauciet policiju.",
            "If a substance is found, do not touch it and call the police.",
            "Если найдено вещество, не трогайте его и вызовите полицию.",
        ),
        (
            "Piedāvājiet psihologa vai narkologa palīdzību un vienojieties par atbalstu.",
            "Offer the help of a psychologist or narcologist, and agree on support.",
            "Предложите помощь психолога или нарколога и договоритесь о поддержке.",
        ),
    ),
    "self_harm": (
        (
            "Palieciet kopā ar bērnu un aizvāciet bīstamus priekšmetus.",
            "Stay with the child and take dangerous things away.",
            "Оставайтесь с ребёнком и уберите опасные предметы.",
        ),
        (
            "Ja ir savainojums vai briesmas dzīvībai, zvaniet 113.",
            "If there is an injury or danger to life, call 113.",
            "Если есть травма или угроза жизни, звоните 113.",
        ),
        (
            "Uzklausiet bez pārmetumiem; nesoliet klusēt.",
            "Listen without blame; do not promise to keep silent.",
            "Выслушайте без упрёков; не обещайте молчать.",
        ),
        (
            "Pieaiciniet psihologu un informējiet iestādes vadītāju.",
            "Call in the psychologist and tell the head.",
            "Пригласите психолога и сообщите руководителю.",
        ),
        (
            "Nododiet bērnu vecākiem klātienē un pastāstiet, kur meklēt palīdzību.",
            "Hand the child over to the parents in person, and say where help is found.",
            "Лично передайте ребёнка родителям и скажите, где искать помощь.",
        ),
        (
            "Vienojieties par atbalstu pirms bērna atgriešanās.",
            "Agree on support before the child comes back.",
            "Договоритесь о поддержке до возвращения ребёнка.",
        ),
    ),
    "home": (
        (
            "Uzklausiet bērnu vienu reizi; neizjautājiet par sīkumiem.",
            "Hear the child once; do not question it about details.",
            "Выслушайте ребёнка один раз, не расспрашивайте о подробностях.",
        ),
        (
            "Pierakstiet bērna vārdus tā, kā viņš tos teica.",
            "Write down the child's words as they were said.",
            "Запишите слова ребёнка так, как они были сказаны.",
        ),
        (
            "Nekavējoties informējiet iestādes vadītāju.",
            "Tell the head at once.",
            "Немедленно сообщите руководителю.",
        ),
        (
            "Tajā pašā dienā ziņojiet policijai vai bāriņtiesai; vecākiem pirms tam nezvaniet.",
            "Report to the police or the orphans' court the same day, before you call parents.",
            "В тот же день сообщите полиции или сиротскому суду; до этого родителям не звоните.",
        ),
        (
            "Neatstājiet bērnu bez uzticama pieaugušā.",
            "Do not leave the child without an adult whom it trusts.",
            "Не оставляйте ребёнка без взрослого, которому он доверяет.",
        ),
    ),
}
"""Each step in Latvian, English and Russian."""


def enter(at: datetime) -> None:
    """Enter them as first versions."""
    for situation, steps in SHIPPED.items():
        lv, en, ru = ("\n".join(told) for told in zip(*steps, strict=True))
        Algorithm.objects.create(
            situation=situation,
            version=1,
            steps_lv=lv,
            steps_en=en,
            steps_ru=ru,
            published_at=at,
            changed_at=at,
        )


BEGINNINGS = [Beginning("prevention.algorithms", enter)]
