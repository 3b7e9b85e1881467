# The window.
# Numbers that only choose a plural form come with their written form beside them.

sidebar = Visninger og butikker
orders = Ordrer
order = Ordre
order-details = Ordredetaljer
close = Lukk
cancel = Avbryt
save = Lagre
delete = Slett
try-again = Prøv igjen
loading = Laster
show-hidden = Skjult. Vis
menu = Meny

# Times.
time-now = nå
time-seconds = { $n } s
time-minutes = { $n } min
time-hours = { $n } t
time-days = { $n } d
time-today = i dag { $time }
time-yesterday = i går { $time }
day-today = i dag
day-yesterday = i går
ordinal = { $form ->
   *[other] { $n }.
}

# Side bar.
my-views = Mine visninger
my-views-empty = Lagre et søk for å ha det her.
view-actions = Handlinger for visningen
edit-view = Rediger visning
delete-view = Slett visning
shops = Butikker
all-shops = Alle butikker
add-shop = Koble til en butikk
last-checked = Sist sjekket { $at }
not-checked-yet = Ikke sjekket ennå
checked-ago = Sjekket for { $ago } siden
offline-since = Frakoblet siden { $at }
first-sync = Leser ordrer: { $done }
first-sync-of = Leser ordrer: { $done } av { $total }
first-sync-label = Leser butikkens ordrer
first-sync-text = De nyeste kommer først. Du kan begynne så snart de er her.
shops-in-trouble = { $n ->
    [one] En butikk trenger tilsyn
   *[other] { $n } butikker trenger tilsyn
}
rows-unreadable = { $n ->
    [one] Én ordre kan ikke leses
   *[other] { $n } ordrer kan ikke leses
}
check-now = Sjekk nå
checking-now = Sjekker butikkene nå
open-health = Synkronisering
open-settings = Innstillinger
open-shops = Administrer butikker
open-shortcuts = Hurtigtaster

# Search.
search = Søk i ordrer
search-placeholder = Søk navn, nummer, SKU, adresse …
search-help = Søkeord
search-help-intro = Ord teller fra begynnelsen, i hvilken som helst rekkefølge, med eller uten aksenter. Minus foran utelater.
search-unreadable = Dette søket kan ikke leses:
clear-search = Tøm søket
save-view = Lagre som visning
token-status = En status i butikken eller i Shopbell
token-paid = Betalt: yes eller no
token-country = Leveringsland
token-shop = Butikk, etter bokstaver eller navn
token-total = Sum over; også < og =
token-date = Siste 7 dager; også today, 2026-11, >24h
token-not = Alt unntatt dette
token-phrase = Ord som står sammen
palette = Alle kommandoer

# List.
orders-count = { $n ->
    [one] { $written } ordre
   *[other] { $written } ordrer
}
unseen-count = { $n ->
    [one] { $n } ny
   *[other] { $n } nye
}
today-sum = i dag { $sum }
new-above = { $n ->
    [one] 1 ny ordre
   *[other] { $n } nye ordrer
}
new-order = Ny
newest-first = Nyeste først
oldest-first = Eldste først
columns = Kolonner
columns-text = Velg hva listen viser, og i hvilken rekkefølge.
column-marks = Butikk og valg
column-number = Nummer
column-code = Ordrekode
column-customer = Kunde
column-status = Status
column-place = Sted
column-shipping = Frakt
column-pieces = Stk
column-total = Sum
column-placed = Bestilt
column-modified = Endret
move-up = Flytt opp
move-down = Flytt ned
sort-placed-at = Bestilt
sort-modified-at = Endret
sort-number = Nummer
sort-customer = Kunde
sort-status = Status
sort-total = Sum
sort-pieces = Antall
sort-place = Sted
sort-shipping = Frakt
sort-ascending = Stigende
sort-descending = Synkende
select-row = Velg
has-note = Melding fra kunden
printed = Pakkseddel skrevet ut
status-native = { $label } ({ $code })
nothing-found = Ingen treff
nothing-found-text = Ingen ordre har alle disse ordene.
view-empty = Ingenting her
view-empty-text = Ordrer dukker opp av seg selv så snart det er noen.
bulk = Valgte ordrer
ticked = { $n ->
    [one] 1 valgt
   *[other] { $written } valgt
}
tick-all = Velg alle { $written }
untick-all = Fjern valg
copy-numbers = Kopier numre
copied-numbers = { $n ->
    [one] Nummer kopiert
   *[other] { $n } numre kopiert
}
print-slips = Skriv ut pakksedler

