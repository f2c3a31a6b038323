//! The schema of manifests holds what the engine reads, and all that ships fits it.

use serde_json::Value;

use super::{KEYS, PROFILE_KEYS};
use crate::record::{FIELD_KEYS, MAPPING_KEYS, OPENING_KEYS};

fn schema() -> Value {
    serde_json::from_str(include_str!("../../../schema/manifest.schema.json")).expect("JSON")
}

/// The keys that the schema has at a place, sorted.
fn keys(schema: &Value, place: &str) -> Vec<String> {
    let properties = schema.pointer(place).and_then(Value::as_object).expect(place);
    let mut keys: Vec<String> = properties.keys().cloned().collect();
    keys.sort();
    keys
}

fn sorted<'k>(keys: impl IntoIterator<Item = &'k str>) -> Vec<String> {
    let mut keys: Vec<String> = keys.into_iter().map(str::to_owned).collect();
    keys.sort();
    keys.dedup();
    keys
}

#[test]
fn the_schema_has_every_key() {
    let schema = schema();
    assert_eq!(keys(&schema, "/properties"), sorted(KEYS));
    assert_eq!(keys(&schema, "/$defs/profile/properties"), sorted(PROFILE_KEYS));
    let entry = ["path", "record"].into_iter().chain(MAPPING_KEYS).chain(OPENING_KEYS);
    assert_eq!(keys(&schema, "/$defs/entry/oneOf/1/properties"), sorted(entry));
    assert_eq!(keys(&schema, "/$defs/field/oneOf/2/properties"), sorted(FIELD_KEYS));
}

#[test]
fn every_key_says_what_it_is() {
    let schema = schema();
    let all = ["/properties", "/$defs/entry/oneOf/1/properties", "/$defs/field/oneOf/2/properties"];
    for place in all {
        let properties = schema.pointer(place).and_then(Value::as_object).expect(place);
        for (key, value) in properties {
            let of = |value: &Value| {
                let named = value.get("$ref").and_then(Value::as_str).unwrap_or_default();
                let named = schema.pointer(named.trim_start_matches('#')).cloned();
                let own = value.get("description").cloned();
                own.or_else(|| named?.get("description").cloned())
            };
            let inner = value.pointer("/anyOf/1").and_then(of);
            assert!(of(value).or(inner).is_some(), "{place}/{key}");
        }
    }
}

/// The manifests that the book and the pages of diagnostics show, as they are meant.
fn shown(text: &str) -> Vec<String> {
    let blocks = text.split("```yaml riskwright.yaml\n").skip(1);
    blocks.filter_map(|block| Some(block.split_once("```")?.0.to_owned())).collect()
}

#[test]
fn manifests_that_ship_fit() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let whole = [
        include_str!("../../../templates/init/riskwright.yaml").to_owned(),
        include_str!("../../../examples/ai-infrastructure/riskwright.yaml").to_owned(),
        include_str!("../../../examples/ai-infrastructure-2026/riskwright.yaml").to_owned(),
        include_str!("../../../examples/open-contracting/riskwright.yaml").to_owned(),
    ];
    let page = include_str!("../../../docs/src/command-line.md");
    // The second block of a page of diagnostics is what is to be done.
    let fixed = shown(include_str!("../../../docs/src/diagnostics/RW416.md")).into_iter().skip(1);
    let book = page.split("```yaml\n").skip(1).filter_map(|block| Some(block.split_once("```")?.0));
    let book = book.filter(|block| KEYS.iter().any(|key| block.starts_with(&format!("{key}:"))));
    let all = whole.into_iter().chain(fixed).chain(book.map(str::to_owned));
    for text in all {
        let manifest: Value = serde_yaml::from_str(&text).expect("YAML");
        let wrong: Vec<String> =
            validator.iter_errors(&manifest).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{wrong:?}\n{text}");
    }
}

#[test]
fn what_the_engine_refuses_does_not_fit() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    for text in [
        "ruels: rules/",
        "data: [{record: Deal}]",
        "data: [{path: a, fields: {id: {form: id}}}]",
        "fail_on: severe",
        "profiles: {strict: {data: a}}",
    ] {
        let manifest: Value = serde_yaml::from_str(text).expect("YAML");
        assert!(!validator.is_valid(&manifest), "{text}");
    }
}
