### Какво казва страницата за себе си.

html-what = Доклад за риска по сделки
html-what-stress = Доклад от стрес тест
html-what-verdict = Защо правилото казва това
html-what-grade = Защо класът е такъв
html-what-rule = Какво е правилото
html-what-code = Какво означава диагностичният код
html-title = { $project }: { $what } към { $day }
html-title-always = { $project }: { $what }
html-untitled = Сделки
html-as-of = към
html-day = { $day } { $month } { $year } г.
html-skip = Към отговора
html-sections = Раздели
html-footer = При едни и същи записи, правила, дата и настройки докладът е един и същ. Той показва какво следва от правилата за фактите в изходните файлове по-горе и не е съвет.

## Месеци

html-month-01 = януари
html-month-02 = февруари
html-month-03 = март
html-month-04 = април
html-month-05 = май
html-month-06 = юни
html-month-07 = юли
html-month-08 = август
html-month-09 = септември
html-month-10 = октомври
html-month-11 = ноември
html-month-12 = декември

## Заключения

html-severity = Тежест
html-critical = критична
html-high = висока
html-medium = средна
html-low = ниска
html-info = информативна
html-possibly = евентуално
html-undetermined = неустановено
html-clear = без забележки
html-not-applicable = неприложимо
html-na = н.п.
html-none = без констатация

## Отговор

html-answer = Отговор
html-and = и
html-findings-on = { $n ->
    [one] констатация за
   *[other] констатации за
}
html-subjects = { $n ->
    [one] { $shown } обект
   *[other] { $shown } обекта
}
html-gate-fails = Контролният праг е надхвърлен.
html-gate-met = Контролният праг е спазен.
html-gate-none = Не е зададен контролен праг.
html-fails-the-gate = проваля прага
html-waived = с приет риск
html-nothing = Няма констатации.
html-nothing-of = При проверката на записите по { $rules } заключението е „без забележки“ { $n ->
    [one] веднъж
   *[other] { $shown } пъти
}.
html-nothing-link = Кои правила какво са проверили
html-since-baseline = Спрямо базата за сравнение:
html-lead-new = { $shown } нови на или над прага
html-lead-worse = { $shown } влошени
html-lead-changed = { $shown } основани на други факти
html-lead-lost = { $shown } с изгубени доказателства
html-lead-fixed = { $shown } отстранени
html-lead-known = { $shown } известни
html-open = { $n ->
    [one] { $shown } заключение не може да се направи, защото липсва факт
   *[other] { $shown } заключения не могат да се направят, защото липсва факт
}
html-open-worst = { $n ->
    [one] ; { $shown } от тях може да е { $severity }
   *[other] ; { $shown } от тях може да са с тежест „{ $severity }“
}
html-worse = { $n ->
    [one] { $shown } констатация може да е по-тежка от показаното.
   *[other] { $shown } констатации може да са по-тежки от показаното.
}
html-worst = Най-тежките констатации и изложените на риск суми
html-worst-new = Новите и влошените констатации и изложените на риск суми
html-new-since = нова спрямо базата за сравнение
html-why-short = Защо
html-at-stake = Изложено на риск
html-drawn = В мащаб
html-key-certain = сигурно
html-key-maybe = възможно
html-key-open = без горна граница
html-key-unknown = неизвестно
html-key-once = Какво е изложено на риск по всяка констатация; една и съща сума може да участва в няколко.
html-stake-head = Изложено на риск общо: { $amount }, в { $n ->
    [one] { $shown } констатация
   *[other] { $shown } констатации
}
html-stake-once = Всяка причина се брои веднъж: от сумите, които почиват на един и същ факт, се взема само най-голямата.
html-stake-shared = { $n ->
    [one] Още { $shown } заключение почива на вече отчетени факти.
   *[other] Още { $shown } заключения почиват на вече отчетени факти.
}
html-stake-unconverted = { $n ->
    [one] { $shown } сума не е отчетена, защото за нея няма обменен курс.
   *[other] { $shown } суми не са отчетени, защото за тях няма обменен курс.
}
html-all-verdicts = { $n ->
    [one] Единственото заключение
   *[other] Всички { $shown } заключения
}
html-settle-most = Фактите, от които зависи най-много:
html-verdicts-of = { $n ->
    [one] { $shown } заключение
   *[other] { $shown } заключения
}
html-requests-link = Какво да се поиска, по адресати
html-nothing-missing = Нищо не липсва: всички заключения са направени.

