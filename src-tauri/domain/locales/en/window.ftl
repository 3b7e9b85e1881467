# The window.
# Numbers that only choose a plural form come with their written form beside them.

sidebar = Views and shops
orders = Orders
order = Order
order-details = Order details
close = Close
cancel = Cancel
save = Save
delete = Delete
try-again = Try again
loading = Loading
show-hidden = Hidden. Show

# Times.
time-now = now
time-seconds = { $n } s
time-minutes = { $n } min
time-hours = { $n } h
time-days = { $n } d
time-today = today { $time }
time-yesterday = yesterday { $time }
day-today = today
day-yesterday = yesterday
ordinal = { $form ->
    [one] { $n }st
    [two] { $n }nd
    [few] { $n }rd
   *[other] { $n }th
}

# Side bar.
my-views = My views
my-views-empty = Save a search to keep it here.
view-actions = View actions
edit-view = Edit view
delete-view = Delete view
shops = Shops
all-shops = All shops
add-shop = Connect a shop
last-checked = Last checked { $at }
not-checked-yet = Not checked yet
checked-ago = Checked { $ago } ago
offline-since = Offline since { $at }
first-sync = Reading orders: { $done }
first-sync-of = Reading orders: { $done } of { $total }
first-sync-label = Reading the shop’s orders
first-sync-text = The newest come first. You can start as soon as they appear.
shops-in-trouble = { $n ->
    [one] A shop needs a look
   *[other] { $n } shops need a look
}
rows-unreadable = { $n ->
    [one] One order cannot be read
   *[other] { $n } orders cannot be read
}
check-now = Check now
checking-now = Checking the shops now
open-health = Sync health
open-settings = Settings
open-shops = Manage shops
open-shortcuts = Keyboard shortcuts

# Search.
search = Search orders
search-placeholder = Search name, number, SKU, address …
search-help = Search words
search-help-intro = Words match from their start, in any order, accents or not. A minus before a word or token leaves it out.
search-unreadable = This search can’t be read:
clear-search = Clear search
save-view = Save as view
token-status = A status of the shop, or one of ours
token-paid = Paid: yes or no
token-country = Country of delivery
token-shop = Shop, by its letters or name
token-total = Total above; also < and =
token-date = Last 7 days; also today, 2026-11, >24h
token-not = Everything but this
token-phrase = Words that stand together
palette = All commands

# List.
orders-count = { $n ->
    [one] { $written } order
   *[other] { $written } orders
}
unseen-count = { $n } new
today-sum = today { $sum }
new-above = { $n ->
    [one] 1 new order
   *[other] { $n } new orders
}
new-order = New
newest-first = Newest first
oldest-first = Oldest first
columns = Columns
columns-text = Choose what the list shows, and in which order.
column-marks = Shop and selection
column-number = Number
column-code = Order code
column-customer = Customer
column-status = Status
column-place = Place
column-shipping = Shipping
column-pieces = Pcs
column-total = Total
column-placed = Placed
column-modified = Changed
move-up = Move up
move-down = Move down
sort-placed-at = Placed
sort-modified-at = Changed
sort-number = Number
sort-customer = Customer
sort-status = Status
sort-total = Total
sort-pieces = Pieces
sort-place = Place
sort-shipping = Shipping
sort-ascending = Ascending
sort-descending = Descending
select-row = Select
has-note = Customer note
printed = Slip printed
status-native = { $label } ({ $code })
nothing-found = Nothing found
nothing-found-text = No order has all of these words.
view-empty = Nothing here
view-empty-text = Orders show up by themselves as soon as there are any.
bulk = Selected orders
ticked = { $n ->
    [one] 1 selected
   *[other] { $written } selected
}
tick-all = Select all { $written }
untick-all = Clear selection
copy-numbers = Copy numbers
copied-numbers = { $n ->
    [one] Number copied
   *[other] { $n } numbers copied
}
print-slips = Print slips

