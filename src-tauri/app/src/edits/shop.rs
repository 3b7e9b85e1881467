//! What is asked of a shop itself: its e-mails, and a test order in it.

use domain::{Code, Edit, EditKind, EmailTemplate, Fault, NewEdit, Notice, OrderId, OutboxEdit, ShopId};

use super::{can, new_key};
use crate::{App, error::internal, owner::What};

impl App {
    /// The shop's own e-mails that can be sent for an order, asked of the shop now.
    ///
    /// # Errors
    /// The shop's; `NoSuchOrder`; `Busy` where the owner of the data directory does not answer.
    pub async fn email_templates(&self, id: OrderId) -> Result<Vec<EmailTemplate>, Fault> {
        if self.engine().is_none() {
            return self.ask_for(What::EmailTemplates { order: id }).await;
        }
        self.email_templates_here(id).await
    }

    pub(crate) async fn email_templates_here(&self, id: OrderId) -> Result<Vec<EmailTemplate>, Fault> {
        let stored = self.stored(id).await?;
        let shop = self.shop_row(stored.row.shop).await?;
        if !can(&connectors::capabilities(shop.system), EditKind::SendEmail) {
            return Ok(Vec::new());
        }
        let engine = self.engine_or_busy("read the shop's e-mails")?.clone();
        self.connect_all().await;
        engine.email_templates(stored.row.shop, &stored.row.native_id).await
    }

    /// Has a test order made in the merchant's own shop, to hear the bell and print a slip.
    ///
    /// # Errors
    /// `NoSuchShop`, `Refused` where the system cannot; the replica's.
    pub async fn test_order(&self, shop: ShopId) -> Result<OutboxEdit, Fault> {
        let row = self.shop_row(shop).await?;
        if !can(&connectors::capabilities(row.system), EditKind::PlaceTestOrder) {
            return Err(Fault::new(Code::Refused, "place test order", "this system cannot make one"));
        }
        let new = NewEdit {
            shop,
            order: None,
            key: new_key(),
            edit: Edit::PlaceTestOrder { product: None },
            notice: Notice::ShopDecides,
            not_before: None,
            batch: Some(new_key().0),
        };
        let entered = self.enter(vec![new]).await?.into_iter().next();
        entered.ok_or_else(|| internal("place test order", "an edit was entered and not given back"))
    }
}
