//! Which notification is whose: the daemon's numbers against the caller's tags.

use std::collections::{HashMap, VecDeque};

/// How many notifications are remembered. Daemons keep closed ones in a list from which they can still be clicked, so
/// closing does not forget; age does.
const MAX_REMEMBERED: usize = 512;

/// Notifications shown and perhaps clicked yet.
#[derive(Debug, Default)]
pub(super) struct Shown {
    by_id: HashMap<u32, One>,
    oldest_first: VecDeque<u32>,
}

#[derive(Debug)]
struct One {
    tag: String,
    on_screen: bool,
    activation_token: Option<String>,
}

impl Shown {
    /// Remembers one; the daemon may give a number again after it was restarted or when it replaced.
    pub(super) fn add(&mut self, id: u32, tag: &str) {
        let one = One { tag: tag.to_owned(), on_screen: true, activation_token: None };
        if self.by_id.insert(id, one).is_some() {
            self.oldest_first.retain(|known| *known != id);
        }
        self.oldest_first.push_back(id);
        while self.oldest_first.len() > MAX_REMEMBERED {
            if let Some(oldest) = self.oldest_first.pop_front() {
                self.by_id.remove(&oldest);
            }
        }
    }

    /// The number under which a tag is on the screen now.
    pub(super) fn current(&self, tag: &str) -> Option<u32> {
        self.by_id.iter().filter(|(_, one)| one.on_screen && one.tag == tag).map(|(id, _)| *id).max()
    }

    /// It left the screen (and can perhaps still be clicked in a list).
    pub(super) fn closed(&mut self, id: u32) {
        if let Some(one) = self.by_id.get_mut(&id) {
            one.on_screen = false;
        }
    }

    /// The desktop's leave to raise a window, which comes right before the click.
    pub(super) fn activated(&mut self, id: u32, token: String) {
        if let Some(one) = self.by_id.get_mut(&id) {
            one.activation_token = Some(token);
        }
    }

    /// Whose click it is: tag and activation token. `None` for other programs' notifications, whose signals every
    /// listener gets.
    pub(super) fn clicked(&mut self, id: u32) -> Option<(String, Option<String>)> {
        let one = self.by_id.get_mut(&id)?;
        Some((one.tag.clone(), one.activation_token.take()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clicks_find_their_tag_once_closed_too() {
        let mut shown = Shown::default();
        shown.add(7, "order/1");
        shown.activated(7, "token".to_owned());
        shown.closed(7);
        assert_eq!(shown.current("order/1"), None);
        assert_eq!(shown.clicked(7), Some(("order/1".to_owned(), Some("token".to_owned()))));
        assert_eq!(shown.clicked(7), Some(("order/1".to_owned(), None)));
        assert_eq!(shown.clicked(8), None, "another program's");
    }

    #[test]
    fn a_number_given_again_is_the_new_ones() {
        let mut shown = Shown::default();
        shown.add(1, "a");
        shown.add(1, "b");
        assert_eq!((shown.current("a"), shown.current("b")), (None, Some(1)));
    }

    #[test]
    fn memory_is_bounded() {
        let mut shown = Shown::default();
        for id in 0..2_000 {
            shown.add(id, &format!("order/{id}"));
            shown.add(0, "always");
        }
        assert_eq!((shown.by_id.len(), shown.oldest_first.len()), (MAX_REMEMBERED, MAX_REMEMBERED));
        assert!(shown.clicked(0).is_some() && shown.clicked(1_999).is_some() && shown.clicked(1).is_none());
    }
}
