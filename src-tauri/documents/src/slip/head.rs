//! The top of the first page: who sends, which order, to whom.
#![expect(clippy::float_arithmetic, reason = "page geometry")]

use super::draw::Drawing;
use crate::layout::{
    Block,
    page::{Align, Area, Mark},
};

impl Drawing<'_, '_> {
    pub(super) fn head(&mut self) {
        self.square();
        self.shop();
        if self.theme.narrow {
            self.narrow_head();
        } else {
            self.wide_head();
        }
    }

    /// The QR code in the top right corner.
    fn square(&mut self) {
        let theme = self.theme;
        if let Some(symbol) = &self.square {
            let module = theme.square / symbol.modules;
            self.page.bars(&symbol.areas, module, theme.right() - theme.square, theme.top);
        }
    }

    /// The width left of the QR code.
    fn beside_square(&self) -> f32 {
        let square = if self.square.is_some() { self.theme.square + self.theme.gap } else { 0.0 };
        self.theme.measure() - square
    }

    fn shop(&mut self) {
        let (theme, content) = (self.theme, self.content);
        let width = self.beside_square();
        self.logo();
        if !content.shop_name.is_empty() {
            let name = self.set(&content.shop_name, theme.shop, width, 2);
            self.y = self.page.block(name, theme.side, self.y);
        }
        if !content.shop_address.is_empty() {
            let lines = if theme.narrow { 1 } else { 2 };
            let address = self.set(&content.shop_address, theme.small, width, lines);
            self.y = self.page.block(address, theme.side, self.y + if theme.narrow { 0.0 } else { 2.0 });
        }
    }

    /// The logo above the shop's name, within a box that no logo outgrows.
    fn logo(&mut self) {
        let theme = self.theme;
        let Some((name, (width, height))) = self
            .logo
            .as_ref()
            .and_then(|name| Some((name.clone(), self.press.picture(name)?)))
            .map(|(name, picture)| (name, (picture.width.max(1) as f32, picture.height.max(1) as f32)))
        else {
            return;
        };
        let (most_width, most_height) =
            if theme.narrow { (90.0, 20.0) } else { (theme.measure() * 0.36, theme.square * 0.8) };
        let scale = (most_width / width).min(most_height / height);
        let area = Area { x: theme.side, y: self.y, width: width * scale, height: height * scale };
        self.y += area.height + theme.gap * 0.4;
        self.page.marks.push(Mark::Picture { name, area });
    }

    fn wide_head(&mut self) {
        let (theme, content) = (self.theme, self.content);
        self.y = self.y.max(theme.top + theme.square) + theme.gap * 1.1;
        let title = self.words.get("slip-title");
        self.y = self.put(&title, theme.title, theme.side, self.y, Align::Left) + theme.gap * 0.35;
        self.warnings();
        self.facts();
        self.y += theme.gap * 0.9;
        self.page.rule(theme.side, theme.right(), self.y, 0.9, 0.07);
        self.y += theme.gap;
        let top = self.y;
        let (bill_x, pieces_x) = (theme.side + theme.measure() * 0.5, theme.side + theme.measure() * 0.84);
        let ship_width =
            if content.bill_to.is_some() { bill_x - theme.side - theme.gap } else { pieces_x - theme.side - theme.gap };
        let mut below = self.ship_to(theme.side, top, ship_width);
        if let Some(lines) = content.bill_to.clone() {
            let label = self.words.get("slip-bill-to");
            let y = self.put(&label, theme.label, bill_x, top, Align::Left) + 3.0;
            let block = self.address(&lines, theme.bill_to, pieces_x - bill_x - theme.gap, 2);
            below = below.max(self.page.block(block, bill_x, y));
        }
        self.pieces(pieces_x, top);
        self.y = below + theme.gap;
        self.page.rule(theme.side, theme.right(), self.y, 0.5, 0.8);
        self.y += theme.gap * 0.9;
    }

