//! Reads what `cargo test` prints: which lines tell the story, how many tests ran, and what failed ones had to say.

/// Counts over all test programs.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
    /// Tests not run.
    pub ignored: u64,
}

/// Follows the output line by line.
#[derive(Debug, Default)]
pub struct Story {
    /// The counts so far.
    pub tally: Tally,
    /// What failed tests printed, and the names of them.
    pub failures: Vec<String>,
    within_failures: bool,
}

impl Story {
    /// Takes a line; says whether it belongs on the terminal.
    pub fn take(&mut self, line: &str) -> bool {
        if let Some(result) = line.strip_prefix("test result:") {
            self.within_failures = false;
            self.tally.passed += count(result, "passed");
            self.tally.failed += count(result, "failed");
            self.tally.ignored += count(result, "ignored");
            return true;
        }
        if line == "failures:" {
            self.within_failures = true;
        }
        if self.within_failures {
            self.failures.push(line.to_owned());
        }
        let line = line.trim_start();
        line.starts_with("Running ")
            || line.starts_with("Doc-tests ")
            || line.starts_with("error")
            || (line.starts_with("test ") && line.ends_with("FAILED"))
    }
}

/// The number before a word, as in `12 passed; 0 failed`.
fn count(result: &str, word: &str) -> u64 {
    let mut before = None;
    for part in result.split([' ', ';', '.']).filter(|part| !part.is_empty()) {
        if part == word {
            return before.unwrap_or(0);
        }
        before = part.parse().ok();
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up_over_programs_and_failures_are_kept() {
        let mut story = Story::default();
        let output = "     Running unittests src/lib.rs (target/debug/deps/domain-1)\n\
            running 2 tests\n\
            test money::adds ... ok\n\
            test money::rounds ... FAILED\n\
            \n\
            failures:\n\
            \n\
            ---- money::rounds stdout ----\n\
            left: 1\n\
            test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            test result: ok. 40 passed; 0 failed; 3 ignored; 0 measured; 7 filtered out; finished in 1.25s";
        let shown = output.lines().filter(|line| story.take(line)).count();
        assert_eq!(story.tally, Tally { passed: 41, failed: 1, ignored: 3 });
        assert_eq!(shown, 4);
        assert!(story.failures.iter().any(|line| line == "left: 1"));
        assert!(!story.failures.iter().any(|line| line.starts_with("test result")));
    }
}
