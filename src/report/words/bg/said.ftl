### Какво казват всички доклади: за факти, заключения, прагове, класове, бележки и ограничения.

## Тежест и брой по тежест

severity-critical = критична
severity-high = висока
severity-medium = средна
severity-low = ниска
severity-info = информативна
severities-critical = { $n ->
    [one] критична
   *[other] критични
}
severities-high = { $n ->
    [one] висока
   *[other] високи
}
severities-medium = { $n ->
    [one] средна
   *[other] средни
}
severities-low = { $n ->
    [one] ниска
   *[other] ниски
}
severities-info = { $n ->
    [one] информативна
   *[other] информативни
}

## Заключения

said-undetermined = неустановено
said-not-applicable = неприложимо
said-clear = без забележки
said-no-finding = без констатация
said-possibly = евентуално { $what }
said-or-worse = { $what }, евентуално { $worse }
said-flagged = констатация: { $severity }

## Изброявания

said-and-more = { $list } и още { $shown }
said-and-at-least = { $list } и поне още { $shown }
said-more = още { $shown }
said-of = { $what } на { $whom }
said-about = { $what } за { $whom }
said-and = { $one } и { $other }
said-or = { $one } или { $other }
said-findings = { $n ->
    [one] { $shown } констатация
   *[other] { $shown } констатации
}
said-undetermined-verdicts = { $n ->
    [one] { $shown } неустановено заключение
   *[other] { $shown } неустановени заключения
}
said-records = { $n ->
    [one] { $shown } запис
   *[other] { $shown } записа
}
said-files = { $n ->
    [one] { $shown } файл
   *[other] { $shown } файла
}

## Факти и нормативни основания

said-unknown = неизвестно
said-taken-as = { $value }, прието за { $taken }
said-instead = { $value } (няма данни за { $untold })
said-set-by = зададено от сценарий { $scenario }, { $place }
said-not-yet = { $cited }, в сила от { $day }
said-ended = { $cited }, в сила до { $day }
said-elsewhere = { $cited }, част от { $framework }

## Защо един факт не е достатъчен за заключение

why-undecided = не е решено
why-told-no-more = вече не се посочва
why-silent = вече не се посочва от { $sources }
why-not-given = не е посочено
why-imprecise = твърде неточно
why-disputed = източниците си противоречат
why-no-source = не е посочен източник
why-later-source = източниците са след датата, към която е докладът
why-no-rate = няма обменен курс от { $from } към { $to } към { $date }
why-before-rates = обменните курсове още не са прочетени
why-by-zero = деление на нула
why-perhaps-by-zero = делителят може да е нула
why-backwards = свършва, преди да е започнало
why-of-negative = корен от отрицателно число
why-perhaps-of-negative = може да е корен от отрицателно число
why-overflow = твърде голямо за изчисляване
why-nothing = няма елементи, от които да се изчисли
why-sample = извадка от { $found }, а правилото изисква { $needed }
why-shared-key = няколко имат един и същ ключ и не е ясно кой се отчита
why-cut-short = потокът е твърде голям, за да бъде проследен
why-not-in-force = към този ден няма стойност в сила
why-outside-calendar = извън календара
why-nobody = няма лице, за което да бъде посочено
why-calendar-length = месеците нямат постоянен брой дни

## Условия за отпадане и отстояние от прага

said-reaches = достигне { $value }
said-exceeds = надхвърли { $value }
said-at-most = е най-много { $value }
said-below = спадне под { $value }
said-is = е { $value }
said-one-of = е едно от { $values }
said-given = бъде посочено
said-now = { $way } (сега { $is })
said-line = { $line } ({ $policy })
said-house-policy = вътрешна политика
said-set-by-run = зададено за това изпълнение
said-margin-at = { $measure } е точно на прага от { $line }
said-margin-times = { $measure } е { $times } прага от { $line }
said-margin-above = { $measure } е { $value }, над прага от { $line }
said-margin-below = { $measure } е { $value }, под прага от { $line }
said-times = { $times } пъти
said-times-least = поне { $times } пъти
said-at-least = поне

## Изложено на риск

