//! What a run answers and refuses.

use std::thread;

use riskwright::{
    Explanations, Records, Refused, ReportFormat, Rules, Run, Severity, UndeterminedPolicy,
};

use super::{RULES, records, rules, run};

#[test]
fn what_is_made_of_records_is_looked_at() {
    let report = run().apply(&rules(), &records()).expect("a report");
    let found: Vec<String> = report.findings().into_iter().map(|f| f.message).collect();
    assert_eq!(found, ["atlas is large: 1 bn USD", "vega is large: 2 bn USD", "a ring of 2"]);
    assert_eq!(report.worst(1).len(), 1);
    assert_eq!(report.undetermined()[0].subject.key, "lyra");
    assert_eq!(report.requests()[0].fact, "value of lyra");
    assert!(!report.passes());
}

#[test]
fn a_gate_is_what_a_run_says() {
    let passes = |run: Run| run.apply(&rules(), &records()).expect("a report").passes();
    assert!(!passes(run()));
    assert!(passes(run().fail_on(None)));
    assert!(!passes(run().fail_on(None).undetermined(UndeterminedPolicy::Fail)));
}

#[test]
fn nothing_checked_is_no_pass() {
    let refused = |rules: &Rules, records: &Records| run().apply(rules, records).unwrap_err();
    assert!(matches!(refused(&Rules::new(), &records()), Refused::NoRules));
    let none = refused(&rules(), &Records::new());
    assert!(matches!(&none, Refused::NoRecords { kinds } if kinds.is_empty()), "{none:?}");
    let parties = Records::new().with("parties.yaml", "parties: [{id: acme}]\n");
    let none = refused(&rules(), &parties);
    assert!(matches!(&none, Refused::NoRecords { kinds } if *kinds == ["Deal"]), "{none:?}");
    assert!(run().may_be_empty("Deal").apply(&rules(), &parties).expect("a report").passes());
    let misspelt = run().may_be_empty("Dael").apply(&rules(), &parties).unwrap_err();
    assert!(matches!(misspelt, Refused::NoKindToMiss { .. }), "{misspelt}");
}

#[test]
fn params_scenarios_and_baselines() {
    let lined = RULES.replace(">= 1 bn USD", ">= line") + "param line: money = 5 bn USD\n";
    let rules = rules().with("house.risk", lined);
    let count = |run: Run| {
        run.apply(&rules, &records()).expect("a report").summary().count(Severity::Critical)
    };
    assert_eq!(count(run()), 0);
    assert_eq!(count(run().param("line", "1 m USD").param("line", "2 bn USD")), 1);
    let wrong = run().param("lien", "1 m USD").check(&rules).unwrap_err();
    assert_eq!(wrong.diagnostics()[0].labels[0].document, "param");

    let ready = run().check(&super::rules()).and_then(|checked| checked.read(&records()));
    let ready = ready.expect("rules and records");
    let halved = ready.under("halved").expect("a report");
    assert_eq!(halved.summary().count(Severity::Critical), 1);
    assert!(
        matches!(ready.under("doubled"), Err(Refused::NoScenario { known, .. }) if known == ["halved"])
    );

    let mut earlier = Vec::new();
    let report = ready.report().expect("a report");
    report.write(ReportFormat::JSON, &mut earlier).expect("memory takes it");
    let again = run().baseline("earlier.json", &earlier).expect("a report");
    assert!(again.apply(&super::rules(), &records()).expect("a report").passes());
    let other = run().project("another").baseline("halved.json", &{
        let mut out = Vec::new();
        halved.write(ReportFormat::JSON, &mut out).expect("memory takes it");
        out
    });
    let unfit = other.expect("a report").apply(&super::rules(), &records()).unwrap_err();
    assert!(matches!(unfit, Refused::Baseline(_)), "{unfit}");
    assert!(run().baseline("x", b"no report").is_err());
}

#[test]
fn a_report_outlives_all_that_it_is_made_of() {
    let report = {
        let (rules, records) = (Rules::new().with("a.risk", RULES.to_owned()), records());
        run().explanations(Explanations::All).apply(&rules, &records).expect("a report")
    };
    let told = thread::spawn(move || {
        let why = report.explain("large", "lyra").expect("there is one");
        let mut text = Vec::new();
        report.write(ReportFormat::TEXT, &mut text).expect("memory takes it");
        (why.verdict, String::from_utf8(text).expect("text"))
    });
    let (verdict, text) = told.join().expect("it ends");
    assert_eq!(verdict.to_string(), "undetermined, possibly critical");
    assert!(text.contains("deals.yaml:3:51"), "{text}");
}

#[test]
fn what_nests_deep_needs_no_deep_stack_of_the_caller() {
    let nested = format!("{}d.value{} >= 1 bn USD", "(".repeat(60), ")".repeat(60));
    let deep = RULES.replace("d.value >= 1 bn USD", &nested);
    let defines: String =
        (1..60).map(|i| format!("define d{i}(d: Deal) = d{}(d) + 1 USD\n", i - 1)).collect();
    let deep = format!("{deep}\ndefine d0(d: Deal) = d.value\n{defines}");
    let deep = format!("{deep}rule deep for d in Deal {{ flag low when d59(d) > 1 USD }}\n");
    let small = thread::Builder::new().stack_size(128 << 10).spawn(move || {
        let rules = Rules::new().with("deep.risk", deep);
        let report = run().explanations(Explanations::All).apply(&rules, &super::records());
        let report = report.map_err(|refused| refused.to_string())?;
        let mut json = Vec::new();
        report.write(ReportFormat::JSON, &mut json).map_err(|error| error.to_string())?;
        Ok::<u64, String>(report.summary().findings())
    });
    assert_eq!(small.expect("a thread").join().expect("it ends"), Ok(5));
}
