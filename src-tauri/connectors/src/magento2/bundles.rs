//! How bundles are shipped: together or by their parts. An order tells only once something of a bundle went out; the
//! product always knows, and is asked once.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::{Fault, LineKind, NativeId};
use rust_decimal::Decimal;

use super::{
    Magento2, attached,
    criteria::{Criteria, Is},
    discovery::Site,
    feed,
    lists::Listed,
    product,
};
use crate::{Record, Row, Window, json::Value};

/// Products asked for at a time.
const AT_ONCE: usize = 50;

/// Whether bundles are shipped by their parts, by product, as far as they were asked.
#[derive(Default)]
pub(super) struct Bundles(Mutex<HashMap<NativeId, bool>>);

impl Bundles {
    /// Asks anew from now on.
    pub fn forget(&self) {
        self.known().clear();
    }

    fn known(&self) -> MutexGuard<'_, HashMap<NativeId, bool>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Magento2 {
    /// Tells bundles of which nothing went out yet how they are shipped. Where the products may not be seen, they count
    /// by their parts, which is what is packed.
    pub(super) async fn with_bundles(&self, site: &Site, mut rows: Vec<Row>) -> Result<Vec<Row>, Fault> {
        let open = open_bundles(&mut rows);
        if open.is_empty() {
            return Ok(rows);
        }
        let mut strange: Vec<NativeId> = open.iter().map(|(product, _)| product.clone()).collect();
        strange.sort_unstable();
        strange.dedup();
        strange.retain(|product| !self.bundles.known().contains_key(product));
        for some in strange.chunks(AT_ONCE) {
            self.ask_bundles(site, some).await?;
        }
        let known = self.bundles.known();
        for (product, by_parts) in open {
            *by_parts = known.get(&product).copied().unwrap_or(true);
        }
        drop(known);
        Ok(rows)
    }

    async fn ask_bundles(&self, site: &Site, products: &[NativeId]) -> Result<(), Fault> {
        let numbers: Vec<&str> = products.iter().filter_map(feed::number).collect();
        let wanted = Criteria::default().only("entity_id", Is::In, numbers.join(","));
        let window = Window { skip: 0, take: u16::try_from(AT_ONCE).unwrap_or(u16::MAX) };
        let query = |page| wanted.clone().page(page).fields("id,custom_attributes").query();
        let told = match self.window(site, "read bundles", "products", window, query).await {
            Ok((answer, _)) => {
                let rows = Listed::of(&answer, "read bundles")?.rows;
                rows.into_iter().filter_map(|raw| product::shipped_by_parts(Value::of(raw))).collect()
            }
            Err(fault) if attached::is_hidden(&fault) => Vec::new(),
            Err(fault) => return Err(fault),
        };
        let mut known = self.bundles.known();
        // One that was deleted is not asked for again and again.
        known.extend(products.iter().map(|product| (product.clone(), true)));
        known.extend(told);
        Ok(())
    }
}

/// Bundles of which nothing went out, with their products.
fn open_bundles(rows: &mut [Row]) -> Vec<(NativeId, &mut bool)> {
    let mut open = Vec::new();
    for row in rows {
        let Row::Read { record: Record::Order(pulled), .. } = row else { continue };
        let lines = &mut pulled.order.lines;
        let sent: Vec<Option<NativeId>> = lines
            .iter()
            .filter(|line| line.counts.is_some_and(|counts| counts.shipped > Decimal::ZERO))
            .flat_map(|line| [Some(line.native_id.clone()), line.structure.parent.clone()])
            .collect();
        for line in lines.iter_mut().filter(|line| line.structure.kind == LineKind::Bundle) {
            if sent.contains(&Some(line.native_id.clone())) {
                continue;
            }
            if let Some(product) = line.product.clone() {
                open.push((product, &mut line.structure.shipped_by_parts));
            }
        }
    }
    open
}
