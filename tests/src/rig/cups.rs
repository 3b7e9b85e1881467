//! A real print server and a real network printer, both the test's own: cupsd with its own folders and socket, and
//! `ippeveprinter`, an IPP Everywhere printer on loopback that keeps the PDFs it is sent.
//!
//! Neither the machine's cupsd nor its system bus is needed: the printer's DNS-SD library wants some bus, and gets a
//! private one.

use std::{
    fs,
    net::{TcpListener, TcpStream},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context, Result};
use tempfile::TempDir;

use super::{
    dbus::SessionBus,
    process::{Daemon, PATIENCE, program, run, wait_for},
};

/// The queue's name.
const QUEUE: &str = "Packing_bench";

/// A running print server with one queue and its printer. Needs the Debian packages `cups`, `cups-client`,
/// `cups-ipp-utils` and `dbus`; to read prints, `poppler-utils`. Runs as any user.
#[derive(Debug)]
pub struct PrintRig {
    printer: Option<Daemon>,
    port: u16,
    server: Daemon,
    bus: SessionBus,
    folder: TempDir,
}

impl PrintRig {
    /// Starts all of it and makes the queue the default one.
    pub fn start() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("shopbell-cups-").tempdir()?;
        let base = folder.path();
        // Filters run as another user when the server runs as root.
        fs::set_permissions(base, fs::Permissions::from_mode(0o755))?;
        for name in ["root", "root/ppd", "cache", "state", "spool", "spool/tmp", "log", "printed"] {
            fs::create_dir(base.join(name))?;
        }
        fs::write(base.join("printer.ppd"), description())?;
        let bus = SessionBus::start()?;
        let server = start_server(base, &bus)?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut rig = Self { printer: None, port, server, bus, folder };
        wait_for("cupsd", PATIENCE, || {
            rig.server.still_runs().with_context(|| rig.log())?;
            Ok(run(rig.client("lpstat")?.arg("-r")).ok().filter(|said| said.trim() == "scheduler is running"))
        })?;
        rig.printer_on()?;
        let device = format!("ipp://localhost:{port}/ipp/print");
        let added = ["-p", QUEUE, "-E", "-v", &device, "-m", "everywhere", "-D", "Packing bench"];
        run(rig.client("lpadmin")?.args(added)).with_context(|| rig.log())?;
        run(rig.client("lpadmin")?.args(["-d", QUEUE]))?;
        Ok(rig)
    }

    /// The queue's name.
    #[must_use]
    pub fn queue(&self) -> &str {
        QUEUE
    }

    /// The variables that lead a program to this server.
    #[must_use]
    pub fn environment(&self) -> Vec<(String, String)> {
        vec![("CUPS_SERVER".to_owned(), self.socket().display().to_string())]
    }

    /// The PDFs that came out so far, in the order of their printing.
    pub fn printed_files(&self) -> Result<Vec<PathBuf>> {
        let mut files: Vec<(u32, PathBuf)> = Vec::new();
        for entry in fs::read_dir(self.folder.path().join("printed"))? {
            let path = entry?.path();
            // The printer names them by its own job number and the title: `12-packing_slip.pdf`.
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let number = name.split('-').next().and_then(|number| number.parse().ok());
            if let Some(number) = number.filter(|_| is_whole_pdf(&path)) {
                files.push((number, path));
            }
        }
        files.sort();
        Ok(files.into_iter().map(|(_, path)| path).collect())
    }

    /// Waits until at least `count` PDFs came out.
    pub fn wait_for(&self, count: usize, patience: Duration) -> Result<Vec<PathBuf>> {
        wait_for(&format!("{count} prints"), patience, || {
            Ok(Some(self.printed_files()?).filter(|files| files.len() >= count))
        })
        .with_context(|| self.log())
    }

    /// The text of a printed PDF, page breaks as form feeds.
    pub fn text_of(&self, pdf: &Path) -> Result<String> {
        run(Command::new(program("pdftotext", "poppler-utils")?).args(["-layout", "-enc", "UTF-8"]).arg(pdf).arg("-"))
    }

    /// Switches the printer off, as by its button.
    pub fn printer_off(&mut self) {
        self.printer = None;
    }

    /// Switches it on (again), on the same address.
    pub fn printer_on(&mut self) -> Result<()> {
        let mut printer = Daemon::spawn(
            Command::new(program("ippeveprinter", "cups-ipp-utils")?)
                .args(["-p", &self.port.to_string(), "-n", "localhost", "-r", "off", "-k"])
                // Without a command it plays at printing for 5 to 15 seconds a job.
                .args(["-c", "/bin/true", "-P"])
                .arg(self.folder.path().join("printer.ppd"))
                .arg("-d")
                .arg(self.folder.path().join("printed"))
                .arg("Packing bench")
                .env("DBUS_SYSTEM_BUS_ADDRESS", self.bus.address())
                .stdout(Stdio::null())
                .stderr(Stdio::null()),
        )?;
        wait_for("the printer", PATIENCE, || {
            printer.still_runs().context("ippeveprinter")?;
            Ok(TcpStream::connect(("127.0.0.1", self.port)).ok())
        })?;
        self.printer = Some(printer);
        Ok(())
    }

    /// Stops the queue, as an operator does; jobs wait.
    pub fn stop_queue(&self, reason: &str) -> Result<()> {
        run(self.client("cupsdisable")?.args(["-r", reason, QUEUE])).map(drop)
    }

    /// Starts it again.
    pub fn start_queue(&self) -> Result<()> {
        run(self.client("cupsenable")?.arg(QUEUE)).map(drop)
    }

    /// Cancels all jobs of the queue.
    pub fn cancel_all(&self) -> Result<()> {
        run(self.client("cancel")?.args(["-a", QUEUE])).map(drop)
    }

    /// Makes the server hang: connections are held, nothing is answered, until [`resume`](Self::resume).
    pub fn freeze(&self) -> Result<()> {
        self.server.signal("STOP")
    }

    /// Ends a [`freeze`](Self::freeze).
    pub fn resume(&self) -> Result<()> {
        self.server.signal("CONT")
    }

    /// The options a job was printed with, from the server's log: what its filters were given.
    pub fn options_of(&self, job: u32) -> Result<String> {
        let log = fs::read_to_string(self.folder.path().join("log/error"))?;
        let mark = format!("[Job {job}] argv[");
        let arguments: Vec<&str> =
            log.lines().filter_map(|line| line.split_once(&mark).map(|(_, argument)| argument)).collect();
        Ok(arguments.join("\n"))
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join("cups.sock")
    }

    fn client(&self, name: &str) -> Result<Command> {
        let mut command = Command::new(program(name, "cups-client")?);
        command.env("CUPS_SERVER", self.socket()).env("LC_ALL", "C.UTF-8");
        Ok(command)
    }

    /// The end of the server's log, for an error's reader.
    fn log(&self) -> String {
        let log = fs::read_to_string(self.folder.path().join("log/error")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        format!("cupsd said:\n{}", lines.get(lines.len().saturating_sub(40)..).unwrap_or_default().join("\n"))
    }
}

