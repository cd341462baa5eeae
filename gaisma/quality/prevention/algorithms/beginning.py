"""The steps with which an installation begins; the authority publishes its own in their place."""

from datetime import datetime

from gaisma.base.seeds import Beginning
from gaisma.quality.prevention.models import LANGUAGES, Algorithm

SHIPPED: dict[str, tuple[tuple[str, str, str, str, str], ...]] = {
    "harm": (
        (
            "noticer",
            "now",
            "Paliek kopā ar izglītojamo un uzklausa bez pārmetumiem; nesola klusēt.",
            "Stay with the learner and listen without blame; do not promise to keep silent.",
            "Остаться с обучающимся и выслушать без упрёков; не обещать молчать.",
        ),
        (
            "noticer",
            "now",
            "Ja dzīvība ir apdraudēta, zvana 113 un gaida mediķus kopā ar izglītojamo.",
            "If life is in danger, call 113 and wait for the medics with the learner.",
            "Если жизнь под угрозой, позвонить 113 и ждать медиков вместе с обучающимся.",
        ),
        (
            "noticer",
            "now",
            "Informē psihologu un iestādes vadītāju.",
            "Tell the psychologist and the head.",
            "Сообщить психологу и руководителю.",
        ),
        (
            "psychologist",
            "day",
            "Novērtē risku un pieraksta, kas nolemts.",
            "Assess the risk and write down what was decided.",
            "Оценить риск и записать, что решено.",
        ),
        (
            "head",
            "day",
            "Informē vecākus un nodod izglītojamo viņiem klātienē.",
            "Tell the parents and hand the learner over to them in person.",
            "Сообщить родителям и лично передать им обучающегося.",
        ),
        (
            "psychologist",
            "next_day",
            "Pārrunā ar vecākiem, kur saņemt palīdzību: ģimenes ārsts, psihiatrs, tālrunis 116111.",
            "Talk with the parents about where help is found: family doctor, psychiatrist, "
            "phone 116111.",
            "Обсудить с родителями, где получить помощь: семейный врач, психиатр, телефон 116111.",
        ),
        (
            "team",
            "three_days",
            "Vienojas par atbalstu un par to, kurš katru dienu ir blakus.",
            "Agree on support, and on who is near every day.",
            "Договориться о поддержке и о том, кто рядом каждый день.",
        ),
        (
            "psychologist",
            "two_weeks",
            "Tiekas ar izglītojamo vēlreiz un pārskata atbalstu.",
            "Meet the learner again and review the support.",
            "Снова встретиться с обучающимся и пересмотреть поддержку.",
        ),
    ),
    "violence": (
        (
            "noticer",
            "now",
            "Pārtrauc notiekošo un pārliecinās, ka neviens vairs nav apdraudēts.",
            "Stop what is happening and make sure that nobody is in danger any more.",
            "Прекратить происходящее и убедиться, что больше никому ничего не угрожает.",
        ),
        (
            "noticer",
            "now",
            "Ja kāds ir cietis, sauc medmāsu vai zvana 113.",
            "If somebody is hurt, call the nurse or 113.",
            "Если кто-то пострадал, позвать медсестру или позвонить 113.",
        ),
        (
            "noticer",
            "day",
            "Rakstiski ziņo iestādes vadītājam, kas, kad un kur noticis.",
            "Report to the head in writing what happened, when and where.",
            "Письменно сообщить руководителю, что, когда и где произошло.",
        ),
        (
            "social_pedagogue",
            "day",
            "Uzklausa katru iesaistīto atsevišķi, vispirms cietušo.",
            "Hear everybody involved, each alone, whoever suffered first.",
            "Выслушать каждого участника отдельно, первым – пострадавшего.",
        ),
        (
            "class_teacher",
            "day",
            "Informē visu iesaistīto vecākus.",
            "Tell the parents of all involved.",
            "Сообщить родителям всех участников.",
        ),
        (
            "head",
            "next_day",
            "Izvērtē, vai jāziņo policijai, bāriņtiesai vai sociālajam dienestam, un to izdara.",
            "Decide whether the police, the orphans’ court or the social service must "
            "know, and tell them.",
            "Решить, нужно ли сообщить полиции, сиротскому суду или социальной службе, и сообщить.",
        ),
        (
            "team",
            "week",
            "Sagatavo atbalsta plānu cietušajam un tam, kurš darījis pāri.",
            "Plan support for who suffered and for who did it.",
            "Составить план поддержки для пострадавшего и для обидчика.",
        ),
        (
            "class_teacher",
            "month",
            "Pārliecinās, ka cietušais klasē jūtas droši.",
            "Make sure that whoever suffered feels safe in the class.",
            "Убедиться, что пострадавший чувствует себя в классе в безопасности.",
        ),
    ),
    "absence": (
        (
            "class_teacher",
            "now",
            "Sazinās ar vecākiem un noskaidro, kur izglītojamais ir un kāpēc neierodas.",
            "Reach the parents and find out where the learner is and why it does not come.",
            "Связаться с родителями и выяснить, где обучающийся и почему не приходит.",
        ),
        (
            "class_teacher",
            "next_day",
            "Ja vecāki nav sasniedzami, informē sociālo pedagogu un iestādes vadītāju.",
            "If the parents cannot be reached, tell the social pedagogue and the head.",
            "Если с родителями не связаться, сообщить социальному педагогу и руководителю.",
        ),
        (
            "social_pedagogue",
            "three_days",
            "Uzaicina ģimeni uz sarunu vai apmeklē to dzīvesvietā.",
            "Invite the family to a talk, or visit it at home.",
            "Пригласить семью на беседу или посетить её дома.",
        ),
        (
            "class_teacher",
            "three_days",
            "Reģistrē neattaisnotos kavējumus un iemeslu Valsts izglītības informācijas sistēmā.",
            "Enter the unexcused absences and the reason in the State Education "
            "Information System.",
            "Внести неоправданные пропуски и причину в Государственную информационную "
            "систему образования.",
        ),
        (
            "team",
            "week",
            "Vienojas ar izglītojamo un ģimeni par atgriešanās plānu.",
            "Agree with the learner and the family on a plan of return.",
            "Договориться с обучающимся и семьёй о плане возвращения.",
        ),
        (
            "head",
            "two_weeks",
            "Ja izglītojamais neatgriežas, ziņo pašvaldībai, sociālajam dienestam vai bāriņtiesai.",
            "If the learner does not return, tell the municipality, the social service or "
            "the orphans’ court.",
            "Если обучающийся не возвращается, сообщить самоуправлению, социальной службе или "
            "сиротскому суду.",
        ),
        (
            "owner",
            "month",
            "Pārbauda, vai plāns palīdz, un vajadzības gadījumā to maina.",
            "Look whether the plan helps, and change it where needed.",
            "Проверить, помогает ли план, и при необходимости изменить его.",
        ),
    ),
    "leaving": (
        (
            "class_teacher",
            "day",
            "Aprunājas ar izglītojamo: kas traucē mācīties un kas varētu palīdzēt.",
            "Talk with the learner: what hinders learning, and what might help.",
            "Поговорить с обучающимся: что мешает учиться и что могло бы помочь.",
        ),
        (
            "class_teacher",
            "three_days",
            "Pārrunā situāciju ar vecākiem; ja izglītojamais ir pilngadīgs, ar viņu pašu.",
            "Talk it over with the parents; with the learner alone, if of age.",
            "Обсудить ситуацию с родителями, с совершеннолетним – с ним самим.",
        ),
        (
            "team",
            "week",
            "Izvērtē sekmes, kavējumus un vajadzības; nosaka galveno risku.",
            "Look at marks, absences and needs; name the main risk.",
            "Оценить успеваемость, пропуски и потребности; определить главный риск.",
        ),
        (
            "owner",
            "week",
            "Ieplāno atbalstu: konsultācijas, individuālu plānu, psihologu vai transportu.",
            "Plan support: consultations, an individual plan, a psychologist or transport.",
            "Запланировать поддержку: консультации, индивидуальный план, психолога или транспорт.",
        ),
        (
            "owner",
            "two_weeks",
            "Piesaista karjeras konsultantu un pārrunā citas izglītības iespējas.",
            "Bring in the career adviser and talk over other ways of education.",
            "Привлечь карьерного консультанта и обсудить другие возможности образования.",
        ),
        (
            "head",
            "two_weeks",
            "Ja izglītojamais tomēr grib aiziet, tiekas ar viņu un ģimeni pirms lēmuma.",
            "If the learner wants to leave all the same, meet them and the family before "
            "it is decided.",
            "Если обучающийся всё же хочет уйти, встретиться с ним и семьёй до решения.",
        ),
        (
            "owner",
            "month",
            "Pārskata, vai atbalsts palīdz, un vienojas par turpmāko.",
            "Review whether the support helps, and agree on what follows.",
            "Проверить, помогает ли поддержка, и договориться о дальнейшем.",
        ),
    ),
    "at_home": (
        (
            "noticer",
            "now",
            "Uzklausa bērnu vienu reizi un neizjautā par sīkumiem.",
            "Hear the child once, and do not question it about details.",
            "Выслушать ребёнка один раз и не расспрашивать о подробностях.",
        ),
        (
            "noticer",
            "now",
            "Pieraksta bērna vārdus tā, kā tie teikti, un informē iestādes vadītāju.",
            "Write down the child’s words as they were said, and tell the head.",
            "Записать слова ребёнка так, как они сказаны, и сообщить руководителю.",
        ),
        (
            "head",
            "day",
            "Ziņo policijai vai bāriņtiesai; pirms tam vecākiem nezvana.",
            "Report to the police or the orphans’ court; do not call the parents before.",
            "Сообщить полиции или сиротскому суду; до этого не звонить родителям.",
        ),
        (
            "psychologist",
            "day",
            "Paliek kopā ar bērnu, līdz ir zināms, kur viņš ir drošībā.",
            "Stay with the child until it is known where it is safe.",
            "Оставаться с ребёнком, пока не станет известно, где он в безопасности.",
        ),
        (
            "social_pedagogue",
            "week",
            "Sazinās ar sociālo dienestu un vienojas par atbalstu.",
            "Talk with the social service and agree on support.",
            "Связаться с социальной службой и договориться о поддержке.",
        ),
    ),
}
"""Of each step: who does it within which time, and its text in Latvian, English and Russian."""


def enter(at: datetime) -> None:
    """Enter them as first versions."""
    for situation, steps in SHIPPED.items():
        names = ("who", "within", *LANGUAGES)
        Algorithm.objects.create(
            situation=situation,
            version=1,
            steps=[dict(zip(names, step, strict=True)) for step in steps],
            published_at=at,
            changed_at=at,
        )


BEGINNINGS = [Beginning("prevention.algorithms", enter)]
