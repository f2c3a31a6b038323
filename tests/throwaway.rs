use riskwright::{pipeline, source::Sources, pack::PACKS};
#[test]
fn packs() {
    let mut sources = Sources::default();
    let ids: Vec<_> = PACKS.iter().filter(|p| p.default).map(|p| sources.add_text(p.file.to_string(), p.text)).collect();
    let (program, d) = pipeline::load(&mut sources, &ids, &|_, _| None, &[]);
    for x in &d { let f = sources.file(x.labels.first().map(|l| l.span.file).unwrap_or(ids[0])); 
      println!("{:?} {}", f.name, x.message); println!("{x:?}"); }
    println!("{} rules", program.rules.len());
    assert!(d.is_empty());
}
