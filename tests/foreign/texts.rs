//! Texts that are packed, and texts in other encodings than UTF-8.

use std::io::Write;

use encoding_rs::{Encoding, KOI8_R, WINDOWS_1251, WINDOWS_1252};

use super::{Read, read_bytes, yaml};

const CSV: &str = "id,title,amount\na1,Société «Атлас»,1.5\na2,Racks,-7\n";

fn records() -> Vec<Vec<riskwright::value::Scalar>> {
    yaml("- {id: a1, title: Société «Атлас», amount: 1.5}\n- {id: a2, title: Racks, amount: -7}\n")
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(text).expect("memory");
    packer.finish().expect("memory")
}

fn zstd(text: &[u8]) -> Vec<u8> {
    zstd::encode_all(text, 3).expect("memory")
}

fn sound(name: &str, bytes: Vec<u8>, entry: &str) {
    let read = read_bytes(name, bytes, entry);
    assert_eq!((read.told, read.rows), (Vec::new(), records()), "{name} {entry}");
}

#[test]
fn packed_texts_are_read_as_the_texts_that_they_pack() {
    let json = r#"[{"id":"a1","title":"Société «Атлас»","amount":1.5},{"id":"a2","title":"Racks","amount":-7}]"#;
    let lines = json.trim_matches(['[', ']']).replace("},{", "}\n{");
    let tabs = CSV.replace(',', "\t");
    for (name, text) in [
        ("cells.csv", CSV),
        ("cells.tsv", &tabs),
        ("cells.json", json),
        ("cells.yaml", json),
        ("cells.jsonl", &lines),
    ] {
        sound(name, text.as_bytes().to_vec(), "");
        sound(&format!("{name}.gz"), gzip(text.as_bytes()), "");
        sound(&format!("{name}.zst"), zstd(text.as_bytes()), "");
        sound(&format!("{name}.GZ"), gzip(text.as_bytes()), "");
        // The first bytes say that it is packed, whatever the name.
        sound(name, zstd(text.as_bytes()), "");
    }
    let parts = [gzip(&CSV.as_bytes()[..20]), gzip(&CSV.as_bytes()[20..])].concat();
    sound("cells.csv.gz", parts, "");
}

#[test]
fn places_are_those_of_the_text() {
    let wrong = CSV.replace("-7", "seven");
    let read = read_bytes("cells.csv.gz", gzip(wrong.as_bytes()), "");
    assert_eq!(read.told.len(), 1);
    assert!(read.told[0].contains("cells.csv.gz:3:10"), "{:?}", read.told);
}

#[test]
fn a_packed_file_that_is_cut_or_a_bomb_is_refused() {
    let told = |read: Read, what: &str| {
        let opened = "RW450 cells.csv.gz this file cannot be opened: ";
        assert_eq!(read.told, [format!("{opened}{what}")]);
    };
    let long = CSV.repeat(50);
    for packed in [gzip(long.as_bytes()), zstd(long.as_bytes())] {
        for cut in [5, packed.len() / 2, packed.len() - 1] {
            told(
                read_bytes("cells.csv.gz", packed[..cut].to_vec(), ""),
                "it is cut short, or damaged",
            );
        }
    }
    let bomb = gzip(&vec![b'x'; 65 << 20]);
    told(read_bytes("cells.csv.gz", bomb, ""), "unpacked it has more than 67,108,864 bytes");
}

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost);
    bytes.into_owned()
}

fn wide(text: &str, mark: bool, little: bool) -> Vec<u8> {
    let mark = if mark { "\u{feff}" } else { "" };
    let units = format!("{mark}{text}").encode_utf16().collect::<Vec<_>>().into_iter();
    units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

#[test]
fn an_encoding_is_said_or_told_by_a_mark() {
    for little in [true, false] {
        sound("cells.csv", wide(CSV, true, little), "");
        sound("cells.csv", wide(CSV, true, little), "encoding: utf-16");
        let name = if little { "encoding: utf-16le" } else { "encoding: UTF-16BE" };
        sound("cells.csv", wide(CSV, false, little), name);
    }
    sound("cells.csv.gz", gzip(&wide(CSV, true, true)), "");
    sound("cells.csv", format!("\u{feff}{CSV}").into_bytes(), "encoding: utf-8");
    let bank = "id,title\na1,Българска банка\n";
    for (encoding, name) in [(WINDOWS_1251, "windows-1251"), (KOI8_R, "koi8-r")] {
        let read = read_bytes("cells.csv", encoded(bank, encoding), &format!("encoding: {name}"));
        assert_eq!(
            (read.told, read.rows),
            (Vec::new(), yaml("- {id: a1, title: Българска банка}"))
        );
    }
}

#[test]
fn what_is_not_of_the_encoding_is_an_error() {
    let told = |bytes: &[u8], entry: &str| read_bytes("cells.csv", bytes.to_vec(), entry).told;
    assert_eq!(
        told(b"id,title\na1,\x81\n", "encoding: windows-1252"),
        ["RW402 cells.csv:2:4 byte 12 of this file is nothing in windows-1252"]
    );
    assert_eq!(
        told(b"id,title\na1,\x82\n", "encoding: shift_jis"),
        ["RW402 cells.csv:2:4 byte 12 of this file is nothing in Shift_JIS"]
    );
    assert_eq!(
        told(&wide(CSV, true, true)[..61], ""),
        ["RW402 cells.csv:2:27 byte 60 of this file is nothing in UTF-16LE"]
    );
    let marked = "RW402 cells.csv:1:1 the manifest says that this file is windows-1252, but its first \
                  bytes say that it is UTF-8";
    assert_eq!(told(format!("\u{feff}{CSV}").as_bytes(), "encoding: windows-1252"), [marked]);
    assert_eq!(
        told(&encoded("id,title\na1,Société\n", WINDOWS_1252), ""),
        ["RW402 cells.csv:2:8 byte 16 of this file is not UTF-8"]
    );
    let book = std::fs::read("tests/foreign/books/typed.xlsx").expect("the file");
    let told = read_bytes("cells.xlsx", book, "encoding: utf-8").told;
    assert_eq!(
        told,
        ["RW402 riskwright.yaml:1:11 a workbook file says itself how its texts are written"]
    );
}