# Order.
no-order = Ingen ordre er åpen
no-order-text = Velg en i listen, eller bruk piltastene.
print-slip = Skriv ut pakkseddel
previous-order = Forrige ordre
next-order = Neste ordre
more-actions = Flere handlinger
close-order = Tilbake til listen
copy-number = Kopier nummer
copied-number = { $text } kopiert
copy-code = Kopier ordrekode
copied-code = { $text } kopiert
slip-open = Åpne pakkseddel
slip-save = Lagre pakkseddel som PDF
saved-to = Lagret i { $to }
open-in-shop = Åpne i butikkens kontrollpanel
customer-orders = Kundens ordrer
read-again = Les på nytt fra butikken
read-from-shop = Lest på nytt fra butikken
status-unknown = Shopbell kjenner ikke butikkens status «{ $code }». Ordren vises slik butikken sendte den.
ship-to = Leveringsadresse
bill-to = Fakturaadresse
contact = Kontakt
no-address = Ingenting å sende
copy-address = Kopier adresse
copy-email = Kopier e-postadresse
copy-phone = Kopier telefonnummer
copy-transaction = Kopier betalingsreferanse
copy-tracking = Kopier sporingsnummer
first-order = Første ordre
nth-order = { $nth } ordre
items = Varer
items-sum = { $products ->
    [one] 1 produkt
   *[other] { $products } produkter
}, { $pieces ->
    [one] { $written } stk
   *[other] { $written } stk
}
no-items = Denne ordren har ingen varer.
stock = { $stock } på lager
stock-short = { $n ->
    [0] ikke på lager
   *[other] bare { $stock } på lager
}
pieces-refunded = { $n ->
    [one] { $written } refundert
   *[other] { $written } refundert
}
money-subtotal = Delsum
money-discount = Rabatt{ $has ->
    [yes] , { $detail }
   *[no] {""}
}
money-discount-included = inkl. rabatt{ $has ->
    [yes] , { $detail }
   *[no] {""}
}
money-shipping = Frakt{ $has ->
    [yes] , { $detail }
   *[no] {""}
}
money-fee = { $has ->
    [yes] { $detail }
   *[no] Gebyr
}
money-tax = { $has ->
    [yes] { $detail }
   *[no] Avgift
}
money-tax-included = inkl. { $has ->
    [yes] { $detail }
   *[no] avgift
}
money-total = Sum
money-refunded = Refundert
money-net = Netto
payment = Betaling
shipping = Frakt
reference = Referanse { $text }
customer-note = Melding fra kunden
timeline = Tidslinje
notes-pending = Notater ikke hentet ennå
native-fields = { $n ->
    [one] 1 felt til fra butikken
   *[other] { $n } felt til fra butikken
}
read-at = Lest fra butikken { $at }
note-internal = Internt notat
note-to-customer = Melding til kunden
note-system = Butikk
event-placed = Ordre registrert
event-paid = Betalt med { $method }
event-paid-plain = Betalt
event-completed = Ferdig
event-refunded = Refundert
event-tracked = Pakke sendt
event-first-seen = Først sett her
event-status = Status endret
event-rang = Bjellen ringte
event-printed = { $copies ->
    [one] Pakkseddel skrevet ut
   *[other] { $copies } pakksedler skrevet ut
}
event-saved = Pakkseddel lagret
event-removed = Slettet i butikken
follow-parcel = Følg
origin-checkout = Nettbutikk
origin-store-api = Nettbutikk
origin-admin = Lagt inn i butikken
origin-rest-api = Av en app

