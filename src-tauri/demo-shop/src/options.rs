//! What a demo shop is to be like.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::faults::Fault;

/// How to set up a shop. The same options give the same shop.
#[derive(Clone, Debug)]
pub struct Options {
    /// Orders in the shop at the start, from 10 to 1,000,000 (100,000 on Magento); checkout drafts among them, trash not.
    pub orders: u32,
    /// Where everything grows from: orders, customers, keys.
    pub seed: u64,
    /// What the shop's clock shows at the start; it runs on from there. `None`: the system's time.
    pub now: Option<Timestamp>,
    /// New orders a minute, on their own.
    pub place_per_minute: f64,
    /// How long answers take.
    pub pace: Pace,
    /// What goes wrong, and how often.
    pub faults: Vec<Fault>,
    /// Where changes are kept; `None`: in memory alone. An existing file is continued, and its seed, size and dates win over these.
    pub state_file: Option<PathBuf>,
    /// Serve https as well, with a certificate of the shop's own.
    pub tls: bool,
    /// A plugin adds the status `ready-to-ship`; on Magento the merchant has one of his own, `packed`, under `processing`.
    pub plugin_status: bool,
    /// Which optional parts the shop has.
    pub features: Features,
    /// Where the shop lies.
    pub site: Site,
    /// What its product pictures are.
    pub pictures: Pictures,
    /// How a Magento shop is set up.
    pub magento: MagentoSettings,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            orders: 200,
            seed: 1,
            now: None,
            place_per_minute: 0.0,
            pace: Pace::None,
            faults: Vec::new(),
            state_file: None,
            tls: false,
            plugin_status: true,
            features: Features::default(),
            site: Site::default(),
            pictures: Pictures::Real,
            magento: MagentoSettings::default(),
        }
    }
}

/// What a Magento merchant sets in the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MagentoSettings {
    /// An integration's token works by itself (`oauth/consumer/enable_integration_as_bearer`); off unless the merchant switched it on.
    pub bearer: bool,
    /// The largest page of a list (`webapi/validation/maximum_page_size`); none unless the merchant switched input limits on.
    pub page_size_limit: Option<u32>,
}

/// Parts that not every shop has. A client learns of the routes from the site's index; the rest it cannot learn of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Features {
    /// The plugin Shipment Tracking with its routes `wc-shipment-tracking/v3`.
    pub shipment_tracking: bool,
    /// WooCommerce's own fulfilments (10.1 and later), which a merchant switches on.
    pub fulfillments: bool,
    /// The shop's e-mails can be sent again (9.8 and later).
    pub order_actions: bool,
    /// The note about such an e-mail names the program that asked for it, as it did until newer versions took that off the note.
    pub notes_name_program: bool,
    /// Customers are mailed when their order is cancelled; off unless the merchant switched it on.
    pub cancelled_mail: bool,
}

impl Default for Features {
    fn default() -> Self {
        Self {
            shipment_tracking: true,
            fulfillments: false,
            order_actions: true,
            notes_name_program: true,
            cancelled_mail: false,
        }
    }
}

/// How long answers take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// As on a real shop: 1.3 s for 100 orders, 127 ms for a write, four requests at once.
    Real,
    /// At once.
    #[default]
    None,
}

impl std::str::FromStr for Pace {
    type Err = UnknownPace;

    fn from_str(text: &str) -> Result<Self, UnknownPace> {
        match text {
            "real" => Ok(Self::Real),
            "none" => Ok(Self::None),
            other => Err(UnknownPace(other.to_owned())),
        }
    }
}

/// Neither `real` nor `none`.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("unknown pace `{0}`: expected `real` or `none`")]
pub struct UnknownPace(String);

/// How the site around the shop is set up.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// What answers at the address.
    pub kind: SiteKind,
    /// Path the site lies under, such as `/winkel`; empty at the root.
    pub folder: String,
    /// Where requests are sent on to.
    pub redirect: Redirect,
    /// The site has no readable addresses: its interface lies at `/?rest_route=` and takes no keys.
    pub plain_permalinks: bool,
}

/// What answers at the address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SiteKind {
    /// WordPress with WooCommerce.
    #[default]
    Shop,
    /// WordPress without WooCommerce.
    WordPress,
    /// Something else entirely.
    Other,
    /// A firewall that wants to see a human (403 with a page).
    Captcha,
}

/// Where requests are sent on to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Redirect {
    /// Nowhere.
    #[default]
    None,
    /// From http to https, on the shop's own TLS port.
    ToHttps,
    /// From `127.0.0.1` to `localhost`, as shops move to their `www` name.
    ToOtherName,
}

/// What the product pictures are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pictures {
    /// Small real pictures.
    #[default]
    Real,
    /// Their addresses point to `http://127.0.0.1:22/`, another machine's service.
    Loopback,
    /// They never end: a body of 1 GB.
    Huge,
    /// They lead from one redirect to the next, without end.
    RedirectLoop,
    /// They redirect to `http://127.0.0.1:22/`.
    RedirectToLoopback,
    /// They are HTML, whatever their names say.
    NotPictures,
    /// A small file that claims 60,000 × 60,000 pixels.
    Bomb,
}
