-- Schema 1. Times are microseconds since 1970 UTC, amounts are millionths of the currency's unit, flags are 0 or 1.
-- `user_version` and `application_id` let an older app refuse a newer file before it touches it.
PRAGMA application_id = 0x5348424c;
PRAGMA user_version = 1;

-- Ledgers: what exists nowhere else. Every one has a rowid, so that a damaged file can be read out range by range.

CREATE TABLE shop (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    system        TEXT    NOT NULL,
    tag           TEXT    NOT NULL UNIQUE,
    name          TEXT    NOT NULL,
    sign_in       TEXT    NOT NULL CHECK (json_valid(sign_in)),
    connected_at  INTEGER NOT NULL,
    bell_from     INTEGER NOT NULL, -- orders that came in before do not ring
    logo          BLOB,
    slip_settings TEXT    NOT NULL CHECK (json_valid(slip_settings))
) STRICT;

CREATE TABLE alert (
    id        INTEGER PRIMARY KEY,
    shop      INTEGER NOT NULL,
    native_id TEXT    NOT NULL,
    state     TEXT    NOT NULL CHECK (state IN ('due', 'rung', 'silent')),
    due_at    INTEGER NOT NULL, -- when it was decided
    rung_at   INTEGER,
    seen_at   INTEGER,          -- when the order was first opened
    UNIQUE (shop, native_id)
) STRICT;
CREATE INDEX alert_due ON alert (due_at) WHERE state = 'due';

CREATE TABLE print (
    id        INTEGER PRIMARY KEY,
    shop      INTEGER NOT NULL,
    native_id TEXT    NOT NULL,
    printer   TEXT    NOT NULL,
    copies    INTEGER NOT NULL,
    at        INTEGER NOT NULL
) STRICT;
CREATE INDEX print_order ON print (shop, native_id);