# Keys.
health = Synkronisering
key-next = Neste ordre
key-previous = Forrige ordre
key-page-down = En side ned
key-page-up = En side opp
key-first = Første ordre
key-last = Siste ordre
key-open = Åpne ordren
key-tick = Velg eller fjern valg
key-extend-down = Velg nedover
key-extend-up = Velg oppover
key-tick-all = Velg alle
key-search = Søk
key-print = Skriv ut pakksedler
key-copy-number = Kopier numre
key-read-again = Les på nytt fra butikken
key-back = Tilbake
key-palette = Alle kommandoer
key-shortcuts = Hurtigtaster
key-check-now = Sjekk butikkene nå
key-settings = Innstillinger
keys-list = Liste
keys-order = Ordre
keys-go = Gå til: G, så
keys-window = Vindu

# Commands.
palette-placeholder = Skriv en kommando, visning eller ordre …
palette-hint = To bokstaver eller sifre er nok til å finne en ordre.
commands-orders = Ordre
commands-go = Gå til
commands-window = Vindu
copied-address = Adresse kopiert
theme-to-light = Lyst tema
theme-to-dark = Mørkt tema
show-personal-data = Vis kundenes personopplysninger

# Views.
view-name = Navn
view-search = Søk
view-within = Innenfor visningen «{ $view }».
delete-view-text = «{ $name }» forsvinner fra sidefeltet. Ordrene forblir som de er.
view-deleted = Visningen { $name } er slettet
undo = Angre
columns-reset = Som til å begynne med

# Printing.
print-dialog = { $n ->
    [one] Skriv ut pakkseddel
   *[other] Skriv ut { $n } pakksedler
}
print-now = { $n ->
    [one] Skriv ut
   *[other] Skriv ut alle
}
printer = Skriver
printer-default = Systemets standardskriver
printer-default-named = Standard: { $name }
printer-not-ready = { $name } (ikke klar)
no-printers = Fant ingen skriver. Du kan likevel lagre eller åpne pakkseddelen.
paper = Papir
copies = Eksemplarer
prices-on-slip = Priser på pakkseddelen
preview = Forhåndsvisning
preview-loading = Lager forhåndsvisning …
preview-first = Forhåndsvisning av de første { $n } ordrene
previous-page = Forrige side
next-page = Neste side
page-of = { $page } av { $pages }
printed-slips = { $n ->
    [one] Pakkseddel sendt til { $to }
   *[other] { $n } pakksedler sendt til { $to }
}
missing-glyphs = Ingen skrift har disse tegnene, de skrives ut som ruter: { $glyphs }

# Welcome and connecting.
welcome = Velkommen til Shopbell
welcome-text = Nettbutikkens ordrer på denne maskinen: for å se dem, pakke dem og høre når det kommer en.
welcome-connect = Koble til en butikk
welcome-connect-text = Med adressen og en nøkkel fra kontrollpanelet. Det tar to minutter.
welcome-demo = Prøv demobutikken
welcome-demo-text = En butikk på denne maskinen, med oppdiktede ordrer å prøve seg på.
welcome-privacy = Ordrene blir på denne maskinen. Nøkler ligger i systemets nøkkelring.
back = Tilbake
add-shop-text = Shopbell leser ordrene og tar vare på dem på denne maskinen.
sign-in-where-woocommerce = I WordPress: WooCommerce › Innstillinger › Avansert › REST API › Legg til nøkkel, med lese- og skrivetilgang. Lim inn adresse, nøkkel og hemmelighet her, én om gangen eller alt på en gang.
sign-in-url = Butikkens adresse
sign-in-key = Kundenøkkel (consumer key)
sign-in-secret = Kundehemmelighet (consumer secret)
sign-in-trying = Prøver …
allow-plain-http = Koble til uten kryptering
certificate-fingerprint = Fingeravtrykk (SHA-256) av sertifikatet butikken viste:
certificate-compare = Fingeravtrykk du fikk av verten
certificate-trust = De er like: stol på det
passphrase-make = Ingen nøkkelring svarer
passphrase-make-text = Shopbell kan i stedet ha butikkens nøkler i en kryptert fil. Du skriver passfrasen ved hver start.
passphrase-unlock = Nøkkelfilen er låst
passphrase-unlock-text = Skriv passfrasen for å nå butikkene dine.
passphrase = Passfrase
passphrase-again = Passfrase en gang til
passphrase-hint = Minst 8 tegn. Den kan ikke gjenopprettes.
passphrase-create = Lag den krypterte filen
unlock = Lås opp
key-store-again = Se etter nøkkelringen igjen
shop-found = Logget inn. Versjon { $version }, { $currency }, { $zone }
shop-tag = Butikkens bokstaver
shop-tag-hint = To til fire bokstaver som ordrekodene begynner med.
test-connection = Test forbindelsen
connect = Koble til
shop-added = { $name } er koblet til