# Order.
no-order = No order open
no-order-text = Choose one in the list, or move with the arrow keys.
print-slip = Print slip
previous-order = Previous order
next-order = Next order
more-actions = More actions
close-order = Back to the list
copy-number = Copy number
copied-number = { $text } copied
copy-code = Copy order code
copied-code = { $text } copied
slip-open = Open slip
slip-save = Save slip as PDF
saved-to = Saved to { $to }
open-in-shop = Open in the shop’s panel
customer-orders = This customer’s orders
read-again = Read again from the shop
read-from-shop = Read again from the shop
status-unknown = Shopbell does not know the shop’s status “{ $code }”. The order is shown as the shop sent it.
ship-to = Ship to
bill-to = Bill to
contact = Contact
no-address = Nothing to ship
copy-address = Copy address
copy-email = Copy e-mail address
copy-phone = Copy phone number
copy-transaction = Copy payment reference
copy-tracking = Copy tracking number
first-order = First order
nth-order = { $nth } order
items = Items
items-sum = { $products ->
    [one] 1 product
   *[other] { $products } products
}, { $pieces ->
    [one] { $written } piece
   *[other] { $written } pieces
}
no-items = This order has no items.
stock = { $stock } in stock
stock-short = { $n ->
    [0] out of stock
   *[other] only { $stock } in stock
}
pieces-refunded = { $n ->
    [one] { $written } refunded
   *[other] { $written } refunded
}
money-subtotal = Subtotal
money-discount = Discount{ $has ->
    [yes] , { $detail }
   *[no] {""}
}
money-discount-included = incl. discount{ $has ->
    [yes] , { $detail }
   *[no] {""}
}
money-shipping = Shipping{ $has ->
    [yes] , { $detail }
   *[no] {""}
}
money-fee = { $has ->
    [yes] { $detail }
   *[no] Fee
}
money-tax = { $has ->
    [yes] { $detail }
   *[no] Tax
}
money-tax-included = incl. { $has ->
    [yes] { $detail }
   *[no] tax
}
money-total = Total
money-refunded = Refunded
money-net = Net
payment = Payment
shipping = Shipping
reference = Reference { $text }
customer-note = Note from the customer
timeline = Timeline
notes-pending = Notes not fetched yet
native-fields = { $n ->
    [one] 1 more field of the shop
   *[other] { $n } more fields of the shop
}
read-at = Read from the shop { $at }
note-internal = Internal note
note-to-customer = Note to the customer
note-system = Shop
event-placed = Order placed
event-paid = Paid by { $method }
event-paid-plain = Paid
event-completed = Completed
event-refunded = Refunded
event-tracked = Parcel sent
event-first-seen = First seen here
event-status = Status changed
event-rang = Bell rang
event-printed = { $copies ->
    [one] Slip printed
   *[other] { $copies } slips printed
}
event-saved = Slip saved
event-removed = Deleted in the shop
follow-parcel = Follow
origin-checkout = Webshop
origin-store-api = Webshop
origin-admin = Entered in the shop
origin-rest-api = By an app

# Keys.
health = Sync health
key-next = Next order
key-previous = Previous order
key-page-down = A page down
key-page-up = A page up
key-first = First order
key-last = Last order
key-open = Open the order
key-tick = Select or unselect
key-extend-down = Select downwards
key-extend-up = Select upwards
key-tick-all = Select all
key-search = Search
key-print = Print packing slips
key-copy-number = Copy numbers
key-read-again = Read again from the shop
key-back = Back
key-palette = All commands
key-shortcuts = Keyboard shortcuts
key-check-now = Check the shops now
key-settings = Settings
keys-list = List
keys-order = Order
keys-go = Go to: G, then
keys-window = Window

# Commands.
palette-placeholder = Type a command, a view or an order …
palette-hint = Two letters or digits are enough to find an order.
commands-orders = Order
commands-go = Go to
commands-window = Window
copied-address = Address copied
theme-to-light = Light theme
theme-to-dark = Dark theme
show-personal-data = Show customers’ personal data

# Views.
view-name = Name
view-search = Search
view-within = Within the view “{ $view }”.
delete-view-text = “{ $name }” leaves the side bar. Orders stay as they are.
view-deleted = View { $name } deleted
undo = Undo
columns-reset = As at first

