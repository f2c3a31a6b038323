### What all reports say: of facts, verdicts, gates, grades, notes and limits.

## Severities, and how many there are of each

severity-critical = critical
severity-high = high
severity-medium = medium
severity-low = low
severity-info = info
severities-critical = { $n ->
   *[other] critical
}
severities-high = { $n ->
   *[other] high
}
severities-medium = { $n ->
   *[other] medium
}
severities-low = { $n ->
   *[other] low
}
severities-info = { $n ->
   *[other] info
}

## Verdicts

said-undetermined = undetermined
said-not-applicable = not applicable
said-clear = clear
said-no-finding = no finding
said-possibly = possibly { $what }
said-or-worse = { $what }, possibly { $worse }
said-flagged = flagged { $severity }

## Lists

said-and-more = { $list } and { $shown } more
said-and-at-least = { $list } and at least { $shown } more
said-more = { $shown } more
said-of = { $what } of { $whom }
said-about = { $what } of { $whom }
said-and = { $one } and { $other }
said-or = { $one } or { $other }
said-findings = { $n ->
    [one] { $shown } finding
   *[other] { $shown } findings
}
said-undetermined-verdicts = { $n ->
    [one] { $shown } undetermined verdict
   *[other] { $shown } undetermined verdicts
}
said-records = { $n ->
    [one] { $shown } record
   *[other] { $shown } records
}
said-files = { $n ->
    [one] { $shown } file
   *[other] { $shown } files
}

## Facts and citations

said-unknown = unknown
said-taken-as = { $value }, taken as { $taken }
said-instead = { $value } ({ $untold } is not told)
said-set-by = set by scenario { $scenario }, { $place }
said-not-yet = { $cited }, which begins { $day }
said-ended = { $cited }, which ended { $day }
said-elsewhere = { $cited }, which belongs to { $framework }

## Why a fact does not decide

why-undecided = undecided
why-told-no-more = told no more
why-silent = told no more by { $sources }
why-not-given = not given
why-imprecise = too imprecise
why-disputed = its sources disagree
why-no-source = no source is named
why-later-source = its sources are later than the as-of date
why-no-rate = no exchange rate from { $from } to { $to } at { $date }
why-before-rates = exchange rates are not read yet
why-by-zero = division by zero
why-perhaps-by-zero = the divisor may be zero
why-backwards = it ends before it begins
why-of-negative = a root of a negative number
why-perhaps-of-negative = it may be a root of a negative number
why-overflow = too large to compute
why-nothing = there are no members to take it of
why-sample = a sample of { $found }, and the rule asks for { $needed }
why-shared-key = several share the key that tells which counts
why-cut-short = the flow was too large to be followed
why-not-in-force = no value is in force on that day
why-outside-calendar = outside the calendar
why-nobody = there is nobody of whom it could be told
why-calendar-length = months have no fixed number of days

## Ways out, and how far past the line

said-reaches = reaches { $value }
said-exceeds = exceeds { $value }
said-at-most = is at most { $value }
said-below = falls below { $value }
said-is = is { $value }
said-one-of = is one of { $values }
said-given = is given
said-now = { $way } (now { $is })
said-line = { $line } ({ $policy })
said-house-policy = house policy
said-set-by-run = set by this run
said-margin-at = { $measure } is at the line of { $line }
said-margin-times = { $measure } is { $times } the line of { $line }
said-margin-above = { $measure } is { $value }, above the line of { $line }
said-margin-below = { $measure } is { $value }, below the line of { $line }
said-times = { $times } times
said-times-least = at least { $times } times
said-at-least = at least

## At stake

stake-shared = { $stake }, counted with { $rule } of { $key }: both rest on { $fact }
stake-unconverted = { $stake }, not counted: there is no exchange rate for it
stake-nothing = nothing in findings
stake-findings = { $n ->
    [one] { $amount } in { $shown } finding
   *[other] { $amount } in { $shown } findings
}
stake-open = { $n ->
   *[other] { $amount } in { $shown } undetermined
}
stake-rest = { $n ->
    [one] { $shown } more rests on the same facts
   *[other] { $shown } more rest on the same facts
}
stake-no-rate = { $n ->
   *[other] { $shown } without an exchange rate
}

## Sums and gate

