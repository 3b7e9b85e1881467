# The window.
# Numbers that only choose a plural form come with their written form beside them.

sidebar = Weergaven en winkels
orders = Bestellingen
order = Bestelling
order-details = Details van de bestelling
close = Sluiten
cancel = Annuleren
save = Bewaren
delete = Verwijderen
try-again = Opnieuw proberen
loading = Laden
show-hidden = Verborgen. Tonen
menu = Menu

# Times.
time-now = nu
time-seconds = { $n } s
time-minutes = { $n } min
time-hours = { $n } u
time-days = { $n } d
time-today = vandaag { $time }
time-yesterday = gisteren { $time }
day-today = vandaag
day-yesterday = gisteren
ordinal = { $form ->
   *[other] { $n }e
}

# Side bar.
my-views = Mijn weergaven
my-views-empty = Bewaar een zoekopdracht om die hier te houden.
view-actions = Acties voor deze weergave
edit-view = Weergave bewerken
delete-view = Weergave verwijderen
shops = Winkels
all-shops = Alle winkels
add-shop = Winkel koppelen
last-checked = Laatst gecontroleerd { $at }
not-checked-yet = Nog niet gecontroleerd
checked-ago = { $ago } geleden gecheckt
offline-since = Offline sinds { $at }
first-sync = Bestellingen lezen: { $done }
first-sync-of = Bestellingen lezen: { $done } van { $total }
first-sync-label = De bestellingen van de winkel worden gelezen
first-sync-text = De nieuwste komen eerst. Zodra ze er staan, kun je beginnen.
shops-in-trouble = { $n ->
    [one] Een winkel vraagt aandacht
   *[other] { $n } winkels vragen aandacht
}
rows-unreadable = { $n ->
    [one] Eén bestelling is onleesbaar
   *[other] { $n } bestellingen zijn onleesbaar
}
check-now = Nu controleren
checking-now = De winkels worden nu gecontroleerd
open-health = Synchronisatie
open-settings = Instellingen
open-shops = Winkels beheren
open-shortcuts = Sneltoetsen

# Search.
search = Bestellingen zoeken
search-placeholder = Zoek op naam, nummer, SKU, adres …
search-help = Zoekwoorden
search-help-intro = Woorden tellen vanaf hun begin, in elke volgorde, met of zonder accenten. Een minteken ervoor sluit iets uit.
search-unreadable = Deze zoekopdracht is niet te lezen:
clear-search = Zoekopdracht wissen
save-view = Bewaren als weergave
token-status = Een status van de winkel of van Shopbell
token-paid = Betaald: yes of no
token-country = Land van bezorging
token-shop = Winkel, met letters of naam
token-total = Totaal boven; ook < en =
token-date = Laatste 7 dagen; ook today, 2026-11, >24h
token-not = Alles behalve dit
token-phrase = Woorden die naast elkaar staan
palette = Alle opdrachten

# List.
orders-count = { $n ->
    [one] { $written } bestelling
   *[other] { $written } bestellingen
}
unseen-count = { $n } nieuw
today-sum = vandaag { $sum }
new-above = { $n ->
    [one] 1 nieuwe bestelling
   *[other] { $n } nieuwe bestellingen
}
new-order = Nieuw
newest-first = Nieuwste eerst
oldest-first = Oudste eerst
columns = Kolommen
columns-text = Kies wat de lijst toont, en in welke volgorde.
column-marks = Winkel en selectie
column-number = Nummer
column-code = Bestelcode
column-customer = Klant
column-status = Status
column-place = Plaats
column-shipping = Verzending
column-pieces = St.
column-total = Totaal
column-placed = Besteld
column-modified = Gewijzigd
move-up = Omhoog
move-down = Omlaag
sort-placed-at = Besteld
sort-modified-at = Gewijzigd
sort-number = Nummer
sort-customer = Klant
sort-status = Status
sort-total = Totaal
sort-pieces = Stuks
sort-place = Plaats
sort-shipping = Verzending
sort-ascending = Oplopend
sort-descending = Aflopend
select-row = Selecteren
has-note = Opmerking van de klant
printed = Pakbon afgedrukt
status-native = { $label } ({ $code })
nothing-found = Niets gevonden
nothing-found-text = Geen bestelling bevat al deze woorden.
view-empty = Hier is niets
view-empty-text = Bestellingen verschijnen vanzelf zodra ze er zijn.
bulk = Geselecteerde bestellingen
ticked = { $n ->
    [one] 1 geselecteerd
   *[other] { $written } geselecteerd
}
tick-all = Alle { $written } selecteren
untick-all = Selectie wissen
copy-numbers = Nummers kopiëren
copied-numbers = { $n ->
    [one] Nummer gekopieerd
   *[other] { $n } nummers gekopieerd
}
print-slips = Pakbonnen afdrukken

