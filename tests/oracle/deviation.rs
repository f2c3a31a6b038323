//! Standard deviations against what they are by definition, over every choice of members and of ends.
//!
//! The figures are small, and compared as floating-point numbers, so that nothing here computes as the
//! engine does.

use riskwright::builtins::AggregateFn;
use riskwright::eval::Evaluation;
use riskwright::ir::Op;
use riskwright::value::{Decimal, Range};

use super::agreement::{load, settings};
use super::generate::Choices;

/// A member: the ends of its value, and whether it is one for certain.
type Member = (i64, i64, bool);

/// How far floating-point numbers may be off.
const OFF: f64 = 1e-9;

#[test]
fn standard_deviations_hold_whatever_the_unknown_is() {
    for seed in 0..200 {
        let mut c = Choices::new(seed * 7919);
        // Of many only a bound is told.
        let most = if seed % 4 == 0 { 14 } else { 6 };
        let members: Vec<Member> = (0..c.below(most)).map(|_| member(&mut c)).collect();
        for (function, less) in
            [(AggregateFn::SampleDeviation, 1), (AggregateFn::PopulationDeviation, 0)]
        {
            let found = found(function, &members);
            let told = format!("{function} of {members:?} is {found:?}");
            if members.iter().filter(|m| m.2).count() <= less {
                assert_eq!(found, Range::ANY, "{told}");
                continue;
            }
            let (lo, hi) = (number(found.lo), number(found.hi));
            let (least, most) = by_definition(&mut c, &members, less);
            assert!(lo <= least + OFF && most <= hi + OFF, "{told}: {least}..{most}");
            assert!(most_exact(&members) == 0 || (hi - most).abs() < OFF, "{told}: at most {most}");
        }
    }
}

/// Above nothing where the choices are so few that the most is found by trying.
fn most_exact(members: &[Member]) -> usize {
    let choices: usize =
        members.iter().map(|m| 1 + usize::from(m.0 != m.1) + usize::from(!m.2)).product();
    usize::from(choices * members.len() <= 1 << 14)
}

fn member(c: &mut Choices) -> Member {
    let lo = c.below(20) as i64;
    let wide = if c.chance(60) { 0 } else { c.below(9) as i64 };
    (lo, lo + wide, c.chance(75))
}

fn number(end: Option<Decimal>) -> f64 {
    let end = end.expect("an end");
    end.coef() as f64 / 10f64.powi(end.scale())
}

/// What the engine makes of it.
fn found(function: AggregateFn, members: &[Member]) -> Range {
    let rules = format!(
        "record Thing key id {{ id: text  parts: list of Part }}\n\
         record Part {{ n: number  counts: bool? }}\n\
         rule spread for t in Thing {{\n\
           flag low when ({} of p.n for p in t.parts where p.counts) > 3\n\
         }}\n",
        function.name()
    );
    let part = |(lo, hi, certain): &Member| {
        let n = if lo == hi { lo.to_string() } else { format!("{lo}..{hi}") };
        format!("{{n: {n}, counts: {}}}", if *certain { "true" } else { "unknown" })
    };
    let parts: Vec<String> = members.iter().map(part).collect();
    let records = format!("things: [{{id: a, parts: [{}]}}]\n", parts.join(", "));
    let (program, read) = load(&rules, &records);
    let (aggregate, _) = program
        .arena
        .iter()
        .find(|(_, node)| matches!(&node.op, Op::Aggregate(a) if a.function == function))
        .expect("the aggregate");
    let evaluation = Evaluation::new(&program, &read.tables, settings());
    evaluation.value(aggregate, 0).parts().0
}

/// The least that was met, at ends and inside, and the most, which is met at ends.
fn by_definition(c: &mut Choices, members: &[Member], less: usize) -> (f64, f64) {
    let (mut least, mut most) = (f64::INFINITY, 0f64);
    let mut meet = |values: &[f64]| {
        if values.len() > less {
            let deviation = deviation(values, less);
            (least, most) = (least.min(deviation), most.max(deviation));
        }
    };
    let mut chosen: Vec<Vec<f64>> = vec![Vec::new()];
    for (lo, hi, certain) in members {
        let mut next = Vec::new();
        for chosen in &chosen {
            let ends = if lo == hi { vec![*lo] } else { vec![*lo, *hi] };
            next.extend(ends.iter().map(|end| [chosen.as_slice(), &[*end as f64]].concat()));
            next.extend((!certain).then(|| chosen.clone()));
        }
        chosen = next;
        // Of many choices some do.
        while chosen.len() > 1 << 12 {
            chosen.swap_remove(c.below(chosen.len()));
        }
    }
    chosen.iter().for_each(|values| meet(values));
    for _ in 0..200 {
        let inside = members.iter().filter_map(|(lo, hi, certain)| {
            let part = c.below(9) as f64 / 8.0;
            (*certain || c.chance(50)).then(|| *lo as f64 + part * (hi - lo) as f64)
        });
        let values: Vec<f64> = inside.collect();
        meet(&values);
    }
    (least, most)
}

fn deviation(values: &[f64], less: usize) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let squares: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();
    (squares / (values.len() - less) as f64).sqrt()
}
