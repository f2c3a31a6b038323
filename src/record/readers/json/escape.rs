//! Escapes in JSON strings.

use crate::alarm::Sure;
use crate::record::error::{Flaw, Problem};

/// Decodes the escapes of a string's inner text, which starts at byte `base`.
pub(in crate::record) fn unescape(inner: &str, base: usize) -> Result<String, Flaw> {
    let bad = |at: usize| {
        let what = "this is no escape sequence".to_owned();
        (Problem::Malformed { format: "JSON", what }, base + at, base + at + 1)
    };
    let hex = |at: usize| -> Option<u32> {
        let digits = inner.get(at..at + 4)?;
        let plain = digits.bytes().all(|b| b.is_ascii_hexdigit());
        if plain { u32::from_str_radix(digits, 16).ok() } else { None }
    };
    let mut out = String::with_capacity(inner.len());
    let mut at = 0;
    while let Some(n) = inner.get(at..).and_then(|t| t.find('\\')) {
        out.push_str(&inner[at..at + n]);
        at += n + 2;
        let simple = match inner.as_bytes().get(at - 1) {
            Some(b @ (b'"' | b'\\' | b'/')) => char::from(*b),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let mut code = hex(at).ok_or_else(|| bad(at - 2))?;
                at += 4;
                if (0xD800..0xDC00).contains(&code)
                    && inner.get(at..at + 2) == Some("\\u")
                    && let Some(low) = hex(at + 2).filter(|l| (0xDC00..0xE000).contains(l))
                {
                    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                    at += 6;
                }
                char::from_u32(code).ok_or_else(|| bad(at - 6))?
            }
            _ => return Err(bad(at - 2)),
        };
        out.push(simple);
    }
    out.push_str(inner.get(at..).sure());
    Ok(out)
}
