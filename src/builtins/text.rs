//! Builtins on texts.

use super::Builtin;
use crate::ty::Ty;
use crate::value::text::composed;
use crate::value::{Decimal, Scalar};

pub(super) const LENGTH: Builtin = Builtin {
    name: "length",
    signature: "length(text)",
    doc: "The number of characters of a text.",
    example: ("length(\"сделка\")", "6"),
    check: |types| if types == [Ty::Text] { Some(Ty::NUMBER) } else { None },
    apply: |args| match args {
        [Scalar::Text(Some(text))] => Scalar::number(Decimal::from(text.chars().count() as i64)),
        _ => Scalar::UNKNOWN_QUANTITY,
    },
};

pub(super) const LOWER: Builtin = Builtin {
    name: "lower",
    signature: "lower(text)",
    doc: "A text in lower case, to compare without regard to case.",
    example: ("lower(\"Non-Binding\")", "non-binding"),
    check: |types| if types == [Ty::Text] { Some(Ty::Text) } else { None },
    apply: |args| match args {
        [Scalar::Text(Some(text))] => Scalar::text(composed(text.to_lowercase().into())),
        _ => Scalar::Text(None),
    },
};
