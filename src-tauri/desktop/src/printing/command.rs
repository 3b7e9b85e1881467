//! Another program, run with a time limit, its words in English.

use std::{ffi::OsString, process::Stdio, time::Duration};

use tokio::process::Command;

use super::PrintError;

/// What a program said.
pub(super) struct Output {
    pub(super) succeeded: bool,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

/// Runs a program of the print system to its end; kills it when it takes longer than `limit` or nobody waits any more.
pub(super) async fn run(
    program: &str,
    arguments: Vec<OsString>,
    environment: &[(String, String)],
    limit: Duration,
) -> Result<Output, PrintError> {
    let child = Command::new(program)
        .args(arguments)
        .envs(english())
        .env_remove("LANGUAGE")
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(|source| PrintError::Unavailable(Some(source)))?;
    let output = tokio::time::timeout(limit, child.wait_with_output())
        .await
        .map_err(|_| PrintError::TimedOut(limit))?
        .map_err(|source| PrintError::Unavailable(Some(source)))?;
    Ok(Output {
        succeeded: output.status.success(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
    })
}

/// CUPS' clients have no machine-readable output but this: their untranslated messages, in UTF-8. On macOS they ask
/// the user's preferences before the locale unless they believe to be run by the server, whose mark is `SOFTWARE`.
fn english() -> Vec<(&'static str, &'static str)> {
    if cfg!(target_os = "macos") {
        vec![("LC_ALL", "en_US.UTF-8"), ("LANG", "en_US.UTF-8"), ("SOFTWARE", "CUPS")]
    } else {
        vec![("LC_ALL", "C.UTF-8"), ("LANG", "C.UTF-8")]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_program_that_hangs_is_ended() {
        let started = std::time::Instant::now();
        let limit = Duration::from_millis(100);
        let ended = run("sleep", vec!["30".into()], &[], limit).await;
        assert!(matches!(ended, Err(PrintError::TimedOut(taken)) if taken == limit));
        assert!(started.elapsed() < Duration::from_secs(10));
    }

    #[tokio::test]
    async fn a_missing_program_means_no_print_system() {
        let missing = run("no-such-program-at-all", vec![], &[], QUICK).await;
        assert!(matches!(missing, Err(PrintError::Unavailable(Some(_)))));
    }

    const QUICK: Duration = Duration::from_secs(10);
}