# Printing.
print-dialog = { $n ->
    [one] Print packing slip
   *[other] Print { $n } packing slips
}
print-now = { $n ->
    [one] Print
   *[other] Print all
}
printer = Printer
printer-default = System’s default printer
printer-default-named = Default: { $name }
printer-not-ready = { $name } (not ready)
no-printers = No printer was found. You can still save or open the slip.
paper = Paper
copies = Copies
prices-on-slip = Prices on the slip
preview = Preview
preview-loading = Making the preview …
preview-first = Preview of the first { $n } orders
previous-page = Previous page
next-page = Next page
page-of = { $page } of { $pages }
printed-slips = { $n ->
    [one] Slip sent to { $to }
   *[other] { $n } slips sent to { $to }
}
missing-glyphs = No font has these characters, they print as boxes: { $glyphs }

# Welcome and connecting.
welcome = Welcome to Shopbell
welcome-text = Your shop’s orders on this computer: to see, to pack, and to hear when one comes in.
welcome-connect = Connect a shop
welcome-connect-text = With its address and a key from its panel. It takes two minutes.
welcome-demo = Try the demo shop
welcome-demo-text = A shop that runs on this computer, with invented orders to play with.
welcome-privacy = Orders stay on this computer. Keys are kept in the system’s key store.
back = Back
add-shop-text = Shopbell reads its orders and keeps them on this computer.
sign-in-where-woocommerce = In WordPress: WooCommerce › Settings › Advanced › REST API › Add key, with read/write permission. Paste address, key and secret here, one by one or all at once.
sign-in-url = Address of the shop
sign-in-key = Consumer key
sign-in-secret = Consumer secret
sign-in-trying = Trying …
allow-plain-http = Connect without encryption
certificate-fingerprint = Fingerprint (SHA-256) of the certificate the shop showed:
certificate-compare = Fingerprint your host gave you
certificate-trust = They are the same: trust it
passphrase-make = No key store answers
passphrase-make-text = Shopbell can keep the shop’s keys in an encrypted file instead. You type its passphrase at every start.
passphrase-unlock = The secrets file is locked
passphrase-unlock-text = Type its passphrase to reach your shops.
passphrase = Passphrase
passphrase-again = Passphrase again
passphrase-hint = At least 8 characters. It cannot be recovered.
passphrase-create = Make the encrypted file
unlock = Unlock
key-store-again = Look for the key store again
shop-found = Signed in. Version { $version }, { $currency }, { $zone }
shop-tag = Letters of the shop
shop-tag-hint = Two to four letters that begin its order codes.
test-connection = Test connection
connect = Connect
shop-added = { $name } is connected

# Shops.
shops-text = Names and contact lines are printed on packing slips.
shop-name = Name
slip-contact = Contact line on slips
slip-contact-text = E-mail, phone or web address for questions
saved = Saved
read-only = read only
demo-shop = demo shop
logo-pick = Choose logo
logo-change = Change logo
logo-clear = Remove logo
test-ok = The shop answers and the key works.
remove-shop = Remove shop
remove-shop-text = { $n ->
    [one] { $name } and its one order leave this computer, with pictures, slips and keys. The shop itself stays as it is.
   *[other] { $name } and its { $written } orders leave this computer, with pictures, slips and keys. The shop itself stays as it is.
}
shop-removed = { $n ->
    [one] { $name } removed with { $written } order
   *[other] { $name } removed with { $written } orders
}

