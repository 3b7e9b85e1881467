//! Packing slips: from orders to one PDF, and the record that they were handed out.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use documents::{Fonts, LineFacts, Paper, SlipInput, SlipOptions, SlipShop};
use domain::{Address, Code, Fault, NativeId, Order, OrderId, Product, ShopId};
use replica::{Shop, StoredOrder};
use serde_json::Value;

use crate::{
    App,
    error::{bad_input, from_replica, internal},
    orders::product_ids,
};

/// Slips to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlipRequest {
    /// Orders, in the order to print.
    pub ids: Vec<OrderId>,
    /// `a4`, `a5`, `letter` or `100x150`.
    pub paper: String,
    /// Prices on the slip.
    pub prices: bool,
}

/// Slips as one PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slips {
    /// The file.
    pub pdf: Vec<u8>,
    /// Its pages.
    pub pages: u32,
    /// The orders on it.
    pub orders: Vec<OrderId>,
    /// A name for it that tells nobody a customer: the order code, or the first and how many more.
    pub title: String,
    /// Code of its paper.
    pub paper: &'static str,
    /// Characters no font has, drawn as boxes.
    pub missing_glyphs: Vec<String>,
}

/// A PDF on disk for a spooler or viewer; removed when dropped.
#[derive(Debug)]
pub struct PrintFile(PathBuf);

impl PrintFile {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Leaves the file for a viewer that opens it later; [`App`] removes what is left over at its next start.
    #[must_use]
    pub fn keep(mut self) -> PathBuf {
        std::mem::take(&mut self.0)
    }
}

impl Drop for PrintFile {
    fn drop(&mut self) {
        if !self.0.as_os_str().is_empty() {
            // What cannot be removed now is removed at the next start.
            std::fs::remove_file(&self.0).ok();
        }
    }
}

const PRINTS: &str = "prints";

/// The paper of a code.
pub(crate) fn paper(code: &str) -> Result<Paper, Fault> {
    Paper::from_code(code).ok_or_else(|| bad_input("choose paper", format!("{code:?}: a4, a5, letter or 100x150")))
}

impl App {
    /// Makes slips. The same orders in the same state give the same bytes.
    ///
    /// # Errors
    /// `NoSuchOrder`, `BadInput` for an unknown paper or no order at all, `DocumentFailed`.
    pub async fn slips(&self, request: &SlipRequest) -> Result<Slips, Fault> {
        let paper = paper(&request.paper)?;
        let options = SlipOptions {
            paper,
            language: self.settings().printing.language.unwrap_or_else(|| self.language()),
            prices: request.prices,
            ..SlipOptions::default()
        };
        let inputs = self.slip_inputs(&request.ids, &options).await?;
        let title = title(&inputs);
        let fonts = self.fonts().await?;
        let make = move || documents::packing_slips(&inputs, &fonts);
        let made = tokio::task::spawn_blocking(make).await.map_err(|error| internal("make slips", error))?;
        let document = made.map_err(|error| Fault::new(Code::DocumentFailed, "make slips", error.to_string()))?;
        Ok(Slips {
            pages: u32::try_from(document.pages).unwrap_or(u32::MAX),
            missing_glyphs: document.missing.iter().map(|glyph| glyph.character.to_string()).collect(),
            pdf: document.pdf,
            orders: request.ids.clone(),
            title,
            paper: paper.code(),
        })
    }

    /// What the slips show, in the order asked: all orders in one look-up, and the products of each shop in one.
    async fn slip_inputs(&self, ids: &[OrderId], options: &SlipOptions) -> Result<Vec<SlipInput>, Fault> {
        let orders = self.replica().orders(ids).await.map_err(from_replica("read orders"))?;
        let mut wanted: BTreeMap<ShopId, BTreeSet<NativeId>> = BTreeMap::new();
        for stored in &orders {
            wanted.entry(stored.row.shop).or_default().extend(product_ids(&stored.order));
        }
        let mut shops: BTreeMap<ShopId, (Shop, Vec<Product>)> = BTreeMap::new();
        for (shop, products) in wanted {
            let products: Vec<NativeId> = products.into_iter().collect();
            let products = self.replica().products(shop, &products).await.map_err(from_replica("read products"))?;
            shops.insert(shop, (self.shop_row(shop).await?, products));
        }
        let slips: BTreeMap<OrderId, SlipInput> = orders
            .into_iter()
            .filter_map(|stored| {
                let (shop, products) = shops.get(&stored.row.shop)?;
                Some((stored.row.id, input(stored, shop, products, options)))
            })
            .collect();
        let gone = || Fault::new(Code::NoSuchOrder, "read orders", "an order is no longer here");
        ids.iter().map(|id| slips.get(id).cloned().ok_or_else(gone)).collect()
    }