stake-shared = { $stake }, отчетено заедно с { $rule } за { $key }: и двете почиват на { $fact }
stake-unconverted = { $stake }, не е отчетено: няма обменен курс
stake-nothing = нищо в констатации
stake-findings = { $n ->
    [one] { $amount } в { $shown } констатация
   *[other] { $amount } в { $shown } констатации
}
stake-open = { $n ->
    [one] { $amount } в { $shown } неустановено заключение
   *[other] { $amount } в { $shown } неустановени заключения
}
stake-rest = { $n ->
    [one] още { $shown } почива на същите факти
   *[other] още { $shown } почиват на същите факти
}
stake-no-rate = { $n ->
   *[other] { $shown } без обменен курс
}

## Общ брой и контролен праг

sums-none = без констатации
sums-known = { $n ->
    [one] { $shown } известна от базата за сравнение
   *[other] { $shown } известни от базата за сравнение
}
sums-changed = { $n ->
    [one] { $shown } на други факти
   *[other] { $shown } на други факти
}
sums-lost = { $n ->
   *[other] { $shown } с изгубени доказателства
}
sums-fixed = { $n ->
    [one] { $shown } отстранена от базата за сравнение
   *[other] { $shown } отстранени от базата за сравнение
}
sums-waived = { $n ->
   *[other] { $shown } с приет риск
}
sums-undetermined = { $n ->
    [one] { $shown } неустановено
   *[other] { $shown } неустановени
}
sums-clear = { $n ->
   *[other] { $shown } без забележки
}
sums-not-applicable = { $n ->
    [one] { $shown } неприложимо
   *[other] { $shown } неприложими
}
sums-disabled = { $n ->
    [one] { $shown } изключено правило
   *[other] { $shown } изключени правила
}
gate-passed = контролен праг: спазен
gate-failed = контролен праг: надхвърлен: { $reasons } ({ $policy })
gate-found = { $shown } { $severity }
gate-new = { $n ->
    [one] { $shown } нова { $severity }
   *[other] { $shown } нови { $severity }
}
gate-changed = { $n ->
    [one] { $shown } { $severity } на други факти
   *[other] { $shown } { $severity } на други факти
}
gate-worse = { $n ->
    [one] { $shown } влошена до { $severity }
   *[other] { $shown } влошени до { $severity }
}
gate-no-longer = { $n ->
    [one] { $shown } вече неустановена, преди { $severity }
   *[other] { $shown } вече неустановени, преди { $severity }
}
gate-possibly = { $shown } евентуално { $severity }
gate-at-stake = { $amount } изложени на риск
gate-possibly-at-stake = евентуално { $amount } изложени на риск
gate-lost = { $n ->
   *[other] { $shown } с изгубени доказателства
}
gate-undetermined = { $n ->
    [one] { $shown } неустановено
   *[other] { $shown } неустановени
}
gate-new-undetermined = { $n ->
    [one] { $shown } ново неустановено
   *[other] { $shown } нови неустановени
}
gate-limit = { $shown } без пълна проверка
gate-grade = { $shown } с клас { $grade } или по-лош
gate-new-grade = { $n ->
    [one] { $shown } нов с клас { $grade } или по-лош
   *[other] { $shown } нови с клас { $grade } или по-лош
}
gate-possibly-grade = { $shown } евентуално с клас { $grade } или по-лош
gate-grade-lost = { $n ->
    [one] { $shown } вече неустановен, преди с клас { $grade } или по-лош
   *[other] { $shown } вече неустановени, преди с клас { $grade } или по-лош
}
gate-policy = { $n ->
    [one] { $shown } промяна на правилата
   *[other] { $shown } промени на правилата
}
gate-budget = { $shown } { $what } при допустими { $allowed }
gate-possibly-budget = евентуално { $shown } { $what } при допустими { $allowed }
gate-budget-of-rule = от { $rule }
gate-budget-of-tag = с етикет { $tag }
gate-requires-records = { $many } { $record }
gate-requires-unreadable = { $many } непрочетени стойности
gate-requires-rates = курсове на под { $under } дни
gate-requires-rule = приложено правило { $rule }
gate-unmet-records = { $shown } { $record } вместо { $required }
gate-unmet-unreadable = { $n ->
    [one] { $shown } непрочетена стойност вместо { $required }
   *[other] { $shown } непрочетени стойности вместо { $required }
}
gate-unmet-rates = курсове на { $days } дни вместо под { $under }
gate-unmet-no-rate = няма курс на по-малко от { $under } дни
gate-unmet-rule-disabled = изискваното правило { $rule } е изключено
gate-unmet-rule-idle = изискваното правило { $rule } не е проверило нищо

## Спрямо базата за сравнение