fn start_server(base: &Path, bus: &SessionBus) -> Result<Daemon> {
    let (files, config) = (base.join("cups-files.conf"), base.join("cupsd.conf"));
    let at = base.display();
    fs::write(
        &files,
        format!(
            "ServerRoot {at}/root\nCacheDir {at}/cache\nStateDir {at}/state\nRequestRoot {at}/spool\nTempDir {at}/spool/tmp\n\
             AccessLog {at}/log/access\nErrorLog {at}/log/error\nPageLog {at}/log/page\nSandboxing relaxed\nSyncOnClose No\n"
        ),
    )?;
    fs::write(
        &config,
        format!(
            "Listen {at}/cups.sock\nBrowsing Off\nWebInterface No\nLogLevel debug\nDefaultAuthType None\nJobRetryInterval 1\n\
             <Location />\nOrder allow,deny\nAllow all\n</Location>\n\
             <Policy default>\nJobPrivateAccess all\nJobPrivateValues none\n<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n"
        ),
    )?;
    // Confinement by AppArmor goes by the program's path and would keep it out of these folders.
    let installed = program("cupsd", "cups")?;
    let confined = fs::read_to_string("/sys/module/apparmor/parameters/enabled").is_ok_and(|on| on.trim() == "Y");
    let cupsd = if confined { base.join("cupsd") } else { installed.clone() };
    if confined {
        fs::copy(&installed, &cupsd)?;
    }
    Daemon::spawn(
        Command::new(cupsd)
            .arg("-f")
            .arg("-c")
            .arg(&config)
            .arg("-s")
            .arg(&files)
            .env("DBUS_SYSTEM_BUS_ADDRESS", bus.address())
            .stdout(Stdio::null())
            .stderr(Stdio::null()),
    )
}

/// The printer's papers in points, as a PPD: what the app prints on but for A5, which it does not have.
fn description() -> String {
    let papers = [("A4", "595.276 841.89"), ("Letter", "612 792"), ("100x150mm", "283.465 425.197")];
    let mut text = "*PPD-Adobe: \"4.3\"\n*FormatVersion: \"4.3\"\n*FileVersion: \"1.0\"\n*LanguageVersion: English\n\
         *LanguageEncoding: ISOLatin1\n*PCFileName: \"BENCH.PPD\"\n*Manufacturer: \"Test\"\n*Product: \"(Bench)\"\n\
         *ModelName: \"Bench\"\n*ShortNickName: \"Bench\"\n*NickName: \"Bench\"\n*PSVersion: \"(3010.000) 0\"\n\
         *LanguageLevel: \"3\"\n*ColorDevice: False\n*DefaultColorSpace: Gray\n*FileSystem: False\n*Throughput: \"600\"\n\
         *cupsFilter2: \"application/pdf application/pdf 0 -\"\n*DefaultFont: Courier\n"
        .to_owned();
    for key in ["PageSize", "PageRegion"] {
        text.push_str(&format!(
            "*OpenUI *{key}/Media Size: PickOne\n*OrderDependency: 10 AnySetup *{key}\n*Default{key}: A4\n"
        ));
        for (name, size) in papers {
            text.push_str(&format!("*{key} {name}: \"<</PageSize[{size}]>>setpagedevice\"\n"));
        }
        text.push_str(&format!("*CloseUI: *{key}\n"));
    }
    for (key, origin) in [("ImageableArea", "0 0 "), ("PaperDimension", "")] {
        text.push_str(&format!("*Default{key}: A4\n"));
        for (name, size) in papers {
            text.push_str(&format!("*{key} {name}: \"{origin}{size}\"\n"));
        }
    }
    text
}

/// The printer writes while it receives; a PDF ends with its own mark.
fn is_whole_pdf(path: &Path) -> bool {
    fs::read(path).is_ok_and(|bytes| {
        let end = bytes.len().saturating_sub(16);
        bytes.starts_with(b"%PDF") && bytes.get(end..).is_some_and(|tail| tail.windows(5).any(|part| part == b"%%EOF"))
    })
}
