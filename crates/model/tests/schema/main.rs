mod compare;
mod datatype;
mod merge;
mod pattern;
mod rng;
mod samples;

#[test]
fn draft() {
    let schema = rng::Schema::read(std::path::Path::new(
        &std::env::var("VIRTC_LIBVIRT_SCHEMA").unwrap_or("/work/shared/corpus/libvirt-11.3/schema".into()),
    ))
    .unwrap();
    for f in compare::differences(&schema) {
        eprintln!("{f}");
    }
}