# Order.
no-order = Geen bestelling geopend
no-order-text = Kies er een in de lijst of gebruik de pijltjestoetsen.
print-slip = Pakbon afdrukken
previous-order = Vorige bestelling
next-order = Volgende bestelling
more-actions = Meer acties
close-order = Terug naar de lijst
copy-number = Nummer kopiëren
copied-number = { $text } gekopieerd
copy-code = Bestelcode kopiëren
copied-code = { $text } gekopieerd
slip-open = Pakbon openen
slip-save = Pakbon als pdf bewaren
saved-to = Bewaard in { $to }
open-in-shop = Openen in het beheer van de winkel
customer-orders = Bestellingen van deze klant
read-again = Opnieuw lezen uit de winkel
read-from-shop = Opnieuw uit de winkel gelezen
status-unknown = Shopbell kent de winkelstatus “{ $code }” niet. De bestelling staat er zoals de winkel haar stuurde.
ship-to = Verzendadres
bill-to = Factuuradres
contact = Contact
no-address = Niets te verzenden
copy-address = Adres kopiëren
copy-email = E-mailadres kopiëren
copy-phone = Telefoonnummer kopiëren
copy-transaction = Betalingskenmerk kopiëren
copy-tracking = Track & trace kopiëren
first-order = Eerste bestelling
nth-order = { $nth } bestelling
items = Artikelen
items-sum = { $products ->
    [one] 1 product
   *[other] { $products } producten
}, { $pieces ->
    [one] { $written } stuk
   *[other] { $written } stuks
}
no-items = Deze bestelling heeft geen artikelen.
stock = { $stock } op voorraad
stock-short = { $n ->
    [0] niet op voorraad
   *[other] maar { $stock } op voorraad
}
pieces-refunded = { $n ->
    [one] { $written } terugbetaald
   *[other] { $written } terugbetaald
}
money-subtotal = Subtotaal
money-discount = Korting{ $has ->
    [yes] , { $detail }
   *[no] {""}
}
money-discount-included = incl. korting{ $has ->
    [yes] , { $detail }
   *[no] {""}
}
money-shipping = Verzending{ $has ->
    [yes] , { $detail }
   *[no] {""}
}
money-fee = { $has ->
    [yes] { $detail }
   *[no] Toeslag
}
money-tax = { $has ->
    [yes] { $detail }
   *[no] Btw
}
money-tax-included = incl. { $has ->
    [yes] { $detail }
   *[no] btw
}
money-total = Totaal
money-refunded = Terugbetaald
money-net = Netto
payment = Betaling
shipping = Verzending
reference = Kenmerk { $text }
customer-note = Opmerking van de klant
timeline = Tijdlijn
notes-pending = Notities nog niet opgehaald
native-fields = { $n ->
    [one] Nog 1 veld van de winkel
   *[other] Nog { $n } velden van de winkel
}
read-at = Uit de winkel gelezen { $at }
note-internal = Interne notitie
note-to-customer = Bericht aan de klant
note-system = Winkel
event-placed = Bestelling geplaatst
event-paid = Betaald met { $method }
event-paid-plain = Betaald
event-completed = Afgerond
event-refunded = Terugbetaald
event-tracked = Pakket verzonden
event-first-seen = Hier voor het eerst gezien
event-status = Status gewijzigd
event-rang = Bel gegaan
event-printed = { $copies ->
    [one] Pakbon afgedrukt
   *[other] { $copies } pakbonnen afgedrukt
}
event-saved = Pakbon bewaard
event-removed = Verwijderd in de winkel
follow-parcel = Volgen
origin-checkout = Webshop
origin-store-api = Webshop
origin-admin = In de winkel ingevoerd
origin-rest-api = Door een app

