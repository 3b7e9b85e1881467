# The window.
# Numbers that only choose a plural form come with their written form beside them.

sidebar = Ansichten und Shops
orders = Bestellungen
order = Bestellung
order-details = Details der Bestellung
close = Schließen
cancel = Abbrechen
save = Speichern
delete = Löschen
try-again = Erneut versuchen
loading = Wird geladen
show-hidden = Verborgen. Anzeigen
menu = Menü

# Times.
time-now = jetzt
time-seconds = { $n } s
time-minutes = { $n } min
time-hours = { $n } h
time-days = { $n } T
time-today = heute { $time }
time-yesterday = gestern { $time }
day-today = heute
day-yesterday = gestern
ordinal = { $form ->
   *[other] { $n }.
}

# Side bar.
my-views = Meine Ansichten
my-views-empty = Speichern Sie eine Suche, um sie hier zu behalten.
view-actions = Aktionen der Ansicht
edit-view = Ansicht bearbeiten
delete-view = Ansicht löschen
shops = Shops
all-shops = Alle Shops
add-shop = Shop verbinden
last-checked = Zuletzt geprüft { $at }
not-checked-yet = Noch nicht geprüft
checked-ago = Vor { $ago } geprüft
offline-since = Offline seit { $at }
first-sync = Bestellungen lesen: { $done }
first-sync-of = Bestellungen lesen: { $done } von { $total }
first-sync-label = Die Bestellungen des Shops werden gelesen
first-sync-text = Die neuesten kommen zuerst. Sobald sie da sind, kann es losgehen.
shops-in-trouble = { $n ->
    [one] Ein Shop braucht Aufmerksamkeit
   *[other] { $n } Shops brauchen Aufmerksamkeit
}
rows-unreadable = { $n ->
    [one] Eine Bestellung ist nicht lesbar
   *[other] { $n } Bestellungen sind nicht lesbar
}
check-now = Jetzt prüfen
checking-now = Die Shops werden jetzt geprüft
open-health = Abgleich
open-settings = Einstellungen
open-shops = Shops verwalten
open-shortcuts = Tastenkürzel

# Search.
search = Bestellungen suchen
search-placeholder = Name, Nummer, SKU, Adresse suchen …
search-help = Suchwörter
search-help-intro = Wörter gelten ab ihrem Anfang, in beliebiger Reihenfolge, mit oder ohne Akzente. Ein Minus davor schließt aus.
search-unreadable = Diese Suche ist nicht lesbar:
clear-search = Suche leeren
save-view = Als Ansicht speichern
token-status = Ein Status des Shops oder von Shopbell
token-paid = Bezahlt: yes oder no
token-country = Lieferland
token-shop = Shop, nach Kürzel oder Name
token-total = Summe über; auch < und =
token-date = Letzte 7 Tage; auch today, 2026-11, >24h
token-not = Alles außer diesem
token-phrase = Wörter, die zusammenstehen
palette = Alle Befehle

# List.
orders-count = { $n ->
    [one] { $written } Bestellung
   *[other] { $written } Bestellungen
}
unseen-count = { $n } neu
today-sum = heute { $sum }
new-above = { $n ->
    [one] 1 neue Bestellung
   *[other] { $n } neue Bestellungen
}
new-order = Neu
newest-first = Neueste zuerst
oldest-first = Älteste zuerst
columns = Spalten
columns-text = Was die Liste zeigt, und in welcher Reihenfolge.
column-marks = Shop und Auswahl
column-number = Nummer
column-code = Bestellcode
column-customer = Kunde
column-status = Status
column-place = Ort
column-shipping = Versand
column-pieces = Stk.
column-total = Summe
column-placed = Bestellt
column-modified = Geändert
move-up = Nach oben
move-down = Nach unten
sort-placed-at = Bestellt
sort-modified-at = Geändert
sort-number = Nummer
sort-customer = Kunde
sort-status = Status
sort-total = Summe
sort-pieces = Stückzahl
sort-place = Ort
sort-shipping = Versand
sort-ascending = Aufsteigend
sort-descending = Absteigend
select-row = Auswählen
has-note = Nachricht des Kunden
printed = Lieferschein gedruckt
status-native = { $label } ({ $code })
nothing-found = Nichts gefunden
nothing-found-text = Keine Bestellung enthält alle diese Wörter.
view-empty = Hier ist nichts
view-empty-text = Bestellungen erscheinen von selbst, sobald es welche gibt.
bulk = Ausgewählte Bestellungen
ticked = { $n ->
    [one] 1 ausgewählt
   *[other] { $written } ausgewählt
}
tick-all = Alle { $written } auswählen
untick-all = Auswahl aufheben
copy-numbers = Nummern kopieren
copied-numbers = { $n ->
    [one] Nummer kopiert
   *[other] { $n } Nummern kopiert
}
print-slips = Lieferscheine drucken

