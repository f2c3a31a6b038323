### What the page says of itself.

html-what = Deal risk report
html-what-stress = Stress report
html-what-verdict = Why a rule says what it says
html-what-grade = Why a grade is what it is
html-what-rule = What a rule is
html-what-code = What a diagnostic code means
html-title = { $project }: { $what } as of { $day }
html-title-always = { $project }: { $what }
html-untitled = Deals
html-as-of = as of
html-day = { $day } { $month } { $year }
html-skip = To the answer
html-sections = Sections
html-footer = Same records, rules, day and flags: the same report. It tells what the rules say of the facts in the inputs above, and is no advice.

## Months

html-month-01 = January
html-month-02 = February
html-month-03 = March
html-month-04 = April
html-month-05 = May
html-month-06 = June
html-month-07 = July
html-month-08 = August
html-month-09 = September
html-month-10 = October
html-month-11 = November
html-month-12 = December

## Verdicts

html-severity = Severity
html-critical = critical
html-high = high
html-medium = medium
html-low = low
html-info = info
html-possibly = possibly
html-undetermined = undetermined
html-clear = clear
html-not-applicable = not applicable
html-na = n/a
html-none = no finding

## Answer

html-answer = Answer
html-and = and
html-findings-on = { $n ->
    [one] finding on
   *[other] findings on
}
html-subjects = { $n ->
    [one] { $shown } subject
   *[other] { $shown } subjects
}
html-gate-fails = The gate fails.
html-gate-met = The gate is met.
html-gate-none = No gate was set.
html-fails-the-gate = fails the gate
html-waived = waived
html-nothing = Nothing was found.
html-nothing-of = { $rules } looked at the records and were clear { $n ->
    [one] once
   *[other] { $shown } times
}.
html-nothing-link = Which rules looked at what
html-since-baseline = Since the baseline:
html-lead-new = { $shown } new at or above the gate
html-lead-worse = { $shown } worse
html-lead-changed = { $shown } on other facts
html-lead-lost = { $shown } whose evidence is lost
html-lead-fixed = { $shown } fixed
html-lead-known = { $shown } known
html-open = { $n ->
    [one] { $shown } verdict could not be decided because a fact is missing
   *[other] { $shown } verdicts could not be decided because a fact is missing
}
html-open-worst = { $n ->
    [one] ; { $shown } of them may be { $severity }
   *[other] ; { $shown } of them may be { $severity }
}
html-worse = { $n ->
    [one] { $shown } finding may be more severe than shown.
   *[other] { $shown } findings may be more severe than shown.
}
html-worst = What is worst, and the money at stake in it
html-worst-new = What is new or worse, and the money at stake in it
html-new-since = new since the baseline
html-why-short = Why
html-at-stake = At stake
html-drawn = Drawn
html-key-certain = certain
html-key-maybe = may be
html-key-open = no upper end
html-key-unknown = unknown
html-key-once = What is at stake in each; the same money can be at stake in several.
html-stake-head = At stake in all: { $amount }, in { $n ->
    [one] { $shown } finding
   *[other] { $shown } findings
}
html-stake-once = Each cause counts once: of amounts that rest on the same fact only the largest.
html-stake-shared = { $n ->
    [one] { $shown } more verdict rests on facts that are counted already.
   *[other] { $shown } more verdicts rest on facts that are counted already.
}
html-stake-unconverted = { $n ->
    [one] { $shown } amount is not counted, as there is no exchange rate for it.
   *[other] { $shown } amounts are not counted, as there is no exchange rate for them.
}
html-all-verdicts = { $n ->
    [one] The only verdict
   *[other] All { $shown } verdicts
}
html-settle-most = The facts that most waits for:
html-verdicts-of = { $n ->
    [one] { $shown } verdict
   *[other] { $shown } verdicts
}
html-requests-link = What to ask for, by addressee
html-nothing-missing = Nothing is missing: every verdict could be given.

## Gate, policy, what was looked at