# Sync health.
health-text = What was read from the shops, and what could not be.
health-orders = Orders here
health-checked = Last checked
health-activity = Right now
health-notes = Notes to fetch
ago = { $ago } ago
since = Since { $at }.
retry-at = Next try { $at }.
retry-never = It is tried again once something is changed.
quarantined = { $n ->
    [one] One row cannot be read
   *[other] { $n } rows cannot be read
}
quarantined-row = { $feed ->
    [orders] Order { $key }
    [trash] Deleted order { $key }
    [refunds] Refund { $key }
    [products] Product { $key }
   *[other] { $feed } { $key }
}
tried = { $n ->
    [one] Tried once, { $at }
   *[other] Tried { $n } times, last { $at }
}
unknown-statuses = Statuses Shopbell does not know
unknown-statuses-text = They are shown as the shop names them, and never guessed.
findings = Found by the audit
findings-none = Everything here agrees with the shop.
finding-missing = Was missing here
finding-stale = Was out of date here
finding-silent = Changed in the shop without a new date
finding-deleted = Deleted in the shop
finding-trashed = Moved to the bin in the shop
finding-refunds = Refunds differed
finding-unknown-status = Has an unknown status
phase-connecting = Connecting
phase-first-sync = Reading orders: { $done }
phase-first-sync-of = Reading orders: { $done } of { $total }
phase-checking = Checking for changes
phase-auditing = Audit: { $done }
phase-auditing-of = Audit: { $done } of { $total }
phase-idle = Waiting for changes
phase-waiting = Waits until something is changed
phase-waiting-until = Waits until { $at }
phase-elsewhere = Another Shopbell does the reading
data-dir = Data is kept in

# Settings.
settings-look = Look
settings-bell = Bell
settings-print = Packing slips
settings-window = Window
language = Language
language-system = System ({ $name })
language-app = As the window
theme = Theme
theme-system = System
theme-light = Light
theme-dark = Dark
hide-personal-data = Hide customers’ personal data
hide-personal-data-text = Names, addresses, e-mail and phone become dots on screen. Slips are printed in full.
notify = Ring for new orders
notify-sound = With sound
notify-at-placement = Ring as soon as an order is placed
notify-at-placement-text = Otherwise it rings once the order is paid or on hold.
slip-language = Language of slips
close-to-tray = Keep running when the window is closed
close-to-tray-text = The bell goes on ringing from the tray.
autostart = Start with the computer
key-store-key-store = Keys are kept in the system’s key store
key-store-file = Keys are kept in an encrypted file
key-store-file-locked = The encrypted file of keys is locked
key-store-unavailable = No key store answers

# Changing orders.
status = Status
status-is = Status: { $status }. Change
status-mails = mails
status-mails-named = { $label } (mails the customer)
choose-status = Choose a status
change-status = Change status
mark-paid = Mark as paid
put-on-hold = Put on hold
release-order = Take up again
confirm-for-customer = Confirm for the customer
ship = Ship
note = Note
write-note = Write a note
edit-addresses = Addresses and contact
edit-shipping-address = Edit shipping address
edit-billing-address = Edit billing address and contact
edit-customer-note = Edit customer’s note
edit-reference = Edit reference
reference-label = Reference
send-email-again = Send an e-mail again
send-email = Send
send-email-to = The shop mails it to { $to }.
send-email-none = The shop offers no e-mails for this order.
cancel-order = Cancel order
cancel-orders = Cancel orders
move-to-bin = Move to the bin
restore-order = Restore from the bin
delete-for-good = Delete for good
delete-twice = { $what } and its history will be gone in the shop, and nobody can bring them back. Delete for good?
commands-change = Change
keys-edit = Change
undo-last = Undo the last change
undo-what = Undo: { $what }

# Notes.
note-placeholder = Write a note …
note-audience = Who reads it
note-for-us = Internal
note-for-customer = To customer
note-mailed = The shop mails it to { $to }.
note-mailed-many = { $n ->
    [one] The shop mails it to one customer.
   *[other] The shop mails it to the customers of { $written } orders.
}
note-add = Add note
note-send = Send to the customer

# Address form.
address = Address
address-first-name = First name
address-last-name = Last name
address-company = Company
address-line-1 = Street and number
address-line-2 = Flat, floor, care of
address-postcode = Postcode
address-city = City
address-region = Region
address-country = Country
address-phone = Phone
address-email = E-mail
address-moved = The address was changed in the shop meanwhile. Save again to put yours in its place:
text-moved = It was changed in the shop meanwhile. Save again to put yours in its place:
changes = { $n ->
    [one] 1 change
   *[other] { $n } changes
}

