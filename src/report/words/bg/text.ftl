### Какво казват текстът, Markdown и докладите от стрес тест около констатациите.

## Текст

text-clears-when = отпада, когато
text-remedy = мярка
text-cites = основание
text-at-stake = изложено на риск
text-not-told = няма данни за
text-sources = източници
text-waits-for = зависи от
text-possibly = евентуално
text-decided-by = { $severity }: зависи от { $missing }
text-says = { $source } сочи
text-outranked-says = { $source }, с по-малка сила, сочи
text-both-rest = и двете почиват на { $fact }
text-counted-with = { $what } (отчетено заедно с { $rule })
text-and-more = … и още { $shown }
text-more-findings = { $n ->
    [one] … и още една констатация
   *[other] … и още { $shown } констатации
}
text-known-findings = { $n ->
    [one] една констатация е известна от базата за сравнение
   *[other] { $shown } констатации са известни от базата за сравнение
}
text-known-undetermined = { $n ->
    [one] едно неустановено заключение е известно от базата за сравнение
   *[other] { $shown } неустановени заключения са известни от базата за сравнение
}
text-more-undetermined = { $n ->
    [one] … и още едно неустановено заключение
   *[other] … и още { $shown } неустановени заключения
}
text-more-lost = { $n ->
    [one] … и още една констатация с изгубени доказателства
   *[other] … и още { $shown } констатации с изгубени доказателства
}
text-more-missing = { $n ->
    [one] … и още един вид липсващи факти
   *[other] … и още { $shown } вида липсващи факти
}
text-more-grades = { $n ->
    [one] … и още един клас
   *[other] … и още { $shown } класа
}
text-more-verdicts = { $n ->
    [one] … и още едно заключение
   *[other] … и още { $shown } заключения
}
text-grades = Класове
text-findings = Констатации
text-as-of = към { $day }
text-undetermined = { $n ->
    [one] неустановено
   *[other] неустановени
}
text-may-be-at-stake = може би { $amount } изложени на риск
text-found-by = констатации по
text-left-open-by = неустановени по
text-more-rules = { $n ->
    [one] { $rules } и още { $shown } правило
   *[other] { $rules } и още { $shown } правила
}
text-what-to-ask = Какво да се поиска
text-waits = { $n ->
    [one] нужно за { $shown } заключение, решава { $settles }, тежест до { $severity }
   *[other] нужно за { $shown } заключения, решава { $settles }, тежест до { $severity }
}
text-note = бележка:
text-limit = ограничение:
text-basis = { $records } от { $files }, към { $day }; общи суми в { $currency }
text-under = { $basis }; нормативни основания по { $frameworks }

## Markdown

md-verdicts = заключения
md-at-stake = изложено на риск
md-findings = констатации
md-known = известни от базата за сравнение
md-changed = от тях на други факти
md-lost = с изгубени доказателства
md-fixed = отстранени от базата за сравнение
md-waived = с приет риск
md-basis = { $records } от { $files }, към { $day }; общи суми в { $currency }.
md-scenario = По сценарий { $name }: { $title }.
md-stake = Изложено на риск: { $amount }.
md-below-gate = Констатации под контролния праг
md-left-out = { $n ->
    [one] … още { $shown } констатация не е показана: { $findings }
   *[other] … още { $shown } констатации не са показани: { $findings }
}
md-below-best = { $n ->
    [one] { $shown } под най-добрия клас
   *[other] { $shown } под най-добрия клас
}
md-undetermined = Неустановени
md-first-waits = зависи най-напред от
md-up-to = най-много
md-fact = факт
md-of = на
md-value = стойност
md-place = място
md-by = { $key } по { $scorecard }
md-at-stake-of = **изложено на риск:** { $amount }
md-possibly = **евентуално { $severity }:** зависи от { $missing }
md-waits-for = **зависи от** { $missing }
md-clears-when = **отпада, когато** { $way }
md-more-ways = { $n ->
    [one] … и още { $shown } условие за отпадане
   *[other] … и още { $shown } условия за отпадане
}
md-to-do = мярка
md-cites = основание
md-sources = източници

## Стрес тест

