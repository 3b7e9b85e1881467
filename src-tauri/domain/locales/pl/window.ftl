# The window.
# Numbers that only choose a plural form come with their written form beside them.

sidebar = Widoki i sklepy
orders = Zamówienia
order = Zamówienie
order-details = Szczegóły zamówienia
close = Zamknij
cancel = Anuluj
save = Zapisz
delete = Usuń
try-again = Spróbuj ponownie
loading = Wczytywanie
show-hidden = Ukryte. Pokaż
menu = Menu

# Times.
time-now = teraz
time-seconds = { $n } s
time-minutes = { $n } min
time-hours = { $n } godz.
time-days = { $n } d
time-today = dziś { $time }
time-yesterday = wczoraj { $time }
day-today = dziś
day-yesterday = wczoraj
ordinal = { $form ->
   *[other] { $n }.
}

# Side bar.
my-views = Moje widoki
my-views-empty = Zapisz wyszukiwanie, aby mieć je tutaj.
view-actions = Działania na widoku
edit-view = Edytuj widok
delete-view = Usuń widok
shops = Sklepy
all-shops = Wszystkie sklepy
add-shop = Podłącz sklep
last-checked = Ostatnio sprawdzono { $at }
not-checked-yet = Jeszcze nie sprawdzono
checked-ago = Sprawdzono: { $ago }
offline-since = Bez połączenia od { $at }
first-sync = Wczytywanie zamówień: { $done }
first-sync-of = Wczytywanie zamówień: { $done } z { $total }
first-sync-label = Wczytywanie zamówień sklepu
first-sync-text = Najpierw najnowsze. Można zacząć, gdy tylko się pojawią.
shops-in-trouble = { $n ->
    [one] Sklep wymaga uwagi
    [few] { $n } sklepy wymagają uwagi
   *[many] { $n } sklepów wymaga uwagi
}
rows-unreadable = { $n ->
    [one] Jednego zamówienia nie da się odczytać
    [few] { $n } zamówień nie da się odczytać
   *[many] { $n } zamówień nie da się odczytać
}
check-now = Sprawdź teraz
checking-now = Sprawdzanie sklepów
open-health = Synchronizacja
open-settings = Ustawienia
open-shops = Zarządzaj sklepami
open-shortcuts = Skróty klawiszowe

# Search.
search = Szukaj zamówień
search-placeholder = Szukaj: nazwisko, numer, SKU, adres …
search-help = Słowa wyszukiwania
search-help-intro = Słowa liczą się od początku, w dowolnej kolejności, z ogonkami lub bez. Minus przed słowem wyklucza.
search-unreadable = Nie da się odczytać tego wyszukiwania:
clear-search = Wyczyść wyszukiwanie
save-view = Zapisz jako widok
token-status = Stan w sklepie lub w Shopbell
token-paid = Opłacone: yes lub no
token-country = Kraj dostawy
token-shop = Sklep, po literach lub nazwie
token-total = Kwota powyżej; także < i =
token-date = Ostatnie 7 dni; także today, 2026-11, >24h
token-not = Wszystko oprócz tego
token-phrase = Słowa stojące obok siebie
palette = Wszystkie polecenia

