# What a merchant changes about an order, where it stands, and what to do about it (.todo).
# Beside a code in the core stands one message here, with dashes for underscores.

# Kinds, as lists show them.
edit-kind-set-status = Status setzen
edit-kind-mark-paid = Als bezahlt markieren
edit-kind-confirm-for-customer = Für den Kunden bestätigen
edit-kind-add-note = Vermerk hinzufügen
edit-kind-set-reference = Referenz ändern
edit-kind-set-customer-note = Nachricht des Kunden ändern
edit-kind-set-address = Adresse ändern
edit-kind-set-phone = Telefonnummer ändern
edit-kind-set-email = E-Mail-Adresse ändern
edit-kind-add-track = Sendungsnummer hinzufügen
edit-kind-remove-track = Sendungsnummer entfernen
edit-kind-set-quantity = Menge ändern
edit-kind-refund = Erstattung
edit-kind-send-email = E-Mail senden
edit-kind-trash = In den Papierkorb
edit-kind-restore = Aus dem Papierkorb holen
edit-kind-delete = Endgültig löschen
edit-kind-place-test-order = Testbestellung aufgeben

# States.
edit-state-pending = Wartet
    .todo = Geht von selbst an den Shop.
edit-state-sending = Wird gesendet
    .todo = Ist auf dem Weg zum Shop.
edit-state-checking = Wird geprüft
    .todo = Die Antwort des Shops ging verloren. Shopbell sieht nach, ob die Änderung ankam, bevor es weitergeht.
edit-state-asks = Braucht Ihr Ja
    .todo = Sehen Sie nach, was sich geändert hat, und senden Sie trotzdem oder verzichten Sie darauf.
edit-state-conflict = Konflikt
    .todo = Der Shop hat inzwischen einen anderen Wert. Behalten Sie Ihren, nehmen Sie den des Shops, oder ändern Sie ihn.
edit-state-failed = Fehlgeschlagen
    .todo = Berichtigen Sie es, versuchen Sie es erneut, oder verzichten Sie darauf.
edit-state-unsure = Ungewiss
    .todo = Sehen Sie in der Shopverwaltung nach, ob es geschehen ist, und sagen Sie es hier.
edit-state-settled = Erledigt
    .todo = Nichts zu tun.
edit-state-dropped = Nicht ausgeführt
    .todo = Nichts zu tun. Geben Sie es neu ein, wenn es noch gebraucht wird.

# Questions before it goes.
edit-question-late = Wartet seit mehr als einem Tag
    .todo = Senden Sie es nur, wenn es noch stimmt.
edit-question-cancelled = Die Bestellung wurde inzwischen abgebrochen
    .todo = Senden Sie trotzdem, oder verzichten Sie darauf.
edit-question-refunded = Inzwischen änderte sich die Erstattung von { $before } auf { $after }
    .todo = Prüfen Sie, was noch zu tun ist, und senden Sie trotzdem, ändern Sie oder verzichten Sie darauf.
edit-question-total = Inzwischen änderte sich die Gesamtsumme von { $before } auf { $after }
    .todo = Prüfen Sie die Beträge, und senden Sie trotzdem, ändern Sie oder verzichten Sie darauf.
edit-question-status = Inzwischen änderte sich der Status der Bestellung von „{ $before }“ zu „{ $after }“
    .todo = Sehen Sie sich die Bestellung an, und senden Sie trotzdem oder verzichten Sie darauf.
edit-question-paid = Die Bestellung wurde inzwischen bezahlt
    .todo = Ihre Summe wiche vom bezahlten Betrag ab. Senden Sie trotzdem, ändern Sie oder verzichten Sie darauf.
edit-question-trashed = Die Bestellung liegt inzwischen im Papierkorb
    .todo = Senden Sie trotzdem, oder verzichten Sie darauf. Ein Status holt die Bestellung aus dem Papierkorb.

