//! From a search to sets of orders. Each part of a query becomes a statement that answers with ids from one index
//! alone; texts from the user travel as bound values or as quoted words, never as SQL or as FTS5 syntax.

use domain::{
    fold,
    search::{Compare, DateSpan, Term, Test},
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};
use rust_decimal::Decimal;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use crate::{
    ListQuery, Result,
    codec::{json, micros},
    ids::{IdSet, parse},
    lists::view_filter,
};

/// A value bound to a filter's statement.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Value {
    Text(String),
    Number(i64),
}

/// A statement's condition over one index, with its values: what a set of ids is remembered by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Filter {
    source: Source,
    /// Pieces of SQL, a value bound between each two.
    sql: Vec<String>,
    values: Vec<Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Source {
    /// Listed orders, by the index that SQLite picks.
    Rows,
    /// Listed orders, by the index of all that tokens ask for.
    Tokens,
    /// The words.
    Words,
}

/// What a query comes down to.
#[derive(Default)]
pub(crate) struct Plan {
    pub(crate) all_of: Vec<Filter>,
    pub(crate) none_of: Vec<Filter>,
}

impl Filter {
    fn new(source: Source) -> Self {
        Self { source, sql: vec![String::new()], values: Vec::new() }
    }

    fn push(mut self, sql: &str) -> Self {
        if let Some(last) = self.sql.last_mut() {
            last.push_str(sql);
        }
        self
    }

    fn bind(mut self, value: Value) -> Self {
        self.values.push(value);
        self.sql.push(String::new());
        self
    }

    /// All listed orders.
    pub(crate) fn listed() -> Self {
        Self::new(Source::Rows).push("1")
    }

    /// No order. (Not by the tokens' index: SQLite will not hear of an index for what is never true.)
    fn nothing() -> Self {
        Self::new(Source::Rows).push("0")
    }

    /// Listed orders under a condition without values.
    pub(crate) fn view(condition: &'static str) -> Self {
        Self::new(Source::Rows).push(condition)
    }

    /// Whether it asks the index of words.
    pub(crate) const fn is_of_words(&self) -> bool {
        matches!(self.source, Source::Words)
    }

    /// Reads the ids, of all orders or of those given.
    pub(crate) async fn read(&self, tx: &mut SqliteConnection, only: Option<&[domain::OrderId]>) -> Result<IdSet> {
        let (head, id) = match (self.source, only) {
            (Source::Rows, _) | (Source::Tokens, Some(_)) => {
                ("SELECT group_concat(id) FROM order_row WHERE listed = 1 AND ", "id")
            }
            (Source::Tokens, None) => {
                ("SELECT group_concat(id) FROM order_row INDEXED BY order_filter WHERE listed = 1 AND ", "id")
            }
            (Source::Words, _) => ("SELECT group_concat(rowid) FROM order_search WHERE order_search MATCH ", "rowid"),
        };
        let mut query = QueryBuilder::<Sqlite>::new(head);
        let mut values = self.values.iter();
        for piece in &self.sql {
            query.push(piece);
            match values.next() {
                Some(Value::Text(text)) => query.push_bind(text),
                Some(Value::Number(number)) => query.push_bind(*number),
                None => &mut query,
            };
        }
        if let Some(only) = only {
            query.push(format_args!(" AND {id} IN (SELECT value FROM json_each("));
            query.push_bind(json(only)?);
            query.push("))");
        }
        let text: Option<String> = query.build_query_scalar().fetch_one(tx).await?;
        Ok(parse(text.as_deref().unwrap_or("")).into_iter().collect())
    }
}