# Tracking.
add-tracking = Add tracking number
remove-tracking = Remove { $number }
track-number = Tracking number
track-carrier = Carrier
track-link = Link
track-link-hint = Only where the carrier’s own page is not enough.
track-ship = Set the status to { $status } as well

# Refunds.
refund = Refund
refund-by = What is refunded
refund-items = Items
refund-amount = An amount
refund-amount-in = Amount ({ $currency })
refund-all = All that is left
refund-left-of = { $left } of { $of } left
refund-pieces = Pieces of { $name }
refund-restock = Put the pieces back into stock
refund-reason = Reason
refund-reason-hint = The customer may see it.
refund-how = How
refund-record = Record only
refund-record-text = The money is sent back by other means: the shop only records it.
refund-gateway = Through { $method }
refund-left = Can be refunded
refund-sum = This refund
refund-after = Left afterwards
refund-do-record = Record refund of { $amount }
refund-do-gateway = Refund { $amount } now
fewer = Fewer: { $what }
more = More: { $what }

# Before a change.
notice = Customer
edit-agree = Yes, I want this
edit-yes = Yes, go ahead
edit-go-on = Go on
edit-do = { $n ->
    [one] Change order
   *[other] Change { $written } orders
}
edit-no-doubts = Nothing speaks against it.
total-moves = Total
orders-left-in = { $n ->
    [one] The other order is changed.
   *[other] The other { $written } orders are changed.
}
orders-left-out = { $n ->
    [one] One order was left out.
   *[other] { $written } orders were left out.
}

# After a change.
said-set-status = Status set to { $what }
said-mark-paid = Marked as paid
said-confirm-for-customer = Confirmed for the customer
said-add-note = { $audience ->
    [customer] Message to the customer
   *[internal] Note added
}
said-set-reference = Reference changed
said-set-customer-note = Customer’s note changed
said-set-address = Address changed
said-set-phone = Phone number changed
said-set-email = E-mail address changed
said-add-track = Tracking number { $what } added
said-remove-track = Tracking number { $what } removed
said-set-quantity = Quantity set to { $what }
said-refund = Refund of { $what }
said-send-email = E-mail on its way
said-trash = Moved to the bin
said-restore = Restored from the bin
said-delete = Deleted for good
said-place-test-order = Test order on its way
undone = Undone: { $what }
undone-some = { $undone } undone, { $late } too late
too-late = Too late to undo
too-late-text = The shop has it already, or it is on its way.
set-back = Set back to { $status }
nothing-to-undo = Nothing to undo

# Changes on their way.
edits-under-way = { $n ->
    [one] 1 change on its way
   *[other] { $n } changes on their way
}
edits-need-you = { $n ->
    [one] 1 change needs you
   *[other] { $n } changes need you
}
edit-goes-in = goes in { $n } s
edit-held-back = held back
edit-moved-on = It has moved on meanwhile
by-you = You
conflict-before = Before
conflict-mine = Mine
conflict-theirs = In the shop
set-mine-again = Set mine again
report-seen = Seen
retry-now = Try now
retrying-now = Trying again now
to-send = { $n ->
    [one] 1 to send
   *[other] { $written } to send
}
changes-wait = { $n ->
    [one] 1 change waits
   *[other] { $written } changes wait
}
shop-offline-since = { $name } cannot be reached since { $at }
shops-offline-since = { $n ->
    [one] One shop cannot be reached since { $at }
   *[other] { $n } shops cannot be reached since { $at }
}

# Outbox.
outbox = Outbox
outbox-text = Changes that are not in the shops yet.
outbox-asked = Needs you
outbox-going = On its way
outbox-all-states = All states
outbox-more = Show more
outbox-empty = All sent
outbox-empty-text = Every change is in its shop.
outbox-empty-filtered = No change fits.
outbox-pause = Hold back
outbox-resume = Send again
outbox-paused = Changes are held back
outbox-paused-text = Changes are held back: they are saved here and go to the shops once you send again.
batch-sent = { $done } of { $total } sent
batch-open = Results
batch-progress = Progress
test-order = Place test order
test-order-text = An order in your own shop, to hear the bell and print a slip.

menu = Menu