# Keys.
health = Synchronisatie
key-next = Volgende bestelling
key-previous = Vorige bestelling
key-page-down = Pagina omlaag
key-page-up = Pagina omhoog
key-first = Eerste bestelling
key-last = Laatste bestelling
key-open = Bestelling openen
key-tick = Selecteren of niet
key-extend-down = Omlaag selecteren
key-extend-up = Omhoog selecteren
key-tick-all = Alles selecteren
key-search = Zoeken
key-print = Pakbonnen afdrukken
key-copy-number = Nummers kopiëren
key-read-again = Opnieuw lezen uit de winkel
key-back = Terug
key-palette = Alle opdrachten
key-shortcuts = Sneltoetsen
key-check-now = Winkels nu controleren
key-settings = Instellingen
keys-list = Lijst
keys-order = Bestelling
keys-go = Ga naar: G, en dan
keys-window = Venster

# Commands.
palette-placeholder = Typ een opdracht, weergave of bestelling …
palette-hint = Twee letters of cijfers zijn genoeg om een bestelling te vinden.
commands-orders = Bestelling
commands-go = Ga naar
commands-window = Venster
copied-address = Adres gekopieerd
theme-to-light = Licht thema
theme-to-dark = Donker thema
show-personal-data = Persoonsgegevens van klanten tonen

# Views.
view-name = Naam
view-search = Zoekopdracht
view-within = Binnen de weergave “{ $view }”.
delete-view-text = “{ $name }” verdwijnt uit de zijbalk. De bestellingen blijven zoals ze zijn.
view-deleted = Weergave { $name } verwijderd
undo = Ongedaan maken
columns-reset = Zoals in het begin

# Printing.
print-dialog = { $n ->
    [one] Pakbon afdrukken
   *[other] { $n } pakbonnen afdrukken
}
print-now = { $n ->
    [one] Afdrukken
   *[other] Alles afdrukken
}
printer = Printer
printer-default = Standaardprinter van het systeem
printer-default-named = Standaard: { $name }
printer-not-ready = { $name } (niet gereed)
no-printers = Er is geen printer gevonden. Je kunt de pakbon wel bewaren of openen.
paper = Papier
copies = Exemplaren
prices-on-slip = Prijzen op de pakbon
preview = Voorbeeld
preview-loading = Voorbeeld wordt gemaakt …
preview-first = Voorbeeld van de eerste { $n } bestellingen
previous-page = Vorige pagina
next-page = Volgende pagina
page-of = { $page } van { $pages }
printed-slips = { $n ->
    [one] Pakbon verzonden naar { $to }
   *[other] { $n } pakbonnen verzonden naar { $to }
}
missing-glyphs = Geen lettertype heeft deze tekens, ze worden blokjes: { $glyphs }

# Welcome and connecting.
welcome = Welkom bij Shopbell
welcome-text = De bestellingen van je webshop op deze computer: om te zien, in te pakken en te horen als er een binnenkomt.
welcome-connect = Winkel koppelen
welcome-connect-text = Met het adres en een sleutel uit het beheer. Het duurt twee minuten.
welcome-demo = Probeer de demowinkel
welcome-demo-text = Een winkel op deze computer, met verzonnen bestellingen om mee te spelen.
welcome-privacy = Bestellingen blijven op deze computer. Sleutels staan in de sleutelbos van het systeem.
back = Terug
add-shop-text = Shopbell leest de bestellingen en bewaart ze op deze computer.
sign-in-where-woocommerce = In WordPress: WooCommerce › Instellingen › Geavanceerd › REST API › Sleutel toevoegen, met lees- en schrijfrechten. Plak adres, sleutel en geheim hier, apart of in één keer.
sign-in-url = Adres van de winkel
sign-in-key = Klantsleutel (consumer key)
sign-in-secret = Klantgeheim (consumer secret)
sign-in-trying = Proberen …
allow-plain-http = Koppelen zonder versleuteling
certificate-fingerprint = Vingerafdruk (SHA-256) van het certificaat dat de winkel toonde:
certificate-compare = Vingerafdruk die je hostingbedrijf gaf
certificate-trust = Ze zijn gelijk: vertrouwen
passphrase-make = Er antwoordt geen sleutelbos
passphrase-make-text = Shopbell kan de sleutels van de winkel in een versleuteld bestand bewaren. Je typt bij elke start de wachtwoordzin.
passphrase-unlock = Het bestand met sleutels is vergrendeld
passphrase-unlock-text = Typ de wachtwoordzin om bij je winkels te komen.
passphrase = Wachtwoordzin
passphrase-again = Wachtwoordzin nogmaals
passphrase-hint = Minstens 8 tekens. Hij is niet te herstellen.
passphrase-create = Versleuteld bestand maken
unlock = Ontgrendelen
key-store-again = Opnieuw naar de sleutelbos zoeken
shop-found = Aangemeld. Versie { $version }, { $currency }, { $zone }
shop-tag = Letters van de winkel
shop-tag-hint = Twee tot vier letters waarmee de bestelcodes beginnen.
test-connection = Verbinding testen
connect = Koppelen
shop-added = { $name } is gekoppeld

