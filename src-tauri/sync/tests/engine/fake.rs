//! A shop in memory, scripted: it dates in whole seconds, lists newest first by offset, keeps a bin, and fails on demand.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use connectors::{
    Ask, Connector, Feed, Found, Gone, Page, Presence, Pushed, Record, Row, Stamp, StampPage, Write, WriteFault,
};
use domain::{
    Capabilities, Code, Currency, CustomerNotice, EmailTemplate, Fault, NativeId, Note, Refund, ShopFacts, StatusLabel,
};
use jiff::{SignedDuration, Timestamp};
use sync::Time;

use crate::records::{FakeOrder, notes_of, product, pulled, refund_of, stamp};
use crate::stock::State;
use crate::writes::{Looking, Sending};

pub struct FakeShop {
    pub state: Mutex<State>,
    pub requests: AtomicU64,
    capabilities: Capabilities,
    time: Arc<dyn Time>,
}

pub fn fault(code: Code) -> Fault {
    Fault::new(code, "read orders", "as scripted")
}

pub fn whole(moment: Timestamp) -> Timestamp {
    Timestamp::from_second(moment.as_second()).unwrap()
}

impl FakeShop {
    /// A shop with `orders` orders, one placed every ten minutes up to now, and some products.
    pub fn new(time: Arc<dyn Time>, orders: u64, page_limit: u16) -> Arc<Self> {
        let capabilities = Capabilities {
            pull: true,
            change_feed: true,
            trash: true,
            notes_per_order: true,
            refund_feed: true,
            products: true,
            write: true,
            edits: domain::EditKind::ALL.to_vec(),
            mailing_statuses: vec!["completed".to_owned()],
            shipping_statuses: vec!["completed".to_owned()],
            hold_status: None,
            cancel_status: None,
            documents: domain::DocumentCapabilities::default(),
            status_notice: CustomerNotice::ShopDecides,
            page_limit,
            late_effect_s: 120,
        };
        let mut state = State { next_id: 1, ..State::default() };
        let now = whole(time.now());
        for age in (1..=orders).rev() {
            let placed = now - SignedDuration::from_mins(i64::try_from(age).unwrap() * 10);
            let id = state.place(placed);
            if id.is_multiple_of(7) {
                state.refund(id);
            }
            if id.is_multiple_of(5) {
                state.orders.get_mut(&id).unwrap().status = "completed".to_owned();
            }
        }
        for _ in 0..orders / 20 + 1 {
            let id = state.take_id();
            state.products.insert(id, now);
        }
        Arc::new(Self { state: Mutex::new(state), requests: AtomicU64::new(0), capabilities, time })
    }

    pub fn without_refund_feed(self: Arc<Self>) -> Arc<Self> {
        let mut shop = Arc::into_inner(self).unwrap();
        shop.capabilities.refund_feed = false;
        Arc::new(shop)
    }

    /// The shop's clock.
    pub fn clock(&self) -> Timestamp {
        whole(self.time.now() + self.state.lock().unwrap().ahead)
    }

    /// Places an order now.
    pub fn place(&self) -> u64 {
        let now = self.clock();
        self.state.lock().unwrap().place(now)
    }

    /// Changes an order, and its date.
    pub fn change(&self, id: u64, text: &str) {
        let now = self.clock();
        let mut state = self.state.lock().unwrap();
        let order = state.orders.get_mut(&id).unwrap();
        text.clone_into(&mut order.text);
        order.modified = now;
    }

    pub fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap())
    }

    pub fn counted(&self, kind: &'static str) -> u64 {
        self.state.lock().unwrap().count.get(kind).copied().unwrap_or_default()
    }

    async fn request(&self, kind: &'static str) -> Result<(), Fault> {
        let number = self.requests.fetch_add(1, Ordering::Relaxed);
        let latency = {
            let mut state = self.state.lock().unwrap();
            *state.count.entry(kind).or_default() += 1;
            state.at_once += 1;
            state.most_at_once = state.most_at_once.max(state.at_once);
            let now = whole(self.time.now() + state.ahead);
            state.catch_up(now);
            if let Some(mut hook) = state.hook.take() {
                hook(&mut state, number);
                state.hook.get_or_insert(hook);
            }
            state.latency
        };
        let _one = AtOnce(&self.state);
        if latency.is_zero() {
            tokio::task::yield_now().await;
        } else {
            self.time.sleep(latency).await;
        }
        let mut state = self.state.lock().unwrap();
        if let Some(down) = &state.down {
            return Err(down.clone());
        }
        if let Some(failure) = state.failures.pop_front() {
            return Err(failure);
        }
        let dice = number.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(17) % 100;
        if dice < state.fail_percent {
            let codes = [Code::ServerError, Code::BadAnswer, Code::ConnectionLost, Code::Firewall, Code::TimedOut];
            return Err(fault(codes[usize::try_from(number % 5).unwrap()]));
        }
        Ok(())
    }

    fn page(&self, rows: Vec<(u64, FakeOrder)>, total: usize) -> Result<Page, Fault> {
        let state = self.state.lock().unwrap();
        if rows.iter().any(|(id, _)| state.poison.contains(id)) {
            return Err(fault(Code::BadAnswer));
        }
        drop(state);
        let rows = rows
            .into_iter()
            .map(|(id, order)| Row::Read {
                stamp: stamp(id, &order),
                record: Record::Order(Box::new(pulled(id, &order))),
            })
            .collect();
        Ok(Page { rows, total: Some(total as u64), server_time: Some(self.clock()) })
    }
}