# Doubts before it is entered.
edit-doubt-no-such-status = Der Shop hat keinen solchen Status.
edit-doubt-not-supported = Dieser Shop lässt das keine Programme tun.
edit-doubt-says-paid = Die Bestellung ist nicht bezahlt, aber dieser Status sagt dem Kunden, sie sei es.
edit-doubt-shop-mails = Der Shop benachrichtigt den Kunden per E-Mail.
edit-doubt-cannot-be-silenced = Der Shop benachrichtigt den Kunden per E-Mail und lässt sich davon nicht abhalten.
edit-doubt-cannot-tell = Der Shop benachrichtigt den Kunden davon nicht. Schreiben Sie ihm, wenn er es wissen soll.
edit-doubt-moves-tax = Der Shop kann Steuer und Summe neu berechnen.
edit-doubt-total-of-paid = Die Bestellung ist bezahlt: Ihre Summe kann vom bezahlten Betrag abweichen.
edit-doubt-too-much = Mehr als übrig ist: { $left } können noch erstattet werden.
edit-doubt-nothing = Es würde nichts erstattet.
edit-doubt-too-many-pieces = Mehr Stück, als in dieser Position übrig sind.
edit-doubt-moves-money = Der Zahlungsanbieter gibt das Geld sofort zurück.
edit-doubt-refunds-rest = Der Shop bucht alles Übrige als erstattet. Es wird kein Geld zurückgesandt.
edit-doubt-final = Der Shop löscht die Bestellung endgültig. Das lässt sich nicht rückgängig machen.
edit-doubt-trashed = Die Bestellung liegt im Papierkorb.
edit-doubt-empty = Etwas fehlt oder ist nicht gültig.
edit-doubt-no-such-line = Die Bestellung hat diese Position nicht.

# What it came to, or why it waits.
edit-outcome-retrying = { $fault }. Es wird von selbst wieder versucht.
edit-outcome-lost = Die Antwort ging verloren: { $fault }
edit-outcome-failed = Nicht ausgeführt: { $fault }
edit-outcome-impossible = Die Bestellung, wie sie jetzt ist, lässt es nicht zu
edit-outcome-conflict = { $field }: hier und im Shop geändert
edit-outcome-asks = Wartet auf Ihre Antwort
edit-outcome-unsure = Vielleicht geschehen, vielleicht nicht: { $fault }
edit-outcome-done = Im Shop erledigt
edit-outcome-already = War im Shop schon so
edit-outcome-replaced = { $field }: gesetzt, danach im Shop geändert
edit-outcome-superseded = Durch eine spätere Änderung ersetzt
edit-outcome-undone = Rückgängig gemacht
edit-outcome-given-up = Darauf verzichtet
edit-outcome-said-done = Sie sagten, dass es geschehen ist

# Answers.
edit-answer-approve = Trotzdem senden
edit-answer-retry = Erneut versuchen
edit-answer-give-up = Verzichten
edit-answer-keep-mine = Meines behalten
edit-answer-take-theirs = Das des Shops nehmen
edit-answer-said-done = Es ist geschehen
edit-answer-change = Ändern

# Fields.
edit-field-status = Status
edit-field-paid = Bezahlt
edit-field-presence = Ablage
edit-field-address = { $side ->
    [billing] Rechnungsadresse
    [shipping] Lieferadresse
   *[other] Adresse
}
edit-field-phone = { $side ->
    [billing] Telefon (Rechnung)
    [shipping] Telefon (Lieferung)
   *[other] Telefon
}
edit-field-email = E-Mail-Adresse
edit-field-customer-note = Nachricht des Kunden
edit-field-reference = Referenz
edit-field-quantity = Menge
edit-field-track = Sendungsnummer
edit-field-refunded = Erstattet

# Values of fields that have no text of their own.
edit-value-there = Nicht im Papierkorb
edit-value-trashed = Im Papierkorb
edit-value-gone = Endgültig gelöscht
edit-value-yes = Ja
edit-value-no = Nein

# Whether the customer is told.
edit-notice-tell = Kunden benachrichtigen
edit-notice-quiet = Kunden nicht benachrichtigen
edit-notice-shop-decides = Wie der Shop es entscheidet
