//! `searchCriteria`: filters in groups (or inside, and between), sorting, pages. What Magento makes of odd ones is kept: an unknown
//! condition finds nothing and says so with 200, an unknown column is an internal error.

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use crate::amount::Amount;

use super::{dates, reply::MagentoError, request::Request};

/// A value of a column.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Cell {
    Null,
    Number(Amount),
    Text(String),
    Date(i64),
}

impl Cell {
    /// A whole number.
    pub fn id(id: u64) -> Self {
        Self::Number(Amount(id as i64 * 1_000_000))
    }

    /// Text, or null without one.
    pub fn some(text: Option<&str>) -> Self {
        text.map_or(Self::Null, |text| Self::Text(text.to_owned()))
    }

    /// A printed value.
    pub fn printed(value: &Value) -> Self {
        match value {
            Value::Number(_) => Amount::from_json(value).map_or(Self::Null, Self::Number),
            Value::String(text) => {
                dates::parse(text).filter(|_| text.len() == 19).map_or_else(|| Self::Text(text.clone()), Self::Date)
            }
            Value::Bool(truth) => Self::Number(Amount::cents(if *truth { 100 } else { 0 })),
            _ => Self::Null,
        }
    }

    /// Compares with what a filter asks for; `None` where nothing can be said.
    fn compare(&self, asked: &str) -> Option<Ordering> {
        match self {
            Self::Null => None,
            Self::Number(number) => Some(number.cmp(&Amount::parse(asked).unwrap_or_default())),
            Self::Text(text) => Some(text.to_lowercase().cmp(&asked.to_lowercase())),
            Self::Date(second) => dates::parse(asked).map(|asked| second.cmp(&asked)),
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Number(number) => super::json::number(*number).to_string(),
            Self::Text(text) => text.to_lowercase(),
            Self::Date(second) => dates::print(*second),
        }
    }

    /// Order of a sorted list: nulls first.
    fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.cmp(b),
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            _ => self.text().cmp(&other.text()),
        }
    }
}

/// One filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Filter {
    field: String,
    value: String,
    condition: String,
}

impl Filter {
    fn holds(&self, cell: &Cell) -> bool {
        let compare = || cell.compare(&self.value);
        let one_of = || {
            let mut values = self.value.split(',').map(str::trim);
            values.any(|value| cell.compare(value) == Some(Ordering::Equal))
        };
        match self.condition.as_str() {
            "" | "eq" => compare() == Some(Ordering::Equal),
            "neq" => compare().is_some_and(Ordering::is_ne),
            "gt" => compare().is_some_and(Ordering::is_gt),
            "gteq" | "moreq" | "from" => compare().is_some_and(Ordering::is_ge),
            "lt" => compare().is_some_and(Ordering::is_lt),
            "lteq" | "to" => compare().is_some_and(Ordering::is_le),
            "in" => one_of(),
            "nin" => *cell != Cell::Null && !one_of(),
            "like" => *cell != Cell::Null && like(&cell.text(), &self.value.to_lowercase()),
            "nlike" => *cell != Cell::Null && !like(&cell.text(), &self.value.to_lowercase()),
            "null" => *cell == Cell::Null,
            "notnull" => *cell != Cell::Null,
            "finset" => cell.text().split(',').any(|part| part == self.value.to_lowercase()),
            _ => false,
        }
    }
}

/// SQL's `LIKE`: `%` any characters, `_` one.
fn like(text: &str, pattern: &str) -> bool {
    let (text, pattern): (Vec<char>, Vec<char>) = (text.chars().collect(), pattern.chars().collect());
    fn matches(text: &[char], pattern: &[char]) -> bool {
        match pattern.split_first() {
            None => text.is_empty(),
            Some(('%', rest)) => (0..=text.len()).any(|at| text.get(at..).is_some_and(|text| matches(text, rest))),
            Some((sign, rest)) => {
                text.split_first().is_some_and(|(first, left)| (sign == first || *sign == '_') && matches(left, rest))
            }
        }
    }
    matches(&text, &pattern)
}

/// What a list is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Criteria {
    groups: Vec<Vec<Filter>>,
    /// Field, and whether rising.
    sorts: Vec<(String, bool)>,
    page_size: Option<i64>,
    current_page: Option<i64>,
}

/// A page of what was found.
#[derive(Debug)]
pub struct Found<T> {
    /// The page.
    pub page: Vec<T>,
    /// How many there are.
    pub total: usize,
}

impl Criteria {
    /// Reads the criteria of a request. `limit`: the largest page the merchant allows, and the one taken where none is asked for.
    ///
    /// # Errors
    /// Where they are missing, a direction is none, or a page is larger than allowed.
    pub fn read(request: &Request, limit: Option<u32>) -> Result<Self, MagentoError> {
        let mut criteria = Self::default();
        let mut given = false;
        for (name, value) in &request.query {
            let Some(rest) = name.strip_prefix("searchCriteria").or_else(|| name.strip_prefix("search_criteria"))
            else {
                continue;
            };
            given = true;
            let keys: Vec<&str> = rest.split(['[', ']']).filter(|part| !part.is_empty()).collect();
            criteria.take(&keys, value)?;
        }
        if !given {
            return Err(MagentoError::required("searchCriteria"));
        }
        if let Some(limit) = limit {
            let limit = i64::from(limit);
            if criteria.page_size.is_some_and(|size| size > limit) {
                let message = "Maximum SearchCriteria pageSize is %max";
                return Err(MagentoError::named(400, message, "max", &limit.to_string()));
            }
            criteria.page_size.get_or_insert(limit.min(20));
        }
        criteria.groups.retain(|group| !group.is_empty());
        Ok(criteria)
    }

