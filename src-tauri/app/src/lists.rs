//! Opened lists. The ordered identifiers of the last few are kept, so that any page of them is a key look-up, however
//! far down it is.

use std::{collections::VecDeque, sync::Arc};

use domain::{BuiltInView, Fault, Money, OrderId, OrderState, search::Query};
use replica::{ListQuery, OrderRow};

use crate::{
    App,
    api::{ListOpened, ListRequest},
    error::{bad_input, from_replica},
};

/// Rows of the first page, and the most one page may have.
const FIRST_ROWS: usize = 50;
const PAGE_LIMIT: usize = 500;
/// Opened lists that are kept. A window shows one; the ones before it answer pages that are still on their way.
const KEPT: usize = 6;

/// The last opened lists, newest last.
#[derive(Debug, Default)]
pub(crate) struct OpenLists {
    last: u64,
    kept: VecDeque<(u64, Arc<[OrderId]>)>,
}

impl OpenLists {
    fn keep(&mut self, ids: Arc<[OrderId]>) -> u64 {
        self.last += 1;
        self.kept.push_back((self.last, ids));
        while self.kept.len() > KEPT {
            self.kept.pop_front();
        }
        self.last
    }

    fn get(&self, list: u64) -> Option<Arc<[OrderId]>> {
        self.kept.iter().find(|(number, _)| *number == list).map(|(_, ids)| Arc::clone(ids))
    }
}

/// Reads a search as typed.
pub(crate) fn parse(text: &str) -> Result<Query, Fault> {
    Query::parse(text).map_err(|error| Fault::new(domain::Code::BadSearch, "read search", error.to_string()))
}

impl ListRequest {
    /// The query it asks for.
    ///
    /// # Errors
    /// `BadSearch` names the piece that cannot be read.
    pub fn query(&self) -> Result<ListQuery, Fault> {
        Ok(ListQuery {
            view: self.view,
            search: parse(&self.search)?,
            shop: self.shop,
            sort: self.sort,
            direction: self.direction,
        })
    }
}

impl App {
    /// Opens a list: its size and first rows.
    ///
    /// # Errors
    /// `BadSearch`, or the replica's.
    pub async fn list_open(&self, request: &ListRequest) -> Result<ListOpened, Fault> {
        let opened =
            self.replica().open_list(&request.query()?, self.now()).await.map_err(from_replica("open list"))?;
        let (ids, unseen) = (opened.ids, opened.unseen);
        let first = ids.get(..ids.len().min(FIRST_ROWS)).unwrap_or_default();
        let rows = self.replica().rows(first).await.map_err(from_replica("read orders"))?;
        let total = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        let list = self.lists().keep(ids);
        Ok(ListOpened { list, total, unseen, rows })
    }

    /// A page of an opened list. Rows that left the replica since are skipped.
    ///
    /// # Errors
    /// `BadInput` where the list is no longer kept: open it again.
    pub async fn list_page(&self, list: u64, offset: u32, limit: u32) -> Result<Vec<OrderRow>, Fault> {
        let ids = self.opened(list)?;
        let from = (offset as usize).min(ids.len());
        let to = from.saturating_add((limit as usize).min(PAGE_LIMIT)).min(ids.len());
        let page = ids.get(from..to).unwrap_or_default();
        self.replica().rows(page).await.map_err(from_replica("read orders"))
    }

    /// All identifiers of an opened list, for "select all".
    ///
    /// # Errors
    /// `BadInput` where the list is no longer kept.
    pub fn list_ids(&self, list: u64) -> Result<Arc<[OrderId]>, Fault> {
        self.opened(list)
    }

    /// Orders that match, in order, at most `limit` of them: for the command line.
    ///
    /// # Errors
    /// The replica's.
    pub async fn find(&self, query: &ListQuery, limit: usize) -> Result<Vec<OrderRow>, Fault> {
        let ids = self.list_ids_of(query).await?;
        let mut rows = Vec::new();
        for chunk in ids.get(..ids.len().min(limit)).unwrap_or_default().chunks(PAGE_LIMIT) {
            rows.extend(self.replica().rows(chunk).await.map_err(from_replica("read orders"))?);
        }
        Ok(rows)
    }

    /// What today's orders come to, a sum per currency; cancelled ones do not count.
    ///
    /// # Errors
    /// The replica's.
    pub async fn today(&self) -> Result<Vec<Money>, Fault> {
        let query = ListQuery { view: Some(BuiltInView::All), search: parse("date:today")?, ..ListQuery::default() };
        let mut sums: Vec<Money> = Vec::new();
        for row in self.find(&query, usize::MAX).await? {
            if matches!(row.order_state, OrderState::Cancelled | OrderState::Closed) {
                continue;
            }
            match sums.iter_mut().find(|sum| sum.currency == row.total.currency) {
                Some(sum) => {
                    *sum = sum.add(&row.total).map_err(|error| crate::error::internal("add up today", error))?;
                }
                None => sums.push(row.total),
            }
        }
        Ok(sums)
    }

    /// The orders before and after one in an opened list.
    pub(crate) fn neighbours(&self, list: Option<u64>, id: OrderId) -> (Option<OrderId>, Option<OrderId>) {
        let Some(ids) = list.and_then(|list| self.lists().get(list)) else { return (None, None) };
        let Some(at) = ids.iter().position(|other| *other == id) else { return (None, None) };
        (at.checked_sub(1).and_then(|i| ids.get(i).copied()), ids.get(at + 1).copied())
    }

    fn opened(&self, list: u64) -> Result<Arc<[OrderId]>, Fault> {
        self.lists().get(list).ok_or_else(|| bad_input("read list", "the list is no longer open: open it again"))
    }

    async fn list_ids_of(&self, query: &ListQuery) -> Result<Arc<[OrderId]>, Fault> {
        let opened = self.replica().open_list(query, self.now()).await.map_err(from_replica("open list"))?;
        Ok(opened.ids)
    }
}