# Order.
no-order = Keine Bestellung geöffnet
no-order-text = Wählen Sie eine in der Liste oder mit den Pfeiltasten.
print-slip = Lieferschein drucken
previous-order = Vorherige Bestellung
next-order = Nächste Bestellung
more-actions = Weitere Aktionen
close-order = Zurück zur Liste
copy-number = Nummer kopieren
copied-number = { $text } kopiert
copy-code = Bestellcode kopieren
copied-code = { $text } kopiert
slip-open = Lieferschein öffnen
slip-save = Lieferschein als PDF speichern
saved-to = Gespeichert unter { $to }
open-in-shop = In der Shopverwaltung öffnen
customer-orders = Bestellungen dieses Kunden
read-again = Neu aus dem Shop lesen
read-from-shop = Neu aus dem Shop gelesen
status-unknown = Shopbell kennt den Status „{ $code }“ des Shops nicht. Die Bestellung wird gezeigt, wie der Shop sie schickte.
ship-to = Lieferadresse
bill-to = Rechnungsadresse
contact = Kontakt
no-address = Nichts zu versenden
copy-address = Adresse kopieren
copy-email = E-Mail-Adresse kopieren
copy-phone = Telefonnummer kopieren
copy-transaction = Zahlungsreferenz kopieren
copy-tracking = Sendungsnummer kopieren
first-order = Erste Bestellung
nth-order = { $nth } Bestellung
items = Artikel
items-sum = { $products ->
    [one] 1 Produkt
   *[other] { $products } Produkte
}, { $pieces ->
    [one] { $written } Stück
   *[other] { $written } Stück
}
no-items = Diese Bestellung hat keine Artikel.
stock = { $stock } auf Lager
stock-short = { $n ->
    [0] nicht auf Lager
   *[other] nur { $stock } auf Lager
}
pieces-refunded = { $n ->
    [one] { $written } erstattet
   *[other] { $written } erstattet
}
money-subtotal = Zwischensumme
money-discount = Rabatt{ $has ->
    [yes] , { $detail }
   *[no] {""}
}
money-discount-included = inkl. Rabatt{ $has ->
    [yes] , { $detail }
   *[no] {""}
}
money-shipping = Versand{ $has ->
    [yes] , { $detail }
   *[no] {""}
}
money-fee = { $has ->
    [yes] { $detail }
   *[no] Gebühr
}
money-tax = { $has ->
    [yes] { $detail }
   *[no] Steuer
}
money-tax-included = inkl. { $has ->
    [yes] { $detail }
   *[no] Steuer
}
money-total = Summe
money-refunded = Erstattet
money-net = Netto
payment = Zahlung
shipping = Versand
reference = Referenz { $text }
customer-note = Nachricht des Kunden
timeline = Bestellprotokoll
notes-pending = Vermerke noch nicht geholt
native-fields = { $n ->
    [one] 1 weiteres Feld des Shops
   *[other] { $n } weitere Felder des Shops
}
read-at = Aus dem Shop gelesen { $at }
note-internal = Interner Vermerk
note-to-customer = Nachricht an den Kunden
note-system = Shop
event-placed = Bestellung eingegangen
event-paid = Bezahlt mit { $method }
event-paid-plain = Bezahlt
event-completed = Abgeschlossen
event-refunded = Erstattet
event-tracked = Paket versandt
event-first-seen = Hier zuerst gesehen
event-status = Status geändert
event-rang = Glocke hat geläutet
event-printed = { $copies ->
    [one] Lieferschein gedruckt
   *[other] { $copies } Lieferscheine gedruckt
}
event-saved = Lieferschein gespeichert
event-removed = Im Shop gelöscht
follow-parcel = Verfolgen
origin-checkout = Webshop
origin-store-api = Webshop
origin-admin = Im Shop erfasst
origin-rest-api = Von einer App