/// Compiles a query. Names of shops and statuses are looked up first.
pub(crate) async fn plan(
    tx: &mut SqliteConnection,
    query: &ListQuery,
    time_zone: &TimeZone,
    now: Timestamp,
) -> Result<Plan> {
    let mut plan = Plan::default();
    plan.all_of.extend(query.view.and_then(|view| view_filter(view, time_zone, now)));
    if let Some(shop) = query.shop {
        plan.all_of.push(Filter::new(Source::Rows).push("shop = ").bind(Value::Number(shop.0)));
    }
    let mut wanted = Vec::new();
    for term in &query.search.terms {
        match &term.test {
            Test::Words(_) | Test::Phrase(_) if !term.negated => wanted.extend(words(&term.test)),
            _ => {
                let filter = term_filter(tx, term, time_zone, now).await?;
                let list = if term.negated { &mut plan.none_of } else { &mut plan.all_of };
                list.extend(filter);
            }
        }
    }
    plan.all_of.extend(match_filter(&wanted));
    Ok(plan)
}

/// The quoted words of a term; each matches from its start, of a phrase the last.
fn words(test: &Test) -> Vec<String> {
    // Neither can be within a word that `fold::words` made; handed over otherwise they part words, as they do there.
    let quoted = |text: &str| format!("\"{}\"*", text.replace(['"', '\0'], " "));
    match test {
        Test::Words(words) => words.iter().map(|word| quoted(word)).collect(),
        Test::Phrase(words) if !words.is_empty() => vec![quoted(&words.join(" "))],
        _ => Vec::new(),
    }
}

fn match_filter(words: &[String]) -> Option<Filter> {
    (!words.is_empty()).then(|| Filter::new(Source::Words).bind(Value::Text(words.join(" AND "))))
}

async fn term_filter(
    tx: &mut SqliteConnection,
    term: &Term,
    time_zone: &TimeZone,
    now: Timestamp,
) -> Result<Option<Filter>> {
    let tokens = || Filter::new(Source::Tokens);
    Ok(match &term.test {
        test @ (Test::Words(_) | Test::Phrase(_)) => match_filter(&words(test)),
        Test::Country(values) | Test::Currency(values) | Test::Status(values) if values.is_empty() => {
            Some(Filter::nothing())
        }
        Test::Status(values) => Some(status(tx, values).await?),
        Test::Country(values) => Some(one_of_texts(tokens(), "country", values)),
        Test::Currency(values) => Some(one_of_texts(tokens(), "currency", values)),
        Test::Shop(values) => shop(tx, values).await?,
        Test::Total(compare, amount) => Some(total(*compare, *amount)),
        Test::Paid(paid) => Some(tokens().push("paid = ").bind(Value::Number(i64::from(*paid)))),
        Test::Date(span) => Some(date(*span, time_zone, now)),
    })
}

/// One of some values, each bound by itself: a handful compares faster than a list that is looked up.
fn one_of<T>(mut filter: Filter, column: &str, values: &[T], value: impl Fn(&T) -> Value) -> Filter {
    if values.is_empty() {
        return filter.push("0");
    }
    filter = filter.push(column).push(" IN (");
    for (n, one) in values.iter().enumerate() {
        filter = filter.push(if n == 0 { "" } else { ", " }).bind(value(one));
    }
    filter.push(")")
}

fn one_of_texts(filter: Filter, column: &str, values: &[String]) -> Filter {
    one_of(filter, column, values, |value| Value::Text(value.clone()))
}

/// A native code (in any case), the folded label of the shop's own, or one of our order states.
async fn status(tx: &mut SqliteConnection, values: &[String]) -> Result<Filter> {
    let labelled: Vec<(i64, String)> = sqlx::query_as(
        "SELECT shop, code FROM status_label WHERE folded IN (SELECT value FROM json_each(?1)) ORDER BY shop, code",
    )
    .bind(json(values)?)
    .fetch_all(tx)
    .await?;
    let states: Vec<String> = values.iter().map(|value| value.replace(['-', ' '], "_")).collect();
    let mut filter = one_of_texts(Filter::new(Source::Tokens).push("("), "lower(status)", values);
    filter = one_of_texts(filter.push(" OR "), "order_state", &states);
    for (shop, code) in labelled {
        filter = filter
            .push(" OR (shop = ")
            .bind(Value::Number(shop))
            .push(" AND status = ")
            .bind(Value::Text(code))
            .push(")");
    }
    Ok(filter.push(")"))
}