# Shops.
shops-text = Namen en contactregels staan op de pakbonnen.
shop-name = Naam
slip-contact = Contactregel op pakbonnen
slip-contact-text = E-mail, telefoon of webadres voor vragen
saved = Bewaard
read-only = alleen lezen
demo-shop = demowinkel
logo-pick = Logo kiezen
logo-change = Logo wijzigen
logo-clear = Logo verwijderen
test-ok = De winkel antwoordt en de sleutel werkt.
remove-shop = Winkel verwijderen
remove-shop-text = { $n ->
    [one] { $name } en de ene bestelling verdwijnen van deze computer, met foto’s, pakbonnen en sleutels. De winkel zelf blijft zoals hij is.
   *[other] { $name } en de { $written } bestellingen verdwijnen van deze computer, met foto’s, pakbonnen en sleutels. De winkel zelf blijft zoals hij is.
}
shop-removed = { $n ->
    [one] { $name } verwijderd met { $written } bestelling
   *[other] { $name } verwijderd met { $written } bestellingen
}

# Sync health.
health-text = Wat uit de winkels is gelezen, en wat niet lukte.
health-orders = Bestellingen hier
health-checked = Laatst gecontroleerd
health-activity = Op dit moment
health-notes = Notities op te halen
ago = { $ago } geleden
since = Sinds { $at }.
retry-at = Volgende poging { $at }.
retry-never = Nieuwe poging zodra er iets gewijzigd is.
quarantined = { $n ->
    [one] Eén regel is onleesbaar
   *[other] { $n } regels zijn onleesbaar
}
quarantined-row = { $feed ->
    [orders] Bestelling { $key }
    [trash] Verwijderde bestelling { $key }
    [refunds] Terugbetaling { $key }
    [products] Product { $key }
   *[other] { $feed } { $key }
}
tried = { $n ->
    [one] Eén keer geprobeerd, { $at }
   *[other] { $n } keer geprobeerd, laatst { $at }
}
unknown-statuses = Statussen die Shopbell niet kent
unknown-statuses-text = Ze staan er zoals de winkel ze noemt; er wordt niets geraden.
findings = Gevonden bij de controle
findings-none = Alles hier komt overeen met de winkel.
finding-missing = Ontbrak hier
finding-stale = Was hier verouderd
finding-silent = In de winkel gewijzigd zonder nieuwe datum
finding-deleted = Verwijderd in de winkel
finding-trashed = In de prullenbak van de winkel
finding-refunds = Terugbetalingen verschilden
finding-unknown-status = Heeft een onbekende status
phase-connecting = Verbinden
phase-first-sync = Bestellingen lezen: { $done }
phase-first-sync-of = Bestellingen lezen: { $done } van { $total }
phase-checking = Wijzigingen zoeken
phase-auditing = Controle: { $done }
phase-auditing-of = Controle: { $done } van { $total }
phase-idle = Wacht op wijzigingen
phase-waiting = Wacht tot er iets gewijzigd is
phase-waiting-until = Wacht tot { $at }
phase-elsewhere = Een andere Shopbell leest
data-dir = Gegevens staan in

