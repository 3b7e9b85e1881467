//! Exit codes fit for scripts.
//!
//! | code | meaning |
//! | --- | --- |
//! | 0 | done |
//! | 1 | failed |
//! | 2 | wrong usage (also what cannot be read in a search or reference) |
//! | 3 | no such order, shop or printer, or several |
//! | 4 | the shop or the network has trouble: try again later |
//! | 5 | the shop refuses the sign-in, or is none |
//! | 6 | the key store or secrets file cannot be used |
//! | 7 | the data directory cannot be used (damaged, newer, full, in use) |
//! | 8 | done, but edits wait for their user |

use domain::Code;

/// How a command ended that did what it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Nothing is left to do.
    Done,
    /// Something is left that can be done later.
    Left,
    /// Something waits for its user.
    NeedsUser,
}

impl Ended {
    /// Its exit code.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Left => 4,
            Self::NeedsUser => 8,
        }
    }
}

/// The exit code of a fault.
pub(crate) const fn code(code: Code) -> u8 {
    match code {
        Code::BadInput | Code::BadSearch | Code::BadUrl => 2,
        Code::NoSuchOrder | Code::AmbiguousOrder | Code::NoSuchShop | Code::NoSuchPrinter | Code::NotFound => 3,
        Code::Unreachable
        | Code::TimedOut
        | Code::ConnectionLost
        | Code::Firewall
        | Code::Clock
        | Code::SlowDown
        | Code::ServerError
        | Code::Maintenance
        | Code::BadAnswer
        | Code::PrintFailed => 4,
        Code::NotAShop
        | Code::PlainPermalinks
        | Code::WrongKey
        | Code::WrongSecret
        | Code::NotAllowed
        | Code::ReadOnlyKey
        | Code::PlainHttp
        | Code::Certificate
        | Code::RedirectElsewhere => 5,
        Code::KeyStoreUnavailable | Code::KeyStoreLocked | Code::WrongPassphrase | Code::SecretMissing => 6,
        Code::DamagedFile | Code::NewerFile | Code::Disk | Code::Busy => 7,
        Code::TooLarge
        | Code::Refused
        | Code::ShopExists
        | Code::DocumentFailed
        | Code::PictureRefused
        | Code::Internal => 1,
    }
}
