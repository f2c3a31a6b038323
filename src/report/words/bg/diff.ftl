### Какво в един доклад е различно от друг.

## С какво са изготвени

diff-report = { $path } (към { $day })
diff-reports = { $old } и { $new }
diff-made-with = с какво са изготвени
diff-alike = същите данни, правила, параметри, дата и програма
diff-was = { $now }, преди { $then }
diff-was-once = преди { $then }
diff-data = данни
diff-rates = валутни курсове
diff-manifest = манифест
diff-rules = правила
diff-rules-untold = правила: единият доклад не посочва файловете с правила
diff-params = параметри
diff-param = параметър { $name }: { $values }
diff-param-set = параметър { $name }: { $values }, зададен при изпълнението
diff-waiver = приет риск по { $rule } за { $key }: { $values }
diff-as-of = датата, към която е докладът
diff-scenario = сценарий
diff-engine = версия на Riskwright
diff-as-they-are = няма
diff-file-changed = { $path } е променен
diff-file-new = { $path } е нов
diff-file-gone = { $path } вече го няма
diff-file-moved = { $path } преди беше { $was }

diff-verified-same = { $path }: входните данни дават този доклад
diff-verified-other = { $path }: входните данни дават друг доклад, различен в { $parts }

## Поредица

diff-series = { $n ->
    [one] { $shown } доклад, { $first } до { $last }
   *[other] { $shown } доклада, { $first } до { $last }
}
diff-day = към дата
diff-open = Неустановени
diff-open-column = неустановени
diff-moved-key = + нови, − отпаднали
diff-findings = Констатации
diff-stake = На риск
diff-up-to = до { $top }
diff-moved = Какво се е променило от предходния доклад
diff-file = доклад
diff-same-day = Няколко доклада са към { $day }; подредени са по имената си.
diff-column = { $day }: { $found }; неустановени: { $open }; изложено на риск: { $stake }
diff-more-reports = { $n ->
    [one] … и още { $shown } доклад
   *[other] … и още { $shown } доклада
}

## Общо

diff-then = тогава
diff-now = сега
diff-gate = контролен праг
diff-passed = спазен
diff-failed = надхвърлен
diff-sum-new = { $n ->
    [one] { $shown } нова
   *[other] { $shown } нови
}
diff-sum-worse = { $n ->
   *[other] { $shown } по-тежки
}
diff-sum-lost = { $n ->
   *[other] { $shown } с изгубени доказателства
}
diff-sum-changed = { $n ->
   *[other] { $shown } с други факти
}
diff-sum-milder = { $n ->
   *[other] { $shown } по-леки
}
diff-sum-fixed = { $n ->
    [one] { $shown } отпаднала
   *[other] { $shown } отпаднали
}
diff-no-change = нищо не е различно
diff-unchanged = както преди: { $what }
diff-grades = { $n ->
    [one] { $shown } клас
   *[other] { $shown } класа
}
diff-limits = { $n ->
    [one] { $shown } ограничение
   *[other] { $shown } ограничения
}

## Промени

diff-new = ново
diff-worse = по-тежко
diff-lost = изгубени доказателства
diff-changed = основано на други факти
diff-milder = по-леко
diff-fixed = отпаднало
diff-grade-by = { $scorecard }, клас
diff-limit-of = { $form } не се разглежда изцяло: { $why }
diff-limit-untied = записите не посочват какво ги свързва с други
diff-limit-not-given = списък не е посочен
diff-limit-perhaps = не е сигурно, че има такива стъпки
diff-limit-too-large = твърде голямо е
diff-limit-nothing = няма нищо
diff-limit-count = { $n ->
    [one] { $shown } елемент
   *[other] { $shown } елемента
}
diff-fact-new = { $now }, преди не се разглежда
diff-fact-known = { $now }, преди не е достатъчно известно
diff-fact-gone = вече не се разглежда, преди { $then }
diff-more-facts = { $n ->
    [one] и още { $shown } факт
   *[other] и още { $shown } факта
}
diff-waits = чака { $facts }
diff-why = защо е отпаднало
diff-cause = поради
diff-untold = нищо, което докладите посочват
diff-more = { $n ->
    [one] … и още { $shown } промяна
   *[other] … и още { $shown } промени
}