# List.
orders-count = { $n ->
    [one] { $written } zamówienie
    [few] { $written } zamówienia
   *[many] { $written } zamówień
}
unseen-count = { $n ->
    [one] { $n } nowe
    [few] { $n } nowe
   *[many] { $n } nowych
}
today-sum = dziś { $sum }
new-above = { $n ->
    [one] 1 nowe zamówienie
    [few] { $n } nowe zamówienia
   *[many] { $n } nowych zamówień
}
new-order = Nowe
newest-first = Od najnowszych
oldest-first = Od najstarszych
columns = Kolumny
columns-text = Co pokazuje lista i w jakiej kolejności.
column-marks = Sklep i zaznaczenie
column-number = Numer
column-code = Kod zamówienia
column-customer = Klient
column-status = Stan
column-place = Miejsce
column-shipping = Dostawa
column-pieces = Szt.
column-total = Kwota
column-placed = Złożono
column-modified = Zmieniono
move-up = W górę
move-down = W dół
sort-placed-at = Data złożenia
sort-modified-at = Data zmiany
sort-number = Numer
sort-customer = Klient
sort-status = Stan
sort-total = Kwota
sort-pieces = Liczba sztuk
sort-place = Miejsce
sort-shipping = Dostawa
sort-ascending = Rosnąco
sort-descending = Malejąco
select-row = Zaznacz
has-note = Uwaga klienta
printed = Lista pakowa wydrukowana
status-native = { $label } ({ $code })
nothing-found = Nic nie znaleziono
nothing-found-text = Żadne zamówienie nie zawiera wszystkich tych słów.
view-empty = Nic tu nie ma
view-empty-text = Zamówienia pojawią się same, gdy tylko będą.
bulk = Zaznaczone zamówienia
ticked = { $n ->
    [one] 1 zaznaczone
    [few] { $written } zaznaczone
   *[many] { $written } zaznaczonych
}
tick-all = Zaznacz wszystkie ({ $written })
untick-all = Usuń zaznaczenie
copy-numbers = Kopiuj numery
copied-numbers = { $n ->
    [one] Skopiowano numer
    [few] Skopiowano { $n } numery
   *[many] Skopiowano { $n } numerów
}
print-slips = Drukuj listy pakowe

# Order.
no-order = Nie otwarto zamówienia
no-order-text = Wybierz je na liście lub strzałkami.
print-slip = Drukuj listę pakową
previous-order = Poprzednie zamówienie
next-order = Następne zamówienie
more-actions = Więcej
close-order = Wróć do listy
copy-number = Kopiuj numer
copied-number = Skopiowano { $text }
copy-code = Kopiuj kod zamówienia
copied-code = Skopiowano { $text }
slip-open = Otwórz listę pakową
slip-save = Zapisz listę pakową jako PDF
saved-to = Zapisano w { $to }
open-in-shop = Otwórz w panelu sklepu
customer-orders = Zamówienia tego klienta
read-again = Wczytaj ponownie ze sklepu
read-from-shop = Wczytano ponownie ze sklepu
status-unknown = Shopbell nie zna stanu „{ $code }” tego sklepu. Zamówienie jest pokazane tak, jak przysłał je sklep.
ship-to = Adres dostawy
bill-to = Adres do faktury
contact = Kontakt
no-address = Bez wysyłki
copy-address = Kopiuj adres
copy-email = Kopiuj e-mail
copy-phone = Kopiuj telefon
copy-transaction = Kopiuj numer płatności
copy-tracking = Kopiuj numer przesyłki
first-order = Pierwsze zamówienie
nth-order = { $nth } zamówienie
items = Pozycje
items-sum = { $products ->
    [one] 1 produkt
    [few] { $products } produkty
   *[many] { $products } produktów
}, { $pieces ->
    [one] { $written } sztuka
    [few] { $written } sztuki
    [many] { $written } sztuk
   *[other] { $written } sztuki
}
no-items = To zamówienie nie ma pozycji.
stock = Na stanie: { $stock }
stock-short = { $n ->
    [0] brak na stanie
   *[other] na stanie tylko { $stock }
}
pieces-refunded = { $n ->
    [one] zwrócono { $written }
   *[other] zwrócono { $written }
}
money-subtotal = Suma częściowa
money-discount = Rabat{ $has ->
    [yes] , { $detail }
   *[no] {""}
}
money-discount-included = w tym rabat{ $has ->
    [yes] , { $detail }
   *[no] {""}
}
money-shipping = Dostawa{ $has ->
    [yes] , { $detail }
   *[no] {""}
}
money-fee = { $has ->
    [yes] { $detail }
   *[no] Opłata
}
money-tax = { $has ->
    [yes] { $detail }
   *[no] Podatek
}
money-tax-included = w tym { $has ->
    [yes] { $detail }
   *[no] podatek
}
money-total = Razem
money-refunded = Zwrócono
money-net = Po zwrotach
payment = Płatność
shipping = Dostawa
reference = Numer własny { $text }
customer-note = Uwaga klienta
timeline = Historia
notes-pending = Notatki jeszcze nie pobrane
native-fields = { $n ->
    [one] Jeszcze 1 pole sklepu
    [few] Jeszcze { $n } pola sklepu
   *[many] Jeszcze { $n } pól sklepu
}
read-at = Wczytano ze sklepu { $at }
note-internal = Notatka wewnętrzna
note-to-customer = Wiadomość do klienta
note-system = Sklep
event-placed = Zamówienie złożone
event-paid = Opłacono: { $method }
event-paid-plain = Opłacono
event-completed = Zrealizowane
event-refunded = Zwrócono pieniądze
event-tracked = Paczka wysłana
event-first-seen = Pierwszy raz tutaj
event-status = Zmiana stanu
event-rang = Zadzwonił dzwonek
event-printed = { $copies ->
    [one] Wydrukowano listę pakową
    [few] Wydrukowano { $copies } listy pakowe
   *[many] Wydrukowano { $copies } list pakowych
}
event-saved = Zapisano listę pakową
event-removed = Usunięto w sklepie
follow-parcel = Śledź
origin-checkout = Sklep internetowy
origin-store-api = Sklep internetowy
origin-admin = Wpisane w sklepie
origin-rest-api = Przez aplikację

