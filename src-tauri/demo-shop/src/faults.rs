//! What can go wrong at a real shop, made to happen at a rate.

use std::{fmt, str::FromStr, time::Duration};

/// One kind of trouble and how often it comes.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// Share of the requests it hits, 0 to 1.
    pub rate: f64,
}

/// What can go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The answer takes up to this much longer.
    Latency(Duration),
    /// 429 with this `Retry-After`.
    TooMany(Duration),
    /// 500, 502, 503 or 504 with a page.
    ServerError,
    /// 200 with a page instead of JSON, as a firewall or a broken plugin sends.
    Html,
    /// The answer stops in the middle.
    Truncate,
    /// This many orders break every page they are on, but for lists of ids and dates.
    Poison(u32),
    /// The connection is lost and nothing took place.
    DropBefore,
    /// The write takes place and its answer is lost.
    DropAfter,
    /// The connection is lost and the write takes place this much later.
    Late(Duration),
    /// Someone else changes the order right before the write: between a client's last look and its own change.
    Between,
    /// The shop's clock is off by this many seconds.
    Clock(i64),
}

/// The forms a fault is written in.
pub const FORMS: &[(&str, &str)] = &[
    ("latency=RATE[@SECONDS]", "answers take up to SECONDS longer (3)"),
    ("429=RATE[@SECONDS]", "too many requests, Retry-After: SECONDS (2)"),
    ("5xx=RATE", "500, 502, 503 or 504 with a page"),
    ("html=RATE", "a page instead of JSON"),
    ("truncate=RATE", "answers that stop in the middle"),
    ("poison=COUNT", "COUNT orders break every page they are on"),
    ("drop-before=RATE", "connection lost, nothing took place"),
    ("drop-after=RATE", "connection lost, the write took place"),
    ("late=RATE[@SECONDS]", "connection lost, the write takes place SECONDS later (60)"),
    ("between=RATE", "someone else changes the order right before the write"),
    ("clock=SECONDS", "the shop's clock is off, as in +300 or -300"),
];

/// A fault that could not be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub struct UnknownFault {
    /// What was given.
    pub given: String,
}

impl fmt::Display for UnknownFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "cannot read the fault `{}`; one of:", self.given)?;
        FORMS.iter().try_for_each(|(form, meaning)| write!(out, "\n  {form:24} {meaning}"))
    }
}

impl FromStr for Fault {
    type Err = UnknownFault;

    /// Reads `KIND=RATE[@SECONDS]`; without a rate it is 0.1.
    fn from_str(text: &str) -> Result<Self, UnknownFault> {
        read(text).ok_or_else(|| UnknownFault { given: text.to_owned() })
    }
}

fn read(text: &str) -> Option<Fault> {
    let (kind, value) = match text.split_once('=') {
        Some((kind, value)) => (kind, Some(value)),
        None => (text, None),
    };
    match kind {
        "poison" => {
            let count = value.map_or(Some(1), |value| value.parse().ok())?;
            return Some(Fault { kind: FaultKind::Poison(count), rate: 1.0 });
        }
        "clock" => {
            let seconds = value?.trim_start_matches('+').trim_end_matches('s').parse().ok()?;
            return Some(Fault { kind: FaultKind::Clock(seconds), rate: 1.0 });
        }
        _ => {}
    }
    let (rate, seconds) = match value.unwrap_or("0.1").split_once('@') {
        Some((rate, seconds)) => (rate, Some(seconds.trim_end_matches('s').parse::<u64>().ok()?)),
        None => (value.unwrap_or("0.1"), None),
    };
    let rate: f64 = rate.parse().ok().filter(|rate| (0.0..=1.0).contains(rate))?;
    let wait = |default| Duration::from_secs(seconds.unwrap_or(default));
    let kind = match kind {
        "latency" => FaultKind::Latency(wait(3)),
        "429" => FaultKind::TooMany(wait(2)),
        "late" => FaultKind::Late(wait(60)),
        _ if seconds.is_some() => return None,
        "5xx" => FaultKind::ServerError,
        "html" => FaultKind::Html,
        "truncate" => FaultKind::Truncate,
        "drop-before" => FaultKind::DropBefore,
        "drop-after" => FaultKind::DropAfter,
        "between" => FaultKind::Between,
        _ => return None,
    };
    Some(Fault { kind, rate })
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rate = self.rate;
        match self.kind {
            FaultKind::Latency(most) => write!(out, "latency={rate}@{}", most.as_secs()),
            FaultKind::TooMany(wait) => write!(out, "429={rate}@{}", wait.as_secs()),
            FaultKind::ServerError => write!(out, "5xx={rate}"),
            FaultKind::Html => write!(out, "html={rate}"),
            FaultKind::Truncate => write!(out, "truncate={rate}"),
            FaultKind::Poison(count) => write!(out, "poison={count}"),
            FaultKind::DropBefore => write!(out, "drop-before={rate}"),
            FaultKind::DropAfter => write!(out, "drop-after={rate}"),
            FaultKind::Late(wait) => write!(out, "late={rate}@{}", wait.as_secs()),
            FaultKind::Between => write!(out, "between={rate}"),
            FaultKind::Clock(seconds) => write!(out, "clock={seconds:+}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_prints_every_kind() {
        for text in [
            "latency=0.2@3",
            "429=0.1@2",
            "5xx=0.5",
            "html=1",
            "truncate=0",
            "poison=1",
            "drop-before=0.3",
            "drop-after=0.3",
            "late=0.1@60",
            "between=0.1",
            "clock=+300",
            "clock=-5",
        ] {
            assert_eq!(text.parse::<Fault>().unwrap().to_string(), text);
        }
        assert_eq!("5xx".parse::<Fault>().unwrap().rate.to_string(), "0.1");
        assert_eq!("late=0.1".parse::<Fault>().unwrap().kind, FaultKind::Late(Duration::from_secs(60)));
        assert_eq!("poison".parse::<Fault>().unwrap().kind, FaultKind::Poison(1));
    }

    #[test]
    fn a_wrong_one_lists_the_kinds() {
        for text in ["", "snow=0.1", "html=2", "html=-1", "5xx=x", "clock", "html=0.1@3", "poison=x"] {
            let refusal = text.parse::<Fault>().unwrap_err().to_string();
            assert!(refusal.contains("drop-before=RATE") && refusal.contains("poison=COUNT"), "{refusal}");
        }
    }
}
