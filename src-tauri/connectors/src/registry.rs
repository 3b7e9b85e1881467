//! The shop systems there are. A new one is its folder and its lines here; nothing else asks which system it has.

use std::sync::Arc;

use domain::{Capabilities, Fault, System};

use crate::{Clock, Connector, SignIn, SignInForm, Transport, magento2, woocommerce};

/// What a system asks a merchant for.
#[must_use]
pub const fn sign_in_form(system: System) -> SignInForm {
    match system {
        System::Woocommerce => woocommerce::FORM,
        System::Magento2 => magento2::FORM,
    }
}

/// What a system lets a merchant do.
#[must_use]
pub fn capabilities(system: System) -> Capabilities {
    match system {
        System::Woocommerce => woocommerce::CAPABILITIES.clone(),
        System::Magento2 => magento2::CAPABILITIES.clone(),
    }
}

/// A way to a shop. Nothing is sent yet: the shop is looked for at the first call, so that a shop that is down can be
/// connected to as well.
///
/// # Errors
/// [`domain::Code::BadUrl`] or [`domain::Code::BadInput`] where the form is not filled in properly.
pub fn connect(
    system: System,
    sign_in: &SignIn,
    transport: Arc<dyn Transport>,
    clock: Arc<dyn Clock>,
) -> Result<Arc<dyn Connector>, Fault> {
    match system {
        System::Woocommerce => Ok(Arc::new(woocommerce::WooCommerce::new(sign_in, transport, clock)?)),
        System::Magento2 => Ok(Arc::new(magento2::Magento2::new(sign_in, transport, clock)?)),
    }
}
