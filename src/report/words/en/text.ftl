### What texts, Markdown and stress reports say around what is found.

## Text

text-clears-when = clears when
text-remedy = remedy
text-cites = cites
text-at-stake = at stake
text-not-told = not told
text-sources = sources
text-waits-for = waits for
text-possibly = possibly
text-decided-by = { $severity }: would be decided by { $missing }
text-says = { $source } says
text-outranked-says = { $source }, outranked, says
text-both-rest = both rest on { $fact }
text-counted-with = { $what } (counted with { $rule })
text-and-more = … and { $shown } more
text-more-findings = { $n ->
    [one] … and one more finding
   *[other] … and { $shown } more findings
}
text-known-findings = { $n ->
    [one] one finding is known from the baseline
   *[other] { $shown } findings are known from the baseline
}
text-known-undetermined = { $n ->
    [one] one undetermined verdict is known from the baseline
   *[other] { $shown } undetermined verdicts are known from the baseline
}
text-more-undetermined = { $n ->
    [one] … and one more undetermined verdict
   *[other] … and { $shown } more undetermined verdicts
}
text-more-lost = { $n ->
    [one] … and one more finding whose evidence is lost
   *[other] … and { $shown } more findings whose evidence is lost
}
text-more-missing = { $n ->
    [one] … and one more kind of missing fact
   *[other] … and { $shown } more kinds of missing facts
}
text-more-grades = { $n ->
    [one] … and one more grade
   *[other] … and { $shown } more grades
}
text-more-verdicts = { $n ->
    [one] … and one more verdict
   *[other] … and { $shown } more verdicts
}
text-grades = Grades
text-findings = Findings
text-as-of = as of { $day }
text-undetermined = { $n ->
   *[other] undetermined
}
text-may-be-at-stake = { $amount } may be at stake
text-found-by = found by
text-left-open-by = left open by
text-more-rules = { $n ->
   *[other] { $rules }, and { $shown } more rules
}
text-what-to-ask = What to ask for
text-waits = { $n ->
    [one] { $shown } verdict waits, settles { $settles }, up to { $severity }
   *[other] { $shown } verdicts wait, settles { $settles }, up to { $severity }
}
text-note = note:
text-limit = limit:
text-basis = { $records } of { $files }, as of { $day }; mixed amounts in { $currency }
text-under = { $basis }; citations under { $frameworks }

## Markdown

md-verdicts = verdicts
md-at-stake = at stake
md-findings = findings
md-known = known from the baseline
md-changed = of these on other facts
md-lost = evidence lost
md-fixed = of the baseline fixed
md-waived = waived
md-basis = { $records } of { $files }, as of { $day }; mixed amounts in { $currency }.
md-scenario = Under the scenario { $name }: { $title }.
md-stake = At stake: { $amount }.
md-below-gate = Findings below the gate
md-left-out = { $n ->
    [one] … { $shown } more finding is left out: { $findings }
   *[other] … { $shown } more findings are left out: { $findings }
}
md-below-best = { $n ->
   *[other] { $shown } below the best grade
}
md-undetermined = Undetermined
md-first-waits = first waits for
md-up-to = up to
md-fact = fact
md-of = of
md-value = value
md-place = place
md-by = { $key } by { $scorecard }
md-at-stake-of = **at stake:** { $amount }
md-possibly = **possibly { $severity }:** would be decided by { $missing }
md-waits-for = **waits for** { $missing }
md-clears-when = **clears when** { $way }
md-more-ways = { $n ->
   *[other] … and { $shown } more ways out
}
md-to-do = to do
md-cites = cites
md-sources = sources

## Stress