# Keys.
health = Abgleich
key-next = Nächste Bestellung
key-previous = Vorherige Bestellung
key-page-down = Seite nach unten
key-page-up = Seite nach oben
key-first = Erste Bestellung
key-last = Letzte Bestellung
key-open = Bestellung öffnen
key-tick = Auswählen oder abwählen
key-extend-down = Nach unten auswählen
key-extend-up = Nach oben auswählen
key-tick-all = Alle auswählen
key-search = Suchen
key-print = Lieferscheine drucken
key-copy-number = Nummern kopieren
key-read-again = Neu aus dem Shop lesen
key-back = Zurück
key-palette = Alle Befehle
key-shortcuts = Tastenkürzel
key-check-now = Shops jetzt prüfen
key-settings = Einstellungen
keys-list = Liste
keys-order = Bestellung
keys-go = Gehe zu: G, dann
keys-window = Fenster

# Commands.
palette-placeholder = Befehl, Ansicht oder Bestellung eingeben …
palette-hint = Zwei Buchstaben oder Ziffern genügen, um eine Bestellung zu finden.
commands-orders = Bestellung
commands-go = Gehe zu
commands-window = Fenster
copied-address = Adresse kopiert
theme-to-light = Helles Design
theme-to-dark = Dunkles Design
show-personal-data = Personendaten der Kunden anzeigen

# Views.
view-name = Name
view-search = Suche
view-within = Innerhalb der Ansicht „{ $view }“.
delete-view-text = „{ $name }“ verschwindet aus der Seitenleiste. Die Bestellungen bleiben, wie sie sind.
view-deleted = Ansicht { $name } gelöscht
undo = Rückgängig
columns-reset = Wie am Anfang

# Printing.
print-dialog = { $n ->
    [one] Lieferschein drucken
   *[other] { $n } Lieferscheine drucken
}
print-now = { $n ->
    [one] Drucken
   *[other] Alle drucken
}
printer = Drucker
printer-default = Standarddrucker des Systems
printer-default-named = Standard: { $name }
printer-not-ready = { $name } (nicht bereit)
no-printers = Kein Drucker gefunden. Speichern und Öffnen geht trotzdem.
paper = Papier
copies = Exemplare
prices-on-slip = Preise auf dem Lieferschein
preview = Vorschau
preview-loading = Vorschau wird erstellt …
preview-first = Vorschau der ersten { $n } Bestellungen
previous-page = Vorherige Seite
next-page = Nächste Seite
page-of = { $page } von { $pages }
printed-slips = { $n ->
    [one] Lieferschein an { $to } gesendet
   *[other] { $n } Lieferscheine an { $to } gesendet
}
missing-glyphs = Keine Schrift hat diese Zeichen, sie werden als Kästchen gedruckt: { $glyphs }

# Welcome and connecting.
welcome = Willkommen bei Shopbell
welcome-text = Die Bestellungen Ihres Shops auf diesem Computer: zum Sehen, zum Packen und zum Hören, wenn eine eingeht.
welcome-connect = Shop verbinden
welcome-connect-text = Mit seiner Adresse und einem Schlüssel aus der Verwaltung. Es dauert zwei Minuten.
welcome-demo = Demoshop ausprobieren
welcome-demo-text = Ein Shop auf diesem Computer, mit erfundenen Bestellungen zum Ausprobieren.
welcome-privacy = Bestellungen bleiben auf diesem Computer. Schlüssel liegen im Schlüsselbund des Systems.
back = Zurück
add-shop-text = Shopbell liest die Bestellungen und behält sie auf diesem Computer.
sign-in-where-woocommerce = In WordPress: WooCommerce › Einstellungen › Erweitert › REST-API › Schlüssel hinzufügen, mit Lese- und Schreibrecht. Adresse, Schlüssel und Geheimnis hier einfügen, einzeln oder alles auf einmal.
sign-in-url = Adresse des Shops
sign-in-key = Kundenschlüssel (consumer key)
sign-in-secret = Kundengeheimnis (consumer secret)
sign-in-trying = Wird versucht …
allow-plain-http = Ohne Verschlüsselung verbinden
certificate-fingerprint = Fingerabdruck (SHA-256) des Zertifikats, das der Shop zeigte:
certificate-compare = Fingerabdruck, den Ihr Anbieter nannte
certificate-trust = Sie sind gleich: vertrauen
passphrase-make = Kein Schlüsselbund antwortet
passphrase-make-text = Shopbell kann die Schlüssel des Shops in einer verschlüsselten Datei aufbewahren. Die Passphrase geben Sie bei jedem Start ein.
passphrase-unlock = Die Schlüsseldatei ist gesperrt
passphrase-unlock-text = Geben Sie die Passphrase ein, um Ihre Shops zu erreichen.
passphrase = Passphrase
passphrase-again = Passphrase wiederholen
passphrase-hint = Mindestens 8 Zeichen. Sie lässt sich nicht wiederherstellen.
passphrase-create = Verschlüsselte Datei anlegen
unlock = Entsperren
key-store-again = Schlüsselbund erneut suchen
shop-found = Angemeldet. Version { $version }, { $currency }, { $zone }
shop-tag = Kürzel des Shops
shop-tag-hint = Zwei bis vier Buchstaben am Anfang der Bestellcodes.
test-connection = Verbindung testen
connect = Verbinden
shop-added = { $name } ist verbunden

