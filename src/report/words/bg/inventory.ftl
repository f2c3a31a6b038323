### Какво казват файловете със записи, преди да ги погледне което и да е правило.

inventory-title = Какво казват файловете със записи
inventory-of = { $project }: какво казват файловете със записи
inventory-mistakes = { $n ->
    [one] { $shown } грешка във файловете: непрочетеното се брои за неизвестно. Никое правило не се прилага, докато тя не бъде поправена.
   *[other] { $shown } грешки във файловете: непрочетеното се брои за неизвестно. Никое правило не се прилага, докато те не бъдат поправени.
}
inventory-folder = Файлове в { $folder }
inventory-members = членове: { $spread }
inventory-nothing = няма записи
inventory-unread = Непрочетено от { $path }: { $names }
inventory-kind = { $n ->
    [one] { $kind }: { $shown } запис
   *[other] { $kind }: { $shown } записа
}
inventory-given = { $given } от { $all }
inventory-ranged = { $n ->
    [one] { $shown } от тях не е точно
   *[other] { $shown } от тях не са точно
}
inventory-instead = { $n ->
    [one] { $shown } казва „{ $word }“
   *[other] { $shown } казват „{ $word }“
}
inventory-alike = { $n ->
    [one] { $value }
   *[other] { $shown } пъти { $value }
}
inventory-spread = { $n ->
   *[other] { $least } до { $most }, половината до { $median }
}
inventory-sum = общо { $sum }
inventory-all-different = { $n ->
   *[other] всичките { $shown } са различни
}
inventory-examples = например { $examples }
inventory-silent = не се казва никъде:
inventory-none-of = Няма записи от вида { $kinds }

## Страницата

html-what-inventory = Файлове със записи
html-record-files = Файлове
html-record-fields = Записи
html-remarks = Пропуснато и отбелязано
html-format = Формат
html-file-records = Записи
html-unread = Колони, от които не се чете поле
html-field = Поле
html-field-type = Тип
html-given = Дадени
html-not-given = Недадени
html-values = Стойности
html-examples = Примери