# Keys.
health = Synchronizacja
key-next = Następne zamówienie
key-previous = Poprzednie zamówienie
key-page-down = Strona w dół
key-page-up = Strona w górę
key-first = Pierwsze zamówienie
key-last = Ostatnie zamówienie
key-open = Otwórz zamówienie
key-tick = Zaznacz lub odznacz
key-extend-down = Zaznacz w dół
key-extend-up = Zaznacz w górę
key-tick-all = Zaznacz wszystkie
key-search = Szukaj
key-print = Drukuj listy pakowe
key-copy-number = Kopiuj numery
key-read-again = Wczytaj ponownie ze sklepu
key-back = Wstecz
key-palette = Wszystkie polecenia
key-shortcuts = Skróty klawiszowe
key-check-now = Sprawdź sklepy teraz
key-settings = Ustawienia
keys-list = Lista
keys-order = Zamówienie
keys-go = Przejdź do: G, potem
keys-window = Okno

# Commands.
palette-placeholder = Wpisz polecenie, widok lub zamówienie …
palette-hint = Dwie litery lub cyfry wystarczą, by znaleźć zamówienie.
commands-orders = Zamówienie
commands-go = Przejdź do
commands-window = Okno
copied-address = Skopiowano adres
theme-to-light = Jasny motyw
theme-to-dark = Ciemny motyw
show-personal-data = Pokaż dane osobowe klientów

# Views.
view-name = Nazwa
view-search = Wyszukiwanie
view-within = W widoku „{ $view }”.
delete-view-text = „{ $name }” zniknie z paska bocznego. Zamówienia zostają bez zmian.
view-deleted = Usunięto widok { $name }
undo = Cofnij
columns-reset = Jak na początku

# Printing.
print-dialog = { $n ->
    [one] Drukuj listę pakową
    [few] Drukuj { $n } listy pakowe
   *[many] Drukuj { $n } list pakowych
}
print-now = { $n ->
    [one] Drukuj
   *[other] Drukuj wszystkie
}
printer = Drukarka
printer-default = Domyślna drukarka systemu
printer-default-named = Domyślna: { $name }
printer-not-ready = { $name } (niegotowa)
no-printers = Nie znaleziono drukarki. Listę pakową można zapisać lub otworzyć.
paper = Papier
copies = Kopie
prices-on-slip = Ceny na liście pakowej
preview = Podgląd
preview-loading = Tworzenie podglądu …
preview-first = Podgląd pierwszych { $n } zamówień
previous-page = Poprzednia strona
next-page = Następna strona
page-of = { $page } z { $pages }
printed-slips = { $n ->
    [one] Listę pakową wysłano do { $to }
    [few] { $n } listy pakowe wysłano do { $to }
   *[many] { $n } list pakowych wysłano do { $to }
}
missing-glyphs = Żadna czcionka nie ma tych znaków, wydrukują się jako kwadraty: { $glyphs }