since-worse = по-тежко, отколкото в базата за сравнение
since-lost = доказателствата са изгубени спрямо базата за сравнение
since-known = известно от базата за сравнение
since-changed = известно от базата за сравнение, но основано на други факти
since-better = по-добре, отколкото в базата за сравнение
since-was = { $since }, където е { $was }
cause-clear = без забележки
cause-not-applicable = неприложимо
cause-record-gone = записът вече го няма
cause-not-formed = вече не се образува
cause-rule-gone = правилото вече го няма
cause-rule-disabled = правилото е изключено

## Класове

grade-nobody = няма кого да се оцени
grade-open = { $n ->
    [one] { $shown } евентуално по-лош
   *[other] { $shown } евентуално по-лоши
}
grade-lost = { $n ->
    [one] { $shown } по-добър само заради изгубени доказателства
   *[other] { $shown } по-добри само заради изгубени доказателства
}
grade-anywhere = { $n ->
    [one] { $shown } заключение може да е за всекиго: { $named }
   *[other] { $shown } заключения може да са за всекиго: { $named }
}
grade-any = { $n ->
    [one] { $shown } заключение, което може да е за всекиго
   *[other] { $shown } заключения, които може да са за всекиго
}
grade-capped = ограничено от { $condition }
grade-unseen = може би още от непълно провереното
grade-regraded = { $n ->
    [one] { $shown } запис е с друг клас
   *[other] { $shown } записа са с друг клас
}

## Сценарии и загуби

run-passed-over = { $n ->
    [one] { $shown } файл е пропуснат: { $files }
   *[other] { $shown } файла са пропуснати: { $files }
}
run-changed = { $n ->
    [one] { $shown } променен факт
   *[other] { $shown } променени факта
}
run-added = { $n ->
    [one] { $shown } елемент, добавен в списъци
   *[other] { $shown } елемента, добавени в списъци
}
run-removed = { $n ->
    [one] { $shown } елемент, изваден от списъци
   *[other] { $shown } елемента, извадени от списъци
}
run-cut = { $n ->
    [one] { $shown } факт, сведен до границите на полето
   *[other] { $shown } факта, сведени до границите на полето
}
run-round = вълна { $round }: { $joined }
run-more-rounds = { $n ->
    [one] … и още { $shown } вълна с { $facts } факта
   *[other] … и още { $shown } вълни с { $facts } факта
}
run-perhaps = може би { $what }
loss-at-first = първоначална загуба: { $amount }: { $named }
loss-by-it = загуба от това: { $amount }: { $named }
loss-nothing = обща загуба: няма
loss-in-all = { $n ->
    [one] обща загуба: { $amount } при { $shown } запис
   *[other] обща загуба: { $amount } при { $shown } записа
}
loss-of-which = { $n ->
   *[other] от които { $shown } { $field }
}
loss-perhaps-more = { $n ->
   *[other] може би още { $shown }
}
loss-unconverted = { $n ->
    [one] { $shown } загуба без обменен курс не е отчетена
   *[other] { $shown } загуби без обменен курс не са отчетени
}
loss-bears = понася я
loss-round = вълна { $round }
loss-loses = губи { $amount }
loss-scenario = сценарий { $name }
loss-scenario-lost = сценарий { $name }, обща загуба: { $amount }
loss-now-certain = { $certain } вече със сигурност
loss-perhaps = { $certain }, може би { $possible }
loss-any = може би всякаква сума
loss-perhaps-any = { $certain }, може би всякаква сума

## Какво не е проверено изцяло

limit-untied = { $n ->
    [one] { $records } не посочва всичко, което го свързва с други, затова не е проверено какво би образувал само той: { $forms }
   *[other] { $records } не посочват всичко, което ги свързва с други, затова не е проверено какво биха образували само те: { $forms }
}
limit-list = не са посочени `{ $list }` на { $records }, затова не е проверено какво биха образували само те: { $forms }
limit-perhaps = { $n ->
    [one] { $records } може би не е част от потока { $flow }: не е проверено какви { $kind } има само с част от тях
   *[other] { $records } може би не са част от потока { $flow }: не е проверено какви { $kind } има само с част от тях
}
limit-nothing = няма запис от вид, който правилата проверяват
limit-walks = в потока { $flow } има повече { $kind } от проверените { $looked_at }{ $lost }: изключете записи с `where`{ $shorter }
limit-walks-lost = , затова експозицията на някои страни към други не е известна
limit-walks-shorter = {" "}или намалете `up to { $most }`
limit-reach = потокът { $flow } продължава отвъд проследените { $followed } звена, затова експозицията на някои страни не е известна: изключете записи с `where` или намалете `up to { $longest }`
limit-groups = не всички { $kind } са проверени
limit-not-drawn = { $n ->
    [one] { $records } не посочва всичко, което трябва да се изобрази
   *[other] { $records } не посочват всичко, което трябва да се изобрази
}
limit-cycles = затворени кръгове
limit-paths = пътища
limit-clusters = клъстери
limit-components = свързани групи
limit-cut-points = точки на прекъсване