/// A shop's tag, or the start of its name. Nothing to filter where that is every shop.
async fn shop(tx: &mut SqliteConnection, values: &[String]) -> Result<Option<Filter>> {
    let shops: Vec<(i64, String, String)> =
        sqlx::query_as("SELECT id, tag, name FROM shop ORDER BY id").fetch_all(tx).await?;
    let all = shops.len();
    let ids: Vec<i64> = shops
        .into_iter()
        .filter(|(_, tag, name)| {
            let (tag, name) = (fold::fold(tag), fold::fold(name.trim()));
            values.iter().any(|value| *value == tag || name.starts_with(value.as_str()))
        })
        .map(|(id, _, _)| id)
        .collect();
    if ids.len() == all {
        return Ok(Some(Filter::listed()));
    }
    Ok(Some(one_of(Filter::new(Source::Rows), "shop", &ids, |id| Value::Number(*id))))
}

/// Compares with what is stored, millionths. An amount between two of them compares with its neighbours.
fn total(compare: Compare, amount: Decimal) -> Filter {
    let scaled = amount.checked_mul(Decimal::from(1_000_000));
    let end = if amount.is_sign_negative() { i64::MIN } else { i64::MAX };
    let stored = |value: Option<Decimal>| value.and_then(|value| i64::try_from(value).ok()).unwrap_or(end);
    let below = stored(scaled.map(|s| s.floor()));
    let above = stored(scaled.map(|s| s.ceil()));
    let (sql, bound) = match compare {
        Compare::Less => ("total < ", above),
        Compare::AtMost => ("total <= ", below),
        Compare::AtLeast => ("total >= ", above),
        Compare::More => ("total > ", below),
        Compare::Equal if below == above => ("total = ", below),
        Compare::Equal => return Filter::nothing(),
    };
    Filter::new(Source::Tokens).push(sql).bind(Value::Number(bound))
}

fn date(span: DateSpan, time_zone: &TimeZone, now: Timestamp) -> Filter {
    let today = now.to_zoned(time_zone.clone()).date();
    let ago = |days: u16| today.checked_sub(i64::from(days).days()).unwrap_or(Date::MIN);
    let hours =
        |hours: u32| micros(now.checked_sub(SignedDuration::from_hours(i64::from(hours))).unwrap_or(Timestamp::MIN));
    let (from, until) = match span {
        DateSpan::Days(first, last) => {
            (first.map(|day| start_of(day, time_zone)), last.map(|day| end_of(day, time_zone)))
        }
        DateSpan::Ago { from, to } => {
            (Some(start_of(ago(from.max(to)), time_zone)), Some(end_of(ago(from.min(to)), time_zone)))
        }
        DateSpan::OlderThanHours(age) => (None, Some(hours(age))),
        DateSpan::WithinHours(age) => (Some(hours(age)), None),
    };
    between("placed_at", from, until)
}

/// From a moment (included) until another (excluded).
fn between(column: &str, from: Option<i64>, until: Option<i64>) -> Filter {
    Filter::new(Source::Rows)
        .push(column)
        .push(" >= ")
        .bind(Value::Number(from.unwrap_or(i64::MIN)))
        .push(" AND ")
        .push(column)
        .push(" < ")
        .bind(Value::Number(until.unwrap_or(i64::MAX)))
}

/// Completed on this day, in this computer's time zone.
pub(crate) fn shipped_today(time_zone: &TimeZone, now: Timestamp) -> Filter {
    let today = now.to_zoned(time_zone.clone()).date();
    let (from, until) = (start_of(today, time_zone), end_of(today, time_zone));
    between("completed_at", Some(from), Some(until)).push(" AND order_state = 'complete'")
}

fn start_of(day: Date, time_zone: &TimeZone) -> i64 {
    day.to_zoned(time_zone.clone())
        .map_or(if day < Date::ZERO { i64::MIN } else { i64::MAX }, |start| micros(start.timestamp()))
}

fn end_of(day: Date, time_zone: &TimeZone) -> i64 {
    day.tomorrow().map_or(i64::MAX, |next| start_of(next, time_zone))
}
