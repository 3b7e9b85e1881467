//! The items: a tick box, a large quantity, and what a picker needs to find the right thing. A row is never split.
#![expect(clippy::float_arithmetic, reason = "page geometry")]

use super::{content::Row, draw::Drawing};
use crate::layout::{
    Block,
    page::{Align, Area},
};

/// Where columns begin; the right ones are given by their right edge.
#[derive(Clone, Copy, Debug)]
struct Columns {
    tick: f32,
    quantity: f32,
    quantity_width: f32,
    sku: f32,
    sku_width: f32,
    name: f32,
    name_width: f32,
    bin_right: f32,
    bin_width: f32,
    amount_right: f32,
    amount_width: f32,
}

/// A row whose texts are set.
struct SetRow {
    tick: bool,
    quantity: Block,
    sku: Block,
    /// Name, SKU on narrow paper, refunds, attributes: one below the other, each with its own direction.
    name: Vec<Block>,
    bin: Block,
    amount: Block,
    height: f32,
}

/// The items, set and measured.
pub(super) struct Table {
    columns: Columns,
    rows: Vec<SetRow>,
    head: f32,
}

impl Table {
    /// Its height in one piece.
    pub(super) fn height(&self) -> f32 {
        self.head + self.rows.iter().map(|row| row.height).sum::<f32>()
    }
}

impl Drawing<'_, '_> {
    pub(super) fn measure_table(&mut self) -> Table {
        let columns = self.columns();
        let content = self.content;
        let rows = content.rows.iter().map(|row| self.set_row(row, &columns)).collect();
        let head = self.theme.label.leading() + self.theme.gap * 0.5;
        Table { columns, rows, head }
    }

    /// The natural width of a column's texts and its label, within bounds; nothing where no row has one.
    fn column_width(&mut self, label: &str, style: crate::layout::Style, most: f32, of: fn(&Row) -> &str) -> f32 {
        let (theme, content) = (self.theme, self.content);
        let mut widest: f32 = 0.0;
        // The longest texts by characters are the widest within a hair; setting all of 500 rows twice would be waste.
        let mut texts: Vec<&str> = content.rows.iter().map(of).filter(|text| !text.is_empty()).collect();
        texts.sort_by_key(|text| std::cmp::Reverse(text.chars().count()));
        texts.dedup();
        for text in texts.iter().take(4) {
            let start: String = text.chars().take(80).collect();
            widest = widest.max(self.press.typesetter.line(&start, style).width);
        }
        if widest == 0.0 {
            return 0.0;
        }
        let label = self.press.typesetter.line(&self.words.get(label), theme.label).width;
        (widest * 1.04 + 1.0).max(label).min(most)
    }

    fn columns(&mut self) -> Columns {
        let theme = self.theme;
        let measure = theme.measure();
        let gap = theme.gap;
        let amount_width = self.column_width("slip-amount", theme.sku.tabular(), measure * 0.24, |row| {
            row.amount.as_deref().unwrap_or("")
        });
        let (sku_width, bin_width) = if theme.narrow {
            (0.0, 0.0)
        } else {
            (
                self.column_width("slip-sku", theme.sku, measure * 0.26, |row| &row.sku),
                self.column_width("slip-bin", theme.sku, measure * 0.17, |row| &row.bin),
            )
        };
        let label = self.press.typesetter.line(&self.words.get("slip-quantity"), theme.label).width;
        let quantity_width =
            self.column_width("slip-quantity", theme.quantity, measure * 0.18, |row| &row.quantity).max(label);
        let inset = if theme.narrow { 1.0 } else { theme.gap * 0.35 };
        let tick = theme.side + inset;
        let quantity = tick + theme.tick + gap * if theme.narrow { 1.2 } else { 1.0 };
        let sku = quantity + quantity_width + gap * 0.9;
        let name = if sku_width > 0.0 { sku + sku_width + gap } else { sku };
        let amount_right = theme.right() - inset;
        let bin_right = if amount_width > 0.0 { amount_right - amount_width - gap } else { amount_right };
        let name_right = if bin_width > 0.0 { bin_right - bin_width - gap } else { bin_right };
        Columns {
            tick,
            quantity,
            quantity_width,
            sku,
            sku_width,
            name,
            name_width: name_right - name,
            bin_right,
            bin_width,
            amount_right,
            amount_width,
        }
    }