# Welcome and connecting.
welcome = Witamy w Shopbell
welcome-text = Zamówienia Twojego sklepu na tym komputerze: by je widzieć, pakować i słyszeć, gdy przychodzą.
welcome-connect = Podłącz sklep
welcome-connect-text = Wystarczy adres i klucz z panelu. To dwie minuty.
welcome-demo = Wypróbuj sklep pokazowy
welcome-demo-text = Sklep na tym komputerze, z wymyślonymi zamówieniami do ćwiczeń.
welcome-privacy = Zamówienia zostają na tym komputerze. Klucze są w pęku kluczy systemu.
back = Wstecz
add-shop-text = Shopbell wczytuje zamówienia i przechowuje je na tym komputerze.
sign-in-where-woocommerce = W WordPressie: WooCommerce › Ustawienia › Zaawansowane › REST API › Dodaj klucz, z prawem odczytu i zapisu. Wklej tu adres, klucz i sekret, osobno lub wszystko naraz.
sign-in-url = Adres sklepu
sign-in-key = Klucz klienta (consumer key)
sign-in-secret = Sekret klienta (consumer secret)
sign-in-trying = Próba …
allow-plain-http = Podłącz bez szyfrowania
certificate-fingerprint = Odcisk (SHA-256) certyfikatu pokazanego przez sklep:
certificate-compare = Odcisk podany przez dostawcę hostingu
certificate-trust = Są takie same: zaufaj
passphrase-make = Pęk kluczy nie odpowiada
passphrase-make-text = Shopbell może trzymać klucze sklepu w zaszyfrowanym pliku. Hasło wpisuje się przy każdym uruchomieniu.
passphrase-unlock = Plik z kluczami jest zamknięty
passphrase-unlock-text = Wpisz hasło, aby dostać się do sklepów.
passphrase = Hasło
passphrase-again = Powtórz hasło
passphrase-hint = Co najmniej 8 znaków. Nie da się go odzyskać.
passphrase-create = Utwórz zaszyfrowany plik
unlock = Otwórz
key-store-again = Poszukaj pęku kluczy ponownie
shop-found = Zalogowano. Wersja { $version }, { $currency }, { $zone }
shop-tag = Litery sklepu
shop-tag-hint = Dwie do czterech liter na początku kodów zamówień.
test-connection = Sprawdź połączenie
connect = Podłącz
shop-added = Podłączono { $name }

# Shops.
shops-text = Nazwy i linie kontaktu są drukowane na listach pakowych.
shop-name = Nazwa
slip-contact = Linia kontaktu na listach pakowych
slip-contact-text = E-mail, telefon lub adres strony na pytania
saved = Zapisano
read-only = tylko odczyt
demo-shop = sklep pokazowy
logo-pick = Wybierz logo
logo-change = Zmień logo
logo-clear = Usuń logo
test-ok = Sklep odpowiada, a klucz działa.
remove-shop = Usuń sklep
remove-shop-text = { $n ->
    [one] { $name } i { $written } zamówienie znikną z tego komputera, wraz ze zdjęciami, listami pakowymi i kluczami. Sam sklep zostaje bez zmian.
    [few] { $name } i { $written } zamówienia znikną z tego komputera, wraz ze zdjęciami, listami pakowymi i kluczami. Sam sklep zostaje bez zmian.
   *[many] { $name } i { $written } zamówień zniknie z tego komputera, wraz ze zdjęciami, listami pakowymi i kluczami. Sam sklep zostaje bez zmian.
}
shop-removed = { $n ->
    [one] Usunięto { $name } z { $written } zamówieniem
   *[other] Usunięto { $name } z { $written } zamówieniami
}

