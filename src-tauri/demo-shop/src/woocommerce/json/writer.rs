//! Builds one JSON text, straight into its bytes.

use serde_json::Value;

use crate::amount::Amount;

use super::{Print, dates};

/// Builds one JSON text.
#[derive(Debug, Default)]
pub struct Writer {
    /// What is written so far.
    pub out: String,
}

impl Writer {
    /// Puts a comma unless something has just been opened.
    pub(super) fn comma(&mut self) {
        if !matches!(self.out.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.out.push(',');
        }
    }

    /// Writes a name and a value.
    pub fn field(&mut self, name: &str, value: impl FnOnce(&mut Self)) {
        self.comma();
        self.out.push('"');
        self.out.push_str(name);
        self.out.push_str("\":");
        value(self);
    }

    /// Writes `{…}`.
    pub fn object(&mut self, body: impl FnOnce(&mut Self)) {
        self.comma();
        self.out.push('{');
        body(self);
        self.out.push('}');
    }

    /// Writes `[…]`.
    pub fn array<T>(&mut self, items: impl IntoIterator<Item = T>, mut each: impl FnMut(&mut Self, T)) {
        self.comma();
        self.out.push('[');
        for item in items {
            each(self, item);
        }
        self.out.push(']');
    }

    pub(super) fn text(&mut self, text: &str) {
        self.out.push('"');
        if text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
            self.out.push_str(text);
        } else {
            for sign in text.chars() {
                match sign {
                    '"' => self.out.push_str("\\\""),
                    '\\' => self.out.push_str("\\\\"),
                    '\n' => self.out.push_str("\\n"),
                    '\r' => self.out.push_str("\\r"),
                    '\t' => self.out.push_str("\\t"),
                    control if control < ' ' => self.out.push_str(&format!("\\u{:04x}", u32::from(control))),
                    other => self.out.push(other),
                }
            }
        }
        self.out.push('"');
    }

    pub(super) fn string(&mut self, name: &str, text: &str) {
        self.field(name, |w| w.text(text));
    }

    pub(super) fn number(&mut self, name: &str, number: impl std::fmt::Display) {
        self.field(name, |w| {
            let _ = std::fmt::Write::write_fmt(&mut w.out, format_args!("{number}"));
        });
    }

    pub(super) fn value(&mut self, name: &str, value: &Value) {
        self.field(name, |w| w.out.push_str(&value.to_string()));
    }

    pub(super) fn money(&mut self, name: &str, amount: Amount, print: &Print<'_>) {
        self.field(name, |w| {
            w.out.push('"');
            amount.write(print.dp, &mut w.out);
            w.out.push('"');
        });
    }

    pub(super) fn date(&mut self, name: &str, second: Option<i64>) {
        self.field(name, |w| match second {
            None => w.out.push_str("null"),
            Some(second) => {
                w.out.push('"');
                dates::write_naive(second, &mut w.out);
                w.out.push('"');
            }
        });
    }
}

/// Writes a list of one link.
pub(super) fn link(w: &mut Writer, href: &str) {
    w.array([()], |w, ()| w.object(|w| w.string("href", href)));
}

/// Writes an item's own address with its methods, and that of its collection.
pub(super) fn links(w: &mut Writer, own: &str, allow: &[&str], collection: &str) {
    w.field("self", |w| {
        w.array([()], |w, ()| {
            w.object(|w| {
                w.string("href", own);
                w.field("targetHints", |w| {
                    w.object(|w| {
                        w.field("allow", |w| {
                            w.array(allow, |w, method| {
                                w.comma();
                                w.text(method);
                            });
                        });
                    });
                });
            });
        });
    });
    w.field("collection", |w| link(w, collection));
}