## Праг, политика, обхват на проверката

html-gate = Контролен праг и политика
html-failed = Надхвърлен.
html-met = Спазен.
html-not-set = Не е зададен.
html-fails-on = праг: тежест
html-fails-on-amount = изложено на риск от { $amount }
html-budget = най-много
html-requires = изисква
html-policy = Политика
html-policy-fail = надхвърлят прага
html-policy-new = новите надхвърлят прага
html-policy-warn = само се броят
html-policy-ignore = не се показват
html-baseline = В сравнение с
html-reason-new = { $shown } { $severity }
html-reason-worse = { $shown } { $severity }, по-тежки, отколкото в базата за сравнение
html-reason-changed = { $shown } { $severity }, основани на други факти, а не на тези в базата за сравнение
html-reason-lost = { $shown } { $severity } с изгубени доказателства
html-reason-possibly = { $shown } евентуално { $severity }
html-reason-undetermined = { $shown } неустановени, евентуално { $severity }
html-reason-limit = { $shown } без пълна проверка
html-reason-stake = { $amount } изложени на риск
html-reason-possibly-stake = евентуално { $amount } изложени на риск
html-reason-grade = { $shown } с клас { $grade } или по-лош
html-reason-grade-lost = { $shown }, за които вече не е установено дали класът е { $grade } или по-лош
html-reason-possibly-grade = { $shown } евентуално с клас { $grade } или по-лош
html-disabled = { $n ->
    [0] Няма изключени правила
    [one] { $shown } правило е изключено
   *[other] { $shown } правила са изключени
}
html-disabled-head = Правила, които не са приложени
html-amended = { $n ->
    [0] няма изменени
    [one] { $shown } е изменено
   *[other] { $shown } са изменени
}
html-no-param-set = При изпълнението не са задавани параметри.
html-params-set = Зададено при изпълнението:
html-looked = Проверено
html-looked-at = { $records } от { $files }, по { $rules }.
html-records = { $n ->
    [one] { $shown } запис
   *[other] { $shown } записа
}
html-files = { $n ->
    [one] { $shown } файл
   *[other] { $shown } файла
}
html-rules-of = { $n ->
    [one] { $shown } правило
   *[other] { $shown } правила
}
html-rules-in = { $n ->
    [one] { $shown } правило в { $files }
   *[other] { $shown } правила в { $files }
}
html-idle = { $n ->
    [one] За { $shown } правило няма какво да се провери:
   *[other] За { $shown } правила няма какво да се провери:
}
html-whole = Всичко е проверено изцяло.
html-limited = { $n ->
    [one] Проверката на едно нещо не е пълна
   *[other] Проверката на { $shown } неща не е пълна
}
html-limits = Непълна проверка
html-notes = Бележки
html-basis = Основа на доклада
html-as-of-head = Към дата
html-amounts = Суми
html-made-with = Изготвено с
html-frameworks = Нормативни рамки
html-inputs = Изходни файлове
html-inputs-name = Изходни файлове
html-file = Файл
html-records-head = Записи
html-rule-files = Файлове с правила

## Обекти по правила

html-matrix = Обекти по правила
html-matrix-intro = Всеки знак води до своето заключение; със стрелките се преминава от знак на знак.
html-matrix-clear = без забележки
html-matrix-blank = правилото не се прилага
html-matrix-others = Групи, затворени кръгове и други
html-matrix-more = { $n ->
    [one] Покажи още един ред само с неустановени заключения
   *[other] Покажи още { $shown } реда само с неустановени заключения
}
html-matrix-left = { $n ->
    [one] Има заключения за още един обект; той е сред констатациите и неустановените заключения по-долу.
   *[other] Има заключения за още { $shown } обекта; те са сред констатациите и неустановените заключения по-долу.
}
html-matrix-quiet = { $n ->
    [0] За никой друг обект няма заключение.
    [one] Един друг обект е без забележки или за него не се прилага правило.
   *[other] Други { $shown } обекта са без забележки или за тях не се прилага правило.
}

## Констатации

