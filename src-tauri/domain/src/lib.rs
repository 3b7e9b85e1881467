//! The words of the trade: orders, money, statuses, addresses, order codes, searches and views.
//!
//! Everything here is plain data and pure rules: no I/O, no async, no clock of its own. Every other room
//! imports this one, so a rule stated here is stated once for the window, the command line, the slip and the sync.

mod address;
mod alert;
mod capability;
mod code;
mod documents;
pub mod edit;
mod fault;
pub mod fold;
pub mod format;
mod ids;
mod money;
mod order;
mod parts;
pub mod search;
mod shop;
mod status;
pub mod text;
mod view;
pub mod words;

pub use address::Address;
pub use alert::{AlertPolicy, Sighting, rings};
pub use capability::{Capabilities, CustomerNotice, DocumentCapabilities, DocumentSupport};
pub use code::{BadCode, OrderCode, ShopTag};
pub use documents::{
    Allowances, Allowed, BaseTotals, Cancellation, Case, CreditNote, CreditNoteState, CreditPreset, CreditRoom,
    DocumentComment, DocumentLine, DocumentTotals, Documents, Funds, Idle, Invoice, InvoiceMoney, InvoiceRoom,
    InvoiceState, Left, LineCounts, LineKind, LineProgress, LineQuantity, LineStructure, LineValue, NextStep,
    OnlineCredit, Progress, Refusal, Settlement, Shipment, ShipmentLine, ShipmentRoom, ShipmentState, ShipmentTrack,
    Taxed, can_cancel, can_credit, can_credit_online, can_hold, can_invoice, can_ship, can_unhold, counts_for_money,
    counts_for_shipping, fulfilment_state, next_step, payment_state,
};
pub use edit::{
    Answer, Conflict, Doubt, Edit, EditId, EditKey, EditKind, EditState, Field, FieldValue, NewEdit, Notice,
    OutboxCounts, OutboxEdit, Outcome, Question, RefundDraft, RefundPiece, Seen, Side, TotalsMoved, Verdict, Warning,
    Weight,
};
pub use fault::{Code, Fault, Retry};
pub use ids::{NativeId, OrderId, ShopId};
pub use money::{BadMoney, Currency, Money, SCALE};
pub use order::{Order, OrderTotals};
pub use parts::{
    CouponLine, Customer, EmailTemplate, FeeLine, Line, LineAttribute, Method, NativeField, Note, NoteKind, Product,
    Refund, RefundLine, ShippingLine, TaxLine, Track,
};
pub use shop::{ShopFacts, StatusLabel, System};
pub use status::{FulfilmentState, OrderState, PaymentState, StateTriple};
pub use view::{BuiltInView, Direction, Sort};
pub use words::Language;