    /// A label's head: the recipient straight below the sender, then the order in one line.
    fn narrow_head(&mut self) {
        let (theme, content) = (self.theme, self.content);
        self.warnings();
        self.y += theme.gap * 0.5;
        // Beside the square where it still reaches down a line or more, else in full width below it.
        let square_end = if self.square.is_some() { theme.top + theme.square } else { self.y };
        let beside = square_end > self.y + theme.ship_to.leading();
        if !beside {
            self.y = self.y.max(square_end);
        }
        let width = if beside { self.beside_square() } else { theme.measure() };
        self.y = self.ship_to(theme.side, self.y, width);
        self.y = self.y.max(square_end) + theme.gap * 0.8;
        if let Some(lines) = content.bill_to.clone() {
            let label = format!("{}: ", self.words.get("slip-bill-to"));
            let text = lines.iter().map(|line| crate::layout::paragraph::isolate(line)).collect::<Vec<_>>().join(", ");
            let block = self.set(&format!("{label}{text}"), theme.bill_to, theme.measure(), 2);
            self.y = self.page.block(block, theme.side, self.y) + theme.gap * 0.4;
        }
        self.page.rule(theme.side, theme.right(), self.y, 0.9, 0.0);
        self.y += theme.gap * 0.6;
        self.facts();
        self.y += theme.gap * 0.5;
    }

    /// Reasons not to pack, framed above everything else.
    fn warnings(&mut self) {
        let theme = self.theme;
        for warning in &self.content.warnings {
            let pad = theme.gap * 0.4;
            let width = if theme.narrow { self.beside_square() } else { theme.measure() };
            let block = self.set(warning, theme.fact, width - 2.0 * pad, 3);
            self.y += pad;
            let top = self.y;
            let bottom = self.page.block(block, theme.side + pad, top + pad) + pad;
            self.page.frame(Area { x: theme.side, y: top, width, height: bottom - top }, 3.0, 1.6);
            self.y = bottom + pad;
        }
        if !self.content.warnings.is_empty() {
            self.y += theme.gap * 0.3;
        }
    }

    /// Label above value, one beside the other, in as many rows as they need. A label's paper also counts the pieces.
    fn facts(&mut self) {
        let theme = self.theme;
        let mut facts = self.content.facts.clone();
        if theme.narrow {
            facts.push((self.words.get("slip-pieces"), self.content.pieces.clone()));
        }
        let between = theme.gap * if theme.narrow { 1.4 } else { 1.6 };
        let (mut x, mut bottom) = (theme.side, self.y);
        for (label, value) in facts {
            let label = self.press.typesetter.line(&label, theme.label);
            let value = self.set(&value, theme.fact, theme.measure() * 0.6, 2);
            let width = label.width.max(value.width());
            if x > theme.side && x + width > theme.right() {
                x = theme.side;
                self.y = bottom + theme.gap * 0.4;
            }
            if x == theme.side && label.style.leading() + value.height() > self.room() {
                self.turn();
                bottom = self.y;
            }
            let y = self.page.line(label, x, self.y, Align::Left) + if theme.narrow { 0.0 } else { 2.0 };
            bottom = bottom.max(self.page.block(value, x, y));
            x += width + between;
        }
        self.y = bottom;
    }

    fn ship_to(&mut self, x: f32, top: f32, width: f32) -> f32 {
        let (theme, content) = (self.theme, self.content);
        let label = self.words.get("slip-ship-to");
        let y = self.put(&label, theme.label, x, top, Align::Left) + if theme.narrow { 0.0 } else { 3.0 };
        let none = [self.words.get("slip-no-address")];
        let (lines, style) = if content.ship_to.is_empty() {
            (none.as_slice(), theme.bill_to)
        } else {
            (content.ship_to.as_slice(), theme.ship_to)
        };
        let mut block = self.address(lines, style, width, if theme.narrow { 2 } else { 3 });
        if !content.phone.is_empty() {
            let phone = self.set(&content.phone, theme.bill_to, width, 1);
            block.append(phone);
        }
        self.page.block(block, x, y)
    }

    /// An address, each of its lines wrapped to at most `each` lines.
    fn address(&mut self, lines: &[String], style: crate::layout::Style, width: f32, each: usize) -> Block {
        let mut block = Block::default();
        for line in lines {
            let set = self.set(line, style, width, each);
            block.append(set);
        }
        block
    }

    fn pieces(&mut self, x: f32, top: f32) {
        let theme = self.theme;
        let label = self.words.get("slip-pieces");
        let y = self.put(&label, theme.label, x, top, Align::Left) + 3.0;
        let pieces = self.set(&self.content.pieces, theme.ship_to.tabular(), theme.right() - x, 3);
        self.page.block(pieces, x, y);
    }
}
