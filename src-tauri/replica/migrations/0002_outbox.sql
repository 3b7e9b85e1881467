-- Schema 2: the outbox; the mirror kept apart from what is shown; customers' e-mail addresses, to count their orders.
PRAGMA user_version = 2;

-- Ledger. What the user wants of the shops' orders, in the order it was entered.
CREATE TABLE edit (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    shop         INTEGER NOT NULL,
    native_id    TEXT,             -- the order's; none for a test order not made yet
    number       TEXT    NOT NULL, -- the order's number when it was entered
    key          TEXT    NOT NULL UNIQUE,
    kind         TEXT    NOT NULL,
    edit         TEXT    NOT NULL CHECK (json_valid(edit)),
    seen         TEXT    NOT NULL CHECK (json_valid(seen)),
    notice       TEXT    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN (
        'pending', 'sending', 'checking', 'asks', 'conflict', 'failed', 'unsure', 'settled', 'dropped')),
    outcome      TEXT,
    entered_at   INTEGER NOT NULL,
    not_before   INTEGER,
    attempts     INTEGER NOT NULL,
    attempted_at INTEGER,
    ended_at     INTEGER,
    approved     INTEGER NOT NULL,
    batch        TEXT,
    watch_until  INTEGER, -- settled, and readings are compared with what it set
    replaced_at  INTEGER, -- when another value was found in its place
    replaces     INTEGER, -- the edit whose place it took
    gave_way     TEXT     -- JSON: state, outcome and not_before before another edit took its place, to be given back
) STRICT;
-- What projects onto orders and what the push reads.
CREATE INDEX edit_open ON edit (shop, native_id) WHERE state NOT IN ('settled', 'dropped');
CREATE INDEX edit_order ON edit (shop, native_id);
-- Number and kind stand here too, so that rows lost to damage can be named.
CREATE INDEX edit_state ON edit (state, id, number, kind);
CREATE INDEX edit_watched ON edit (shop, native_id) WHERE watch_until IS NOT NULL;
CREATE INDEX edit_batch ON edit (batch) WHERE batch IS NOT NULL;

-- Cache. What the shop last said of the orders that are shown otherwise because edits are on their way. Of all other
-- orders `order_body` is what the shop said. Refunds' identifiers and the bytes as received are always the shop's.
CREATE TABLE order_mirror (
    id               INTEGER PRIMARY KEY, -- the order's
    body             BLOB NOT NULL,
    body_hash        BLOB NOT NULL,
    status           TEXT NOT NULL,
    order_state      TEXT NOT NULL,
    payment_state    TEXT NOT NULL,
    fulfilment_state TEXT NOT NULL
) STRICT;

ALTER TABLE order_row ADD COLUMN edits INTEGER NOT NULL DEFAULT 0; -- open ones
ALTER TABLE order_row ADD COLUMN edit_state TEXT;                  -- the gravest of them
ALTER TABLE order_row ADD COLUMN email_key TEXT;                   -- folded; NULL: not worked out yet
CREATE INDEX order_by_email ON order_row (email_key) WHERE listed = 1 AND email_key <> '';
CREATE INDEX order_email_due ON order_row (id) WHERE email_key IS NULL;