# Shops.
shops-text = Namen und Kontaktzeilen stehen auf den Lieferscheinen.
shop-name = Name
slip-contact = Kontaktzeile auf Lieferscheinen
slip-contact-text = E-Mail, Telefon oder Webadresse für Fragen
saved = Gespeichert
read-only = nur Lesen
demo-shop = Demoshop
logo-pick = Logo wählen
logo-change = Logo ändern
logo-clear = Logo entfernen
test-ok = Der Shop antwortet und der Schlüssel funktioniert.
remove-shop = Shop entfernen
remove-shop-text = { $n ->
    [one] { $name } und seine eine Bestellung verlassen diesen Computer, samt Bildern, Lieferscheinen und Schlüsseln. Der Shop selbst bleibt, wie er ist.
   *[other] { $name } und seine { $written } Bestellungen verlassen diesen Computer, samt Bildern, Lieferscheinen und Schlüsseln. Der Shop selbst bleibt, wie er ist.
}
shop-removed = { $n ->
    [one] { $name } mit { $written } Bestellung entfernt
   *[other] { $name } mit { $written } Bestellungen entfernt
}

# Sync health.
health-text = Was aus den Shops gelesen wurde, und was nicht.
health-orders = Bestellungen hier
health-checked = Zuletzt geprüft
health-activity = Gerade jetzt
health-notes = Vermerke zu holen
ago = vor { $ago }
since = Seit { $at }.
retry-at = Nächster Versuch { $at }.
retry-never = Neuer Versuch, sobald etwas geändert wurde.
quarantined = { $n ->
    [one] Eine Zeile ist nicht lesbar
   *[other] { $n } Zeilen sind nicht lesbar
}
quarantined-row = { $feed ->
    [orders] Bestellung { $key }
    [trash] Gelöschte Bestellung { $key }
    [refunds] Erstattung { $key }
    [products] Produkt { $key }
   *[other] { $feed } { $key }
}
tried = { $n ->
    [one] Einmal versucht, { $at }
   *[other] { $n }-mal versucht, zuletzt { $at }
}
unknown-statuses = Status, die Shopbell nicht kennt
unknown-statuses-text = Sie werden gezeigt, wie der Shop sie nennt; geraten wird nichts.
findings = Bei der Kontrolle gefunden
findings-none = Alles hier stimmt mit dem Shop überein.
finding-missing = Fehlte hier
finding-stale = War hier veraltet
finding-silent = Im Shop ohne neues Datum geändert
finding-deleted = Im Shop gelöscht
finding-trashed = Im Papierkorb des Shops
finding-refunds = Erstattungen wichen ab
finding-unknown-status = Hat einen unbekannten Status
phase-connecting = Verbindet
phase-first-sync = Bestellungen lesen: { $done }
phase-first-sync-of = Bestellungen lesen: { $done } von { $total }
phase-checking = Sucht Änderungen
phase-auditing = Kontrolle: { $done }
phase-auditing-of = Kontrolle: { $done } von { $total }
phase-idle = Wartet auf Änderungen
phase-waiting = Wartet, bis etwas geändert wird
phase-waiting-until = Wartet bis { $at }
phase-elsewhere = Ein anderes Shopbell liest
data-dir = Daten liegen in

