//! Recordings of CUPS 2.4.2's clients.

use super::*;

const DESCRIBED: &str = "\
printer FAKE disabled since Sun Nov 22 02:39:54 2026 -
\tout of toner
\tForm mounted:
\tContent types: any
\tDescription: Étage 2
\tAlerts: paused
\tLocation: 
printer label-100x150 is idle.  enabled since Sun Nov 22 02:26:42 2026
\tForm mounted:
\tDescription: 
\tAlerts: none
printer Office now printing Office-12.  enabled since Sun Nov 22 02:39:54 2026
\tThe printer may not exist or is unavailable at this time.
\tForm mounted:
\tDescription: Office, ground floor
";

fn job(text: &str) -> JobId {
    job_id(text).unwrap()
}

#[test]
fn printers_with_their_states() {
    let accepting = "FAKE not accepting requests since Sun Nov 22 02:39:54 2026 -\n\tRejecting Jobs\nOffice accepting requests since Sun\n";
    let listed = printers(
        "FAKE\nOffice\nOn_the_network\nlabel-100x150\n",
        DESCRIBED,
        accepting,
        "system default destination: Office\n",
    );
    let short: Vec<_> = listed
        .iter()
        .map(|p| (p.name.as_str(), p.description.as_str(), p.state, p.is_default, p.accepts_jobs, p.trouble.as_deref()))
        .collect();
    assert_eq!(
        short,
        [
            ("FAKE", "Étage 2", PrinterState::Stopped, false, false, Some("out of toner")),
            ("label-100x150", "label-100x150", PrinterState::Idle, false, true, None),
            (
                "Office",
                "Office, ground floor",
                PrinterState::Printing,
                true,
                true,
                Some("The printer may not exist or is unavailable at this time.")
            ),
            ("On_the_network", "On_the_network", PrinterState::Unknown, false, true, None),
        ]
    );
}

#[test]
fn no_printers() {
    assert_eq!(printers("", "", "", "no system default destination\n"), []);
}

#[test]
fn the_number_a_job_got() {
    assert_eq!(request_id("request id is FAKE-1 (1 file(s))\n"), Some(job("FAKE-1")));
    assert_eq!(
        request_id("request id is label-100x150-31 (1 file(s))\n"),
        Some(JobId { printer: "label-100x150".to_owned(), number: 31 })
    );
    for other in ["", "lp: Error - The printer or class does not exist.", "request id is FAKE (0 file(s))"] {
        assert_eq!(request_id(other), None, "{other}");
    }
}