# Shops.
shops-text = Navn og kontaktlinjer står på pakksedlene.
shop-name = Navn
slip-contact = Kontaktlinje på pakksedler
slip-contact-text = E-post, telefon eller nettadresse for spørsmål
saved = Lagret
read-only = bare lesing
demo-shop = demobutikk
logo-pick = Velg logo
logo-change = Bytt logo
logo-clear = Fjern logo
test-ok = Butikken svarer og nøkkelen virker.
remove-shop = Fjern butikk
remove-shop-text = { $n ->
    [one] { $name } og den ene ordren forsvinner fra denne maskinen, med bilder, pakksedler og nøkler. Selve butikken forblir som den er.
   *[other] { $name } og de { $written } ordrene forsvinner fra denne maskinen, med bilder, pakksedler og nøkler. Selve butikken forblir som den er.
}
shop-removed = { $n ->
    [one] { $name } fjernet med { $written } ordre
   *[other] { $name } fjernet med { $written } ordrer
}

# Sync health.
health-text = Hva som er lest fra butikkene, og hva som ikke kunne leses.
health-orders = Ordrer her
health-checked = Sist sjekket
health-activity = Akkurat nå
health-notes = Notater å hente
ago = for { $ago } siden
since = Siden { $at }.
retry-at = Neste forsøk { $at }.
retry-never = Nytt forsøk når noe er endret.
quarantined = { $n ->
    [one] Én rad kan ikke leses
   *[other] { $n } rader kan ikke leses
}
quarantined-row = { $feed ->
    [orders] Ordre { $key }
    [trash] Slettet ordre { $key }
    [refunds] Refusjon { $key }
    [products] Produkt { $key }
   *[other] { $feed } { $key }
}
tried = { $n ->
    [one] Prøvd én gang, { $at }
   *[other] Prøvd { $n } ganger, sist { $at }
}
unknown-statuses = Statuser Shopbell ikke kjenner
unknown-statuses-text = De vises slik butikken kaller dem, og det gjettes aldri.
findings = Funnet ved kontroll
findings-none = Alt her stemmer med butikken.
finding-missing = Manglet her
finding-stale = Var utdatert her
finding-silent = Endret i butikken uten ny dato
finding-deleted = Slettet i butikken
finding-trashed = I butikkens papirkurv
finding-refunds = Refusjoner var ulike
finding-unknown-status = Har en ukjent status
phase-connecting = Kobler til
phase-first-sync = Leser ordrer: { $done }
phase-first-sync-of = Leser ordrer: { $done } av { $total }
phase-checking = Ser etter endringer
phase-auditing = Kontroll: { $done }
phase-auditing-of = Kontroll: { $done } av { $total }
phase-idle = Venter på endringer
phase-waiting = Venter til noe endres
phase-waiting-until = Venter til { $at }
phase-elsewhere = En annen Shopbell leser
data-dir = Data ligger i

