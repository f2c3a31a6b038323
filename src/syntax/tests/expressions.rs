//! How expressions group, and what literals are read as.

use super::*;

/// An expression with every grouping shown.
pub(super) fn shape(text: &str) -> String {
    fn show(expr: &ast::Expr) -> String {
        let list = |all: &[ast::Expr], op: &str| {
            format!("({})", all.iter().map(show).collect::<Vec<_>>().join(op))
        };
        let filter = |b: &ast::Binding| match &b.filter {
            Some(filter) => {
                format!("{} in {} where {}", b.variable.text, show(&b.source), show(filter))
            }
            None => format!("{} in {}", b.variable.text, show(&b.source)),
        };
        match &expr.kind {
            ExprKind::Literal(literal) => match literal {
                Literal::Bool(b) => b.to_string(),
                Literal::Number(n) => format!("{}e{}", n.coef(), -n.scale()),
                Literal::Percent(n) => format!("%{}e{}", n.coef(), -n.scale()),
                Literal::Money(n, c) => format!("{}e{}{}", n.coef(), -n.scale(), c.code()),
                Literal::Quantity(n, unit) => format!("{}e{}{}", n.coef(), -n.scale(), unit.text),
                Literal::Date(date) => format!("d{}", date.0),
                Literal::Period(p) => format!("{}m{}d", p.months, p.days),
                Literal::Text(text) => format!("{text:?}"),
            },
            ExprKind::Name(name) => name.text.clone(),
            ExprKind::Field(of, name) => format!("{}.{}", show(of), name.text),
            ExprKind::Call(name, arguments) => format!("{}{}", name.text, list(arguments, ", ")),
            ExprKind::Not(x) => format!("not({})", show(x)),
            ExprKind::Neg(x) => format!("-({})", show(x)),
            ExprKind::And(all) => list(all, " and "),
            ExprKind::Or(all) => list(all, " or "),
            ExprKind::Compare(op, a, b) => format!("({} {op:?} {})", show(a), show(b)),
            ExprKind::Arith(op, a, b) => format!("({} {op:?} {})", show(a), show(b)),
            ExprKind::InSet(x, set) => format!("({} in {})", show(x), list(set, ", ")),
            ExprKind::InList(x, of) => format!("({} in {})", show(x), show(of)),
            ExprKind::Is(x, test) => format!("({} is {test:?})", show(x)),
            ExprKind::OrElse(a, b) => format!("({} else {})", show(a), show(b)),
            ExprKind::TextTest(op, a, b) => format!("({} {op:?} {})", show(a), show(b)),
            ExprKind::Matches(x, pattern) => format!("({} ~ {})", show(x), pattern.text),
            ExprKind::End(end, x) => format!("{end:?}({})", show(x)),
            ExprKind::Ask(ask, x) => match ask {
                Ask::SourcedBy(kind) => format!("({} by {})", show(x), kind.text),
                ask => format!("{ask:?}({})", show(x)),
            },
            ExprKind::Convert { money, currency, at } => {
                let currency = currency.as_ref().map_or("", |c| &c.text);
                let at = at.as_ref().map_or_else(String::new, |at| show(at));
                format!("({} -> {currency}@{at})", show(money))
            }
            ExprKind::Aggregate(a) => {
                let value = a.value.as_ref().map(show);
                let by =
                    a.by.as_ref()
                        .map(|by| format!(" {:?} by {}", by.function, list(&by.keys, ", ")));
                let has = a.has.as_ref().map(|has| format!(" has {}", show(has)));
                let (value, by, has) =
                    (value.unwrap_or_default(), by.unwrap_or_default(), has.unwrap_or_default());
                format!("{:?}[{value}{by} for {}{has}]", a.function, filter(&a.binding))
            }
            ExprKind::Exists(binding) => format!("Exists[{}]", filter(binding)),
            ExprKind::Every(binding, has) => {
                format!("Every[{} has {}]", filter(binding), show(has))
            }
            ExprKind::InWindow(a, window) => format!("({} within {window:?})", show(a)),
            ExprKind::Spread(s) => {
                let (value, from, to) = (show(&s.value), show(&s.from), show(&s.to));
                format!("(spread {value} {from} {to} {:?})", s.window)
            }
            ExprKind::Exposure(e) => {
                let to = e.to.as_ref().map(|to| format!(" {}", show(to))).unwrap_or_default();
                let longest =
                    e.longest.map(|(longest, _)| format!(" {longest}")).unwrap_or_default();
                format!("(exposure {}{to} {}{longest})", show(&e.party), e.flow.text)
            }
            ExprKind::If(c, a, b) => format!("({} ? {} : {})", show(c), show(a), show(b)),
            ExprKind::Broken => "?".to_owned(),
        }
    }
    let (expr, diagnostics) = parse_expr(FILE, 0, text);
    assert_eq!(lines(text, &diagnostics), Vec::<String>::new(), "{text}");
    show(&expr.unwrap())
}