## Бележки

note-empty-file = в { $path } няма записи
note-chosen = { $n ->
    [one] показано е само установеното по { $rules }: не са показани { $findings } и { $undetermined } по други правила, а контролният праг отчита всичко
   *[other] показано е само установеното по { $rules }: не са показани { $findings } и { $undetermined } по други правила, а контролният праг отчита всичко
}
note-shadowed = { $n ->
    [one] `{ $name }` е собствено на проекта ({ $by }), а един пакет има { $others }
   *[other] `{ $name }` е собствено на проекта ({ $by }), а други пакети имат { $others }
}
note-english = английски
note-bulgarian = български
note-untold = { $n ->
    [one] { $shown } правило няма текст на { $lang } или го има само отчасти; остава собственият му текст: { $rules }
   *[other] { $shown } правила нямат текст на { $lang } или го имат само отчасти; остава собственият им текст: { $rules }
}
note-untold-others = { $n ->
    [one] { $shown } поле, параметър или друго подобно няма име на този език
   *[other] { $shown } полета, параметри и други подобни нямат име на този език
}
note-untold-both = { $note }; { $others }
note-untold-no-rule = правилата са на { $lang }, но { $others }: остава собственото
note-ungraded = няма { $record }, който да бъде оценен по { $scorecards }
note-grades-gone = { $n ->
    [one] { $shown } клас от базата за сравнение е на запис, който вече не се оценява
   *[other] { $shown } класа от базата за сравнение са на записи, които вече не се оценяват
}
note-idle-made = в тези записи няма { $record }, който да бъде проверен по { $rules }
note-idle = сред записите няма { $record }, затова по { $rules } нищо не е проверено
note-lapsed = { $n ->
    [one] { $shown } правило няма нормативно основание, което е в сила към { $day }: { $rules }
   *[other] { $shown } правила нямат нормативно основание, което е в сила към { $day }: { $rules }
}
note-other-day = базата за сравнение е към { $then }, а това изпълнение – към { $now }
note-looser-gate = контролният праг е по-хлабав от този на базата за сравнение: { $key } е { $now }, преди { $then }
note-other-policy = базата за сравнение е приета при други правила или параметри; това, което те изчистват, не е станало по-добро
note-other-rules = правилата не са тези, с които е изготвена базата за сравнение: { $changes }
note-changed = { $path } е променен
note-new = { $path } е нов
note-gone = { $path } вече го няма
note-other-param = { $name } е { $now }, а в базата за сравнение – { $then }
note-lost = { $n ->
    [one] изгубени са доказателствата за { $shown } констатация от базата за сравнение, за която фактите вече не говорят: { $findings }
   *[other] изгубени са доказателствата за { $shown } констатации от базата за сравнение, за които фактите вече не говорят: { $findings }
}
note-fixed = { $n ->
    [one] { $shown } констатация от базата за сравнение вече не е налице: { $causes }
   *[other] { $shown } констатации от базата за сравнение вече не са налице: { $causes }
}
note-slack = допустимият брой може да се намали: { $budgets }
note-slack-of = { $n } { $what } (сега { $allowed })
note-look-alike = `{ $plain }` и `{ $other }` на { $record } изглеждат еднакво, но са различни: само едното съдържа { $odd }{ $at }
note-more-pairs = { $n ->
    [one] { $note }; така е при още { $shown } двойка
   *[other] { $note }; така е при още { $shown } двойки
}
note-unseen = `{ $field }` на { $record } съдържа { $sign }, който не се вижда{ $at }
note-more-so = { $n ->
   *[other] { $note }; така е при още { $shown }
}
note-odd-rate = обменният курс { $rate }{ $at } { $flaw }
note-odd-rates = { $n ->
    [one] още { $shown } обменен курс { $flaw }
   *[other] още { $shown } обменни курса: всеки { $flaw }
}
note-rate-pair = не посочва и двете валути, затова не превалутира нищо
note-rate-same = е на валута към самата нея, затова не превалутира нищо
note-rate-day = не посочва своя ден, затова може да е последният към всяка дата
note-rate-rate = не посочва стойност над нула, затова превалутираното не е известно
note-old-rate = сумите в { $from } са превалутирани в { $to } към { $at } по курсове, най-старият от които е отпреди { $days } дни: { $rates }
note-other-days = { $note }; също и към други дати
note-later = { $n ->
    [one] { $shown } източник е след датата, към която е докладът, { $day }, и не е доказателство към нея; казаното в него все пак е взето предвид: { $sources }
   *[other] { $shown } източника са след датата, към която е докладът, { $day }, и не са доказателство към нея; казаното в тях все пак е взето предвид: { $sources }
}
said-waived = рискът е приет до { $until } от { $by }: { $because }
note-failed-baseline = базата за сравнение е отчет, чийто контролен праг е надхвърлен: каквото го е надхвърлило, сега се пропуска
note-former-words = приет е рискът от { $then }, което сега се нарича { $now }: впишете новите имена ({ $by }; { $at })
note-waiver-ends = приемането на риска от { $about } изтича на { $until } ({ $by }; { $at })
note-waiver-expired = приемането на риска от { $about } е изтекло на { $until } и вече не покрива нищо ({ $by }; { $at })
note-waiver-lapsed = приемането на риска от { $about } не покрива нищо: { $why } ({ $by }; { $at })
note-waiver-rose = констатацията е или може да е по-тежка от тази, за която е дадено
note-waiver-rose-by = констатацията е или може да е по-тежка от тази, за която е дадено: { $changes }
note-waiver-other-rule = правилото вече изисква друго, а не това, при което е дадено
note-waiver-several = няколко записа имат този ключ
note-waiver-other-evidence = дадено е при други факти: { $changes }
note-waiver-lost = фактите вече не показват дали констатацията е толкова тежка
note-waiver-lost-by = фактите вече не показват дали констатацията е толкова тежка, защото липсва { $missing }
note-waiver-near = такава констатация няма ({ $cause }); може би `{ $near }`?
note-waiver-orphan = такава констатация няма ({ $cause })
note-waiver-fact = { $path } е { $is }, а беше { $was }
note-waiver-fact-gone = { $path } беше { $was }
note-waiver-fact-new = { $path } е { $is }, а не е било сред фактите
note-unexplained = { $n ->
    [one] не е показано как се стига до { $shown } констатация: показва се само за { $worst } най-тежки по всяко правило
   *[other] не е показано как се стига до { $shown } констатации: показва се само за { $worst } най-тежки по всяко правило
}

