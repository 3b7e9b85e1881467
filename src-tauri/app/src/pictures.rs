//! Products' pictures: fetched by the core under its rules, made small, kept on disk, served by the app's own protocol.

use std::{
    collections::hash_map::DefaultHasher,
    hash::{Hash, Hasher},
    path::PathBuf,
    sync::{Arc, PoisonError},
};

use connectors::Pictures;
use domain::{Code, Fault, Line, NativeId, OrderId, Product, ShopId};
use replica::Shop;

use crate::{App, error::from_replica};

const FOLDER: &str = "pictures";

impl App {
    /// The small picture of an order's line, as PNG: from the cache, else fetched.
    ///
    /// # Errors
    /// `NotFound` where the line has none; `PictureRefused` where its address, size or format is not accepted; the
    /// network's.
    pub async fn picture(&self, order: OrderId, line: &NativeId) -> Result<Vec<u8>, Fault> {
        let stored = self.stored(order).await?;
        let none = || Fault::new(Code::NotFound, "show picture", "the line has no picture");
        let line = stored.order.lines.iter().find(|l| l.native_id == *line).ok_or_else(none)?;
        let shop = self.shop_row(stored.row.shop).await?;
        let url = self.picture_url(shop.id, line).await?.ok_or_else(none)?;
        let file = self.picture_file(shop.id, &url);
        if let Ok(bytes) = tokio::fs::read(&file).await {
            return Ok(bytes);
        }
        let picture = self.pictures_of(&shop)?.fetch(&url).await?;
        if let Err(error) = keep(&file, &picture.png).await {
            tracing::warn!(%error, "a picture could not be kept");
        }
        Ok(picture.png)
    }

    /// The fetcher of a shop's pictures, which knows the one origin that may be private: the shop's own.
    fn pictures_of(&self, shop: &Shop) -> Result<Arc<Pictures>, Fault> {
        let mut fetchers = self.state().pictures.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fetcher) = fetchers.get(&shop.id) {
            return Ok(Arc::clone(fetcher));
        }
        let home = shop.facts.as_ref().map_or("", |facts| facts.home_url.as_str());
        let trusted = shop.sign_in.get("trusted_fingerprint").and_then(serde_json::Value::as_str);
        let fetcher = Arc::new(Pictures::new(home, trusted.and_then(|text| text.parse().ok()))?);
        fetchers.insert(shop.id, Arc::clone(&fetcher));
        Ok(fetcher)
    }

    async fn picture_url(&self, shop: ShopId, line: &Line) -> Result<Option<String>, Fault> {
        if let Some(url) = &line.picture {
            return Ok(Some(url.clone()));
        }
        let ids: Vec<NativeId> = [line.variation.clone(), line.product.clone()].into_iter().flatten().collect();
        let products = self.replica().products(shop, &ids).await.map_err(from_replica("read products"))?;
        let of = |id: &NativeId| products.iter().find(|product: &&Product| product.native_id == *id);
        Ok(ids.iter().filter_map(of).find_map(|product| product.picture.clone()))
    }

    /// Forgets the pictures of a shop.
    pub(crate) async fn forget_pictures(&self, shop: ShopId) {
        self.state().pictures.lock().unwrap_or_else(PoisonError::into_inner).remove(&shop);
        let folder = self.state().data_dir.join(FOLDER).join(shop.0.to_string());
        match tokio::fs::remove_dir_all(&folder).await {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => tracing::warn!(%error, "a shop's pictures could not be removed"),
        }
    }

    fn picture_file(&self, shop: ShopId, url: &str) -> PathBuf {
        // A name for a cache's file, not a proof of anything: a collision shows a wrong picture at worst.
        let mut hasher = DefaultHasher::new();
        url.hash(&mut hasher);
        let name = format!("{:016x}.png", hasher.finish());
        self.state().data_dir.join(FOLDER).join(shop.0.to_string()).join(name)
    }
}

/// Writes beside and renames, so that a reader never sees half a picture.
async fn keep(file: &std::path::Path, png: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        tokio::fs::create_dir_all(folder).await?;
    }
    let beside = file.with_extension(format!("{}.part", std::process::id()));
    tokio::fs::write(&beside, png).await?;
    tokio::fs::rename(&beside, file).await
}
