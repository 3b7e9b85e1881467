// The `data-testid`s that tests of the real window may rely on. Patterns in angle brackets stand for a value.
//
// welcome                 the welcome; welcome-demo, welcome-connect: its two buttons
// sidebar                 left pane
//   view-<code>           a built-in view (view-to_pack …); its count: view-count
//   saved-view-<id>       a saved view; its count: view-count; its menu: saved-view-menu
//   shop-<id>             a shop; shop-dot: its health dot (data-dot=ok|busy|trouble|unknown)
//   foot                  "checked 12 s ago", offline, first sync; foot-progress: its bar
//   open-settings, open-health, open-shops, open-shortcuts
// search                  the search field; search-help, search-help-<token>, search-clear, search-error, save-view
// list                    the order list (role=grid, aria-rowcount); list-title, list-summary, list-empty, list-error
//   row                   a row (data-id, data-index, data-number, aria-selected); row-placeholder: one still to come
//   row-unseen, row-pill, row-check
//   column-<code>         a column header; columns-menu, sort-menu, shop-menu
//   new-pill              "3 new" while scrolled down
// bulk                    bar of ticked orders; bulk-print, bulk-copy, bulk-all, bulk-clear
// order                   right pane (data-id); order-empty, order-error, order-number, order-code, order-pill
//   print-slip            the filled button; order-menu: the rest
//   ship-to, bill-to, contact, copy-address, copy-email, copy-phone
//   items, item           lines of the order; item-quantity, item-picture
//   totals, total         money
//   customer-note, timeline, timeline-entry (data-kind), notes-pending, native-fields
// print-dialog            print-printer, print-paper, print-copies, print-prices, print-preview, print-submit, print-save, print-open
// palette                 palette-input, palette-item
// shortcuts               list of keys
// save-view-dialog        save-view-name, save-view-search, save-view-submit; edit: the same ids
// delete-view-dialog      delete-view-submit
// add-shop                sign-in-<field>, sign-in-test, sign-in-add, sign-in-consent, sign-in-trust, sign-in-tag, diagnosis,
//                         passphrase, passphrase-submit
// remove-shop             remove-shop-submit
// health                  health-shop-<id>, health-check, health-trouble, health-quarantined, health-finding, health-unknown
// shops                   shop-card-<id>, shop-name, shop-contact, shop-test, shop-logo, shop-remove, add-shop-open
// settings                setting-language, setting-theme-<code>, setting-notifications, setting-sound, setting-policy,
//                         setting-printer, setting-paper, setting-copies, setting-prices, setting-slip-language,
//                         setting-hide, setting-tray, setting-autostart
// toast                   short message; fault: a failure with its code in data-code
export {};