    fn take(&mut self, keys: &[&str], value: &str) -> Result<(), MagentoError> {
        let index = |text: &str| text.parse::<usize>().unwrap_or(0).min(100);
        match keys {
            ["filterGroups" | "filter_groups", group, "filters", filter, field] => {
                let filter = slot(slot(&mut self.groups, index(group)), index(filter));
                match *field {
                    "field" => filter.field = value.to_owned(),
                    "value" => filter.value = value.to_owned(),
                    "conditionType" | "condition_type" => filter.condition = value.to_owned(),
                    _ => {}
                }
            }
            ["sortOrders" | "sort_orders", at, field] => {
                let sort = slot(&mut self.sorts, index(at));
                match *field {
                    "field" => sort.0 = value.to_owned(),
                    "direction" => match value.to_uppercase().as_str() {
                        "ASC" => sort.1 = true,
                        "DESC" => sort.1 = false,
                        _ => {
                            let message = "The sort order has to be specified as %1 for ascending order or %2 for descending order.";
                            return Err(MagentoError::positional(400, message, &["ASC", "DESC"]));
                        }
                    },
                    _ => {}
                }
            }
            ["pageSize" | "page_size"] => self.page_size = Some(value.parse().unwrap_or(0)),
            ["currentPage" | "current_page"] => self.current_page = Some(value.parse().unwrap_or(0)),
            _ => {}
        }
        Ok(())
    }

    /// Finds the page. `column` gives a row's value of a column, `None` for one that does not exist.
    ///
    /// # Errors
    /// For a column that does not exist.
    pub fn find<T: Copy>(
        &self,
        rows: impl Iterator<Item = T>,
        column: impl Fn(T, &str) -> Option<Cell>,
    ) -> Result<Found<T>, UnknownColumn> {
        let mut found = Vec::new();
        for row in rows {
            let mut fits = true;
            for group in &self.groups {
                let mut any = false;
                for filter in group {
                    let cell = column(row, &filter.field).ok_or(UnknownColumn)?;
                    any = any || filter.holds(&cell);
                }
                fits = fits && any;
                if !fits {
                    break;
                }
            }
            if fits {
                found.push(row);
            }
        }
        if !self.sorts.is_empty() {
            found = self.sorted(found, &column)?;
        }
        let total = found.len();
        let size = match self.page_size {
            None | Some(0) => total,
            // As observed, whatever the database makes of it.
            Some(size) => size.max(1).unsigned_abs() as usize,
        };
        let page = self.current_page.unwrap_or(1).max(1).unsigned_abs() as usize - 1;
        let page = found.into_iter().skip(page.saturating_mul(size)).take(size).collect();
        Ok(Found { page, total })
    }

    fn sorted<T: Copy>(&self, rows: Vec<T>, column: impl Fn(T, &str) -> Option<Cell>) -> Result<Vec<T>, UnknownColumn> {
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows {
            let keys: Option<Vec<Cell>> = self.sorts.iter().map(|(field, _)| column(row, field)).collect();
            keyed.push((keys.ok_or(UnknownColumn)?, row));
        }
        keyed.sort_by(|(a, _), (b, _)| {
            let orders = a.iter().zip(b).zip(&self.sorts).map(
                |((a, b), (_, rising))| {
                    if *rising { a.order(b) } else { b.order(a) }
                },
            );
            orders.fold(Ordering::Equal, Ordering::then)
        });
        Ok(keyed.into_iter().map(|(_, row)| row).collect())
    }

    /// The criteria as a list's answer repeats them.
    pub fn echo(&self) -> Value {
        let filter = |filter: &Filter| {
            let condition = if filter.condition.is_empty() { "eq" } else { &filter.condition };
            json!({"field": filter.field, "value": filter.value, "condition_type": condition})
        };
        let groups = self.groups.iter().map(|group| json!({"filters": group.iter().map(filter).collect::<Vec<_>>()}));
        let mut echo = Map::new();
        echo.insert("filter_groups".to_owned(), groups.collect());
        if !self.sorts.is_empty() {
            let sort = |(field, rising): &(String, bool)| json!({"field": field, "direction": if *rising { "ASC" } else { "DESC" }});
            echo.insert("sort_orders".to_owned(), self.sorts.iter().map(sort).collect());
        }
        echo.extend(self.page_size.map(|size| ("page_size".to_owned(), size.into())));
        echo.extend(self.current_page.map(|page| ("current_page".to_owned(), page.into())));
        Value::Object(echo)
    }
}

/// A filter or sorting names a column that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownColumn;

/// The place at an index, made where it is not there yet.
fn slot<T: Default>(list: &mut Vec<T>, at: usize) -> &mut T {
    while list.len() <= at {
        list.push(T::default());
    }
    let last = list.len() - 1;
    // The list was just made long enough.
    #[allow(clippy::indexing_slicing)]
    &mut list[at.min(last)]
}