# Sync health.
health-text = Co wczytano ze sklepów, a czego się nie dało.
health-orders = Zamówienia tutaj
health-checked = Ostatnio sprawdzono
health-activity = W tej chwili
health-notes = Notatki do pobrania
ago = { $ago } temu
since = Od { $at }.
retry-at = Następna próba { $at }.
retry-never = Następna próba, gdy coś się zmieni.
quarantined = { $n ->
    [one] Jednego wiersza nie da się odczytać
    [few] { $n } wierszy nie da się odczytać
   *[many] { $n } wierszy nie da się odczytać
}
quarantined-row = { $feed ->
    [orders] Zamówienie { $key }
    [trash] Usunięte zamówienie { $key }
    [refunds] Zwrot { $key }
    [products] Produkt { $key }
   *[other] { $feed } { $key }
}
tried = { $n ->
    [one] Jedna próba, { $at }
    [few] { $n } próby, ostatnia { $at }
   *[many] { $n } prób, ostatnia { $at }
}
unknown-statuses = Stany, których Shopbell nie zna
unknown-statuses-text = Są pokazane tak, jak nazywa je sklep; niczego się nie zgaduje.
findings = Znalezione przy kontroli
findings-none = Wszystko tutaj zgadza się ze sklepem.
finding-missing = Brakowało tutaj
finding-stale = Było tu nieaktualne
finding-silent = Zmienione w sklepie bez nowej daty
finding-deleted = Usunięte w sklepie
finding-trashed = W koszu sklepu
finding-refunds = Zwroty się różniły
finding-unknown-status = Ma nieznany stan
phase-connecting = Łączenie
phase-first-sync = Wczytywanie zamówień: { $done }
phase-first-sync-of = Wczytywanie zamówień: { $done } z { $total }
phase-checking = Szukanie zmian
phase-auditing = Kontrola: { $done }
phase-auditing-of = Kontrola: { $done } z { $total }
phase-idle = Czeka na zmiany
phase-waiting = Czeka, aż coś się zmieni
phase-waiting-until = Czeka do { $at }
phase-elsewhere = Wczytuje inny Shopbell
data-dir = Dane są w

# Settings.
settings-look = Wygląd
settings-bell = Dzwonek
settings-print = Listy pakowe
settings-window = Okno
language = Język
language-system = Systemowy ({ $name })
language-app = Jak w oknie
theme = Motyw
theme-system = Systemowy
theme-light = Jasny
theme-dark = Ciemny
hide-personal-data = Ukryj dane osobowe klientów
hide-personal-data-text = Nazwiska, adresy, e-maile i telefony zmienią się na ekranie w kropki. Listy pakowe drukują się w całości.
notify = Dzwoń przy nowych zamówieniach
notify-sound = Z dźwiękiem
notify-at-placement = Dzwoń od razu po złożeniu zamówienia
notify-at-placement-text = W przeciwnym razie dzwoni, gdy jest opłacone lub wstrzymane.
slip-language = Język list pakowych
close-to-tray = Działaj dalej po zamknięciu okna
close-to-tray-text = Dzwonek nadal dzwoni z zasobnika.
autostart = Uruchamiaj z komputerem
key-store-key-store = Klucze są w pęku kluczy systemu
key-store-file = Klucze są w zaszyfrowanym pliku
key-store-file-locked = Zaszyfrowany plik z kluczami jest zamknięty
key-store-unavailable = Pęk kluczy nie odpowiada