# Settings.
settings-look = Uiterlijk
settings-bell = Bel
settings-print = Pakbonnen
settings-window = Venster
language = Taal
language-system = Systeem ({ $name })
language-app = Zoals het venster
theme = Thema
theme-system = Systeem
theme-light = Licht
theme-dark = Donker
hide-personal-data = Persoonsgegevens van klanten verbergen
hide-personal-data-text = Namen, adressen, e-mail en telefoon worden puntjes op het scherm. Pakbonnen blijven volledig.
notify = Bellen bij nieuwe bestellingen
notify-sound = Met geluid
notify-at-placement = Bellen zodra een bestelling is geplaatst
notify-at-placement-text = Anders gaat de bel als de bestelling betaald is of in de wacht staat.
slip-language = Taal van pakbonnen
close-to-tray = Blijven draaien als het venster sluit
close-to-tray-text = De bel blijft gaan vanuit het systeemvak.
autostart = Starten met de computer
key-store-key-store = Sleutels staan in de sleutelbos van het systeem
key-store-file = Sleutels staan in een versleuteld bestand
key-store-file-locked = Het versleutelde bestand met sleutels is vergrendeld
key-store-unavailable = Er antwoordt geen sleutelbos

# Changing orders.
status = Status
status-is = Status: { $status }. Wijzigen
status-mails = mailt
status-mails-named = { $label } (mailt de klant)
choose-status = Kies een status
change-status = Status wijzigen
mark-paid = Markeren als betaald
put-on-hold = In de wacht zetten
release-order = Weer oppakken
confirm-for-customer = Bevestigen namens de klant
ship = Verzenden
note = Notitie
write-note = Notitie schrijven
edit-addresses = Adressen en contact
edit-shipping-address = Verzendadres wijzigen
edit-billing-address = Factuuradres en contact wijzigen
edit-customer-note = Opmerking van de klant wijzigen
edit-reference = Referentie wijzigen
reference-label = Referentie
send-email-again = E-mail opnieuw versturen
send-email = Versturen
send-email-to = De winkel mailt hem naar { $to }.
send-email-none = De winkel biedt geen e-mails aan voor deze bestelling.
cancel-order = Bestelling annuleren
cancel-orders = Bestellingen annuleren
move-to-bin = Naar de prullenbak
restore-order = Terugzetten uit de prullenbak
delete-for-good = Definitief verwijderen
delete-twice = { $what } en de geschiedenis zijn dan weg uit de winkel, en niemand kan ze terughalen. Definitief verwijderen?
commands-change = Wijzigen
keys-edit = Wijzigen
undo-last = Laatste wijziging ongedaan maken
undo-what = Ongedaan maken: { $what }

# Notes.
note-placeholder = Schrijf een notitie …
note-audience = Wie leest het
note-for-us = Intern
note-for-customer = Aan klant
note-mailed = De winkel mailt het naar { $to }.
note-mailed-many = { $n ->
    [one] De winkel mailt het naar één klant.
   *[other] De winkel mailt het naar de klanten van { $written } bestellingen.
}
note-add = Notitie toevoegen
note-send = Naar de klant sturen

# Address form.
address = Adres
address-first-name = Voornaam
address-last-name = Achternaam
address-company = Bedrijf
address-line-1 = Straat en huisnummer
address-line-2 = Toevoeging, etage, p/a
address-postcode = Postcode
address-city = Plaats
address-region = Regio
address-country = Land
address-phone = Telefoon
address-email = E-mail
address-moved = Het adres is intussen in de winkel gewijzigd. Bewaar opnieuw om het uwe ervoor in de plaats te zetten:
text-moved = Het is intussen in de winkel gewijzigd. Bewaar opnieuw om het uwe ervoor in de plaats te zetten:
changes = { $n ->
    [one] 1 wijziging
   *[other] { $n } wijzigingen
}

# Tracking.
add-tracking = Trackingnummer toevoegen
remove-tracking = { $number } verwijderen
track-number = Trackingnummer
track-carrier = Vervoerder
track-link = Link
track-link-hint = Alleen nodig als de eigen pagina van de vervoerder niet volstaat.
track-ship = Ook de status op { $status } zetten

# Refunds.
refund = Terugbetalen
refund-by = Wat wordt terugbetaald
refund-items = Artikelen
refund-amount = Een bedrag
refund-amount-in = Bedrag ({ $currency })
refund-all = Alles wat over is
refund-left-of = { $left } van { $of } over
refund-pieces = Aantal { $name }
refund-restock = Aantallen terug op voorraad zetten
refund-reason = Reden
refund-reason-hint = De klant kan dit zien.
refund-how = Hoe
refund-record = Alleen vastleggen
refund-record-text = Het geld gaat op een andere manier terug: de winkel legt het alleen vast.
refund-gateway = Via { $method }
refund-left = Nog terug te betalen
refund-sum = Deze terugbetaling
refund-after = Daarna nog over
refund-do-record = Terugbetaling van { $amount } vastleggen
refund-do-gateway = { $amount } nu terugbetalen
fewer = Minder: { $what }
more = Meer: { $what }

