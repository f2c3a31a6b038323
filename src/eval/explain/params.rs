//! What params came to where a verdict asks for them as of another day than the as-of date.

use super::Subjects;
use crate::eval::frame::Frame;
use crate::ir::{Asked, ExprId, InForce, Level, Param, Rule};
use crate::outcome::Taken;
use crate::value::{Date, Decimal, Range, Scalar};

impl Subjects<'_> {
    /// The params whose value of other days the rule's conditions rest on, for one subject.
    pub fn taken(&self, place: usize) -> Vec<Taken> {
        of(&self.frame, self.rule, place)
    }
}

fn of(f: &Frame<'_>, rule: &Rule, place: usize) -> Vec<Taken> {
    let program = f.engine.program;
    let in_force = |param, asked| in_force(f, param, asked, place);
    let taken = |(i, asked): (u32, Asked)| {
        let day = match asked {
            Asked::AsOf => return None,
            Asked::On(day) => Ok(Scalar::date(day)),
            Asked::At(date) => on(f, date, place)
                .filter(|date| date.parts().0 != Range::ANY)
                .ok_or_else(|| program.print(date, &rule.variable).into()),
        };
        let values = in_force(program.params.get(i as usize)?, asked).iter();
        let values = values.map(|value| (value.since, value.value.clone())).collect();
        Some(Taken { param: i, day, values })
    };
    program.params_asked(rule, in_force).into_iter().filter_map(taken).collect()
}

/// The day that an expression says of the subject; none where members say it.
fn on(f: &Frame<'_>, date: ExprId, place: usize) -> Option<Scalar> {
    let elsewhere = f.engine.program.arena.get(date).levels.without(Level::SUBJECT);
    elsewhere.is_empty().then(|| f.eval(date).get(place))
}

/// What may be in force on the days that are asked for, as far as they are told.
fn in_force<'p>(f: &Frame<'_>, param: &'p Param, asked: Asked, place: usize) -> &'p [InForce] {
    let (first, last): (Option<Date>, Option<Date>) = match asked {
        Asked::AsOf => (None, None),
        Asked::On(day) => (Some(day), Some(day)),
        Asked::At(date) => {
            let days = on(f, date, place).map(|date| date.parts().0);
            let end =
                |end: fn(Range) -> Option<Decimal>| days.and_then(end).and_then(Date::of_number);
            (end(|days| days.lo), end(|days| days.hi))
        }
    };
    param.begun(first, last)
}
