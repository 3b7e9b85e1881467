// The `data-testid`s that tests of the real window may rely on. Patterns in angle brackets stand for a value.
//
// welcome                 the welcome; welcome-demo, welcome-connect: its two buttons
// sidebar                 left pane
//   view-<code>           a built-in view (view-to_pack …); its count: view-count
//   saved-view-<id>       a saved view; its count: view-count; its menu: saved-view-menu
//   shop-<id>             a shop; shop-dot: its health dot (data-dot=ok|busy|trouble|unknown)
//   foot                  "checked 12 s ago", offline, first sync; foot-progress: its bar
//   open-outbox           the outbox; its count: view-count
//   open-settings, open-health, open-shops, open-shortcuts
// search                  the search field; search-help, search-help-<token>, search-clear, search-error, save-view
// list                    the order list (role=grid, aria-rowcount); list-title, list-summary, list-empty, list-error
//   row                   a row (data-id, data-index, data-number, aria-selected); row-placeholder: one still to come
//   row-unseen, row-pill, row-check; row-edits: open edits, in it edit-mark (data-state)
//   column-<code>         a column header; columns-menu, sort-menu, shop-menu
//   new-pill              "3 new" while scrolled down
// bulk                    bar of ticked orders; bulk-print, bulk-all, bulk-clear, bulk-set-status, bulk-add-note; bulk-menu: the
//                         rest (bulk-actions: bulk-mark_paid, bulk-hold, bulk-cancel, bulk-trash, bulk-restore, bulk-copy)
// batch                   progress of a bulk change (data-settled, data-total); batch-open, batch-close
// offline, paused         bar below the list; offline-retry, paused-resume
// order                   right pane (data-id); order-empty, order-error, order-number, order-code, order-pill
//   print-slip            prints; next-step (data-step): the filled button where the next step is another; ship
//   order-status          opens status-menu: status-<code>
//   order-menu            the rest (order-actions: order-mark_paid, order-hold, order-release, order-status, order-track,
//                         order-note, order-address, order-billing, order-customer_note, order-reference, order-send_email,
//                         order-refund, order-cancel, order-trash, order-restore, order-delete, order-confirm_for_customer)
//   edit-indicator        open edits in a few words (data-open); edit-strip: those that need their user
//   edit                  an open edit (data-id, data-state, data-kind, data-outcome), in the strip, the timeline and the outbox;
//                         timeline-asked: one in the timeline that stands in the strip too; edit-state, edit-outcome, edit-order
//   edit-undo, edit-retry, edit-give_up, edit-approve, edit-keep_mine, edit-take_theirs, edit-said_done, edit-change,
//                         edit-again, edit-dismiss; conflict: conflict-before, conflict-mine, conflict-theirs
//   composer              note-text, note-internal, note-customer, note-submit
//   edit-shipping, edit-billing, edit-contact, track-remove
//   ship-to, bill-to, contact, copy-address, copy-email, copy-phone
//   items, item           lines of the order; item-quantity, item-picture
//   totals, total         money
//   customer-note, timeline, timeline-entry (data-kind), notes-pending, native-fields
// print-dialog            print-printer, print-paper, print-copies, print-prices, print-preview, print-submit, print-save, print-open
// confirm-edit            confirm-edit-submit, delete-twice; doubts: doubt (data-doubt, data-weight), edit-agree, totals-moved,
//                         notice-<code>
// bulk-dialog             bulk-status (bulk-status-<code>), bulk-note-internal, bulk-note-customer, bulk-note-text, bulk-submit
// address-sheet           address-side-shipping, address-side-billing, address-<part>, address-submit
// track-dialog            track-number, track-carrier, track-link, track-ship, track-submit
// refund-dialog           refund-by-items, refund-by-amount, refund-line (data-line), refund-quantity, refund-shipping,
//                         refund-all, refund-amount, refund-reason, refund-restock, refund-how-record, refund-how-gateway,
//                         refund-left, refund-sum, refund-submit
// order-text-dialog       order-text, order-text-submit
// send-email              email-<code>, email-submit
// change-edit             change-status, change-text, change-submit
// outbox                  outbox-pause, outbox-resume, outbox-paused, outbox-retry, outbox-shop, outbox-state, outbox-asked,
//                         outbox-going (in it outbox-trouble: outbox-trouble-retry; outbox-checking), outbox-more,
//                         outbox-empty; outbox-batch: batch-result (data-state)
// palette                 palette-input, palette-item
// shortcuts               list of keys
// save-view-dialog        save-view-name, save-view-search, save-view-submit; edit: the same ids
// delete-view-dialog      delete-view-submit
// add-shop                sign-in-<field>, sign-in-test, sign-in-add, sign-in-consent, sign-in-trust, sign-in-tag, diagnosis,
//                         passphrase, passphrase-submit
// remove-shop             remove-shop-submit
// health                  health-shop-<id>, health-check, health-trouble, health-quarantined, health-finding, health-unknown
// shops                   shop-card-<id>, shop-name, shop-contact, shop-test, shop-logo, shop-test-order, shop-remove,
//                         add-shop-open
// settings                setting-language, setting-theme-<code>, setting-notifications, setting-sound, setting-policy,
//                         setting-printer, setting-paper, setting-copies, setting-prices, setting-slip-language,
//                         setting-hide, setting-tray, setting-autostart
// toast                   short message; toast-action: its button (Undo); fault: a failure with its code in data-code
export {};
