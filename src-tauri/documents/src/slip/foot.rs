//! The bottom of every page: the order code for the scanner, a word to the customer, "page x of y".
#![expect(clippy::float_arithmetic, reason = "page geometry")]

use fluent_bundle::FluentValue;

use super::{draw::Drawing, theme::Theme};
use crate::layout::{Page, page::Align};

/// The height of the foot, its distance from the text above included.
pub(super) fn height(theme: &Theme) -> f32 {
    theme.bars + 4.0 + theme.small.leading() + theme.gap * 0.7
}

/// The room for the bars.
pub(super) fn bars_width(theme: &Theme) -> f32 {
    theme.measure() * if theme.narrow { 0.6 } else { 0.5 }
}

impl Drawing<'_, '_> {
    /// Puts the foot on every page, once their number is known.
    pub(super) fn feet(&mut self) {
        let pages = self.done.len();
        let numbered: Vec<Page> = std::mem::take(&mut self.done);
        for (at, page) in numbered.into_iter().enumerate() {
            self.page = page;
            self.foot(at + 1, pages);
            let next = Page::new(0.0, 0.0);
            self.done.push(std::mem::replace(&mut self.page, next));
        }
    }

    fn foot(&mut self, page: usize, pages: usize) {
        let (theme, content) = (self.theme, self.content);
        let line_top = theme.height - theme.bottom - theme.small.leading();
        let mut taken = 0.0;
        if let Some(symbol) = &self.bars {
            let module = self.bar_module();
            taken = symbol.modules * module;
            let bars: Vec<_> = symbol
                .areas
                .iter()
                .map(|bar| crate::layout::page::Area { height: theme.bars / module, ..*bar })
                .collect();
            self.page.bars(&bars, module, theme.side, line_top - 4.0 - theme.bars);
        }
        let number = |n: usize| FluentValue::from(n.to_string());
        let of = self.words.with("slip-page", &[("page", number(page)), ("pages", number(pages))]);
        // A label has no room for a title above.
        let of = if theme.narrow { format!("{} · {of}", self.words.get("slip-title")) } else { of };
        let of = self.press.typesetter.line(&of, theme.small);
        let code_room = theme.measure() - of.width - theme.gap;
        let code = self.set(&content.code, theme.small.grey(0.07).tabular(), code_room, 1);
        self.page.block(code, theme.side, line_top);
        self.page.line(of, theme.right(), line_top, Align::Right);
        if let Some(thanks) = content.thanks.as_deref().filter(|_| !theme.narrow) {
            let room = theme.measure() - taken - theme.gap * 1.5;
            let block = self.set(thanks, theme.small, room, 2);
            let top = line_top - 2.0 - block.height();
            block.lines.into_iter().fold(top, |y, line| self.page.line(line, theme.right(), y, Align::Right));
        } else if theme.narrow && !content.contact.is_empty() {
            self.contact_beside_bars(taken, line_top);
        }
    }

    /// On a label: the contact alone, right of the bars, where it fits on a line.
    fn contact_beside_bars(&mut self, taken: f32, line_top: f32) {
        let theme = self.theme;
        let contact = self.press.typesetter.line(&self.content.contact, theme.small);
        if contact.width <= theme.measure() - taken - theme.gap {
            self.page.line(contact, theme.right(), line_top - theme.small.leading(), Align::Right);
        }
    }
}