#[test]
fn precedence_and_forms() {
    let cases = [
        ("a or b and not c = d", "(a or (b and not((c Eq d))))"),
        ("a and b and c or d or e", "((a and b and c) or d or e)"),
        ("a + b * c - d / e", "((a Add (b Mul c)) Sub (d Div e))"),
        ("-a.b * 2", "(-(a.b) Mul 2e0)"),
        ("50% of party.revenue > x", "((%5e-1 Of party.revenue) Gt x)"),
        ("50 bn USD per GW", "(5e10USD Per GW)"),
        ("x or else 0 USD + 1", "(x else (0e0USD Add 1e0))"),
        ("x in {equity, loan}", "(x in (equity, loan))"),
        ("x not in {equity}", "not((x in (equity)))"),
        ("x in deal.tenants", "(x in deal.tenants)"),
        ("x is known and y is not unknown", "((x is Known) and not((y is Unknown)))"),
        (r"x matches /a\/b(c|d)/", "(x ~ a/b(c|d))"),
        ("a contains \"é\" or b ends with \"z\"", "((a Contains \"é\") or (b EndsWith \"z\"))"),
        ("deal.value in EUR at deal.signed > 3", "((deal.value -> EUR@deal.signed) Gt 3e0)"),
        ("deal.value at 2025-01-01", "(deal.value -> @d20089)"),
        ("lowest of deal.value + 1", "(Lowest(deal.value) Add 1e0)"),
        ("spread of deal.value > 1", "(Spread(deal.value) Gt 1e0)"),
        ("age of deal.value or else age", "(Age(deal.value) else age)"),
        ("a.b is not disputed", "not(Disputed(a.b))"),
        ("not a.b sourced by filing", "not((a.b by filing))"),
        ("a.b not sourced by filing and c", "(not((a.b by filing)) and c)"),
        ("(count of d in Deal) > 3", "(Count[ for d in Deal] Gt 3e0)"),
        (
            "sum of d.a - d.b for d in Deal where d.c > 1",
            "Sum[(d.a Sub d.b) for d in Deal where (d.c Gt 1e0)]",
        ),
        ("sum of d.value in EUR for d in Deal", "Sum[(d.value -> EUR@) for d in Deal]"),
        (
            "max of (sum of d.a by d.b, d.c) for d in Deal",
            "Max[d.a Sum by (d.b, d.c) for d in Deal]",
        ),
        ("share of d in Deal has d.x", "Share[ for d in Deal has d.x]"),
        ("percentile 99.5 of d.a for d in Deal", "Percentile(9950)[d.a for d in Deal]"),
        ("top 3 of d.a for d in deal.parts", "Top(3)[d.a for d in deal.parts]"),
        ("no d in Deal where d.x", "not(Exists[d in Deal where d.x])"),
        ("every d in Deal where d.x has d.y > 1", "Every[d in Deal where d.x has (d.y Gt 1e0)]"),
        ("if a then b else if c then d else e", "(a ? b : (c ? d : e))"),
        ("f(a, g(b), -c)", "f(a, g(b), -(c))"),
        ("a ≥ no", "(a Ge no)"),
        ("top + count", "(top Add count)"),
        ("правило.цена > 5 GW", "(правило.цена Gt 5e0GW)"),
    ];
    for (text, tree) in cases {
        assert_eq!(shape(text), tree, "{text}");
    }
}

#[test]
fn literals() {
    let cases = [
        ("1.5 bn USD", "15e8USD"),
        ("1.5bn", "15e8"),
        ("€250 m", "25e7EUR"),
        ("250 million EUR", "25e7EUR"),
        ("25%", "%25e-2"),
        ("150 bps", "%15e-3"),
        ("10 GW", "1e1GW"),
        ("5 k gpu", "5e3gpu"),
        ("1_000_000.50", "10000005e-1"),
        ("2025-09-22", "d20353"),
        ("180 days", "0m180d"),
        ("3 weeks", "0m21d"),
        ("2 quarters", "6m0d"),
        ("\"q \\\"x\\\" {brace} \\u{41}\"", "\"q \\\"x\\\" {brace} A\""),
    ];
    for (text, tree) in cases {
        assert_eq!(shape(text), tree, "{text}");
    }
}