## Какво още трябва да се знае, по видове

remark-limits = { $n ->
    [one] { $shown } ограничение на проверката
   *[other] { $shown } ограничения на проверката
}
remark-lost = { $n ->
    [one] { $shown } констатация с изгубени доказателства
   *[other] { $shown } констатации с изгубени доказателства
}
remark-disabled = { $n ->
    [one] { $shown } изключено правило
   *[other] { $shown } изключени правила
}
remark-amended = { $n ->
    [one] { $shown } изменено правило
   *[other] { $shown } изменени правила
}
remark-params = { $n ->
    [one] { $shown } параметър, зададен при изпълнението
   *[other] { $shown } параметъра, зададени при изпълнението
}
remark-skipped = { $n ->
    [one] { $shown } пропуснат файл
   *[other] { $shown } пропуснати файла
}
remark-changes = { $n ->
    [one] { $shown } промяна по сценария
   *[other] { $shown } промени по сценария
}
remark-notes = { $n ->
    [one] { $shown } бележка
   *[other] { $shown } бележки
}
remark-fixed = { $n ->
    [one] { $shown } отстранена констатация
   *[other] { $shown } отстранени констатации
}
remark-scorecards = { $n ->
    [one] { $shown } оценъчна карта
   *[other] { $shown } оценъчни карти
}
remark-is-disabled = { $rule } е изключено ({ $at })
remark-is-amended = { $rule } е изменено ({ $at })
remark-is-set = { $param } е { $value }, зададено при това изпълнение
remark-param = { $param } е { $value }
remark-in-baseline = { $what }, в базата за сравнение { $severity }
remark-waits = { $what }; зависи от { $missing }
