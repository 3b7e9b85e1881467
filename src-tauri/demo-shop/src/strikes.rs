//! Which request a fault hits, and what becomes of it.

use std::time::Duration;

use http::StatusCode;

use crate::{
    dice::Dice,
    faults::{Fault, FaultKind},
};

/// What a fault makes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strike {
    /// Nothing.
    Miss,
    /// 429, come again after this long.
    TooMany(Duration),
    /// A page with this status; from a proxy (502, 504) the server behind goes on.
    Broken(StatusCode),
    /// A firewall's page.
    Html,
    /// The answer stops.
    Truncate,
    /// Lost before anything took place.
    DropBefore,
    /// Lost after it took place.
    DropAfter,
    /// Lost, and it takes place this much later.
    Late(Duration),
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Struck {
    /// How much longer it takes.
    pub wait: Duration,
    /// Someone else's change comes first.
    pub between: bool,
    /// What the faults make of it.
    pub strike: Strike,
}

/// Throws for each fault what becomes of a request; `write`: it would change something.
pub fn strike(faults: &[Fault], dice: &mut Dice, write: bool) -> Struck {
    let mut struck = Struck { wait: Duration::ZERO, between: false, strike: Strike::Miss };
    for fault in faults {
        if !dice.at_rate(fault.rate) {
            continue;
        }
        let strike = match fault.kind {
            FaultKind::Latency(most) => {
                let most = i64::try_from(most.as_millis()).unwrap_or(i64::MAX);
                struck.wait += Duration::from_millis(dice.between(most / 10, most).unsigned_abs());
                continue;
            }
            FaultKind::Between => {
                struck.between = write;
                continue;
            }
            FaultKind::Poison(_) | FaultKind::Clock(_) => continue,
            FaultKind::DropAfter | FaultKind::Late(_) if !write => continue,
            FaultKind::TooMany(wait) => Strike::TooMany(wait),
            FaultKind::ServerError => {
                let [a, b, c, d] = [500, 502, 503, 504].map(|code| StatusCode::from_u16(code).unwrap_or_default());
                Strike::Broken(dice.pick(&[a, b, c, d]))
            }
            FaultKind::Html => Strike::Html,
            FaultKind::Truncate => Strike::Truncate,
            FaultKind::DropBefore => Strike::DropBefore,
            FaultKind::DropAfter => Strike::DropAfter,
            FaultKind::Late(wait) => Strike::Late(wait),
        };
        return Struck { strike, ..struck };
    }
    struck
}

/// Seconds these faults put a shop's clock off.
pub fn clock_off(faults: &[Fault]) -> i64 {
    let off = |fault: &Fault| if let FaultKind::Clock(seconds) = fault.kind { seconds } else { 0 };
    faults.iter().map(off).sum()
}