    fn set_row(&mut self, row: &Row, columns: &Columns) -> SetRow {
        let theme = self.theme;
        let fade = |style: crate::layout::Style| if row.done { style.grey(0.55) } else { style };
        // No row may outgrow a page: each part has a share of it.
        let lines = |share: f32, leading: f32, room: f32| ((room * share / leading) as usize).max(1);
        let room = self.fresh_room() - 4.0 * theme.row;
        let quantity = self.set(&row.quantity, fade(theme.quantity), columns.quantity_width, 3);
        let sku = if columns.sku_width > 0.0 {
            self.set(&row.sku, fade(theme.sku), columns.sku_width, lines(0.6, theme.sku.leading(), room))
        } else {
            Block::default()
        };
        let share = lines(0.35, theme.name.leading(), room);
        let mut name = vec![self.set(&row.name, fade(theme.name), columns.name_width, share)];
        if theme.narrow {
            let both: Vec<String> = [&row.sku, &row.bin]
                .into_iter()
                .filter(|text| !text.is_empty())
                .map(|text| crate::layout::paragraph::isolate(text))
                .collect();
            if !both.is_empty() {
                let block = self.set(
                    &both.join("  ·  "),
                    fade(theme.sku),
                    columns.name_width,
                    lines(0.15, theme.sku.leading(), room),
                );
                name.push(block);
            }
        }
        if let Some(refunded) = &row.refunded {
            let block = self.set(refunded, theme.detail.bold().grey(0.07), columns.name_width, 2);
            name.push(block);
        }
        if !row.details.is_empty() {
            let details = row.details.join("\n");
            let block =
                self.set(&details, fade(theme.detail), columns.name_width, lines(0.3, theme.detail.leading(), room));
            name.push(block);
        }
        let bin = if columns.bin_width > 0.0 {
            self.set(&row.bin, fade(theme.sku), columns.bin_width, 4)
        } else {
            Block::default()
        };
        let amount =
            self.set(row.amount.as_deref().unwrap_or(""), fade(theme.sku.tabular()), columns.amount_width.max(1.0), 3);
        let name_height: f32 = name.iter().map(Block::height).sum();
        let height = [&quantity, &sku, &bin, &amount]
            .into_iter()
            .map(Block::height)
            .chain(std::iter::once(name_height))
            .fold(theme.quantity.leading(), f32::max)
            + 2.0 * theme.row;
        SetRow { tick: !row.done, quantity, sku, name, bin, amount, height }
    }

    pub(super) fn table(&mut self, table: Table) {
        let theme = self.theme;
        let Table { columns, rows, head } = table;
        if rows.is_empty() {
            let text = self.words.get("slip-no-items");
            self.y = self.put(&text, theme.fact, theme.side, self.y, Align::Left) + theme.gap;
            return;
        }
        if rows.first().is_some_and(|row| head + row.height > self.room()) {
            self.turn();
        }
        self.table_head(&columns);
        for row in rows {
            if row.height > self.room() {
                self.turn();
                self.table_head(&columns);
            }
            self.row(row, &columns);
        }
        self.y += theme.gap * 0.4;
    }

    fn table_head(&mut self, columns: &Columns) {
        let theme = self.theme;
        let y = self.y;
        let mut below = y + theme.label.leading();
        let mut label = |drawing: &mut Self, id: &str, x: f32, align: Align, shown: bool| {
            if shown {
                let text = drawing.words.get(id);
                below = drawing.put(&text, theme.label, x, y, align);
            }
        };
        label(self, "slip-quantity", columns.quantity, Align::Left, true);
        label(self, "slip-sku", columns.sku, Align::Left, columns.sku_width > 0.0);
        label(self, "slip-item", columns.name, Align::Left, true);
        label(self, "slip-bin", columns.bin_right, Align::Right, columns.bin_width > 0.0);
        label(self, "slip-amount", columns.amount_right, Align::Right, columns.amount_width > 0.0);
        self.y = below + theme.gap * 0.25;
        self.page.rule(theme.side, theme.right(), self.y, 0.8, 0.07);
        self.y += theme.gap * 0.1;
    }

    fn row(&mut self, row: SetRow, columns: &Columns) {
        let theme = self.theme;
        let top = self.y + theme.row;
        // All first lines share the name's height: the larger quantity and the box are centred on it.
        let first = theme.name.leading();
        let centred = |height: f32| top + (first - height) / 2.0;
        if row.tick {
            let area = Area { x: columns.tick, y: centred(theme.tick), width: theme.tick, height: theme.tick };
            self.page.frame(area, 2.0, 0.9);
        }
        self.page.block(row.quantity, columns.quantity, centred(theme.quantity.leading()));
        self.page.block(row.sku, columns.sku, centred(theme.sku.leading()));
        row.name.into_iter().fold(top, |y, block| self.page.block(block, columns.name, y));
        self.right_block(row.bin, columns.bin_right, centred(theme.sku.leading()));
        self.right_block(row.amount, columns.amount_right, centred(theme.sku.leading()));
        self.y += row.height;
        self.page.rule(theme.side, theme.right(), self.y, 0.5, 0.82);
    }

    fn right_block(&mut self, block: Block, right: f32, y: f32) {
        block.lines.into_iter().fold(y, |y, line| self.page.line(line, right, y, Align::Right));
    }

    /// The height of the sums; nothing where none are shown.
    pub(super) fn sums_height(&self) -> f32 {
        match self.content.sums.len() {
            0 => 0.0,
            lines => lines as f32 * (self.theme.fact.leading() + 2.0) + self.theme.gap,
        }
    }

    /// The sums, right below the amounts.
    pub(super) fn sums(&mut self) {
        let (theme, content) = (self.theme, self.content);
        if content.sums.is_empty() {
            return;
        }
        if self.sums_height() > self.room() {
            self.turn();
        }
        let inset = if theme.narrow { 1.0 } else { theme.gap * 0.35 };
        let right = theme.right() - inset;
        for (label, amount, total) in &content.sums {
            let style = if *total { theme.fact } else { theme.detail.grey(0.15) };
            let amount = self.press.typesetter.line(amount, style.tabular());
            let label_right = right - amount.width.max(theme.measure() * 0.16) - theme.gap;
            self.put(label, style, label_right, self.y, Align::Right);
            self.y = self.page.line(amount, right, self.y, Align::Right) + 2.0;
        }
        self.y += theme.gap * 0.4;
    }
}