sums-none = no findings
sums-known = { $n ->
   *[other] { $shown } known from the baseline
}
sums-changed = { $n ->
   *[other] { $shown } on other facts
}
sums-lost = { $n ->
   *[other] { $shown } evidence lost
}
sums-fixed = { $n ->
   *[other] { $shown } of the baseline fixed
}
sums-waived = { $n ->
   *[other] { $shown } waived
}
sums-undetermined = { $n ->
   *[other] { $shown } undetermined
}
sums-clear = { $n ->
   *[other] { $shown } clear
}
sums-not-applicable = { $n ->
   *[other] { $shown } not applicable
}
sums-disabled = { $n ->
    [one] { $shown } rule disabled
   *[other] { $shown } rules disabled
}
gate-passed = gate: passed
gate-failed = gate: failed: { $reasons } ({ $policy })
gate-found = { $shown } { $severity }
gate-new = { $n ->
   *[other] { $shown } new { $severity }
}
gate-changed = { $n ->
   *[other] { $shown } changed { $severity }
}
gate-worse = { $n ->
   *[other] { $shown } worse { $severity }
}
gate-no-longer = { $n ->
   *[other] { $shown } no longer decided, was { $severity }
}
gate-possibly = { $shown } possibly { $severity }
gate-at-stake = { $amount } at stake
gate-possibly-at-stake = possibly { $amount } at stake
gate-lost = { $n ->
   *[other] { $shown } evidence lost
}
gate-undetermined = { $n ->
   *[other] { $shown } undetermined
}
gate-new-undetermined = { $n ->
   *[other] { $shown } new undetermined
}
gate-limit = { $shown } not looked at whole
gate-grade = { $shown } { $grade } or worse
gate-new-grade = { $n ->
   *[other] { $shown } new { $grade } or worse
}
gate-possibly-grade = { $shown } possibly { $grade } or worse
gate-grade-lost = { $n ->
   *[other] { $shown } no longer decided, was { $grade } or worse
}
gate-policy = { $n ->
    [one] { $shown } change of policy
   *[other] { $shown } changes of policy
}
gate-budget = { $shown } { $what } over a budget of { $allowed }
gate-possibly-budget = possibly { $shown } { $what } over a budget of { $allowed }
gate-budget-of-rule = of { $rule }
gate-budget-of-tag = tagged { $tag }
gate-requires-records = { $many } { $record }
gate-requires-unreadable = { $many } values that cannot be read
gate-requires-rates = rates under { $under } days old
gate-requires-rule = { $rule } applied
gate-unmet-records = { $shown } { $record } instead of { $required }
gate-unmet-unreadable = { $n ->
    [one] { $shown } value could not be read instead of { $required }
   *[other] { $shown } values could not be read instead of { $required }
}
gate-unmet-rates = rates { $days } days old instead of under { $under }
gate-unmet-no-rate = no rate that is under { $under } days old
gate-unmet-rule-disabled = required rule { $rule } disabled
gate-unmet-rule-idle = required rule { $rule } looked at nothing

## Since the baseline

since-worse = worse than in the baseline
since-lost = evidence is lost since the baseline
since-known = known from the baseline
since-changed = known from the baseline, on other facts
since-better = better than in the baseline
since-was = { $since }, where it is { $was }
cause-clear = clear
cause-not-applicable = not applicable
cause-record-gone = record gone
cause-not-formed = not formed any more
cause-rule-gone = rule gone
cause-rule-disabled = rule disabled

## Grades

grade-nobody = nobody to grade
grade-open = { $n ->
   *[other] { $shown } possibly worse
}
grade-lost = { $n ->
   *[other] { $shown } better for lost evidence alone
}
grade-anywhere = { $n ->
    [one] { $shown } verdict may be anybody's: { $named }
   *[other] { $shown } verdicts may be anybody's: { $named }
}
grade-any = { $n ->
    [one] { $shown } verdict that may be anybody's
   *[other] { $shown } verdicts that may be anybody's
}
grade-capped = capped by { $condition }
grade-unseen = perhaps more of what could not be looked at whole
grade-regraded = { $n ->
    [one] { $shown } record has another
   *[other] { $shown } records have others
}

## Scenarios and losses

