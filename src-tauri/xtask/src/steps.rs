//! A run of named, timed steps: each has its log under target/xtask/, the terminal gets the lines that matter, and a
//! table closes the run. CI shows nothing but this output, so a step that failed prints what explains it.

use std::{
    collections::VecDeque,
    fs::File,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::mpsc,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};

use crate::house::{self, say};

/// How many of a log's last lines a failed step prints.
const TAIL_LINES: usize = 80;

/// How long after a command's end its output is waited for: a process it left behind may hold the pipe open.
const DRAIN: Duration = Duration::from_secs(3);

enum Outcome {
    Passed(Duration),
    Failed(Duration),
    NotRun,
}

/// A run in progress.
pub struct Steps {
    logs: PathBuf,
    keep_going: bool,
    rows: Vec<(&'static str, Outcome)>,
}

impl Steps {
    /// Starts a run; without `keep_going` the first failure ends it.
    ///
    /// # Errors
    /// When the folder for the logs can't be made.
    pub fn new(keep_going: bool) -> Result<Self> {
        let logs = house::target().join("xtask");
        std::fs::create_dir_all(&logs).with_context(|| format!("cannot make {}", logs.display()))?;
        Ok(Self { logs, keep_going, rows: Vec::new() })
    }

    /// Does one step, unless an earlier one ended the run.
    pub fn step(&mut self, name: &'static str, work: impl FnOnce(&mut Log) -> Result<()>) {
        if self.failed() && !self.keep_going {
            self.rows.push((name, Outcome::NotRun));
            return;
        }
        say(&format!("── {name}"));
        let started = Instant::now();
        let done = Log::create(&self.logs, name).and_then(|mut log| work(&mut log));
        let took = started.elapsed();
        let outcome = match done {
            Ok(()) => {
                say(&format!("   passed in {}", clock(took)));
                Outcome::Passed(took)
            }
            Err(error) => {
                say(&format!("   FAILED in {}: {error:#}", clock(took)));
                Outcome::Failed(took)
            }
        };
        self.rows.push((name, outcome));
    }

    /// Prints the table.
    ///
    /// # Errors
    /// When a step failed.
    pub fn finish(self) -> Result<()> {
        let width = self.rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        say("");
        let mut total = Duration::ZERO;
        for (name, outcome) in &self.rows {
            let (word, took) = match outcome {
                Outcome::Passed(took) => ("passed", Some(*took)),
                Outcome::Failed(took) => ("FAILED", Some(*took)),
                Outcome::NotRun => ("not run", None),
            };
            total += took.unwrap_or_default();
            say(&format!("{name:width$}  {word:7}  {:>9}", took.map(clock).unwrap_or_default()));
        }
        say(&format!("{:width$}  {:7}  {:>9}   logs in {}", "", "", clock(total), self.logs.display()));
        if self.failed() {
            bail!("not all steps passed");
        }
        Ok(())
    }

    fn failed(&self) -> bool {
        self.rows.iter().any(|(_, outcome)| matches!(outcome, Outcome::Failed(_)))
    }
}

/// A step's log.
pub struct Log {
    file: File,
    path: PathBuf,
}

impl Log {
    fn create(folder: &Path, step: &str) -> Result<Self> {
        let name: String = step.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        let path = folder.join(format!("{name}.log"));
        let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self { file, path })
    }

    /// Runs a command without a standard input. All it prints goes to the log, and the lines for which `shown` says so
    /// to the terminal; these are returned as well.
    ///
    /// # Errors
    /// When it can't be started or does not end well; the log's last lines are printed then.
    pub fn run(&mut self, command: Command, shown: fn(&str) -> bool) -> Result<Vec<String>> {
        let mut tail = VecDeque::with_capacity(TAIL_LINES);
        let mut kept = Vec::new();
        let ended = self.stream(command, |line| {
            if shown(line) {
                say(&format!("   {line}"));
                kept.push(line.to_owned());
            } else {
                tail.push_back(line.to_owned());
                if tail.len() > TAIL_LINES {
                    tail.pop_front();
                }
            }
        });
        if ended.is_err() {
            for line in tail {
                say(&format!("   | {line}"));
            }
        }
        ended.map(|()| kept)
    }

    /// Runs a command and hands on each line it prints, standard output and error in the order they came.
    ///
    /// # Errors
    /// When it can't be started or does not end well.
    pub fn stream(&mut self, mut command: Command, mut each: impl FnMut(&str)) -> Result<()> {
        let words = house::words(&command);
        writeln!(self.file, "$ {words}")?;
        let (reader, writer) = std::io::pipe()?;
        command.env("NO_COLOR", "1").env_remove("FORCE_COLOR"); // escape codes make a log unreadable
        command.stdin(Stdio::null()).stdout(writer.try_clone()?).stderr(writer);
        let mut child = command.spawn().with_context(|| format!("cannot start {words}"))?;
        drop(command); // with it goes our copy of the pipe's writing end, without which reading would never end
        let (lines, inbox) = mpsc::channel();
        std::thread::spawn(move || {
            let mut reader = BufReader::new(reader);
            let mut line = Vec::new();
            while matches!(reader.read_until(b'\n', &mut line), Ok(1..)) {
                if lines.send(String::from_utf8_lossy(&line).trim_end().to_owned()).is_err() {
                    break;
                }
                line.clear();
            }
        });
        let mut status = None;
        loop {
            match inbox.recv_timeout(if status.is_some() { DRAIN } else { Duration::from_millis(200) }) {
                Ok(line) => {
                    writeln!(self.file, "{line}")?;
                    each(&line);
                }
                Err(mpsc::RecvTimeoutError::Timeout) if status.is_none() => status = child.try_wait()?,
                Err(_) => break,
            }
        }
        let status = match status {
            Some(status) => status,
            None => child.wait()?,
        };
        if !status.success() {
            bail!("{words} ended with {status}; see {}", self.path.display());
        }
        Ok(())
    }
}

/// Shows nothing unless the command fails.
pub fn quiet(_line: &str) -> bool {
    false
}

/// A duration as people read it: `7 s`, `12 min 05 s`.
pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0 => format!("{} ms", time.as_millis()),
        1..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(name: &str) -> Log {
        let folder = std::env::temp_dir().join(format!("xtask-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Log::create(&folder, name).unwrap()
    }

    #[test]
    #[cfg(unix)]
    fn a_command_s_output_is_kept_and_its_failure_told() {
        let mut log = log("a step: named");
        let kept = log.run(house::tool("sh", &["-c", "echo one; echo two >&2"]), |line| line == "two").unwrap();
        assert_eq!(kept, ["two"]);
        let error = log.run(house::tool("sh", &["-c", "echo three; exit 3"]), quiet).unwrap_err();
        assert!(error.to_string().contains("exit status: 3"), "{error}");
        let text = std::fs::read_to_string(&log.path).unwrap();
        assert!(text.contains("one\ntwo\n") && text.contains("three\n"), "{text}");
    }

    #[test]
    #[cfg(unix)]
    fn a_process_left_behind_does_not_hold_the_step() {
        let started = Instant::now();
        log("left behind").run(house::tool("sh", &["-c", "sleep 60 & echo gone"]), quiet).unwrap();
        assert!(started.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn times_read_well() {
        assert_eq!(clock(Duration::from_millis(420)), "420 ms");
        assert_eq!(clock(Duration::from_secs(59)), "59 s");
        assert_eq!(clock(Duration::from_secs(725)), "12 min 05 s");
    }
}
