### What record files say before any rule looks at them.

inventory-title = What the record files say
inventory-of = { $project }: what the record files say
inventory-mistakes = { $n ->
    [one] { $shown } mistake in the files: what could not be read is counted as not known. No rule is applied before it is mended.
   *[other] { $shown } mistakes in the files: what could not be read is counted as not known. No rule is applied before they are mended.
}
inventory-folder = Files in { $folder }
inventory-members = members: { $spread }
inventory-nothing = no record
inventory-unread = Not read of { $path }: { $names }
inventory-kind = { $n ->
    [one] { $kind }: { $shown } record
   *[other] { $kind }: { $shown } records
}
inventory-given = { $given } of { $all }
inventory-ranged = { $n ->
   *[other] { $shown } of them not exactly
}
inventory-instead = { $n ->
   *[other] { $shown } say “{ $word }”
}
inventory-alike = { $n ->
    [one] { $value }
   *[other] { $shown } times { $value }
}
inventory-spread = { $n ->
   *[other] { $least } to { $most }, half of them up to { $median }
}
inventory-sum = together { $sum }
inventory-all-different = { $n ->
   *[other] all { $shown } different
}
inventory-examples = such as { $examples }
inventory-silent = told by none:
inventory-none-of = No records of { $kinds }

## The page

html-what-inventory = Record files
html-record-files = Files
html-record-fields = Records
html-remarks = Left out, and noted
html-format = Format
html-file-records = Records
html-unread = Columns that no field is read from
html-field = Field
html-field-type = Type
html-given = Given
html-not-given = Not given
html-values = Values
html-examples = Examples
