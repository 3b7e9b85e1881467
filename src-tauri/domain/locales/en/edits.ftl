# What a merchant changes about an order, where it stands, and what to do about it (.todo).
# Beside a code in the core stands one message here, with dashes for underscores.

# Kinds, as lists show them.
edit-kind-set-status = Set status
edit-kind-mark-paid = Mark as paid
edit-kind-confirm-for-customer = Confirm for the customer
edit-kind-add-note = Add note
edit-kind-set-reference = Change reference
edit-kind-set-customer-note = Change customer’s note
edit-kind-set-address = Change address
edit-kind-set-phone = Change phone number
edit-kind-set-email = Change e-mail address
edit-kind-add-track = Add tracking number
edit-kind-remove-track = Remove tracking number
edit-kind-set-quantity = Change quantity
edit-kind-refund = Refund
edit-kind-send-email = Send e-mail
edit-kind-trash = Move to the bin
edit-kind-restore = Restore from the bin
edit-kind-delete = Delete for good
edit-kind-place-test-order = Place test order

# States.
edit-state-pending = Waiting
    .todo = It goes to the shop by itself.
edit-state-sending = Sending
    .todo = It is on its way to the shop.
edit-state-checking = Checking
    .todo = The shop’s answer was lost. Shopbell looks whether the change arrived before it goes on.
edit-state-asks = Needs your yes
    .todo = Look at what changed, then send it all the same or give it up.
edit-state-conflict = Conflict
    .todo = The shop has another value by now. Keep yours, take the shop’s, or change it.
edit-state-failed = Failed
    .todo = Correct it, try again, or give it up.
edit-state-unsure = Uncertain
    .todo = Look in the shop’s panel whether it took place, then say so here.
edit-state-settled = Done
    .todo = Nothing to do.
edit-state-dropped = Not carried out
    .todo = Nothing to do. Enter it again if it is still wanted.

# Questions before it goes.
edit-question-late = It has waited for more than a day
    .todo = Send it only if it is still right.
edit-question-cancelled = The order was cancelled meanwhile
    .todo = Send it all the same, or give it up.
edit-question-refunded = Meanwhile refunds went from { $before } to { $after }
    .todo = Check what is still to be done, then send it all the same, change it or give it up.
edit-question-total = Meanwhile the order’s total went from { $before } to { $after }
    .todo = Check the amounts, then send it all the same, change it or give it up.
edit-question-status = Meanwhile the order’s status went from “{ $before }” to “{ $after }”
    .todo = Look at the order, then send it all the same or give it up.
edit-question-paid = The order was paid meanwhile
    .todo = Its total would no longer be what was paid. Send it all the same, change it or give it up.
edit-question-trashed = The order was moved to the bin meanwhile
    .todo = Send it all the same, or give it up. A status takes the order out of the bin.

# Doubts before it is entered.
edit-doubt-no-such-status = The shop has no such status.
edit-doubt-not-supported = This shop does not let programs do this.
edit-doubt-says-paid = The order is not paid, but this status tells the customer that it is.
edit-doubt-shop-mails = The shop e-mails the customer about it.
edit-doubt-cannot-be-silenced = The shop e-mails the customer about it and cannot be told not to.
edit-doubt-cannot-tell = The shop does not e-mail the customer about it. Send a message if they are to know.
edit-doubt-moves-tax = The shop may work out tax and total again.
edit-doubt-total-of-paid = The order is paid: its total may no longer be what was paid.
edit-doubt-too-much = More than is left: { $left } can still be refunded.
edit-doubt-nothing = Nothing would be refunded.
edit-doubt-too-many-pieces = More pieces than are left on this line.
edit-doubt-moves-money = The payment provider sends the money back at once.
edit-doubt-refunds-rest = The shop records all that is left as refunded. No money is sent back.
edit-doubt-final = The shop deletes it for good. This cannot be undone.
edit-doubt-trashed = The order is in the bin.
edit-doubt-empty = Something is missing or not valid.
edit-doubt-no-such-line = The order does not have this item.

# What it came to, or why it waits.
edit-outcome-retrying = { $fault }. It is tried again by itself.
edit-outcome-lost = The answer was lost: { $fault }
edit-outcome-failed = Not carried out: { $fault }
edit-outcome-impossible = The order as it is now does not allow it
edit-outcome-conflict = { $field }: changed here and in the shop
edit-outcome-asks = Waits for your answer
edit-outcome-unsure = May or may not have taken place: { $fault }
edit-outcome-done = Done in the shop
edit-outcome-already = The shop had it so already
edit-outcome-replaced = { $field }: set, then changed in the shop
edit-outcome-superseded = A later change took its place
edit-outcome-undone = Undone
edit-outcome-given-up = Given up
edit-outcome-said-done = You said that it took place

# Answers.
edit-answer-approve = Send all the same
edit-answer-retry = Try again
edit-answer-give-up = Give up
edit-answer-keep-mine = Keep mine
edit-answer-take-theirs = Take the shop’s
edit-answer-said-done = It took place
edit-answer-change = Change

# Fields.
edit-field-status = Status
edit-field-paid = Paid
edit-field-presence = Place
edit-field-address = { $side ->
    [billing] Billing address
    [shipping] Shipping address
   *[other] Address
}
edit-field-phone = { $side ->
    [billing] Phone (billing)
    [shipping] Phone (shipping)
   *[other] Phone
}
edit-field-email = E-mail address
edit-field-customer-note = Customer’s note
edit-field-reference = Reference
edit-field-quantity = Quantity
edit-field-track = Tracking number
edit-field-refunded = Refunded

# Values of fields that have no text of their own.
edit-value-there = Not in the bin
edit-value-trashed = In the bin
edit-value-gone = Deleted for good
edit-value-yes = Yes
edit-value-no = No

# Whether the customer is told.
edit-notice-tell = Tell the customer
edit-notice-quiet = Do not tell the customer
edit-notice-shop-decides = As the shop decides