html-findings = Констатации
html-findings-intro = Най-тежките са първи. Тези на или над контролния праг са разгънати; останалите се разгъват.
html-finding = Констатация
html-finding-count = { $n ->
    [one] { $shown } констатация
   *[other] { $shown } констатации
}
html-filter = Филтриране на констатациите
html-rule = правило
html-subject = Обект
html-text = Текст
html-all-rules = всички правила
html-all-subjects = всички обекти
html-show-all = Покажи всички
html-no-match = Няма съвпадения.
html-left = { $n ->
    [one] Още една не е показана на тази страница; тя е в доклада във формат JSON.
   *[other] Още { $shown } не са показани на тази страница; те са в доклада във формат JSON.
}
html-unfold = Факти и условия за отпадане
html-facts = Факти
html-fact = Факт
html-value = Стойност
html-place = Място
html-set-by = зададено от сценарий { $scenario },
html-unknown = неизвестно
html-disputed = оспорено
html-contested = може би оспорено
html-says = { $kind } { $number } сочи
html-outranked = не се отчита: по-надежден източник сочи друго
html-taken-as = прието за { $value }
html-instead-of = вместо { $fact }
html-clears = Отпада, когато
html-now = сега
html-no-way = Няма отделен факт, който да я отстрани.
html-decided-by = Дали тежестта е „{ $severity }“, зависи от
html-missing = Липсващ факт
html-remedy = Какво да се направи
html-params = Приложени параметри
html-rested-on = Основание в базата за сравнение
html-cites = Нормативно основание
html-counted-elsewhere = отчетено заедно с
html-both-rest = и двете почиват на
html-no-rate = не е отчетено: няма обменен курс
html-at-least-more = поне още { $shown }
html-since = от
html-why = Защо, стъпка по стъпка
html-line = праг { $line }
html-at-line = точно на прага
html-times-line = { $times } прага
html-set-by-run = зададено при изпълнението
html-more = още { $shown }
html-known = { $n ->
    [one] { $shown } констатация, която е и в базата за сравнение
   *[other] { $shown } констатации, които са и в базата за сравнение
}
html-fixed = { $n ->
    [one] { $shown } констатация от базата за сравнение вече не е налице
   *[other] { $shown } констатации от базата за сравнение вече не са налице
}
html-was = Преди
html-now-is = Сега

## Мрежа

html-network = Мрежа
html-network-intro = { $flows } между { $parties }.
html-network-too-large = { $n ->
    [one] С { $shown } страна мрежата е твърде голяма, за да се начертае на страница; от констатациите нищо не липсва поради това.
   *[other] С { $shown } страни мрежата е твърде голяма, за да се начертае на страница; от констатациите нищо не липсва поради това.
}
html-network-key = Плътните линии са част от затворен кръг: средства, които се връщат там, откъдето са тръгнали. Знакът в началото на линията показва вида, а дебелината ѝ – сумата. Пунктираните линии не са сигурни; оцветените страни са свързани всяка с всяка.
html-parties = { $n ->
    [one] { $shown } страна
   *[other] { $shown } страни
}
html-flows-of = { $n ->
    [one] { $shown } поток
   *[other] { $shown } потока
}
html-picture = Схема на страните и потоците
html-flows = Същите потоци в таблица
html-rings = { $n ->
    [one] { $shown } затворен кръг
   *[other] { $shown } затворени кръга
}
html-rings-choose = Изберете кръг, за да видите звената му.
html-ring = Затворен кръг
html-from = От
html-to = До
html-kind = Вид
html-amount = Сума
html-not-certain = не е сигурно

## Класове

html-grades = Класове
html-grades-intro = До какво водят констатациите и неустановените заключения за всеки запис: класът, който е сигурен, и най-лошият възможен.
html-grade = Клас
html-because = Защото
html-may-have = { $n ->
    [one] още { $shown } евентуално
   *[other] още { $shown } евентуално
}
html-best = { $n ->
    [one] { $shown } запис е с най-добрия клас.
   *[other] { $shown } записа са с най-добрия клас.
}
html-counted-with = отчетено заедно с
html-scorecard = Оценъчна карта

## Какво не е известно

