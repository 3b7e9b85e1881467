//! Splitting a page that cannot be read down to the one row that breaks it.
//!
//! Halves are read until what fails is one row. That row is condemned only when the shop has just shown that it answers
//! otherwise: by naming the row (its identifier and dates alone), or, where even that breaks, by reading another row.
//! Else it is the shop that fails, not the row, and nothing is condemned.

use connectors::{Stamp, Window};
use domain::{Code, Fault};

use super::Broken;

/// What to try next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// Read these rows.
    Read(Window),
    /// Ask for the name and dates of this one row.
    Name(Window),
    /// Ask for anything else, to see whether the shop answers at all.
    Control(Window),
}

/// A splitting under way: rows are settled from front to back.
#[derive(Clone, Debug)]
pub struct Splitting {
    /// Windows left, the next one last.
    left: Vec<Window>,
    current: Option<(Attempt, Fault)>,
    broken: Vec<Broken>,
}

/// Whether a page that fails in this way may do so because of what is in it.
#[must_use]
pub const fn may_be_the_rows(code: Code) -> bool {
    matches!(
        code,
        Code::BadAnswer
            | Code::ServerError
            | Code::TimedOut
            | Code::ConnectionLost
            | Code::TooLarge
            | Code::Firewall
            | Code::Refused
            | Code::Internal
    )
}

impl Splitting {
    /// Starts with a window that failed.
    #[must_use]
    pub fn new(window: Window, fault: Fault) -> Self {
        let mut splitting = Self { left: Vec::new(), current: None, broken: Vec::new() };
        splitting.fail(window, fault);
        splitting
    }

    /// What to try; `None`: everything is read or condemned.
    #[must_use]
    pub fn attempt(&self) -> Option<Attempt> {
        match &self.current {
            Some((attempt, _)) => Some(*attempt),
            None => self.left.last().copied().map(Attempt::Read),
        }
    }

    /// The window was read.
    pub fn read(&mut self) {
        self.left.pop();
    }

    /// The window could not be read.
    pub fn read_failed(&mut self, fault: Fault) {
        if let Some(window) = self.left.pop() {
            self.fail(window, fault);
        }
    }

    /// The row's name was told: it is condemned under that name. `None`: there is no such row any more.
    pub fn named(&mut self, stamp: Option<Stamp>) {
        if let Some((Attempt::Name(window), fault)) = self.current.take()
            && stamp.is_some()
        {
            self.condemn(window, stamp, fault);
        }
    }

    /// Not even the name could be told: see whether the shop answers otherwise, with the row before, or the one behind.
    pub fn name_failed(&mut self) {
        if let Some((Attempt::Name(window), fault)) = self.current.take() {
            self.current = Some((Attempt::Control(window), fault));
        }
    }

    /// The shop answers otherwise: the row is condemned by its place.
    pub fn controlled(&mut self) {
        if let Some((Attempt::Control(window), fault)) = self.current.take() {
            self.condemn(window, None, fault);
        }
    }

    /// The rows condemned.
    #[must_use]
    pub fn into_broken(self) -> Vec<Broken> {
        self.broken
    }

    fn fail(&mut self, window: Window, fault: Fault) {
        if window.take <= 1 {
            self.current = Some((Attempt::Name(window), fault));
            return;
        }
        let front = window.take / 2;
        self.left.push(Window { skip: window.skip.saturating_add(u32::from(front)), take: window.take - front });
        self.left.push(Window { skip: window.skip, take: front });
    }

    fn condemn(&mut self, window: Window, stamp: Option<Stamp>, fault: Fault) {
        self.broken.push(Broken { place: window.skip, stamp, fault, raw: Vec::new() });
    }
}

