//! CUPS through `lp` and `lpstat`, and two questions that only its protocol answers.

use std::ffi::OsString;

use ipp::Question;

use super::{
    HAND_OVER_TIMEOUT, JobId, JobState, PrintError, PrintJob, Printer, QUESTION_TIMEOUT,
    command::{Output, run},
    queue_title,
};

mod ipp;
mod job;
mod lpstat;
mod media;

#[derive(Clone, Debug, Default)]
pub(super) struct System {
    environment: Vec<(String, String)>,
}

impl System {
    pub(super) const fn with_environment(environment: Vec<(String, String)>) -> Self {
        Self { environment }
    }

    pub(super) async fn printers(&self) -> Result<Vec<Printer>, PrintError> {
        // `-e` also lists printers on the network that have no queue yet; `lp` makes them one.
        let (names, described, accepting, default) =
            tokio::try_join!(self.ask(&["-e"]), self.ask(&["-l", "-p"]), self.ask(&["-a"]), self.ask(&["-d"]),)?;
        let printers = lpstat::printers(&names.stdout, &described.stdout, &accepting.stdout, &default.stdout);
        if printers.is_empty() && !self.answers().await? {
            return Err(PrintError::Unavailable(None));
        }
        Ok(printers)
    }

    pub(super) async fn print(&self, job: &PrintJob) -> Result<JobId, PrintError> {
        let printer = match &job.printer {
            Some(name) => name.clone(),
            None => self.default_printer().await?,
        };
        let papers = self.papers(&printer).await?;
        let output = run("lp", arguments(&printer, job, &papers), &self.environment, HAND_OVER_TIMEOUT).await?;
        match lpstat::request_id(&output.stdout) {
            Some(id) if output.succeeded => Ok(id),
            _ => Err(self.why_refused(&printer, output.stderr).await),
        }
    }

    pub(super) async fn job_state(&self, job: &JobId) -> Result<JobState, PrintError> {
        let path = format!("/jobs/{}", job.number);
        let question = Question { operation: ipp::GET_JOB, path: &path, attributes: &job::ATTRIBUTES };
        match ipp::ask(&self.server().await?, question, QUESTION_TIMEOUT).await? {
            None => Ok(JobState::Forgotten),
            Some(values) => job::state(&values).ok_or_else(|| PrintError::Refused("a job without a state".to_owned())),
        }
    }

    /// The names of the papers a printer takes; none where the server does not say, as for a printer on the network
    /// that gets its queue only with its first job.
    async fn papers(&self, printer: &str) -> Result<Vec<String>, PrintError> {
        let path = format!("/printers/{}", escape(printer));
        let question = Question { operation: ipp::GET_PRINTER, path: &path, attributes: &["media-supported"] };
        let values = match ipp::ask(&self.server().await?, question, QUESTION_TIMEOUT).await {
            Ok(values) => values.unwrap_or_default(),
            Err(PrintError::Refused(why)) => {
                tracing::debug!(printer, why, "the print server does not say which papers it has");
                Vec::new()
            }
            Err(error) => return Err(error),
        };
        Ok(values.iter().filter(|value| value.name == "media-supported").map(ipp::Value::text).collect())
    }

    /// CUPS' own answer to where its clients go: the environment's server, client.conf's or the built-in one.
    async fn server(&self) -> Result<String, PrintError> {
        Ok(self.ask(&["-H"]).await?.stdout.trim().to_owned())
    }

    async fn default_printer(&self) -> Result<String, PrintError> {
        let said = self.ask(&["-d"]).await?.stdout;
        match lpstat::default_printer(&said) {
            Some(name) => Ok(name.to_owned()),
            None if self.answers().await? => Err(PrintError::NoSuchPrinter(None)),
            None => Err(PrintError::Unavailable(None)),
        }
    }

    /// `lp`'s words are for people; what the window must tell apart is asked for.
    async fn why_refused(&self, printer: &str, words: String) -> PrintError {
        match self.printers().await {
            Ok(printers) if printers.iter().any(|known| known.name == printer) => PrintError::Refused(words),
            Ok(_) => PrintError::NoSuchPrinter(Some(printer.to_owned())),
            Err(error) => error,
        }
    }

    async fn answers(&self) -> Result<bool, PrintError> {
        Ok(self.ask(&["-r"]).await?.stdout.trim() == "scheduler is running")
    }

    async fn ask(&self, arguments: &[&str]) -> Result<Output, PrintError> {
        let arguments = arguments.iter().map(OsString::from).collect();
        run("lpstat", arguments, &self.environment, QUESTION_TIMEOUT).await
    }
}

/// `lp`'s arguments. Values stand alone, so that none can be read as an option; the file comes after `--`.
fn arguments(printer: &str, job: &PrintJob, papers: &[String]) -> Vec<OsString> {
    let copies = job.copies.max(1).to_string();
    let mut arguments: Vec<OsString> =
        vec!["-d".into(), printer.into(), "-n".into(), copies.into(), "-t".into(), queue_title(&job.title).into()];
    let sides = if job.two_sided { "sides=two-sided-long-edge" } else { "sides=one-sided" };
    for option in media::options(job.paper, papers).into_iter().chain([sides.to_owned(), "collate=true".to_owned()]) {
        arguments.extend(["-o".into(), option.into()]);
    }
    arguments.extend(["--".into(), job.file.clone().into()]);
    arguments
}

/// A queue's name in an address: everything but letters, digits and `-._~` by its bytes.
fn escape(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::printing::Paper;

    #[test]
    fn names_and_titles_are_never_options() {
        let job = PrintJob { copies: 0, two_sided: true, ..PrintJob::new("-x.pdf", "-d OTHER\n", Paper::Label100x150) };
        assert_eq!(
            arguments("-o", &job, &[]).iter().map(|argument| argument.to_str().unwrap()).collect::<Vec<_>>(),
            [
                "-d",
                "-o",
                "-n",
                "1",
                "-t",
                "-d OTHER",
                "-o",
                "media=Custom.100x150mm",
                "-o",
                "print-scaling=auto-fit",
                "-o",
                "sides=two-sided-long-edge",
                "-o",
                "collate=true",
                "--",
                "-x.pdf"
            ]
        );
    }

    #[test]
    fn names_in_addresses() {
        assert_eq!(escape("Office-2_a"), "Office-2_a");
        assert_eq!(escape("é x\r\n"), "%C3%A9%20x%0D%0A");
    }
}