stress-scenarios = { $n ->
    [one] { $shown } scenario as of { $day }
   *[other] { $shown } scenarios as of { $day }
}
stress-scenario = scenario
stress-what-turns = what turns
stress-none = none
stress-amounts = Mixed amounts in { $currency }.
stress-regraded = **{ $after }**, was { $before }
stress-at-stake = at stake { $amount }
stress-by-rule = Findings by rule
stress-rule = rule
stress-so-many-open = `(n?)`: so many undetermined.
stress-left-out = { $n ->
   *[other] { $shown } more rules are left out.
}
stress-silent = { $n ->
   *[other] { $shown } more find nothing in any of them.
}
stress-without = at stake without a scenario:
stress-grades = grades:
stress-appear = { $n ->
    [one] { $shown } finding appears
   *[other] { $shown } findings appear
}
stress-worsen = { $n ->
    [one] { $shown } finding worsens
   *[other] { $shown } findings worsen
}
stress-improve = { $n ->
    [one] { $shown } finding improves
   *[other] { $shown } findings improve
}
stress-disappear = { $n ->
    [one] { $shown } finding disappears
   *[other] { $shown } findings disappear
}
stress-open = { $n ->
    [one] { $shown } verdict becomes undetermined
   *[other] { $shown } verdicts become undetermined
}
stress-shift = { $n ->
    [one] { $shown } verdict changes in what it possibly is
   *[other] { $shown } verdicts change in what they possibly are
}
stress-settle = { $n ->
    [one] { $shown } undetermined verdict clears
   *[other] { $shown } undetermined verdicts clear
}
stress-no-turn = no verdict turns
stress-appears = appears
stress-appears-was = appears, was { $before }
stress-worsens = worsens, was { $before }
stress-improves = improves, was { $before }
stress-disappears = disappears, was { $before }
stress-opens = no longer decided, was no finding
stress-opens-was = no longer decided, was { $before }
stress-settles = decided, was undetermined
stress-shifts = possibly { $after }, was possibly { $before }
stress-no-longer = no longer possibly { $before }
stress-now = now possibly { $after }
stress-now-worse = now possibly worse
stress-all-findings = all findings
stress-find-nothing = { $n ->
    [one] one more rule finds nothing in any of them
   *[other] { $shown } more rules find nothing in any of them
}
stress-legend = + new or worse, - gone or milder, ? no longer decided, ~ possibly otherwise
stress-base = base

## Request letters

letter-nothing = nothing has to be asked
letter-nobody = nobody is known who could be asked
letter-letters = { $n ->
    [one] { $shown } letter
   *[other] { $shown } letters
}
letter-requests = Requests as of { $day }: { $letters }
letter-requests-of = Requests of { $project } as of { $day }: { $letters }
letter-cover = This sheet is for who sends them. Each letter stands between two lines and says nothing of verdicts, nor of what others are asked.
letter-to = to
letter-facts = facts
letter-verdicts = verdicts up to
letter-find-out = to be found out
letter-find-out-head = To be found out
letter-find-out-intro = Records tell nobody to ask. Exchange rates come from treasury or from a published source.
letter-head = Request for information
letter-addressee = **To:** { $to }
letter-intro = For our review as of { $day } we ask you for the facts below. { $how }
letter-intro-of = For our review of { $project } as of { $day } we ask you for the facts below. { $how }
letter-how = Please answer each with the figure or the words, the day or the period that it is of, and the document that says so. A range is an answer where you do not know exactly; where something does not exist or does not apply, please say that.
letter-role = You are told to be its { $roles }.
letter-no = no.
letter-asked = what we ask for
letter-known = what we know so far
letter-needed = what it is needed for
letter-answer = your answer
letter-document = document and day
letter-all-known = all that is known of it
letter-known-nothing = nothing

## Explanations

explain-on = { $rule } on { $record } { $key }
explain-rule = rule:
explain-scorecard = scorecard:
explain-tags = tags:
explain-amended = amended:
explain-record = record:
explain-verdict = verdict:
explain-unless = unless
explain-flag = flag { $severity } when
explain-amount = amount
explain-above = { $text }, as above
explain-together = { $more }, together { $rest }
explain-decided-by = would be decided by
explain-param = param
explain-not-cited = not cited
explain-set = { $param }, set by the run
explain-set-at = { $param }, set by the run at { $place }
explain-none = none in force
explain-taken = { $param }, at { $place }
explain-since = { $value } since { $day }
explain-true = true
explain-false = false
explain-for-each = { $rule } for each { $subject }
explain-cites = cites
explain-asks-for = asks for
explain-params = params
explain-made-of = made of
explain-from = { $text } from { $day }
explain-until = { $text } until { $day }
explain-under = { $text } under { $framework }
explain-for = { $text }, for { $rung }
explain-lapsed = { $text }; not in force in this run
explain-of = { $param }, of { $values }
explain-declared = { $param }; declared at { $place }

## Answers of explain in Markdown

answer-left-out = { $n ->
   *[other] … and { $shown } more lines left out
}
answer-as-of = As of { $day }
answer-under = { $basis }, under the scenario { $scenario }
answer-margin = margin
answer-amended = amended
answer-possibly = Possibly: { $because }
answer-baseline = baseline
answer-tags = tags
answer-type = type
answer-meaning = meaning