/// Where to look for a sign of life beside a row: right before and behind it, then farther off, because broken rows may
/// lie side by side.
#[must_use]
pub fn neighbours(window: Window) -> Vec<Window> {
    let mut places = vec![
        window.skip.saturating_sub(1),
        window.skip.saturating_add(1),
        window.skip.saturating_sub(10),
        window.skip.saturating_add(10),
    ];
    places.retain(|place| *place != window.skip);
    places.dedup();
    places.into_iter().map(|skip| Window { skip, take: 1 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn fault() -> Fault {
        Fault::new(Code::BadAnswer, "read orders", "not JSON")
    }

    fn stamp(place: u32) -> Stamp {
        Stamp { native_id: domain::NativeId(place.to_string()), changed_at: None, placed_at: None, status: None }
    }

    /// Plays a shop whose rows at `poison` break every page; those in `nameless` break their stamps, too.
    /// Gives the rows read, the places condemned, the requests made, and whether the shop was given up.
    fn play(rows: u32, poison: &[u32], nameless: &[u32], dead: bool) -> (Vec<u32>, Vec<Broken>, u32, bool) {
        let window = Window { skip: 0, take: u16::try_from(rows).unwrap() };
        let breaks = |w: Window, set: &[u32]| set.iter().any(|p| *p >= w.skip && *p < w.skip + u32::from(w.take));
        let mut splitting = Splitting::new(window, fault());
        let (mut read, mut requests) = (Vec::new(), 0);
        while let Some(attempt) = splitting.attempt() {
            requests += 1;
            match attempt {
                Attempt::Read(w) if dead || breaks(w, poison) => splitting.read_failed(fault()),
                Attempt::Read(w) => {
                    read.extend(w.skip..w.skip + u32::from(w.take));
                    splitting.read();
                }
                Attempt::Name(w) if dead || breaks(w, nameless) => splitting.name_failed(),
                Attempt::Name(w) => splitting.named(Some(stamp(w.skip))),
                Attempt::Control(_) if dead => return (read, splitting.into_broken(), requests, true),
                Attempt::Control(_) => splitting.controlled(),
            }
        }
        (read, splitting.into_broken(), requests, false)
    }

    #[test]
    fn one_row_breaks_the_page_and_all_others_are_read() {
        // (rows, poison, nameless, most requests): a page of 100 costs two requests a level and one for the name.
        for (rows, poison, nameless, most) in [
            (100_u32, &[37][..], &[][..], 15),
            (100, &[0], &[0], 16),
            (100, &[99], &[], 15),
            (2, &[1], &[], 3),
            (1, &[0], &[], 1),
            (100, &[3, 4, 90], &[4], 45),
        ] {
            let (read, broken, requests, given_up) = play(rows, poison, nameless, false);
            let expected: Vec<u32> = (0..rows).filter(|row| !poison.contains(row)).collect();
            assert_eq!(read, expected, "in order, nothing twice");
            assert_eq!(broken.iter().map(|b| b.place).collect::<Vec<_>>(), poison);
            for row in &broken {
                assert_eq!(row.stamp.is_none(), nameless.contains(&row.place));
            }
            assert!(requests <= most, "{requests} requests for {poison:?}");
            assert!(!given_up);
        }
    }

    #[test]
    fn a_dead_shop_condemns_no_row() {
        let (read, broken, _, given_up) = play(100, &[], &[], true);
        assert!(given_up && read.is_empty() && broken.is_empty());
    }

    #[test]
    fn a_row_that_left_meanwhile_is_not_condemned() {
        let mut splitting = Splitting::new(Window { skip: 5, take: 1 }, fault());
        assert_eq!(splitting.attempt(), Some(Attempt::Name(Window { skip: 5, take: 1 })));
        splitting.named(None);
        assert_eq!(splitting.attempt(), None);
        assert!(splitting.into_broken().is_empty());
    }

    #[test]
    fn faults_of_the_shop_itself_split_nothing() {
        let rows: BTreeSet<&str> = Code::ALL.iter().filter(|c| may_be_the_rows(**c)).map(|c| c.as_str()).collect();
        for code in
            [Code::Unreachable, Code::WrongKey, Code::SlowDown, Code::Maintenance, Code::Clock, Code::Certificate]
        {
            assert!(!rows.contains(code.as_str()), "{code:?}");
        }
    }
}