html-gate = Gate and policy
html-failed = Failed.
html-met = Met.
html-not-set = Not set.
html-fails-on = fails on
html-fails-on-amount = on { $amount } at stake
html-budget = at most
html-requires = requires
html-policy = Policy
html-policy-fail = fail
html-policy-new = new ones fail
html-policy-warn = only counted
html-policy-ignore = left out
html-baseline = Compared with
html-reason-new = { $shown } { $severity }
html-reason-worse = { $shown } { $severity }, worse than in the baseline
html-reason-changed = { $shown } { $severity }, on other facts than in the baseline
html-reason-lost = { $shown } { $severity }, whose evidence is lost
html-reason-possibly = { $shown } possibly { $severity }
html-reason-undetermined = { $shown } undetermined, possibly { $severity }
html-reason-limit = { $shown } not looked at whole
html-reason-stake = { $amount } at stake
html-reason-possibly-stake = possibly { $amount } at stake
html-reason-grade = { $shown } with grade { $grade } or worse
html-reason-grade-lost = { $shown } of which it is no longer decided whether the grade is { $grade } or worse
html-reason-possibly-grade = { $shown } possibly with grade { $grade } or worse
html-disabled = { $n ->
    [0] No rule disabled
    [one] { $shown } rule disabled
   *[other] { $shown } rules disabled
}
html-disabled-head = Rules that were not applied
html-amended = { $n ->
    [0] none amended
    [one] { $shown } amended
   *[other] { $shown } amended
}
html-no-param-set = No parameter set by the run.
html-params-set = Set by the run:
html-looked = Looked at
html-looked-at = { $records } of { $files }, by { $rules }.
html-records = { $n ->
    [one] { $shown } record
   *[other] { $shown } records
}
html-files = { $n ->
    [one] { $shown } file
   *[other] { $shown } files
}
html-rules-of = { $n ->
    [one] { $shown } rule
   *[other] { $shown } rules
}
html-rules-in = { $n ->
    [one] { $shown } rule in { $files }
   *[other] { $shown } rules in { $files }
}
html-idle = { $n ->
    [one] { $shown } rule had nothing to look at:
   *[other] { $shown } rules had nothing to look at:
}
html-whole = Everything could be looked at whole.
html-limited = { $n ->
    [one] One thing could not be looked at whole
   *[other] { $shown } things could not be looked at whole
}
html-limits = Not looked at whole
html-notes = To be known
html-basis = Basis
html-as-of-head = As of
html-amounts = Amounts
html-made-with = Made with
html-frameworks = Frameworks
html-inputs = Inputs
html-inputs-name = Inputs
html-file = File
html-records-head = Records
html-rule-files = Rule files

## Subjects by rules

html-matrix = Subjects by rules
html-matrix-intro = Each mark leads to its verdict; arrow keys go from mark to mark.
html-matrix-clear = clear
html-matrix-blank = does not apply
html-matrix-others = Groups, rings and the like
html-matrix-more = { $n ->
    [one] Show one more row with undetermined verdicts only
   *[other] Show { $shown } more rows with undetermined verdicts only
}
html-matrix-left = { $n ->
    [one] One more has verdicts; the findings and the open verdicts below have it.
   *[other] { $shown } more have verdicts; the findings and the open verdicts below have them.
}
html-matrix-quiet = { $n ->
    [0] All others have none.
    [one] One other is clear, or no rule applies to it.
   *[other] { $shown } others are clear, or no rule applies to them.
}

## Findings

html-findings = Findings
html-findings-intro = Worst first. What stands at or above the gate is laid open; the rest unfolds.
html-finding = Finding
html-finding-count = { $n ->
    [one] { $shown } finding
   *[other] { $shown } findings
}
html-filter = Filter findings
html-rule = rule
html-subject = Subject
html-text = Text
html-all-rules = all rules
html-all-subjects = all subjects
html-show-all = Show all
html-no-match = Nothing matches.
html-left = { $n ->
    [one] One more is not shown in this page; the JSON report has it.
   *[other] { $shown } more are not shown in this page; the JSON report has them.
}
html-unfold = Facts and what clears it
html-facts = Facts
html-fact = Fact
html-value = Value
html-place = Place
html-set-by = set by scenario { $scenario },
html-unknown = unknown
html-disputed = disputed
html-contested = perhaps disputed
html-says = { $kind } { $number } says
html-outranked = not counted: a stronger source tells it
html-taken-as = taken as { $value }
html-instead-of = in place of { $fact }
html-clears = Clears when
html-now = now
html-no-way = No single fact would clear it.
html-decided-by = { $severity } or not is decided by
html-missing = Missing fact
html-remedy = What to do
html-params = Parameters taken
html-rested-on = Rested on, in the baseline
html-cites = Cites
html-counted-elsewhere = counted with
html-both-rest = both rest on
html-no-rate = not counted: there is no exchange rate for it
html-at-least-more = at least { $shown } more
html-since = since
html-why = Why, step by step
html-line = line { $line }
html-at-line = at the line
html-times-line = { $times } the line
html-set-by-run = set by the run
html-more = { $shown } more
html-known = { $n ->
    [one] { $shown } finding that the baseline has
   *[other] { $shown } findings that the baseline has
}
html-fixed = { $n ->
    [one] { $shown } finding of the baseline that is none any more
   *[other] { $shown } findings of the baseline that are none any more
}
html-was = Was
html-now-is = Now

## Network