stress-scenarios = { $n ->
    [one] { $shown } сценарий към { $day }
   *[other] { $shown } сценария към { $day }
}
stress-scenario = сценарий
stress-what-turns = какво се променя
stress-none = няма
stress-amounts = Общите суми са в { $currency }.
stress-regraded = **{ $after }**, преди { $before }
stress-at-stake = изложено на риск { $amount }
stress-by-rule = Констатации по правила
stress-rule = правило
stress-so-many-open = `(n?)`: брой неустановени.
stress-left-out = { $n ->
    [one] Още { $shown } правило не е показано.
   *[other] Още { $shown } правила не са показани.
}
stress-silent = { $n ->
    [one] По още { $shown } няма констатации в нито един случай.
   *[other] По още { $shown } няма констатации в нито един случай.
}
stress-without = изложено на риск без сценарий:
stress-grades = класове:
stress-appear = { $n ->
    [one] възниква { $shown } констатация
   *[other] възникват { $shown } констатации
}
stress-worsen = { $n ->
    [one] влошава се { $shown } констатация
   *[other] влошават се { $shown } констатации
}
stress-improve = { $n ->
    [one] подобрява се { $shown } констатация
   *[other] подобряват се { $shown } констатации
}
stress-disappear = { $n ->
    [one] отпада { $shown } констатация
   *[other] отпадат { $shown } констатации
}
stress-open = { $n ->
    [one] { $shown } заключение става неустановено
   *[other] { $shown } заключения стават неустановени
}
stress-shift = { $n ->
    [one] при { $shown } заключение се променя само евентуалното
   *[other] при { $shown } заключения се променя само евентуалното
}
stress-settle = { $n ->
    [one] { $shown } неустановено заключение става „без забележки“
   *[other] { $shown } неустановени заключения стават „без забележки“
}
stress-no-turn = не се променя нито едно заключение
stress-appears = възниква
stress-appears-was = възниква, преди { $before }
stress-worsens = влошава се, преди { $before }
stress-improves = подобрява се, преди { $before }
stress-disappears = отпада, преди { $before }
stress-opens = вече не е установено, преди без констатация
stress-opens-was = вече не е установено, преди { $before }
stress-settles = установено, преди неустановено
stress-shifts = евентуално { $after }, преди евентуално { $before }
stress-no-longer = вече не евентуално { $before }
stress-now = вече евентуално { $after }
stress-now-worse = вече евентуално по-тежко
stress-all-findings = всички констатации
stress-find-nothing = { $n ->
    [one] по още едно правило няма констатации в нито един случай
   *[other] по още { $shown } правила няма констатации в нито един случай
}
stress-legend = + нови или влошени, - отпаднали или по-леки, ? вече неустановени, ~ променено евентуално
stress-base = без

## Писма с искания

letter-nothing = няма какво да се поиска
letter-nobody = не е известно кого може да се попита
letter-letters = { $n ->
    [one] { $shown } писмо
   *[other] { $shown } писма
}
letter-requests = Искания към { $day }: { $letters }
letter-requests-of = Искания за { $project } към { $day }: { $letters }
letter-cover = Този лист е за изпращача. Всяко писмо стои между две линии и не казва нищо за заключенията, нито какво се иска от други.
letter-to = до
letter-facts = факти
letter-verdicts = заключения, най-много
letter-find-out = да се установи
letter-find-out-head = Да се установи
letter-find-out-intro = Записите не показват кого да се попита. Обменните курсове идват от отдел „Трежъри“ или от публикуван източник.
letter-head = Искане за информация
letter-addressee = **До:** { $to }
letter-intro = Във връзка с нашия преглед към { $day } Ви молим да посочите следните факти. { $how }
letter-intro-of = Във връзка с нашия преглед на { $project } към { $day } Ви молим да посочите следните факти. { $how }
letter-how = Моля, за всеки от тях посочете числото или текста, деня или периода, за който се отнася, и документа, който го удостоверява. Ако не знаете точната стойност, посочете интервал; ако нещо не съществува или не е приложимо, моля, напишете го.
letter-role = По нашите данни Вашата роля тук е: { $roles }.
letter-no = №
letter-asked = какво искаме
letter-known = какво знаем досега
letter-needed = за какво е нужно
letter-answer = Вашият отговор
letter-document = документ и дата
letter-all-known = всичко известно по въпроса
letter-known-nothing = нищо

## Обяснения

explain-on = { $rule } за { $record } { $key }
explain-rule = правило:
explain-scorecard = оценъчна карта:
explain-tags = етикети:
explain-amended = изменено:
explain-record = запис:
explain-verdict = заключение:
explain-unless = освен ако (unless)
explain-flag = { $severity }, когато (flag)
explain-amount = сума (amount)
explain-above = { $text }, както по-горе
explain-together = { $more }, общо { $rest }
explain-decided-by = зависи от
explain-param = параметър
explain-not-cited = извън основанията
explain-set = { $param }, зададено при изпълнението
explain-set-at = { $param }, зададено при изпълнението в { $place }
explain-none = няма в сила
explain-taken = { $param }, към { $place }
explain-since = { $value } от { $day }
explain-true = вярно
explain-false = невярно
explain-for-each = { $rule } за всеки { $subject }
explain-cites = основание
explain-asks-for = нужни данни
explain-params = параметри
explain-made-of = съставено от
explain-from = { $text } от { $day }
explain-until = { $text } до { $day }
explain-under = { $text } по { $framework }
explain-for = { $text }, за { $rung }
explain-lapsed = { $text }; не е в сила за това изпълнение
explain-of = { $param }, от { $values }
explain-declared = { $param }; обявено в { $place }

## Отговори на explain в Markdown

answer-left-out = { $n ->
    [one] … и още { $shown } ред не е показан
   *[other] … и още { $shown } реда не са показани
}
answer-as-of = Към { $day }
answer-under = { $basis }, по сценарий { $scenario }
answer-margin = отстояние
answer-amended = изменено
answer-possibly = Евентуално: { $because }
answer-baseline = база за сравнение
answer-tags = етикети
answer-type = тип
answer-meaning = значение