# Before a change.
notice = Klant
edit-agree = Ja, dat wil ik
edit-yes = Ja, doorgaan
edit-go-on = Verder
edit-do = { $n ->
    [one] Bestelling wijzigen
   *[other] { $written } bestellingen wijzigen
}
edit-no-doubts = Er is niets op tegen.
total-moves = Totaal
orders-left-in = { $n ->
    [one] De andere bestelling wordt gewijzigd.
   *[other] De andere { $written } bestellingen worden gewijzigd.
}
orders-left-out = { $n ->
    [one] Eén bestelling is overgeslagen.
   *[other] { $written } bestellingen zijn overgeslagen.
}

# After a change.
said-set-status = Status op { $what } gezet
said-mark-paid = Als betaald gemarkeerd
said-confirm-for-customer = Bevestigd namens de klant
said-add-note = { $audience ->
    [customer] Bericht aan de klant
   *[internal] Notitie toegevoegd
}
said-set-reference = Referentie gewijzigd
said-set-customer-note = Opmerking van de klant gewijzigd
said-set-address = Adres gewijzigd
said-set-phone = Telefoonnummer gewijzigd
said-set-email = E-mailadres gewijzigd
said-add-track = Trackingnummer { $what } toegevoegd
said-remove-track = Trackingnummer { $what } verwijderd
said-set-quantity = Aantal op { $what } gezet
said-refund = Terugbetaling van { $what }
said-send-email = E-mail onderweg
said-trash = Naar de prullenbak verplaatst
said-restore = Teruggezet uit de prullenbak
said-delete = Definitief verwijderd
said-place-test-order = Testbestelling onderweg
undone = Ongedaan gemaakt: { $what }
undone-some = { $undone } ongedaan gemaakt, { $late } te laat
too-late = Te laat om ongedaan te maken
too-late-text = De winkel heeft het al, of het is onderweg.
set-back = Terugzetten op { $status }
nothing-to-undo = Niets om ongedaan te maken

# Changes on their way.
edits-under-way = { $n ->
    [one] 1 wijziging onderweg
   *[other] { $n } wijzigingen onderweg
}
edits-need-you = { $n ->
    [one] 1 wijziging vraagt uw aandacht
   *[other] { $n } wijzigingen vragen uw aandacht
}
edit-goes-in = gaat over { $n } s
edit-held-back = vastgehouden
edit-moved-on = Het is intussen verdergegaan
by-you = U
conflict-before = Eerst
conflict-mine = Van mij
conflict-theirs = In de winkel
set-mine-again = Mijne opnieuw zetten
report-seen = Gezien
retry-now = Nu proberen
retrying-now = Er wordt nu opnieuw geprobeerd
to-send = { $n ->
    [one] 1 te versturen
   *[other] { $written } te versturen
}
changes-wait = { $n ->
    [one] 1 wijziging wacht
   *[other] { $written } wijzigingen wachten
}
shop-offline-since = { $name } is onbereikbaar sinds { $at }
shops-offline-since = { $n ->
    [one] Eén winkel is onbereikbaar sinds { $at }
   *[other] { $n } winkels zijn onbereikbaar sinds { $at }
}

# Outbox.
outbox = Postvak uit
outbox-text = Wijzigingen die nog niet in de winkels staan.
outbox-asked = Vraagt uw aandacht
outbox-going = Onderweg
outbox-all-states = Alle toestanden
outbox-more = Meer tonen
outbox-empty = Alles verstuurd
outbox-empty-text = Elke wijziging staat in haar winkel.
outbox-empty-filtered = Geen wijziging voldoet.
outbox-pause = Vasthouden
outbox-resume = Weer versturen
outbox-paused = Wijzigingen worden vastgehouden
outbox-paused-text = Wijzigingen worden vastgehouden: ze zijn hier bewaard en gaan naar de winkels zodra u weer verstuurt.
batch-sent = { $done } van { $total } verstuurd
batch-open = Resultaten
batch-progress = Voortgang
test-order = Testbestelling plaatsen
test-order-text = Een bestelling in uw eigen winkel, om de bel te horen en een pakbon af te drukken.