    /// Writes slips into a private file of the data directory, for a spooler or viewer.
    ///
    /// # Errors
    /// `Disk`.
    pub async fn print_file(&self, slips: &Slips) -> Result<PrintFile, Fault> {
        let folder = self.prints_folder();
        let name = format!("{}-{}.pdf", domain::text::file_name(&slips.title), self.now().as_microsecond());
        let path = folder.join(name);
        let written = async {
            tokio::fs::create_dir_all(&folder).await?;
            tokio::fs::write(&path, &slips.pdf).await
        };
        written.await.map_err(|error| Fault::new(Code::Disk, "write print file", error.to_string()))?;
        Ok(PrintFile(path))
    }

    /// Records that slips were printed, or saved (with an empty printer).
    ///
    /// # Errors
    /// The replica's.
    pub async fn slips_handed_out(&self, slips: &Slips, printer: &str, copies: u16) -> Result<(), Fault> {
        let recorded = self.replica().record_print(&slips.orders, printer, copies, self.now()).await;
        recorded.map_err(from_replica("record print"))?;
        self.emit_orders(slips.orders.clone());
        Ok(())
    }

    /// Removes print files that a viewer was given in an earlier run.
    pub(crate) async fn clear_prints(&self) {
        match tokio::fs::remove_dir_all(self.prints_folder()).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                tracing::warn!(%error, "old print files could not be removed");
            }
            _ => {}
        }
    }

    fn prints_folder(&self) -> PathBuf {
        self.state().data_dir.join(PRINTS)
    }

    async fn fonts(&self) -> Result<Arc<Fonts>, Fault> {
        let load = || async {
            let folder = self.state().resource_dir.clone();
            let loaded = tokio::task::spawn_blocking(move || Arc::new(Fonts::load(folder.as_deref()))).await;
            loaded.map_err(|error| internal("load fonts", error))
        };
        self.state().fonts.get_or_try_init(load).await.cloned()
    }
}

fn input(stored: StoredOrder, shop: &Shop, products: &[Product], options: &SlipOptions) -> SlipInput {
    SlipInput {
        shop: slip_shop(shop),
        code: stored.row.code,
        facts: line_facts(&stored.order, products),
        order: stored.order,
        options: options.clone(),
    }
}

fn slip_shop(shop: &Shop) -> SlipShop {
    let facts = shop.facts.as_ref();
    let contact = shop.slip_settings.get("contact").and_then(Value::as_str).unwrap_or_default();
    SlipShop {
        name: shop.name.clone(),
        address: facts.map_or_else(Address::default, |facts| facts.address.clone()),
        contact: contact.to_owned(),
        logo: shop.logo.clone(),
        time_zone: facts.map_or_else(String::new, |facts| facts.time_zone.clone()),
        weight_unit: facts.map_or_else(String::new, |facts| facts.weight_unit.clone()),
    }
}

/// What the catalogue knows of each line: the variation's own facts before the product's.
fn line_facts(order: &Order, products: &[Product]) -> BTreeMap<NativeId, LineFacts> {
    let of = |id: &Option<NativeId>| id.as_ref().and_then(|id| products.iter().find(|p| p.native_id == *id));
    let facts = |line: &domain::Line| {
        let (variation, product) = (of(&line.variation), of(&line.product));
        let bins = [variation, product].into_iter().flatten().map(|p| p.bin.clone());
        LineFacts {
            bin: bins.into_iter().find(|bin| !bin.is_empty()).unwrap_or_default(),
            weight: variation.and_then(|p| p.weight).or_else(|| product.and_then(|p| p.weight)),
        }
    };
    order.lines.iter().map(|line| (line.native_id.clone(), facts(line))).collect()
}

fn title(inputs: &[SlipInput]) -> String {
    match inputs {
        [] => String::new(),
        [one] => one.code.to_string(),
        [first, rest @ ..] => format!("{} +{}", first.code, rest.len()),
    }
}