html-network = Network
html-network-intro = { $flows } between { $parties }.
html-network-too-large = { $n ->
    [one] With { $shown } party the network is too large to be drawn on a page; nothing is left out of the findings by that.
   *[other] With { $shown } parties the network is too large to be drawn on a page; nothing is left out of the findings by that.
}
html-network-key = Strong lines lie on a ring: money that comes back to where it came from. The mark at the start of a line tells the kind, its width the amount. Dashed lines are not certain to exist; tinted parties all reach each other.
html-parties = { $n ->
    [one] { $shown } party
   *[other] { $shown } parties
}
html-flows-of = { $n ->
    [one] { $shown } flow
   *[other] { $shown } flows
}
html-picture = Picture of parties and flows
html-flows = The same flows as a table
html-rings = { $n ->
    [one] { $shown } ring
   *[other] { $shown } rings
}
html-rings-choose = Choose one to see its legs.
html-ring = Ring
html-from = From
html-to = To
html-kind = Kind
html-amount = Amount
html-not-certain = not certain

## Grades

html-grades = Grades
html-grades-intro = What the findings and the open verdicts come to for each record: the grade it has for certain, and the worst that it may have.
html-grade = Grade
html-because = Because
html-may-have = { $n ->
    [one] { $shown } more may
   *[other] { $shown } more may
}
html-best = { $n ->
    [one] { $shown } record has the best grade.
   *[other] { $shown } records have the best grade.
}
html-counted-with = counted with
html-scorecard = Scorecard

## What is not known

html-not-known = Not known
html-not-known-intro = What keeps verdicts open, by the fact that is missing. One verdict may wait for several facts, so the counts overlap.
html-missing-name = Missing facts
html-keeps-open = Keeps open
html-up-to = Up to
html-how-missing = How it is missing
html-rules-wait = Rules that wait for it
html-more-facts = { $n ->
    [one] Show one more fact
   *[other] Show { $shown } more facts
}
html-and-more = and { $shown } more
html-every-open = Every undetermined verdict
html-open-name = Undetermined verdicts
html-would-decide = Would be decided by
html-at-stake-of = at stake:
html-lost-head = { $n ->
    [one] { $shown } finding of the baseline of which the facts tell no more whether it is there
   *[other] { $shown } findings of the baseline of which the facts tell no more whether they are there
}

## What to ask for

html-requests = What to ask for
html-requests-intro = The same, by whom to ask; each entry is ready for a letter.
html-facts-of = { $n ->
    [one] { $shown } fact
   *[other] { $shown } facts
}
html-please = { $name }: please state, as of { $day } or the latest day before it
html-nobody = To be found out
html-nobody-to-ask = Records tell nobody to ask
html-fact-of = { $fact } of { $name }
html-more-exactly = , more exactly than { $told }
html-copy = Copy as text
html-up-to-of = up to
html-settles = settles { $shown }

## Rules and sources

html-rules = Rules
html-rules-head = Rules that ran
html-rules-intro = Of each rule's subjects: found (solid), undetermined (hatched), clear (pale), not applicable (outline).
html-its-subjects = Its subjects
html-found = Found
html-open-short = Open
html-params-in-force = Parameters in force
html-no-subjects = nothing to look at
html-line-no = line { $n }
html-amended-at = amended at
html-unexplained = { $n ->
    [one] how { $shown } more finding came about is not told
   *[other] how { $shown } more findings came about is not told
}
html-tags = Tags
html-sources = Sources
html-sources-intro = Of the facts that findings rest on, in the order in which they come up. The kind says how strong the evidence is: rumour, analysis, press, release, filing.

## Scenarios

html-scenario = Scenario
html-scenarios = Scenarios
html-beside = Scenarios beside each other
html-scenarios-intro = What would change if things went otherwise. The sizes are assumptions, not forecasts.
html-turned = { $n ->
    [0] No verdict turns
    [one] { $shown } verdict turns
   *[other] { $shown } verdicts turn
}
html-under-scenarios = { $n ->
    [one] under one scenario
   *[other] under { $shown } scenarios
}
html-turn = Turn
html-appears = appears
html-worsens = worsens
html-opens = opens
html-shifts = shifts
html-settles-turn = settles
html-improves = improves
html-disappears = disappears
html-no-turn = No verdict turns.
html-before-after = Before and after
html-as-is = As it is
html-stake-without = At stake without a scenario: { $amount }.
html-stress-rules = Findings by rule
html-stress-rules-intro = Found without a scenario and under each; behind a question mark what could not be decided.

## Explanations

html-on = { $rule } on { $key }
html-for-each = { $rule } for each { $record }
html-under-scenario = under the scenario { $scenario }
html-conditions = Conditions
html-conditions-intro = Each condition with its parts: what is written, what it comes to, and where the facts stand.
html-clause-unless = unless
html-clause-flag = flag { $severity } when
html-clause-amount = amount
html-again = as above
html-about-rule = The rule
html-about-card = The scorecard
html-not-cited = Not cited
html-amended-by = Amended
html-holds-true = holds
html-holds-false = does not hold
html-holds-unknown = is not known
html-counting = What counts
html-fields = What it asks for
html-facts-table = Facts and where they stand
html-fields-table = Fields with their types and meanings
html-fields-type = Type
html-fields-meaning = Meaning
html-made-of = What it is made of
html-written = How it is written