# Settings.
settings-look = Aussehen
settings-bell = Glocke
settings-print = Lieferscheine
settings-window = Fenster
language = Sprache
language-system = System ({ $name })
language-app = Wie das Fenster
theme = Design
theme-system = System
theme-light = Hell
theme-dark = Dunkel
hide-personal-data = Personendaten der Kunden verbergen
hide-personal-data-text = Namen, Adressen, E-Mail und Telefon werden auf dem Bildschirm zu Punkten. Lieferscheine bleiben vollständig.
notify = Bei neuen Bestellungen läuten
notify-sound = Mit Ton
notify-at-placement = Läuten, sobald eine Bestellung eingeht
notify-at-placement-text = Sonst läutet es, wenn sie bezahlt oder zurückgestellt ist.
slip-language = Sprache der Lieferscheine
close-to-tray = Weiterlaufen, wenn das Fenster geschlossen wird
close-to-tray-text = Die Glocke läutet weiter aus dem Infobereich.
autostart = Mit dem Computer starten
key-store-key-store = Schlüssel liegen im Schlüsselbund des Systems
key-store-file = Schlüssel liegen in einer verschlüsselten Datei
key-store-file-locked = Die verschlüsselte Schlüsseldatei ist gesperrt
key-store-unavailable = Kein Schlüsselbund antwortet

# Changing orders.
status = Status
status-is = Status: { $status }. Ändern
status-mails = schreibt
status-mails-named = { $label } (schreibt dem Kunden)
choose-status = Status wählen
change-status = Status ändern
mark-paid = Als bezahlt markieren
put-on-hold = Zurückstellen
release-order = Wieder aufnehmen
confirm-for-customer = Für den Kunden bestätigen
ship = Versenden
note = Vermerk
write-note = Vermerk schreiben
edit-addresses = Adressen und Kontakt
edit-shipping-address = Lieferadresse ändern
edit-billing-address = Rechnungsadresse und Kontakt ändern
edit-customer-note = Anmerkung des Kunden ändern
edit-reference = Referenz ändern
reference-label = Referenz
send-email-again = E-Mail erneut senden
send-email = Senden
send-email-to = Der Shop schickt sie an { $to }.
send-email-none = Der Shop bietet für diese Bestellung keine E-Mails an.
cancel-order = Bestellung abbrechen
cancel-orders = Bestellungen abbrechen
move-to-bin = In den Papierkorb
restore-order = Aus dem Papierkorb holen
delete-for-good = Endgültig löschen
delete-twice = { $what } und der Verlauf sind dann im Shop verschwunden, und niemand kann sie zurückholen. Endgültig löschen?
commands-change = Ändern
keys-edit = Ändern
undo-last = Letzte Änderung rückgängig machen
undo-what = Rückgängig: { $what }

# Notes.
note-placeholder = Vermerk schreiben …
note-audience = Wer liest es
note-for-us = Intern
note-for-customer = An Kunden
note-mailed = Der Shop schickt es an { $to }.
note-mailed-many = { $n ->
    [one] Der Shop schickt es an einen Kunden.
   *[other] Der Shop schickt es an die Kunden von { $written } Bestellungen.
}
note-add = Vermerk hinzufügen
note-send = An den Kunden senden

# Address form.
address = Adresse
address-first-name = Vorname
address-last-name = Nachname
address-company = Firma
address-line-1 = Straße und Hausnummer
address-line-2 = Zusatz, Etage, c/o
address-postcode = Postleitzahl
address-city = Ort
address-region = Region
address-country = Land
address-phone = Telefon
address-email = E-Mail
address-moved = Die Adresse wurde inzwischen im Shop geändert. Speichern Sie erneut, um Ihre an ihre Stelle zu setzen:
text-moved = Es wurde inzwischen im Shop geändert. Speichern Sie erneut, um Ihres an seine Stelle zu setzen:
changes = { $n ->
    [one] 1 Änderung
   *[other] { $n } Änderungen
}

# Tracking.
add-tracking = Sendungsnummer hinzufügen
remove-tracking = { $number } entfernen
track-number = Sendungsnummer
track-carrier = Versanddienst
track-link = Link
track-link-hint = Nur nötig, wenn die Seite des Versanddienstes nicht genügt.
track-ship = Auch den Status auf { $status } setzen

# Refunds.
refund = Erstatten
refund-by = Was erstattet wird
refund-items = Artikel
refund-amount = Betrag
refund-amount-in = Betrag ({ $currency })
refund-all = Alles, was übrig ist
refund-left-of = { $left } von { $of } übrig
refund-pieces = Stückzahl { $name }
refund-restock = Stücke wieder auf Lager nehmen
refund-reason = Grund
refund-reason-hint = Der Kunde kann ihn sehen.
refund-how = Wie
refund-record = Nur erfassen
refund-record-text = Das Geld geht auf anderem Weg zurück: Der Shop erfasst es nur.
refund-gateway = Über { $method }
refund-left = Noch erstattbar
refund-sum = Diese Erstattung
refund-after = Danach übrig
refund-do-record = Erstattung von { $amount } erfassen
refund-do-gateway = { $amount } jetzt erstatten
fewer = Weniger: { $what }
more = Mehr: { $what }