/// A write under way on an order.
struct UnderWay<'a>(&'a Mutex<State>, Option<u64>);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.lock().unwrap().writes.end(self.1);
    }
}

struct AtOnce<'a>(&'a Mutex<State>);

impl Drop for AtOnce<'_> {
    fn drop(&mut self) {
        self.0.lock().unwrap().at_once -= 1;
    }
}

fn cut<T>(rows: Vec<T>, ask: &Ask) -> Vec<T> {
    rows.into_iter().skip(ask.window.skip as usize).take(usize::from(ask.window.take)).collect()
}

#[async_trait::async_trait]
impl Connector for FakeShop {
    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    async fn facts(&self) -> Result<ShopFacts, Fault> {
        self.request("facts").await?;
        Ok(ShopFacts {
            name: "Atelier".to_owned(),
            home_url: "https://atelier.example/".to_owned(),
            api_url: "https://atelier.example/wp-json/".to_owned(),
            version: String::new(),
            time_zone: "Europe/Amsterdam".to_owned(),
            currency: Currency::new("EUR").unwrap(),
            address: domain::Address::default(),
            weight_unit: "kg".to_owned(),
            can_write: false,
            server_time: Some(self.clock()),
            clock_offset_s: self.with(|state| state.ahead.as_secs()),
        })
    }

