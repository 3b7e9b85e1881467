//! Reading a feed's history, newest first, in windows that are fetched side by side and applied in order.

use connectors::Window;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Where the reading of a feed's history stands. Saved with the rows it covers, so that it goes on after a crash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryCursor {
    /// Rows placed before this moment of the server's clock are history; fixed at the start, so that new rows don't
    /// move the windows. `None`: all rows.
    pub before: Option<Timestamp>,
    /// Rows read.
    pub next: u32,
    /// Rows there are, where the system says.
    pub total: Option<u64>,
    /// Read to its end.
    pub done: bool,
    /// When this reading began, by this computer.
    pub begun_at: Timestamp,
}

/// What a window's rows mean for the windows after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowEnd {
    /// It was full: the next window follows.
    Full,
    /// It was not full, but the shop says that there are more rows: the shop gives smaller pages than it says. Go on
    /// behind the rows it gave; windows asked for meanwhile do not fit.
    Short {
        /// Where to go on.
        next: u32,
    },
    /// The feed ends here.
    End,
    /// It is empty although the shop says that there are rows here: not to be believed, ask again.
    Contradiction,
}

/// Judges a window by the number of rows it gave and by the total that the shop says (0 counts as unsaid: `WooCommerce`
/// says 0 past the end).
#[must_use]
pub fn window_end(asked: Window, rows: u32, total: Option<u64>) -> WindowEnd {
    let end = asked.skip.saturating_add(rows);
    let more = total.is_some_and(|total| u64::from(end) < total);
    if rows > 0 && total.is_some_and(|total| total > 0 && u64::from(end) >= total) {
        return WindowEnd::End;
    }
    if rows >= u32::from(asked.take) {
        return WindowEnd::Full;
    }
    match (more, rows) {
        (false, _) => WindowEnd::End,
        (true, 0) => WindowEnd::Contradiction,
        (true, _) => WindowEnd::Short { next: end },
    }
}

impl HistoryCursor {
    /// A reading from the newest row on.
    #[must_use]
    pub const fn starting(before: Option<Timestamp>, now: Timestamp) -> Self {
        Self { before, next: 0, total: None, done: false, begun_at: now }
    }

    /// The cursor behind a window.
    #[must_use]
    pub fn after(&self, asked: Window, rows: u32, total: Option<u64>) -> Self {
        let end = window_end(asked, rows, total);
        Self {
            next: asked.skip.saturating_add(rows),
            total: total.filter(|total| *total > 0).or(self.total),
            done: matches!(end, WindowEnd::End),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_end_where_the_shop_ends() {
        use WindowEnd::{Contradiction, End, Full, Short};
        for (skip, take, rows, total, expected, why) in [
            (0, 100, 100, Some(250), Full, "more follow"),
            (200, 100, 50, Some(250), End, "the last page"),
            (300, 100, 0, Some(0), End, "past the end the shop says 0"),
            (300, 100, 0, None, End, "past the end, no total"),
            (100, 100, 100, Some(200), End, "ends on a page's edge"),
            (100, 100, 100, Some(0), Full, "a total of 0 beside rows says nothing"),
            (0, 100, 50, Some(250), Short { next: 50 }, "a plugin limits pages to 50"),
            (100, 100, 0, Some(250), Contradiction, "an empty answer amid the rows"),
            (0, 100, 30, None, End, "no total: a short page is the end"),
        ] {
            assert_eq!(window_end(Window { skip, take }, rows, total), expected, "{why}");
        }
    }

    #[test]
    fn the_cursor_keeps_its_moment_and_its_total() {
        let start = HistoryCursor::starting(Some(Timestamp::UNIX_EPOCH), Timestamp::UNIX_EPOCH);
        let one = start.after(Window { skip: 0, take: 100 }, 100, Some(150));
        assert_eq!((one.next, one.done, one.total), (100, false, Some(150)));
        let two = one.after(Window { skip: 100, take: 100 }, 50, Some(150));
        assert_eq!((two.next, two.done, two.before), (150, true, start.before));
    }
}