# Changing orders.
status = Stan
status-is = Stan: { $status }. Zmień
status-mails = e-mail
status-mails-named = { $label } (e-mail do klienta)
choose-status = Wybierz stan
change-status = Zmień stan
mark-paid = Oznacz jako opłacone
put-on-hold = Wstrzymaj
release-order = Wznów
confirm-for-customer = Potwierdź za klienta
ship = Wyślij
note = Notatka
write-note = Napisz notatkę
edit-addresses = Adresy i kontakt
edit-shipping-address = Zmień adres dostawy
edit-billing-address = Zmień adres rozliczeniowy i kontakt
edit-customer-note = Zmień uwagę klienta
edit-reference = Zmień numer własny
reference-label = Numer własny
send-email-again = Wyślij e-mail ponownie
send-email = Wyślij
send-email-to = Sklep wysyła go na adres { $to }.
send-email-none = Sklep nie oferuje e-maili do tego zamówienia.
cancel-order = Anuluj zamówienie
cancel-orders = Anuluj zamówienia
move-to-bin = Przenieś do kosza
restore-order = Przywróć z kosza
delete-for-good = Usuń na zawsze
delete-twice = { $what } i historia znikną ze sklepu i nikt ich nie przywróci. Usunąć na zawsze?
commands-change = Zmiany
keys-edit = Zmiany
undo-last = Cofnij ostatnią zmianę
undo-what = Cofnij: { $what }

# Notes.
note-placeholder = Napisz notatkę …
note-audience = Kto to czyta
note-for-us = Wewnętrzna
note-for-customer = Do klienta
note-mailed = Sklep wysyła to na adres { $to }.
note-mailed-many = { $n ->
    [one] Sklep wysyła to do jednego klienta.
    [few] Sklep wysyła to do klientów { $written } zamówień.
   *[many] Sklep wysyła to do klientów { $written } zamówień.
}
note-add = Dodaj notatkę
note-send = Wyślij do klienta

# Address form.
address = Adres
address-first-name = Imię
address-last-name = Nazwisko
address-company = Firma
address-line-1 = Ulica i numer
address-line-2 = Mieszkanie, piętro
address-postcode = Kod pocztowy
address-city = Miejscowość
address-region = Region
address-country = Kraj
address-phone = Telefon
address-email = E-mail
address-moved = Adres zmieniono tymczasem w sklepie. Zapisz ponownie, aby zastąpić go swoim:
text-moved = Zmieniono to tymczasem w sklepie. Zapisz ponownie, aby zastąpić to swoim tekstem:
changes = { $n ->
    [one] 1 zmiana
    [few] { $n } zmiany
   *[many] { $n } zmian
}

# Tracking.
add-tracking = Dodaj numer przesyłki
remove-tracking = Usuń { $number }
track-number = Numer przesyłki
track-carrier = Przewoźnik
track-link = Link
track-link-hint = Tylko gdy strona przewoźnika nie wystarcza.
track-ship = Ustaw też stan { $status }

# Refunds.
refund = Zwrot pieniędzy
refund-by = Co jest zwracane
refund-items = Pozycje
refund-amount = Kwota
refund-amount-in = Kwota ({ $currency })
refund-all = Wszystko, co zostało
refund-left-of = zostało { $left } z { $of }
refund-pieces = Liczba sztuk: { $name }
refund-restock = Przyjmij sztuki z powrotem na stan
refund-reason = Powód
refund-reason-hint = Klient może go zobaczyć.
refund-how = Jak
refund-record = Tylko zapis
refund-record-text = Pieniądze wracają inną drogą: sklep tylko to zapisuje.
refund-gateway = Przez { $method }
refund-left = Można jeszcze zwrócić
refund-sum = Ten zwrot
refund-after = Zostanie
refund-do-record = Zapisz zwrot { $amount }
refund-do-gateway = Zwróć teraz { $amount }
fewer = Mniej: { $what }
more = Więcej: { $what }

# Before a change.
notice = Klient
edit-agree = Tak, chcę tego
edit-yes = Tak, wykonaj
edit-go-on = Dalej
edit-do = { $n ->
    [one] Zmień zamówienie
    [few] Zmień { $written } zamówienia
   *[many] Zmień { $written } zamówień
}
edit-no-doubts = Nic nie stoi na przeszkodzie.
total-moves = Suma
orders-left-in = { $n ->
    [one] Pozostałe zamówienie zostanie zmienione.
    [few] Pozostałe { $written } zamówienia zostaną zmienione.
   *[many] Pozostałych { $written } zamówień zostanie zmienionych.
}
orders-left-out = { $n ->
    [one] Jedno zamówienie pominięto.
    [few] Pominięto { $written } zamówienia.
   *[many] Pominięto { $written } zamówień.
}

