//! The flow of a slip over its pages.
#![expect(clippy::float_arithmetic, reason = "page geometry")]

use domain::words::Words;

use super::{Paper, content::Content, foot, theme::Theme};
use crate::{
    codes::{Symbol, code128, qr},
    layout::{
        Block, Page, Press, Style,
        page::{Align, Area},
        paragraph::isolate,
    },
};

/// A drawn slip.
pub(super) struct Drawn {
    pub pages: Vec<Page>,
    /// Whether a text was cut.
    pub shortened: bool,
    /// Whether the order code could not be drawn as bars.
    pub without_bars: bool,
}

/// A slip being drawn: the page at hand, and how far down it is.
pub(super) struct Drawing<'d, 'f> {
    pub press: &'d mut Press<'f>,
    pub content: &'d Content,
    pub words: &'d Words,
    pub theme: Theme,
    pub logo: Option<String>,
    pub square: Option<Symbol>,
    pub bars: Option<Symbol>,
    pub page: Page,
    pub done: Vec<Page>,
    pub y: f32,
    pub shortened: bool,
}

/// Fewer modules to the inch than this, and hand scanners fail: 0.19 mm, the least that GS1 allows in print.
const LEAST_MODULE: f32 = 0.54;
/// Wider modules than this gain nothing.
const WIDEST_MODULE: f32 = 1.15;

impl<'d, 'f> Drawing<'d, 'f> {
    pub(super) fn new(
        press: &'d mut Press<'f>,
        content: &'d Content,
        words: &'d Words,
        paper: Paper,
        logo: Option<String>,
    ) -> Self {
        let theme = Theme::of(paper);
        // A square finer than a camera resolves is no help; the text stays.
        let square = qr(&content.code).filter(|symbol| theme.square / symbol.modules >= LEAST_MODULE);
        let bars = code128(&content.code).filter(|symbol| foot::bars_width(&theme) / symbol.modules >= LEAST_MODULE);
        Self {
            press,
            content,
            words,
            theme,
            logo,
            square,
            bars,
            page: Page::new(theme.width, theme.height),
            done: Vec::new(),
            y: theme.top,
            shortened: false,
        }
    }

    pub(super) fn draw(mut self) -> Drawn {
        self.head();
        let table = self.measure_table();
        // A note that the packer would find only pages later comes before the items.
        let three_lines = 3.0 * self.theme.fact.leading() + 2.0 * self.theme.gap;
        let below = self.sums_height() + three_lines;
        let note_first = !self.content.note.is_empty() && table.height() + below > self.room();
        if note_first {
            self.note();
        }
        self.table(table);
        self.sums();
        if !note_first {
            self.note();
        }
        self.done.push(std::mem::replace(&mut self.page, Page::new(0.0, 0.0)));
        self.feet();
        let without_bars = self.bars.is_none();
        Drawn { pages: self.done, shortened: self.shortened, without_bars }
    }

    /// How wide a module of the bars is drawn.
    pub(super) fn bar_module(&self) -> f32 {
        self.bars.as_ref().map_or(0.0, |symbol| (foot::bars_width(&self.theme) / symbol.modules).min(WIDEST_MODULE))
    }

    /// The lowest y that content may reach.
    pub(super) fn floor(&self) -> f32 {
        self.theme.height - self.theme.bottom - foot::height(&self.theme)
    }

    /// What is left on the page.
    pub(super) fn room(&self) -> f32 {
        self.floor() - self.y
    }

    /// What a page below its running head holds.
    pub(super) fn fresh_room(&self) -> f32 {
        self.floor() - self.theme.top - self.theme.small.leading() - self.theme.gap
    }

    /// A text as it stands: set to a width, cut at `max_lines`, which is reported.
    pub(super) fn set(&mut self, text: &str, style: Style, width: f32, max_lines: usize) -> Block {
        let block = self.press.typesetter.block(text, style, width.max(1.0), max_lines.max(1));
        self.shortened |= block.cut;
        block
    }

    /// A short text of our own on one line.
    pub(super) fn put(&mut self, text: &str, style: Style, x: f32, y: f32, align: Align) -> f32 {
        let line = self.press.typesetter.line(text, style);
        self.page.line(line, x, y, align)
    }

    /// Ends the page and begins the next under a running head that says whose slip it is.
    pub(super) fn turn(&mut self) {
        let (theme, content) = (self.theme, self.content);
        let next = Page::new(theme.width, theme.height);
        self.done.push(std::mem::replace(&mut self.page, next));
        let title = self.words.get("slip-title");
        let mut right = format!("{title} · {}", isolate(&content.number));
        if !content.recipient.is_empty() {
            right = format!("{right} · {}", isolate(&content.recipient));
        }
        // Both are reminders of the first page and may end in "…" without being reported.
        let (left_width, right_width) = (theme.measure() * 0.34, theme.measure() * 0.64);
        let shop_style = theme.small.bold().grey(0.07);
        let left = self.press.typesetter.block(&content.shop_name, shop_style, left_width, 1);
        self.page.block(left, theme.side, theme.top);
        let right = self.press.typesetter.block(&right, theme.small, right_width, 1);
        let x = theme.right() - right.width();
        let below = self.page.block(right, x, theme.top);
        self.page.rule(theme.side, theme.right(), below + 3.0, 0.6, 0.07);
        self.y = below + 3.0 + theme.gap * 0.6;
    }

    /// The customer's note in a frame, over as many pages as it takes.
    fn note(&mut self) {
        if self.content.note.is_empty() {
            return;
        }
        let (theme, content) = (self.theme, self.content);
        let pad = theme.gap * 0.7;
        let label = self.press.typesetter.line(&self.words.get("slip-note"), theme.label);
        let style = Style { grey: 0.07, ..theme.fact };
        let style = Style { weight: crate::fonts::Weight::Regular, ..style };
        let beside = if theme.narrow { 0.0 } else { label.width + pad };
        let above = if theme.narrow { label.style.leading() } else { 0.0 };
        // A note has no right to a book: five pages of it are the end.
        let most = (self.fresh_room() * 5.0 / style.leading()) as usize;
        let mut block = self.set(&content.note, style, theme.measure() - 2.0 * pad - beside, most);
        let mut first = Some(label);
        self.y += theme.gap * 0.6;
        while !block.lines.is_empty() {
            let fits = |room: f32| ((room - 2.0 * pad - above) / style.leading()).floor().max(0.0) as usize;
            let wanted = block.lines.len().min(2);
            if fits(self.room()) < wanted {
                self.turn();
            }
            let rest = block.lines.split_off(fits(self.room()).max(1).min(block.lines.len()));
            let part = Block { lines: std::mem::replace(&mut block.lines, rest), cut: false };
            let top = self.y;
            let mut text_top = top + pad;
            if let Some(label) = first.take() {
                let drop = (style.leading() - label.style.leading()) / 2.0;
                let y = if theme.narrow { text_top } else { text_top + drop };
                self.page.line(label, theme.side + pad, y, Align::Left);
                text_top += above;
            }
            let bottom = self.page.block(part, theme.side + pad + beside, text_top) + pad;
            self.page.frame(Area { x: theme.side, y: top, width: theme.measure(), height: bottom - top }, 4.0, 0.8);
            self.y = bottom + theme.gap * 0.6;
        }
    }
}