CREATE TABLE saved_view (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    name   TEXT    NOT NULL,
    search TEXT    NOT NULL,
    view   TEXT,
    place  INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
    id    INTEGER PRIMARY KEY,
    key   TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;

-- Caches: rebuilt from the shops.

-- One row. `generation` grows with every change, `orders` only with those that lists and counts can see.
CREATE TABLE generation (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    total  INTEGER NOT NULL,
    orders INTEGER NOT NULL
) STRICT;
INSERT INTO generation VALUES (1, 1, 1);

CREATE TABLE shop_state (
    shop         INTEGER PRIMARY KEY,
    facts        TEXT,
    trouble      TEXT,
    last_checked INTEGER
) STRICT;

CREATE TABLE status_label (
    shop   INTEGER NOT NULL,
    code   TEXT    NOT NULL,
    place  INTEGER NOT NULL,
    label  TEXT    NOT NULL,
    folded TEXT    NOT NULL,
    body   TEXT    NOT NULL,
    PRIMARY KEY (shop, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE position (
    shop  INTEGER NOT NULL,
    name  TEXT    NOT NULL,
    value TEXT    NOT NULL,
    PRIMARY KEY (shop, name)
) STRICT, WITHOUT ROWID;

-- What lists show, sort and filter by. `listed` is 0 for drafts and deleted orders.
CREATE TABLE order_row (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    shop             INTEGER NOT NULL,
    native_id        TEXT    NOT NULL,
    number           TEXT    NOT NULL,
    reference        TEXT    NOT NULL, -- the number as order codes hold it
    number_key       TEXT    NOT NULL, -- sorts digits by value
    customer         TEXT    NOT NULL,
    customer_key     TEXT    NOT NULL, -- folded
    company          TEXT    NOT NULL,
    city             TEXT    NOT NULL,
    city_key         TEXT    NOT NULL,
    country          TEXT    NOT NULL,
    status           TEXT    NOT NULL,
    status_known     INTEGER NOT NULL,
    order_state      TEXT    NOT NULL,
    payment_state    TEXT    NOT NULL,
    fulfilment_state TEXT    NOT NULL,
    shipping         TEXT    NOT NULL,
    shipping_key     TEXT    NOT NULL,
    pieces           INTEGER NOT NULL, -- millionths
    currency         TEXT    NOT NULL,
    total            INTEGER NOT NULL,
    placed_at        INTEGER NOT NULL,
    modified_at      INTEGER,
    completed_at     INTEGER,
    views            INTEGER NOT NULL, -- bits: 1 to pack, 2 awaiting payment, 4 on hold, 8 problem
    listed           INTEGER NOT NULL,
    open             INTEGER NOT NULL,
    paid             INTEGER NOT NULL,
    unseen           INTEGER NOT NULL,
    has_note         INTEGER NOT NULL,
    printed          INTEGER NOT NULL,
    quarantined      INTEGER NOT NULL,
    raw_hash         BLOB    NOT NULL,
    body_hash        BLOB    NOT NULL,
    refunds          TEXT    NOT NULL, -- their native identifiers, JSON
    read_at          INTEGER NOT NULL,
    first_seen_at    INTEGER NOT NULL,
    notes_fetched_at INTEGER,
    notes_due        INTEGER NOT NULL,
    UNIQUE (shop, native_id)
) STRICT;
CREATE INDEX order_by_placed    ON order_row (placed_at)         WHERE listed = 1;
CREATE INDEX order_by_number    ON order_row (number_key)        WHERE listed = 1;
CREATE INDEX order_by_customer  ON order_row (customer_key)      WHERE listed = 1;
CREATE INDEX order_by_status    ON order_row (status)            WHERE listed = 1;
CREATE INDEX order_by_total     ON order_row (currency, total)   WHERE listed = 1;
CREATE INDEX order_by_pieces    ON order_row (pieces)            WHERE listed = 1;
CREATE INDEX order_by_place     ON order_row (country, city_key) WHERE listed = 1;
CREATE INDEX order_by_shipping  ON order_row (shipping_key)      WHERE listed = 1;
CREATE INDEX order_by_modified  ON order_row (modified_at)       WHERE listed = 1;
CREATE INDEX order_to_pack      ON order_row (shop)              WHERE listed = 1 AND (views & 1);
CREATE INDEX order_awaiting     ON order_row (shop)              WHERE listed = 1 AND (views & 2);
CREATE INDEX order_on_hold      ON order_row (shop)              WHERE listed = 1 AND (views & 4);
CREATE INDEX order_problem      ON order_row (shop)              WHERE listed = 1 AND (views & 8);
CREATE INDEX order_unseen       ON order_row (shop)              WHERE listed = 1 AND unseen = 1;
CREATE INDEX order_completed    ON order_row (completed_at)      WHERE listed = 1 AND order_state = 'complete' AND completed_at IS NOT NULL;
CREATE INDEX order_strange      ON order_row (shop, status)      WHERE listed = 1 AND status_known = 0;
CREATE INDEX order_notes_due    ON order_row (shop, open, placed_at) WHERE notes_due = 1;
CREATE INDEX order_reread       ON order_row (shop, open, placed_at);
CREATE INDEX order_audit        ON order_row (shop, placed_at, native_id, listed);
CREATE INDEX order_reference    ON order_row (reference);
-- Everything a search token asks for, so that a filter reads this index alone.
CREATE INDEX order_filter ON order_row (status, order_state, paid, country, currency, total, shop) WHERE listed = 1;

-- The order as understood (JSON) and as received, both zstd.
CREATE TABLE order_body (
    id   INTEGER PRIMARY KEY,
    body BLOB NOT NULL,
    raw  BLOB NOT NULL
) STRICT;

-- The folded words of an order, blanks between: nothing but letters, digits and blanks comes in, so the plain ASCII
-- tokenizer splits exactly where `domain::fold::words` did.
CREATE VIRTUAL TABLE order_search USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3'
);

CREATE TABLE order_notes (
    id         INTEGER PRIMARY KEY, -- the order's
    notes      TEXT    NOT NULL,
    fetched_at INTEGER NOT NULL
) STRICT;

-- Refunds read whole; an order's own summary does not tell their dates and lines.
CREATE TABLE refund (
    shop      INTEGER NOT NULL,
    order_id  TEXT    NOT NULL, -- native
    native_id TEXT    NOT NULL,
    body      TEXT    NOT NULL,
    PRIMARY KEY (shop, order_id, native_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_event (
    id        INTEGER PRIMARY KEY,
    shop      INTEGER NOT NULL,
    native_id TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    event     TEXT    NOT NULL
) STRICT;
CREATE INDEX order_event_order ON order_event (shop, native_id);

CREATE TABLE product (
    shop      INTEGER NOT NULL,
    native_id TEXT    NOT NULL,
    parent    TEXT,
    body      TEXT    NOT NULL,
    PRIMARY KEY (shop, native_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_parent ON product (shop, parent) WHERE parent IS NOT NULL;

CREATE TABLE quarantine (
    shop      INTEGER NOT NULL,
    feed      TEXT    NOT NULL,
    key       TEXT    NOT NULL,
    native_id TEXT,
    fault     TEXT    NOT NULL,
    raw       BLOB    NOT NULL,
    since     INTEGER NOT NULL,
    tried_at  INTEGER NOT NULL,
    attempts  INTEGER NOT NULL,
    PRIMARY KEY (shop, feed, key)
) STRICT;
CREATE INDEX quarantine_order ON quarantine (shop, native_id);

CREATE TABLE finding (
    id        INTEGER PRIMARY KEY,
    shop      INTEGER NOT NULL,
    kind      TEXT    NOT NULL,
    native_id TEXT    NOT NULL,
    detail    TEXT    NOT NULL,
    at        INTEGER NOT NULL
) STRICT;
CREATE INDEX finding_shop ON finding (shop, at);
