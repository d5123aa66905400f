//! The files that put virtc into the CI of others: what they run is run, on specs that are in order
//! and on specs that are not.

use crate::{root, search_path};
use libtest_mimic::{Failed, Trial};
use serde_yaml::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const GOOD: &str = "domains: { web: { memory: 8 GiB } }\n";
const BAD: &str = "domains: { web: { memory: 8 } }\n";

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("ci::pre_commit_hooks", pre_commit_hooks),
        Trial::test("ci::github_action", github_action),
        Trial::test("ci::github_workflow", github_workflow),
        Trial::test("ci::gitlab_job", gitlab_job),
    ]
}

fn read(file: &str) -> Result<Value, Failed> {
    Ok(serde_yaml::from_str(&fs::read_to_string(root().join(file))?)?)
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str, Failed> {
    value[key].as_str().ok_or_else(|| format!("there is no {key}").into())
}

/// A repository with one spec, and its XML in `xml`.
fn repository(spec: &str) -> Result<tempfile::TempDir, Failed> {
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("specs"))?;
    fs::write(folder.path().join("specs/web.yaml"), GOOD)?;
    bash("virtc compile specs -o xml", folder.path(), &[])?;
    fs::write(folder.path().join("specs/web.yaml"), spec)?;
    Ok(folder)
}

/// As the runners of CI run it.
fn bash(script: &str, folder: &Path, variables: &[(&str, &str)]) -> Result<Output, Failed> {
    let mut command = Command::new("bash");
    command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]).current_dir(folder).env("PATH", search_path()?);
    Ok(command.envs(variables.iter().copied()).output()?)
}

fn ends(output: &Output, status: i32) -> Result<(), Failed> {
    if output.status.code() == Some(status) {
        return Ok(());
    }
    let said = [&output.stdout, &output.stderr].map(|said| String::from_utf8_lossy(said).into_owned());
    Err(format!("{} instead of {status}: {}", output.status, said.concat()).into())
}

fn pre_commit_hooks() -> Result<(), Failed> {
    let hooks = read(".pre-commit-hooks.yaml")?;
    for hook in hooks.as_sequence().ok_or("there are no hooks")? {
        let given: Vec<&str> = hook["args"].as_sequence().into_iter().flatten().filter_map(Value::as_str).collect();
        let command = format!("{} {}", text(hook, "entry")?, given.join(" "));
        for (spec, status) in [(GOOD, 0), (BAD, 1)] {
            ends(&bash(&command, repository(spec)?.path(), &[])?, status).map_err(|failed| format!("{command}: {failed:?}"))?;
        }
    }
    Ok(())
}

fn github_action() -> Result<(), Failed> {
    let action = read("action.yml")?;
    let steps = action["runs"]["steps"].as_sequence().ok_or("there are no steps")?;
    let [install, check] = steps.as_slice() else { return Err("there are other steps".into()) };
    let default = |input: &str| action["inputs"][input]["default"].as_str().unwrap_or_default().to_owned();

    // That cargo builds is a test of its own; here, it says what it is asked for.
    let folder = repository(BAD)?;
    let cargo = "cargo() { printf '%s\\n' \"$@\" >asked; }\n";
    let temporary = folder.path().to_string_lossy().into_owned();
    let source = root().canonicalize()?.to_string_lossy().into_owned();
    let variables =
        |version| [("VIRTC_VERSION", version), ("VIRTC_SOURCE", &*source), ("RUNNER_TEMP", &temporary), ("GITHUB_PATH", "path")];
    let script = format!("{cargo}{}", text(install, "run")?);
    for (version, status) in [("installed", 0), (&*default("version"), 0), ("0.1.0", 2)] {
        ends(&bash(&script, folder.path(), &variables(version))?, status)?;
    }
    let asked = fs::read_to_string(folder.path().join("asked"))?;
    let package = asked.lines().find(|argument| argument.starts_with('/')).ok_or("cargo is asked for no package")?;
    assert!(Path::new(package).join("Cargo.toml").exists(), "{package}");
    assert_eq!(fs::read_to_string(folder.path().join("path"))?, format!("{temporary}/virtc/bin\n"));

    let (path, format) = (default("path"), default("format"));
    for (args, wanted) in
        [("", "::error file=specs/web.yaml,line=1,"), ("--quiet --max-shown 1", "::error "), ("--format short $(touch x)", "")]
    {
        let given = [("VIRTC_PATH", &*path), ("VIRTC_FORMAT", &*format), ("VIRTC_ARGS", args)];
        let output = bash(text(check, "run")?, folder.path(), &given)?;
        assert!(output.stdout.starts_with(wanted.as_bytes()), "{output:?}");
        assert!(!output.status.success() && !folder.path().join("x").exists());
    }
    let given = [("VIRTC_PATH", &*path), ("VIRTC_FORMAT", &*format), ("VIRTC_ARGS", "")];
    ends(&bash(text(check, "run")?, repository(GOOD)?.path(), &given)?, 0)
}

fn github_workflow() -> Result<(), Failed> {
    let workflow = read("docs/ci/github.yml")?;
    let steps = workflow["jobs"]["check"]["steps"].as_sequence().ok_or("there are no steps")?;
    let inputs = read("action.yml")?;
    for step in steps.iter().filter(|step| step["uses"].as_str().is_some_and(|action| action.starts_with("OWNER/"))) {
        for (input, _) in step["with"].as_mapping().into_iter().flatten() {
            assert!(inputs["inputs"].get(input).is_some(), "{input:?}");
        }
        let command = format!("virtc check specs --format {} {}", text(&step["with"], "format")?, text(&step["with"], "args")?);
        let folder = repository(BAD)?;
        ends(&bash(&command, folder.path(), &[])?, 1)?;
        let uploaded = steps.iter().find_map(|step| step["with"]["sarif_file"].as_str()).ok_or("nothing is uploaded")?;
        assert!(folder.path().join(uploaded).exists());
    }
    let scripts: Vec<&str> = steps.iter().filter_map(|step| step["run"].as_str()).collect();
    let [script, on_push] = scripts.as_slice() else { return Err("there are other scripts".into()) };
    ends(&bash(on_push, repository(BAD)?.path(), &[])?, 1)?;
    // What git would say of a branch that changes the spec, and of one that does not.
    for (changed, status) in [("specs/web.yaml", 1), ("README.md", 0)] {
        let folder = repository(BAD)?;
        let git = format!("git() {{ printf '%s\\0' '{changed}'; }}\n{script}");
        let temporary = folder.path().to_string_lossy().into_owned();
        ends(&bash(&git, folder.path(), &[("RUNNER_TEMP", &temporary), ("BASE", "origin/main")])?, status)?;
    }
    Ok(())
}

fn gitlab_job() -> Result<(), Failed> {
    let job = &read("docs/ci/gitlab.yml")?["virtc"];
    let lines = job["script"].as_sequence().ok_or("there is no script")?.iter().filter_map(Value::as_str);
    let script = lines.collect::<Vec<_>>().join("\n");
    for (spec, status) in [(GOOD, 0), (BAD, 1)] {
        let folder = repository(spec)?;
        ends(&bash(&script, folder.path(), &[])?, status)?;
        for (_, artifact) in job["artifacts"]["reports"].as_mapping().into_iter().flatten() {
            assert!(folder.path().join(artifact.as_str().unwrap_or_default()).is_file(), "{artifact:?}");
        }
    }
    Ok(())
}