# Settings.
settings-look = Utseende
settings-bell = Bjelle
settings-print = Pakksedler
settings-window = Vindu
language = Språk
language-system = System ({ $name })
language-app = Som vinduet
theme = Tema
theme-system = System
theme-light = Lyst
theme-dark = Mørkt
hide-personal-data = Skjul kundenes personopplysninger
hide-personal-data-text = Navn, adresser, e-post og telefon blir til prikker på skjermen. Pakksedler skrives ut i sin helhet.
notify = Ring ved nye ordrer
notify-sound = Med lyd
notify-at-placement = Ring straks en ordre registreres
notify-at-placement-text = Ellers ringer det når ordren er betalt eller på vent.
slip-language = Språk på pakksedler
close-to-tray = Fortsett når vinduet lukkes
close-to-tray-text = Bjellen fortsetter å ringe fra systemfeltet.
autostart = Start med maskinen
key-store-key-store = Nøkler ligger i systemets nøkkelring
key-store-file = Nøkler ligger i en kryptert fil
key-store-file-locked = Den krypterte nøkkelfilen er låst
key-store-unavailable = Ingen nøkkelring svarer

# Changing orders.
status = Status
status-is = Status: { $status }. Endre
status-mails = sender e-post
status-mails-named = { $label } (sender kunden e-post)
choose-status = Velg status
change-status = Endre status
mark-paid = Merk som betalt
put-on-hold = Sett på vent
release-order = Ta opp igjen
confirm-for-customer = Bekreft for kunden
ship = Send
note = Notat
write-note = Skriv notat
edit-addresses = Adresser og kontakt
edit-shipping-address = Endre leveringsadresse
edit-billing-address = Endre fakturaadresse og kontakt
edit-customer-note = Endre kundens merknad
edit-reference = Endre referanse
reference-label = Referanse
send-email-again = Send en e-post på nytt
send-email = Send
send-email-to = Butikken sender den til { $to }.
send-email-none = Butikken tilbyr ingen e-poster for denne ordren.
cancel-order = Kanseller ordren
cancel-orders = Kanseller ordrene
move-to-bin = Flytt til papirkurven
restore-order = Hent fra papirkurven
delete-for-good = Slett for godt
delete-twice = { $what } og historikken blir borte i butikken, og ingen kan hente dem tilbake. Slette for godt?
commands-change = Endre
keys-edit = Endre
undo-last = Angre siste endring
undo-what = Angre: { $what }

# Notes.
note-placeholder = Skriv et notat …
note-audience = Hvem leser det
note-for-us = Internt
note-for-customer = Til kunden
note-mailed = Butikken sender det til { $to }.
note-mailed-many = { $n ->
    [one] Butikken sender det til én kunde.
   *[other] Butikken sender det til kundene til { $written } ordrer.
}
note-add = Legg til notat
note-send = Send til kunden

# Address form.
address = Adresse
address-first-name = Fornavn
address-last-name = Etternavn
address-company = Firma
address-line-1 = Gate og nummer
address-line-2 = Leilighet, etasje, c/o
address-postcode = Postnummer
address-city = Sted
address-region = Region
address-country = Land
address-phone = Telefon
address-email = E-post
address-moved = Adressen ble endret i butikken i mellomtiden. Lagre en gang til for å sette din i stedet:
text-moved = Det ble endret i butikken i mellomtiden. Lagre en gang til for å sette ditt i stedet:
changes = { $n ->
    [one] 1 endring
   *[other] { $n } endringer
}

# Tracking.
add-tracking = Legg til sporingsnummer
remove-tracking = Fjern { $number }
track-number = Sporingsnummer
track-carrier = Transportør
track-link = Lenke
track-link-hint = Bare nødvendig når transportørens egen side ikke er nok.
track-ship = Sett også status til { $status }

# Refunds.
refund = Refunder
refund-by = Hva som refunderes
refund-items = Varer
refund-amount = Et beløp
refund-amount-in = Beløp ({ $currency })
refund-all = Alt som gjenstår
refund-left-of = { $left } av { $of } gjenstår
refund-pieces = Antall { $name }
refund-restock = Legg varene tilbake på lager
refund-reason = Årsak
refund-reason-hint = Kunden kan se den.
refund-how = Hvordan
refund-record = Bare registrer
refund-record-text = Pengene sendes tilbake på annen måte: butikken bare registrerer det.
refund-gateway = Gjennom { $method }
refund-left = Kan refunderes
refund-sum = Denne refusjonen
refund-after = Gjenstår etterpå
refund-do-record = Registrer refusjon på { $amount }
refund-do-gateway = Refunder { $amount } nå
fewer = Færre: { $what }
more = Flere: { $what }