run-passed-over = { $n ->
    [one] { $shown } file was passed over: { $files }
   *[other] { $shown } files were passed over: { $files }
}
run-changed = { $n ->
    [one] { $shown } fact changed
   *[other] { $shown } facts changed
}
run-added = { $n ->
    [one] { $shown } member added to lists
   *[other] { $shown } members added to lists
}
run-removed = { $n ->
    [one] { $shown } member of lists taken away
   *[other] { $shown } members of lists taken away
}
run-cut = { $n ->
    [one] { $shown } fact cut to the bounds of the field
   *[other] { $shown } facts cut to the bounds of the field
}
run-round = round { $round }: { $joined }
run-more-rounds = { $n ->
   *[other] … and { $shown } more rounds with { $facts } facts
}
run-perhaps = perhaps { $what }
loss-at-first = lost at first: { $amount }: { $named }
loss-by-it = lost by it: { $amount }: { $named }
loss-nothing = lost in all: nothing
loss-in-all = { $n ->
    [one] lost in all: { $amount } by { $shown } record
   *[other] lost in all: { $amount } by { $shown } records
}
loss-of-which = { $n ->
   *[other] of which { $shown } { $field }
}
loss-perhaps-more = { $n ->
   *[other] perhaps { $shown } more
}
loss-unconverted = { $n ->
    [one] { $shown } loss without an exchange rate not counted
   *[other] { $shown } losses without an exchange rate not counted
}
loss-bears = bears it
loss-round = round { $round }
loss-loses = loses { $amount }
loss-scenario = scenario { $name }
loss-scenario-lost = scenario { $name }, lost in all: { $amount }
loss-now-certain = { $certain } now for certain
loss-perhaps = { $certain }, perhaps { $possible }
loss-any = perhaps any amount
loss-perhaps-any = { $certain }, perhaps any amount

## What could not be looked at whole

limit-untied = { $n ->
    [one] { $records } does not tell all that ties it to others, so what only it would form is not looked at: { $forms }
   *[other] { $records } do not tell all that ties them to others, so what only they would form is not looked at: { $forms }
}
limit-list = `{ $list }` of { $records } are not given, so what only they would form is not looked at: { $forms }
limit-perhaps = { $n ->
    [one] { $records } is perhaps no part of flow { $flow }: which { $kind } there are with only some of them is not looked at
   *[other] { $records } are perhaps no part of flow { $flow }: which { $kind } there are with only some of them is not looked at
}
limit-nothing = no record is of a kind that the rules look at
limit-walks = flow { $flow } has more { $kind } than the { $looked_at } that were looked at{ $lost }: leave records out of it with `where`{ $shorter }
limit-walks-lost = , so the exposure of some parties to others is not known
limit-walks-shorter = , or lower its `up to { $most }`
limit-reach = flow { $flow } leads further than the { $followed } legs that were followed, so the exposure of some parties is not known: leave records out of it with `where`, or lower its `up to { $longest }`
limit-groups = not every { $kind } was looked at
limit-not-drawn = { $n ->
    [one] { $records } does not tell all that is to be drawn
   *[other] { $records } do not tell all that is to be drawn
}
limit-cycles = cycles
limit-paths = paths
limit-clusters = clusters
limit-components = components
limit-cut-points = cut points

## Notes

