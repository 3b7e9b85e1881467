//! CUPS through `lp` and `lpstat`.

use std::ffi::OsString;

use super::{
    HAND_OVER_TIMEOUT, JobId, JobState, Paper, PrintError, PrintJob, Printer, QUESTION_TIMEOUT,
    command::{Output, run},
    queue_title,
};

mod lpstat;

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
        let output = run("lp", arguments(job), &self.environment, HAND_OVER_TIMEOUT).await?;
        match lpstat::request_id(&output.stdout) {
            Some(id) if output.succeeded => Ok(id),
            _ => Err(self.why_refused(job, output.stderr).await),
        }
    }

    pub(super) async fn job_state(&self, job: &JobId) -> Result<JobState, PrintError> {
        // In this order: a job that ends in between is found by the second question, not by neither.
        let open = self.jobs(job, "not-completed").await?;
        if let Some(state) = lpstat::open_job(&open, job) {
            return Ok(state);
        }
        let ended = self.jobs(job, "completed").await?;
        Ok(lpstat::ended_job(&ended, job).unwrap_or(JobState::Forgotten))
    }

    /// The long list of a queue's jobs.
    async fn jobs(&self, job: &JobId, which: &str) -> Result<String, PrintError> {
        let output = self.ask(&["-l", "-W", which, "-o", &job.printer]).await?;
        if output.succeeded {
            return Ok(output.stdout);
        }
        if !self.answers().await? {
            return Err(PrintError::Unavailable(None));
        }
        Err(PrintError::NoSuchPrinter(Some(job.printer.clone())))
    }

    /// `lp`'s words are for people; what the window must tell apart is asked for.
    async fn why_refused(&self, job: &PrintJob, words: String) -> PrintError {
        let printers = match self.printers().await {
            Ok(printers) => printers,
            Err(error) => return error,
        };
        let known = match &job.printer {
            Some(name) => printers.iter().any(|printer| printer.name == *name),
            None => printers.iter().any(|printer| printer.is_default),
        };
        if known { PrintError::Refused(words) } else { PrintError::NoSuchPrinter(job.printer.clone()) }
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
fn arguments(job: &PrintJob) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = Vec::new();
    if let Some(printer) = &job.printer {
        arguments.extend(["-d".into(), printer.into()]);
    }
    let sides = if job.two_sided { "sides=two-sided-long-edge" } else { "sides=one-sided" };
    let copies = job.copies.max(1).to_string();
    arguments.extend(["-n".into(), copies.into(), "-t".into(), queue_title(&job.title).into()]);
    for option in [media(job.paper), "print-scaling=auto-fit", sides, "collate=true"] {
        arguments.extend(["-o".into(), option.into()]);
    }
    arguments.extend(["--".into(), job.file.clone().into()]);
    arguments
}

/// The names that PPDs and driverless queues both know; a size without a name is a custom one.
const fn media(paper: Paper) -> &'static str {
    match paper {
        Paper::A4 => "media=A4",
        Paper::A5 => "media=A5",
        Paper::Letter => "media=Letter",
        Paper::Label100x150 => "media=Custom.100x150mm",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_titles_are_never_options() {
        let job = PrintJob {
            printer: Some("-o".to_owned()),
            copies: 0,
            two_sided: true,
            ..PrintJob::new("-x.pdf", "-d OTHER\n", Paper::Label100x150)
        };
        assert_eq!(
            arguments(&job).iter().map(|argument| argument.to_str().unwrap()).collect::<Vec<_>>(),
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
}
