//! Magento's search criteria: which request reads which rows.
//!
//! Lists can be asked for by page number alone, while a window may begin at any row: the smallest page that holds the
//! whole window is asked for, and what surrounds the window is cut off. A single row is always a page of its own, so that a row that
//! breaks its page can be cornered.

use jiff::Timestamp;

use crate::Window;

/// How rows are compared with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Is {
    AtLeast,
    Before,
    Above,
    In,
    NotIn,
}

impl Is {
    const fn code(self) -> &'static str {
        match self {
            Self::AtLeast => "gteq",
            Self::Before => "lt",
            Self::Above => "gt",
            Self::In => "in",
            Self::NotIn => "nin",
        }
    }
}

/// A query in the making. Conditions are joined by "and".
#[derive(Clone, Debug, Default)]
pub(super) struct Criteria {
    pairs: Vec<(String, String)>,
    filters: u8,
    sorts: u8,
}

impl Criteria {
    /// Only rows whose `field` is so. Never over ten conditions: the server sorts a signature's parameters by number.
    pub fn only(mut self, field: &str, is: Is, value: impl Into<String>) -> Self {
        let group = format!("searchCriteria[filterGroups][{}][filters][0]", self.filters);
        self.pairs.push((format!("{group}[field]"), field.to_owned()));
        self.pairs.push((format!("{group}[value]"), value.into()));
        self.pairs.push((format!("{group}[conditionType]"), is.code().to_owned()));
        self.filters += 1;
        self
    }

    /// Sorted by `field` after what was named before.
    pub fn by(mut self, field: &str, ascending: bool) -> Self {
        let order = format!("searchCriteria[sortOrders][{}]", self.sorts);
        self.pairs.push((format!("{order}[field]"), field.to_owned()));
        self.pairs.push((format!("{order}[direction]"), if ascending { "ASC" } else { "DESC" }.to_owned()));
        self.sorts += 1;
        self
    }

    /// This page of them. Without a size Magento would send every row it has.
    pub fn page(mut self, page: PageAsk) -> Self {
        self.pairs.push(("searchCriteria[pageSize]".to_owned(), page.size.to_string()));
        self.pairs.push(("searchCriteria[currentPage]".to_owned(), page.number.to_string()));
        self
    }

    /// At most so many of them, from the first on.
    pub fn first(self, rows: u16) -> Self {
        self.page(PageAsk { size: rows.into(), number: 1, cut: 0, take: rows.into() })
    }

    /// Only these fields of each row, and how many rows there are.
    pub fn fields(mut self, fields: &str) -> Self {
        self.pairs.push(("fields".to_owned(), format!("items[{fields}],total_count")));
        self
    }

    pub fn query(self) -> Vec<(String, String)> {
        self.pairs
    }
}

/// A page to ask for, and which of its rows are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PageAsk {
    /// Rows a page.
    pub size: u32,
    /// Which one, from 1.
    pub number: u32,
    /// Rows before those meant.
    pub cut: usize,
    /// Rows meant, at most.
    pub take: usize,
}

/// A page of so few rows costs what a page of one does: small windows may lie in one that is many times as wide.
const FEW: u32 = 16;

impl PageAsk {
    /// The page that holds a window. A shop that allows no more than `most` rows a page may give a shorter window.
    pub fn of(window: Window, most: u32) -> Self {
        let (skip, most) = (window.skip, most.max(1));
        let take = u32::from(window.take).clamp(1, most);
        let last = skip.saturating_add(take - 1);
        let widest = take.saturating_mul(2).max(FEW).min(most);
        let size = (take..=widest).find(|size| skip / size == last / size);
        let size = size.unwrap_or(take);
        let cut = skip % size;
        Self { size, number: skip / size + 1, cut: cut as usize, take: take.min(size - cut) as usize }
    }

    /// The rows meant, of those of the page.
    pub fn slice<T>(self, rows: Vec<T>) -> Vec<T> {
        rows.into_iter().skip(self.cut).take(self.take).collect()
    }
}

/// A moment as Magento compares it: UTC, whole seconds, rounded down.
pub(super) fn from_second(at: Timestamp) -> String {
    written(at.as_second())
}

/// The first whole second that is not before a moment.
pub(super) fn up_to_second(at: Timestamp) -> String {
    let whole = Timestamp::from_second(at.as_second()).unwrap_or(at);
    written(at.as_second() + i64::from(whole < at))
}

fn written(second: i64) -> String {
    let at = Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH).max(Timestamp::UNIX_EPOCH);
    at.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_holds_every_row_of_its_window_and_no_other_is_meant() {
        for skip in 0..700_u32 {
            for take in [1, 2, 3, 13, 37, 50, 95, 100_u16] {
                let page = PageAsk::of(Window { skip, take }, 1_000);
                let begins = (page.number - 1) * page.size + u32::try_from(page.cut).unwrap();
                assert_eq!((begins, page.take), (skip, usize::from(take)), "{page:?}");
                assert!(page.cut + page.take <= page.size as usize, "{page:?}");
                assert!(page.size <= FEW.max(2 * u32::from(take)), "{page:?}");
                assert!(take > 1 || page.size == 1, "one row is a page of its own");
            }
        }
    }

    #[test]
    fn a_shop_that_allows_small_pages_gives_short_windows_that_begin_where_they_must() {
        for skip in 0..200_u32 {
            let page = PageAsk::of(Window { skip, take: 100 }, 30);
            let begins = (page.number - 1) * page.size + u32::try_from(page.cut).unwrap();
            assert_eq!(begins, skip);
            assert!(page.size <= 30 && page.take >= 1 && page.take <= 30);
        }
    }

    #[test]
    fn moments_are_whole_seconds_in_utc() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert_eq!(from_second(at("2026-11-22T01:25:38.9+01:00")), "2026-11-22 00:25:38");
        assert_eq!(up_to_second(at("2026-11-22T00:25:38Z")), "2026-11-22 00:25:38");
        assert_eq!(up_to_second(at("2026-11-22T00:25:38.1Z")), "2026-11-22 00:25:39");
        assert_eq!(from_second(at("1960-01-01T00:00:00Z")), "1970-01-01 00:00:00");
    }
}