    fn side_feeds(&self) -> &'static [Feed] {
        if self.with(|state| state.lines.is_some()) { &[Feed::OrderLines, Feed::Shipments] } else { &[] }
    }

    async fn statuses(&self) -> Result<Vec<StatusLabel>, Fault> {
        self.request("statuses").await?;
        Ok(Vec::new())
    }

    async fn pull(&self, ask: &Ask) -> Result<Page, Fault> {
        assert!(ask.window.take <= self.capabilities.page_limit && ask.window.take > 0);
        self.request(ask.feed.code()).await?;
        match ask.feed {
            Feed::Orders | Feed::Trash => {
                let rows = self.with(|state| state.listed(ask.feed, &ask.position));
                let total = rows.len();
                self.page(cut(rows, ask), total)
            }
            Feed::Refunds => {
                let rows = self.with(|state| state.refunds(&ask.position));
                let total = Some(rows.len() as u64);
                let rows = cut(rows, ask)
                    .into_iter()
                    .map(|(refund, order, placed)| Row::Read {
                        stamp: Stamp {
                            native_id: refund.into(),
                            changed_at: Some(placed),
                            placed_at: Some(placed),
                            status: None,
                        },
                        record: Record::Refund { order: order.into(), refund: refund_of(refund, placed) },
                    })
                    .collect();
                Ok(Page { rows, total, server_time: Some(self.clock()) })
            }
            Feed::Products => {
                let rows: Vec<(u64, Timestamp)> = self.with(|state| state.products.clone()).into_iter().collect();
                let total = Some(rows.len() as u64);
                let rows = cut(rows, ask)
                    .into_iter()
                    .map(|(id, at)| Row::Read {
                        stamp: Stamp { native_id: id.into(), changed_at: Some(at), placed_at: Some(at), status: None },
                        record: Record::Product(vec![product(id, at)]),
                    })
                    .collect();
                Ok(Page { rows, total, server_time: Some(self.clock()) })
            }
            Feed::OrderLines => {
                let rows = self.with(|state| state.moved_lines(&ask.position));
                let total = Some(rows.len() as u64);
                let rows = cut(rows, ask)
                    .into_iter()
                    .map(|(line, order, at)| Row::Read {
                        stamp: Stamp { native_id: line.into(), changed_at: Some(at), placed_at: None, status: None },
                        record: Record::Moved { order: order.into() },
                    })
                    .collect();
                Ok(Page { rows, total, server_time: Some(self.clock()) })
            }
            // Shipments may not be seen here.
            Feed::Shipments => Err(fault(Code::NotAllowed)),
            Feed::Invoices => Err(fault(Code::BadInput)),
        }
    }

    async fn stamps(&self, ask: &Ask) -> Result<StampPage, Fault> {
        self.request("stamps").await?;
        let (stamps, total): (Vec<Stamp>, usize) = match ask.feed {
            Feed::Refunds => {
                let rows = self.with(|state| state.refunds(&ask.position));
                let total = rows.len();
                let stamp = |(refund, _, placed): (u64, u64, Timestamp)| Stamp {
                    native_id: refund.into(),
                    changed_at: Some(placed),
                    placed_at: Some(placed),
                    status: None,
                };
                (cut(rows, ask).into_iter().map(stamp).collect(), total)
            }
            feed => {
                let rows = self.with(|state| state.listed(feed, &ask.position));
                let total = rows.len();
                let rows = cut(rows, ask);
                if self.with(|state| rows.iter().any(|(id, _)| state.nameless.contains(id))) {
                    return Err(fault(Code::ServerError));
                }
                (rows.iter().map(|(id, order)| stamp(*id, order)).collect(), total)
            }
        };
        Ok(StampPage { stamps, total: Some(total as u64), server_time: Some(self.clock()) })
    }

    async fn orders(&self, ids: &[NativeId]) -> Result<Page, Fault> {
        assert!(ids.len() <= usize::from(self.capabilities.page_limit));
        self.request("named").await?;
        let rows: Vec<(u64, FakeOrder)> = self.with(|state| {
            let named = ids.iter().filter_map(|id| id.as_str().parse::<u64>().ok());
            named
                .filter_map(|id| Some((id, state.orders.get(&id)?.clone())))
                .filter(|(_, order)| !order.trashed)
                .collect()
        });
        let total = rows.len();
        self.page(rows, total)
    }

    async fn presence(&self, id: &NativeId) -> Result<Presence, Fault> {
        self.request("presence").await?;
        let number: u64 = id.as_str().parse().unwrap();
        if self.with(|state| state.unreadable.contains(&number)) {
            return Err(fault(Code::BadAnswer));
        }
        Ok(match self.with(|state| state.orders.get(&number).cloned()) {
            None => Presence::Gone(Gone::Deleted),
            Some(order) if order.trashed => Presence::Gone(Gone::Trashed(Box::new(pulled(number, &order)))),
            Some(order) => Presence::There(Box::new(pulled(number, &order))),
        })
    }

    async fn refunds(&self, order: &NativeId) -> Result<Vec<Refund>, Fault> {
        self.request("order refunds").await?;
        let number: u64 = order.as_str().parse().unwrap();
        let found = self.with(|state| state.orders.get(&number).cloned()).ok_or_else(|| fault(Code::NotFound))?;
        Ok(found.refunds.iter().map(|refund| refund_of(*refund, found.placed)).collect())
    }

    async fn notes(&self, order: &NativeId) -> Result<Vec<Note>, Fault> {
        self.request("notes").await?;
        if self.with(|state| state.noteless) {
            return Err(fault(Code::BadAnswer));
        }
        let number: u64 = order.as_str().parse().unwrap();
        let found = self.with(|state| state.orders.get(&number).cloned()).ok_or_else(|| fault(Code::NotFound))?;
        Ok(notes_of(number, &found))
    }

    async fn push(&self, write: &Write<'_>) -> Result<Pushed, WriteFault> {
        let order = write.order.map(|pulled| pulled.order.native_id.as_str().parse::<u64>().unwrap());
        let sending = self.with(|state| state.writes.begin(order));
        let _under_way = UnderWay(&self.state, order);
        // A connection that fails as such is lost before anything took place, and nobody knows.
        self.request("push").await.map_err(|fault| match fault.code {
            Code::Unreachable => WriteFault::nothing(fault),
            _ => WriteFault::unknown(fault),
        })?;
        let now = self.clock();
        let lost = || WriteFault::unknown(fault(Code::ConnectionLost));
        match sending {
            Sending::Answered => Ok(self.with(|state| state.carry_out(write.key, write.edit, order, now))),
            Sending::Refused(fault) => Err(WriteFault::nothing(fault)),
            Sending::LostBefore => Err(lost()),
            Sending::LostAfter => {
                self.with(|state| state.carry_out(write.key, write.edit, order, now));
                Err(lost())
            }
            Sending::Late(after) => {
                let due = now + SignedDuration::try_from(after).unwrap();
                self.with(|state| state.writes.late.push((due, write.key.clone(), write.edit.clone(), order)));
                Err(lost())
            }
            Sending::Hanging => {
                self.with(|state| state.carry_out(write.key, write.edit, order, now));
                std::future::pending().await
            }
        }
    }

    async fn find(&self, write: &Write<'_>) -> Result<Found, Fault> {
        self.request("find").await?;
        let now = self.clock();
        self.with(|state| match state.writes.looking.pop_front().unwrap_or_default() {
            Looking::Told => Ok(state.found(write.key, now)),
            Looking::Untold => Ok(Found::CannotTell),
            Looking::Failed(fault) => Err(fault),
        })
    }

    async fn email_templates(&self, order: &NativeId) -> Result<Vec<EmailTemplate>, Fault> {
        self.request("templates").await?;
        Ok(vec![domain::EmailTemplate {
            code: "invoice".to_owned(),
            title: format!("Invoice of {order}"),
            description: String::new(),
        }])
    }
}