# Before a change.
notice = Kunde
edit-agree = Ja, det vil jeg
edit-yes = Ja, gjør det
edit-go-on = Videre
edit-do = { $n ->
    [one] Endre ordren
   *[other] Endre { $written } ordrer
}
edit-no-doubts = Ingenting taler imot.
total-moves = Sum
orders-left-in = { $n ->
    [one] Den andre ordren endres.
   *[other] De andre { $written } ordrene endres.
}
orders-left-out = { $n ->
    [one] Én ordre ble utelatt.
   *[other] { $written } ordrer ble utelatt.
}

# After a change.
said-set-status = Status satt til { $what }
said-mark-paid = Merket som betalt
said-confirm-for-customer = Bekreftet for kunden
said-add-note = { $audience ->
    [customer] Melding til kunden
   *[internal] Notat lagt til
}
said-set-reference = Referanse endret
said-set-customer-note = Kundens merknad endret
said-set-address = Adresse endret
said-set-phone = Telefonnummer endret
said-set-email = E-postadresse endret
said-add-track = Sporingsnummer { $what } lagt til
said-remove-track = Sporingsnummer { $what } fjernet
said-set-quantity = Antall satt til { $what }
said-refund = Refusjon på { $what }
said-send-email = E-post på vei
said-trash = Flyttet til papirkurven
said-restore = Hentet fra papirkurven
said-delete = Slettet for godt
said-place-test-order = Testordre på vei
undone = Angret: { $what }
undone-some = { $undone } angret, { $late } for sent
too-late = For sent å angre
too-late-text = Butikken har den allerede, eller den er på vei.
set-back = Sett tilbake til { $status }
nothing-to-undo = Ingenting å angre

# Changes on their way.
edits-under-way = { $n ->
    [one] 1 endring på vei
   *[other] { $n } endringer på vei
}
edits-need-you = { $n ->
    [one] 1 endring trenger deg
   *[other] { $n } endringer trenger deg
}
edit-goes-in = går om { $n } s
edit-held-back = holdt tilbake
edit-moved-on = Den har gått videre i mellomtiden
by-you = Du
conflict-before = Før
conflict-mine = Min
conflict-theirs = I butikken
set-mine-again = Sett min igjen
report-seen = Sett
retry-now = Prøv nå
retrying-now = Prøver igjen nå
to-send = { $n ->
    [one] 1 å sende
   *[other] { $written } å sende
}
changes-wait = { $n ->
    [one] 1 endring venter
   *[other] { $written } endringer venter
}
shop-offline-since = { $name } har ikke vært å nå siden { $at }
shops-offline-since = { $n ->
    [one] Én butikk har ikke vært å nå siden { $at }
   *[other] { $n } butikker har ikke vært å nå siden { $at }
}

# Outbox.
outbox = Utboks
outbox-text = Endringer som ikke er i butikkene ennå.
outbox-asked = Trenger deg
outbox-going = På vei
outbox-all-states = Alle tilstander
outbox-more = Vis flere
outbox-empty = Alt er sendt
outbox-empty-text = Hver endring er i sin butikk.
outbox-empty-filtered = Ingen endring passer.
outbox-pause = Hold tilbake
outbox-resume = Send igjen
outbox-paused = Endringer holdes tilbake
outbox-paused-text = Endringer holdes tilbake: de er lagret her og går til butikkene når du sender igjen.
batch-sent = { $done } av { $total } sendt
batch-open = Resultater
batch-progress = Fremdrift
test-order = Legg inn testordre
test-order-text = En ordre i din egen butikk, for å høre bjellen og skrive ut en pakkseddel.