# After a change.
said-set-status = Ustawiono stan { $what }
said-mark-paid = Oznaczono jako opłacone
said-confirm-for-customer = Potwierdzono za klienta
said-add-note = { $audience ->
    [customer] Wiadomość do klienta
   *[internal] Dodano notatkę
}
said-set-reference = Zmieniono numer własny
said-set-customer-note = Zmieniono uwagę klienta
said-set-address = Zmieniono adres
said-set-phone = Zmieniono numer telefonu
said-set-email = Zmieniono adres e-mail
said-add-track = Dodano numer przesyłki { $what }
said-remove-track = Usunięto numer przesyłki { $what }
said-set-quantity = Ustawiono liczbę { $what }
said-refund = Zwrot { $what }
said-send-email = E-mail w drodze
said-trash = Przeniesiono do kosza
said-restore = Przywrócono z kosza
said-delete = Usunięto na zawsze
said-place-test-order = Zamówienie testowe w drodze
undone = Cofnięto: { $what }
undone-some = Cofnięto { $undone }, za późno na { $late }
too-late = Za późno, by cofnąć
too-late-text = Sklep już to ma albo jest to w drodze.
set-back = Przywróć stan { $status }
nothing-to-undo = Nie ma czego cofać

# Changes on their way.
edits-under-way = { $n ->
    [one] 1 zmiana w drodze
    [few] { $n } zmiany w drodze
   *[many] { $n } zmian w drodze
}
edits-need-you = { $n ->
    [one] 1 zmiana czeka na Ciebie
    [few] { $n } zmiany czekają na Ciebie
   *[many] { $n } zmian czeka na Ciebie
}
edit-goes-in = pójdzie za { $n } s
edit-held-back = wstrzymana
edit-moved-on = W międzyczasie sprawa poszła dalej
by-you = Ty
conflict-before = Przedtem
conflict-mine = Moje
conflict-theirs = W sklepie
set-mine-again = Ustaw moje ponownie
report-seen = Widziane
retry-now = Spróbuj teraz
retrying-now = Trwa ponowna próba
to-send = { $n ->
    [one] 1 do wysłania
    [few] { $written } do wysłania
   *[many] { $written } do wysłania
}
changes-wait = { $n ->
    [one] 1 zmiana czeka
    [few] { $written } zmiany czekają
   *[many] { $written } zmian czeka
}
shop-offline-since = { $name }: brak połączenia od { $at }
shops-offline-since = { $n ->
    [one] Jeden sklep bez połączenia od { $at }
    [few] { $n } sklepy bez połączenia od { $at }
   *[many] { $n } sklepów bez połączenia od { $at }
}

# Outbox.
outbox = Do wysłania
outbox-text = Zmiany, których jeszcze nie ma w sklepach.
outbox-asked = Czeka na Ciebie
outbox-going = W drodze
outbox-all-states = Wszystkie etapy
outbox-more = Pokaż więcej
outbox-empty = Wszystko wysłane
outbox-empty-text = Każda zmiana jest w swoim sklepie.
outbox-empty-filtered = Żadna zmiana nie pasuje.
outbox-pause = Wstrzymaj wysyłanie
outbox-resume = Wysyłaj dalej
outbox-paused = Wysyłanie zmian jest wstrzymane
outbox-paused-text = Wysyłanie zmian jest wstrzymane: są zapisane tutaj i trafią do sklepów, gdy je wznowisz.
batch-sent = Wysłano { $done } z { $total }
batch-open = Wyniki
batch-progress = Postęp
test-order = Złóż zamówienie testowe
test-order-text = Zamówienie we własnym sklepie, by usłyszeć dzwonek i wydrukować listę pakową.