html-not-known = Неизвестно
html-not-known-intro = Липсващите факти, поради които има неустановени заключения. Едно заключение може да зависи от няколко факта, затова броят се припокрива.
html-missing-name = Липсващи факти
html-keeps-open = Неустановени
html-up-to = Най-много
html-how-missing = Какво липсва
html-rules-wait = Правила, които зависят от факта
html-more-facts = { $n ->
    [one] Покажи още един факт
   *[other] Покажи още { $shown } факта
}
html-and-more = и още { $shown }
html-every-open = Всички неустановени заключения
html-open-name = Неустановени заключения
html-would-decide = Зависи от
html-at-stake-of = изложено на риск:
html-lost-head = { $n ->
    [one] { $shown } констатация от базата за сравнение, за която фактите вече не показват дали е налице
   *[other] { $shown } констатации от базата за сравнение, за които фактите вече не показват дали са налице
}

## Какво да се поиска

html-requests = Какво да се поиска
html-requests-intro = Същото, подредено по това от кого да се поиска; всичко е готово за писмо.
html-facts-of = { $n ->
    [one] { $shown } факт
   *[other] { $shown } факта
}
html-please = { $name }: моля, посочете към { $day } или към най-близката предходна дата
html-nobody = За издирване
html-nobody-to-ask = Записите не сочат кого да се пита
html-fact-of = { $fact } на { $name }
html-more-exactly = , по-точно от { $told }
html-copy = Копирай като текст
html-up-to-of = най-много
html-settles = решава { $shown }

## Правила и източници

html-rules = Правила
html-rules-head = Приложени правила
html-rules-intro = Обекти на всяко правило: с констатация (плътно), неустановени (щриховано), без забележки (бледо), неприложимо (контур).
html-its-subjects = Обекти
html-found = Констатации
html-open-short = Неустановени
html-params-in-force = Параметри в сила
html-no-subjects = няма какво да се провери
html-line-no = ред { $n }
html-amended-at = изменено в
html-unexplained = { $n ->
    [one] за още { $shown } констатация не е показано как се стига до нея
   *[other] за още { $shown } констатации не е показано как се стига до тях
}
html-tags = Етикети
html-sources = Източници
html-sources-intro = На фактите, на които почиват констатациите, в реда на появата им. Видът показва колко силно е доказателството: слух, анализ, преса, съобщение, официален документ.

## Сценарии

html-scenario = Сценарий
html-scenarios = Сценарии
html-beside = Сценариите един до друг
html-scenarios-intro = Какво би се променило при друго развитие. Размерите са допускания, а не прогнози.
html-turned = { $n ->
    [0] Не се променя нито едно заключение
    [one] Променя се { $shown } заключение
   *[other] Променят се { $shown } заключения
}
html-under-scenarios = { $n ->
    [one] при един сценарий
   *[other] при { $shown } сценария
}
html-turn = Промяна
html-appears = възниква
html-worsens = влошава се
html-opens = става неустановено
html-shifts = променя се възможното
html-settles-turn = решава се
html-improves = подобрява се
html-disappears = отпада
html-no-turn = Не се променя нито едно заключение.
html-before-after = Преди и след
html-as-is = Без сценарий
html-stake-without = Изложено на риск без сценарий: { $amount }.
html-stress-rules = Констатации по правила
html-stress-rules-intro = Констатации без сценарий и при всеки сценарий; след въпросителния знак – неустановените заключения.

## Обяснения

html-on = { $rule } за { $key }
html-for-each = { $rule } за всеки { $record }
html-under-scenario = при сценария { $scenario }
html-conditions = Условия
html-conditions-intro = Всяко условие с частите му: какво е написано, на какво е равно и къде стоят фактите.
html-clause-unless = освен ако
html-clause-flag = отбелязва се „{ $severity }“, когато
html-clause-amount = сума
html-again = както по-горе
html-about-rule = Правилото
html-about-card = Оценъчната карта
html-not-cited = Не се цитира
html-amended-by = Изменено
html-holds-true = изпълнено
html-holds-false = не е изпълнено
html-holds-unknown = не е известно
html-counting = Какво се брои
html-fields = Какво пита
html-facts-table = Факти и къде стоят
html-fields-table = Полета с типовете и значенията им
html-fields-type = Тип
html-fields-meaning = Значение
html-made-of = От какво е съставено
html-written = Как е написано