note-empty-file = there is no record in { $path }
note-chosen = { $n ->
    [one] only what { $rules } says is shown: { $findings } and { $undetermined } of other rules are not, and the gate looks at all
   *[other] only what { $rules } say is shown: { $findings } and { $undetermined } of other rules are not, and the gate looks at all
}
note-shadowed = { $n ->
    [one] `{ $name }` is the project's own ({ $by }), where a pack has { $others }
   *[other] `{ $name }` is the project's own ({ $by }), where packs have { $others }
}
note-english = English
note-bulgarian = Bulgarian
note-untold = { $n ->
    [one] { $shown } rule is not told in { $lang }, or not wholly; their own text stands: { $rules }
   *[other] { $shown } rules are not told in { $lang }, or not wholly; their own text stands: { $rules }
}
note-untold-others = { $n ->
    [one] { $shown } field, param or the like has no name in it
   *[other] { $shown } fields, params and the like have no name in it
}
note-untold-both = { $note }; { $others }
note-untold-no-rule = the rules are in { $lang }, but { $others }: their own stands
note-ungraded = no { $record } to grade by { $scorecards }
note-grades-gone = { $n ->
    [one] { $shown } grade of the baseline is of a record that is graded no more
   *[other] { $shown } grades of the baseline are of records that are graded no more
}
note-idle-made = there is no { $record } in these records for { $rules } to look at
note-idle = there is no { $record } among the records, so nothing was checked by { $rules }
note-lapsed = { $n ->
    [one] { $shown } rule cites nothing that is in force on { $day }: { $rules }
   *[other] { $shown } rules cite nothing that is in force on { $day }: { $rules }
}
note-other-day = the baseline is as of { $then }, this run as of { $now }
note-looser-gate = the gate is looser than that of the baseline: { $key } is { $now }, then { $then }
note-other-policy = what the baseline has was accepted under other rules or params; what these clear is no better for it
note-other-rules = the rules are not those that the baseline was made with: { $changes }
note-changed = { $path } has changed
note-new = { $path } is new
note-gone = { $path } is gone
note-other-param = { $name } is { $now }, and { $then } in the baseline
note-lost = { $n ->
    [one] evidence is lost of { $shown } finding of the baseline, which the facts do not tell any more: { $findings }
   *[other] evidence is lost of { $shown } findings of the baseline, which the facts do not tell any more: { $findings }
}
note-fixed = { $n ->
    [one] { $shown } finding of the baseline is none any more: { $causes }
   *[other] { $shown } findings of the baseline are none any more: { $causes }
}
note-slack = budgets may fall: { $budgets }
note-slack-of = { $n } { $what } (now { $allowed })
note-look-alike = `{ $plain }` and `{ $other }` of { $record } look alike and are two: only one has { $odd }{ $at }
note-more-pairs = { $n ->
   *[other] { $note }; { $shown } more pairs do so
}
note-unseen = `{ $field }` of a { $record } holds { $sign }, which nobody sees{ $at }
note-more-so = { $n ->
   *[other] { $note }, and so do { $shown } more
}
note-odd-rate = the exchange rate { $rate }{ $at } { $flaw }
note-odd-rates = { $n ->
   *[other] { $shown } more exchange rates { $flaw }
}
note-rate-pair = does not tell both currencies, so it converts nothing
note-rate-same = is of a currency to itself, so it converts nothing
note-rate-day = does not tell its day, so it may be the latest on any
note-rate-rate = tells no rate above zero, so what it converts is not known
note-old-rate = { $from } was converted to { $to } for { $at } by rates of which the oldest is { $days } days old: { $rates }
note-other-days = { $note }; on other days, too
note-later = { $n ->
    [one] { $shown } source is later than the as-of date, { $day }, and no evidence on it; what it says is taken all the same: { $sources }
   *[other] { $shown } sources are later than the as-of date, { $day }, and no evidence on it; what they say is taken all the same: { $sources }
}
said-waived = waived until { $until } by { $by }: { $because }
note-failed-baseline = the baseline is the report of a run that failed: what failed it lets this one pass
note-former-words = a waiver says { $then }, which is { $now } now: write that instead ({ $by }; { $at })
note-waiver-ends = the waiver of { $about } ends on { $until } ({ $by }; { $at })
note-waiver-expired = the waiver of { $about } ended on { $until } and covers nothing any more ({ $by }; { $at })
note-waiver-lapsed = the waiver of { $about } covers nothing: { $why } ({ $by }; { $at })
note-waiver-rose = it is worse, or may be, than what it was given for
note-waiver-rose-by = it is worse, or may be, than what it was given for: { $changes }
note-waiver-other-rule = the rule asks something else than when it was given
note-waiver-several = several records go by this key
note-waiver-other-evidence = it was given on other facts: { $changes }
note-waiver-lost = the facts do not tell any more whether it is as bad as it was
note-waiver-lost-by = the facts do not tell any more whether it is as bad as it was, for want of { $missing }
note-waiver-near = there is no such finding ({ $cause }); did you mean `{ $near }`?
note-waiver-orphan = there is no such finding ({ $cause })
note-waiver-fact = { $path } is { $is }, and was { $was }
note-waiver-fact-gone = { $path } was { $was }
note-waiver-fact-new = { $path } is { $is }, and was no part of it
note-unexplained = { $n ->
   *[other] how { $shown } findings came about is left out: only of the { $worst } worst of each rule it is told
}

## What else a reader must know, by kind

remark-limits = { $n ->
    [one] { $shown } limit
   *[other] { $shown } limits
}
remark-lost = { $n ->
    [one] { $shown } finding whose evidence is lost
   *[other] { $shown } findings whose evidence is lost
}
remark-disabled = { $n ->
    [one] { $shown } rule disabled
   *[other] { $shown } rules disabled
}
remark-amended = { $n ->
    [one] { $shown } rule amended
   *[other] { $shown } rules amended
}
remark-params = { $n ->
    [one] { $shown } param set by this run
   *[other] { $shown } params set by this run
}
remark-skipped = { $n ->
    [one] { $shown } file passed over
   *[other] { $shown } files passed over
}
remark-changes = { $n ->
    [one] { $shown } change by the scenario
   *[other] { $shown } changes by the scenario
}
remark-notes = { $n ->
    [one] { $shown } note
   *[other] { $shown } notes
}
remark-fixed = { $n ->
    [one] { $shown } finding fixed
   *[other] { $shown } findings fixed
}
remark-scorecards = { $n ->
    [one] { $shown } scorecard
   *[other] { $shown } scorecards
}
remark-is-disabled = { $rule } is disabled ({ $at })
remark-is-amended = { $rule } is amended ({ $at })
remark-is-set = { $param } is { $value }, set by this run
remark-param = { $param } is { $value }
remark-in-baseline = { $what }, { $severity } in the baseline
remark-waits = { $what }; waits for { $missing }