# Before a change.
notice = Kunde
edit-agree = Ja, das möchte ich
edit-yes = Ja, ausführen
edit-go-on = Weiter
edit-do = { $n ->
    [one] Bestellung ändern
   *[other] { $written } Bestellungen ändern
}
edit-no-doubts = Nichts spricht dagegen.
total-moves = Summe
orders-left-in = { $n ->
    [one] Die andere Bestellung wird geändert.
   *[other] Die anderen { $written } Bestellungen werden geändert.
}
orders-left-out = { $n ->
    [one] Eine Bestellung wurde ausgelassen.
   *[other] { $written } Bestellungen wurden ausgelassen.
}

# After a change.
said-set-status = Status auf { $what } gesetzt
said-mark-paid = Als bezahlt markiert
said-confirm-for-customer = Für den Kunden bestätigt
said-add-note = { $audience ->
    [customer] Nachricht an den Kunden
   *[internal] Vermerk hinzugefügt
}
said-set-reference = Referenz geändert
said-set-customer-note = Anmerkung des Kunden geändert
said-set-address = Adresse geändert
said-set-phone = Telefonnummer geändert
said-set-email = E-Mail-Adresse geändert
said-add-track = Sendungsnummer { $what } hinzugefügt
said-remove-track = Sendungsnummer { $what } entfernt
said-set-quantity = Menge auf { $what } gesetzt
said-refund = Erstattung von { $what }
said-send-email = E-Mail unterwegs
said-trash = In den Papierkorb gelegt
said-restore = Aus dem Papierkorb geholt
said-delete = Endgültig gelöscht
said-place-test-order = Testbestellung unterwegs
undone = Rückgängig gemacht: { $what }
undone-some = { $undone } rückgängig gemacht, { $late } zu spät
too-late = Zu spät zum Rückgängigmachen
too-late-text = Der Shop hat es schon, oder es ist unterwegs.
set-back = Zurück auf { $status }
nothing-to-undo = Nichts rückgängig zu machen

# Changes on their way.
edits-under-way = { $n ->
    [one] 1 Änderung unterwegs
   *[other] { $n } Änderungen unterwegs
}
edits-need-you = { $n ->
    [one] 1 Änderung braucht Sie
   *[other] { $n } Änderungen brauchen Sie
}
edit-goes-in = geht in { $n } s
edit-held-back = zurückgehalten
edit-moved-on = Es ist inzwischen weitergegangen
by-you = Sie
conflict-before = Vorher
conflict-mine = Meins
conflict-theirs = Im Shop
set-mine-again = Meins erneut setzen
report-seen = Gesehen
retry-now = Jetzt versuchen
retrying-now = Es wird jetzt erneut versucht
to-send = { $n ->
    [one] 1 zu senden
   *[other] { $written } zu senden
}
changes-wait = { $n ->
    [one] 1 Änderung wartet
   *[other] { $written } Änderungen warten
}
shop-offline-since = { $name } ist nicht erreichbar seit { $at }
shops-offline-since = { $n ->
    [one] Ein Shop ist nicht erreichbar seit { $at }
   *[other] { $n } Shops sind nicht erreichbar seit { $at }
}

# Outbox.
outbox = Ausgang
outbox-text = Änderungen, die noch nicht in den Shops sind.
outbox-asked = Braucht Sie
outbox-going = Unterwegs
outbox-all-states = Alle Zustände
outbox-more = Mehr anzeigen
outbox-empty = Alles gesendet
outbox-empty-text = Jede Änderung ist in ihrem Shop.
outbox-empty-filtered = Keine Änderung passt.
outbox-pause = Zurückhalten
outbox-resume = Wieder senden
outbox-paused = Änderungen werden zurückgehalten
outbox-paused-text = Änderungen werden zurückgehalten: Sie sind hier gespeichert und gehen an die Shops, sobald Sie wieder senden.
batch-sent = { $done } von { $total } gesendet
batch-open = Ergebnisse
batch-progress = Fortschritt
test-order = Testbestellung aufgeben
test-order-text = Eine Bestellung im eigenen Shop, um die Glocke zu hören und einen Lieferschein zu drucken.
