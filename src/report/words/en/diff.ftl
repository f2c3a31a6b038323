### What is otherwise in one report than in another.

## What they were made with

diff-report = { $path } (as of { $day })
diff-reports = { $old } and { $new }
diff-made-with = what they were made with
diff-alike = the same data, rules, params, date and program
diff-was = { $now }, was { $then }
diff-was-once = was { $then }
diff-data = data
diff-rates = exchange rates
diff-manifest = manifest
diff-rules = rules
diff-rules-untold = rules: one of the reports does not tell its rule files
diff-params = params
diff-param = param { $name }: { $values }
diff-param-set = param { $name }: { $values }, set by the run
diff-waiver = waiver of { $rule } of { $key }: { $values }
diff-as-of = as-of date
diff-scenario = scenario
diff-engine = Riskwright's version
diff-as-they-are = none
diff-file-changed = { $path } changed
diff-file-new = { $path } is new
diff-file-gone = { $path } is gone
diff-file-moved = { $path } was { $was }

diff-verified-same = { $path }: its inputs give this report
diff-verified-other = { $path }: its inputs give another report, other in { $parts }

## Series

diff-series = { $n ->
    [one] { $shown } report, { $first } to { $last }
   *[other] { $shown } reports, { $first } to { $last }
}
diff-day = as of
diff-open = Undetermined
diff-open-column = open
diff-moved-key = + new, − fixed
diff-findings = Findings
diff-stake = At stake
diff-up-to = up to { $top }
diff-moved = What moved since the report before
diff-file = report
diff-same-day = Several reports are as of { $day }; they stand in the order of their names.
diff-column = { $day }: { $found }; { $open } undetermined; at stake { $stake }
diff-more-reports = { $n ->
    [one] … and { $shown } more report
   *[other] … and { $shown } more reports
}

## Sums

diff-then = then
diff-now = now
diff-gate = gate
diff-passed = passed
diff-failed = failed
diff-sum-new = { $n ->
   *[other] { $shown } new
}
diff-sum-worse = { $n ->
   *[other] { $shown } worse
}
diff-sum-lost = { $n ->
   *[other] { $shown } without their evidence
    [one] { $shown } without its evidence
}
diff-sum-changed = { $n ->
   *[other] { $shown } on other facts
}
diff-sum-milder = { $n ->
   *[other] { $shown } milder
}
diff-sum-fixed = { $n ->
   *[other] { $shown } fixed
}
diff-no-change = nothing is otherwise
diff-unchanged = as before: { $what }
diff-grades = { $n ->
    [one] { $shown } grade
   *[other] { $shown } grades
}
diff-limits = { $n ->
    [one] { $shown } limit
   *[other] { $shown } limits
}

## Changes

diff-new = new
diff-worse = worse
diff-lost = evidence lost
diff-changed = on other facts
diff-milder = milder
diff-fixed = fixed
diff-grade-by = { $scorecard }, grade
diff-limit-of = { $form } not looked at whole: { $why }
diff-limit-untied = records do not tell what ties them to others
diff-limit-not-given = a list is not given
diff-limit-perhaps = it is not certain that steps exist
diff-limit-too-large = too large
diff-limit-nothing = there is nothing
diff-limit-count = { $n ->
    [one] { $shown } member
   *[other] { $shown } members
}
diff-fact-new = { $now }, not looked at before
diff-fact-known = { $now }, not known well enough before
diff-fact-gone = not looked at any more, was { $then }
diff-more-facts = { $n ->
    [one] and { $shown } more fact
   *[other] and { $shown } more facts
}
diff-waits = waits for { $facts }
diff-why = why it is none
diff-cause = because of
diff-untold = nothing that the reports tell of
diff-more = { $n ->
    [one] … and { $shown } more change
   *[other] … and { $shown } more changes
}
