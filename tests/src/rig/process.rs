//! Programs that live as long as their rig, and patience for what they do in their own time.

use std::{
    ffi::OsStr,
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

/// How long a program may take to come up on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Where a program is; an error names the Debian package that has it. The system's own folders are searched too,
/// which are not on every user's path.
pub fn program(name: &str, package: &str) -> Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin".into(), "/usr/bin".into(), "/sbin".into()])
        .map(|folder| folder.join(name))
        .find(|candidate| candidate.is_file())
        .with_context(|| format!("`{name}` is not installed: apt-get install {package}"))
}

/// A running program, ended when dropped: asked first, killed with all its children two seconds later.
#[derive(Debug)]
pub struct Daemon {
    child: Child,
}

impl Daemon {
    /// Starts it in a process group of its own, without input.
    pub fn spawn(command: &mut Command) -> Result<Self> {
        Self::spawn_reading(command, Stdio::null())
    }

    /// The same with something to read.
    pub fn spawn_reading(command: &mut Command, input: Stdio) -> Result<Self> {
        use std::os::unix::process::CommandExt;
        let child = command
            .stdin(input)
            .process_group(0)
            .spawn()
            .with_context(|| format!("starting {}", command.get_program().to_string_lossy()))?;
        Ok(Self { child })
    }

    /// The process itself, as to read what it says.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// An error once it has ended by itself.
    pub fn still_runs(&mut self) -> Result<()> {
        if let Some(status) = self.child.try_wait()? {
            bail!("ended with {status}");
        }
        Ok(())
    }

    /// Sends a signal to the whole group, as `TERM`, `STOP`, `CONT`.
    pub fn signal(&self, name: &str) -> Result<()> {
        let group = format!("-{}", self.child.id());
        let sent = Command::new("kill").args([&format!("-{name}"), "--", &group]).stderr(Stdio::null()).status()?;
        ensure!(sent.success(), "kill -{name} {group}: {sent}");
        Ok(())
    }

    fn end(&mut self) -> Result<()> {
        if self.child.try_wait()?.is_none() {
            // One that was stopped hears nothing before it goes on.
            self.signal("CONT").and_then(|()| self.signal("TERM")).ok();
            let asked = Instant::now();
            while self.child.try_wait()?.is_none() && asked.elapsed() < Duration::from_secs(2) {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        // The group may outlive its first process.
        self.signal("KILL").ok();
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        self.end().ok();
    }
}

/// Asks until there is an answer. `what` completes "gave up waiting for …".
pub fn wait_for<T>(what: &str, patience: Duration, mut ask: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let started = Instant::now();
    loop {
        if let Some(answer) = ask().with_context(|| format!("waiting for {what}"))? {
            return Ok(answer);
        }
        ensure!(started.elapsed() < patience, "gave up waiting for {what} after {} s", patience.as_secs());
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Runs a program to its end; an error shows what it said.
pub fn run(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output: Output = command.stdin(Stdio::null()).output().with_context(|| format!("starting {name}"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(output.status.success(), "{name}: {}\n{said}{}", output.status, String::from_utf8_lossy(&output.stderr));
    Ok(said)
}

const INNER: &str = "SHOPBELL_TEST_INNER";

/// Runs a test of the calling test program again, in a process of its own with these variables: what a library reads
/// from its process's environment cannot be set for one test among others. The inner run sees [`is_inner`].
pub fn rerun<K: AsRef<OsStr>, V: AsRef<OsStr>>(test: &str, variables: impl IntoIterator<Item = (K, V)>) -> Result<()> {
    let output = Command::new(std::env::current_exe()?)
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .envs(variables)
        .env(INNER, test)
        .stdin(Stdio::null())
        .output()?;
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    ensure!(output.status.success(), "{test} failed inside:\n{said}");
    ensure!(said.contains("1 passed"), "no test is called {test}:\n{said}");
    Ok(())
}

/// Whether this process is the inner run of that test.
#[must_use]
pub fn is_inner(test: &str) -> bool {
    std::env::var_os(INNER).is_some_and(|inner| inner == test)
}
