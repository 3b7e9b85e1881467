//! A job's attributes as what they mean to its sender.

use super::{super::JobState, ipp::Value};

/// What to ask for.
pub(super) const ATTRIBUTES: [&str; 3] = ["job-state", "job-state-reasons", "job-printer-state-message"];

/// The state by its number (RFC 8011 §5.3.7), with the spooler's words: the printer's message, else the reasons' keywords.
pub(super) fn state(values: &[Value]) -> Option<JobState> {
    let named = |name: &'static str| values.iter().filter(move |value| value.name == name);
    let number = named("job-state").find_map(Value::number)?;
    let message = named("job-printer-state-message").map(Value::text).find(|text| !text.is_empty());
    // Keywords that say no more than the number, the last one CUPS' own on everything that ended.
    let reasons: Vec<String> = named("job-state-reasons")
        .map(Value::text)
        .filter(|reason| !matches!(reason.as_str(), "none" | "job-printing" | "processing-to-stop-point"))
        .collect();
    let words = message.or_else(|| Some(reasons.join(", ")).filter(|reasons| !reasons.is_empty()));
    Some(match number {
        3 | 4 => JobState::Waiting(words), // pending, held
        5 => JobState::Printing(words),
        // Stopped or aborted. A job whose filters failed is stopped: CUPS keeps it, and tries it again only when told.
        6 | 8 => JobState::Failed(words.unwrap_or_else(|| "aborted".to_owned())),
        7 => JobState::Cancelled(words),
        9 => JobState::Printed,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(number: u8, message: &str) -> Option<JobState> {
        state(&[
            Value::of("job-state", &[0, 0, 0, number]),
            Value::of("job-state-reasons", b"processing-to-stop-point"),
            Value::of("job-state-reasons", b"job-stopped"),
            Value::of("job-printer-state-message", message.as_bytes()),
        ])
    }

    #[test]
    fn every_state_has_its_meaning() {
        let words = Some("Étage".to_owned());
        for (number, expected) in [
            (3, JobState::Waiting(words.clone())),
            (4, JobState::Waiting(words.clone())),
            (5, JobState::Printing(words.clone())),
            (6, JobState::Failed("Étage".to_owned())),
            (7, JobState::Cancelled(words)),
            (8, JobState::Failed("Étage".to_owned())),
            (9, JobState::Printed),
        ] {
            assert_eq!(job(number, "Étage"), Some(expected));
        }
        assert_eq!(job(8, ""), Some(JobState::Failed("job-stopped".to_owned())));
        assert_eq!(job(2, ""), None);
        assert_eq!(state(&[]), None);
    }
}
