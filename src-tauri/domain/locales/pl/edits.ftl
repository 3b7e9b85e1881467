# What a merchant changes about an order, where it stands, and what to do about it (.todo).
# Beside a code in the core stands one message here, with dashes for underscores.

# Kinds, as lists show them.
edit-kind-set-status = Zmiana stanu
edit-kind-mark-paid = Oznaczenie jako opłacone
edit-kind-confirm-for-customer = Potwierdzenie za klienta
edit-kind-add-note = Nowa notatka
edit-kind-set-reference = Zmiana numeru własnego
edit-kind-set-customer-note = Zmiana uwagi klienta
edit-kind-set-address = Zmiana adresu
edit-kind-set-phone = Zmiana numeru telefonu
edit-kind-set-email = Zmiana adresu e-mail
edit-kind-add-track = Nowy numer przesyłki
edit-kind-remove-track = Usunięcie numeru przesyłki
edit-kind-set-quantity = Zmiana liczby sztuk
edit-kind-refund = Zwrot pieniędzy
edit-kind-send-email = Wysłanie e-maila
edit-kind-trash = Przeniesienie do kosza
edit-kind-restore = Przywrócenie z kosza
edit-kind-delete = Usunięcie na zawsze
edit-kind-place-test-order = Zamówienie testowe

# States.
edit-state-pending = Czeka
    .todo = Samo trafi do sklepu.
edit-state-sending = Wysyłanie
    .todo = Jest w drodze do sklepu.
edit-state-checking = Sprawdzanie
    .todo = Odpowiedź sklepu zaginęła. Zanim pójdzie dalej, Shopbell sprawdza, czy zmiana dotarła.
edit-state-asks = Czeka na Twoją zgodę
    .todo = Zobacz, co się zmieniło, potem mimo to wyślij albo zrezygnuj.
edit-state-conflict = Konflikt
    .todo = Sklep ma już inną wartość. Zachowaj swoją, przyjmij wartość sklepu albo zmień.
edit-state-failed = Nie udało się
    .todo = Popraw, spróbuj ponownie albo zrezygnuj.
edit-state-unsure = Niepewne
    .todo = Sprawdź w panelu sklepu, czy to się stało, i zaznacz to tutaj.
edit-state-settled = Gotowe
    .todo = Nic do zrobienia.
edit-state-dropped = Niewykonane
    .todo = Nic do zrobienia. Wpisz ponownie, jeśli nadal jest potrzebne.

# Questions before it goes.
edit-question-late = Czeka już ponad dobę
    .todo = Wyślij tylko, jeśli nadal jest aktualne.
edit-question-cancelled = Zamówienie zostało tymczasem anulowane
    .todo = Wyślij mimo to albo zrezygnuj.
edit-question-refunded = Tymczasem kwota zwrotów zmieniła się z { $before } na { $after }
    .todo = Sprawdź, co jeszcze zostało do zrobienia, potem mimo to wyślij, zmień albo zrezygnuj.
edit-question-total = Tymczasem suma zamówienia zmieniła się z { $before } na { $after }
    .todo = Sprawdź kwoty, potem mimo to wyślij, zmień albo zrezygnuj.
edit-question-status = Tymczasem stan zamówienia zmienił się z „{ $before }” na „{ $after }”
    .todo = Obejrzyj zamówienie, potem mimo to wyślij albo zrezygnuj.
edit-question-paid = Zamówienie zostało tymczasem opłacone
    .todo = Suma różniłaby się od wpłaconej kwoty. Wyślij mimo to, zmień albo zrezygnuj.
edit-question-trashed = Zamówienie trafiło tymczasem do kosza
    .todo = Wyślij mimo to albo zrezygnuj. Nadanie stanu wyjmuje zamówienie z kosza.

# Doubts before it is entered.
edit-doubt-no-such-status = Sklep nie ma takiego stanu.
edit-doubt-not-supported = Ten sklep nie pozwala na to programom.
edit-doubt-says-paid = Zamówienie nie jest opłacone, a ten stan powie klientowi, że jest.
edit-doubt-shop-mails = Sklep wyśle o tym klientowi e-mail.
edit-doubt-cannot-be-silenced = Sklep wyśle o tym klientowi e-mail i nie da się tego powstrzymać.
edit-doubt-cannot-tell = Sklep nie wysyła o tym klientowi e-maila. Jeśli ma wiedzieć, wyślij wiadomość.
edit-doubt-moves-tax = Sklep może na nowo obliczyć podatek i sumę.
edit-doubt-total-of-paid = Zamówienie jest opłacone: suma może różnić się od wpłaconej kwoty.
edit-doubt-too-much = Więcej, niż zostało: można jeszcze zwrócić { $left }.
edit-doubt-nothing = Nic nie zostałoby zwrócone.
edit-doubt-too-many-pieces = Więcej sztuk, niż zostało w tej pozycji.
edit-doubt-moves-money = Operator płatności od razu zwróci pieniądze.
edit-doubt-refunds-rest = Sklep zaksięguje całą resztę jako zwróconą. Pieniądze nie zostaną odesłane.
edit-doubt-final = Sklep usunie zamówienie na zawsze. Nie da się tego cofnąć.
edit-doubt-trashed = Zamówienie jest w koszu.
edit-doubt-empty = Czegoś brakuje albo coś jest nieprawidłowe.
edit-doubt-no-such-line = Zamówienie nie ma tej pozycji.

# What it came to, or why it waits.
edit-outcome-retrying = { $fault }. Ponowna próba nastąpi samoczynnie.
edit-outcome-lost = Odpowiedź zaginęła: { $fault }
edit-outcome-failed = Nie wykonano: { $fault }
edit-outcome-impossible = Obecny stan zamówienia na to nie pozwala
edit-outcome-conflict = { $field }: zmienione tutaj i w sklepie
edit-outcome-asks = Czeka na Twoją odpowiedź
edit-outcome-unsure = Nie wiadomo, czy się stało: { $fault }
edit-outcome-done = Wykonano w sklepie
edit-outcome-already = W sklepie już tak było
edit-outcome-replaced = { $field }: ustawione, potem zmienione w sklepie
edit-outcome-superseded = Zastąpione późniejszą zmianą
edit-outcome-undone = Cofnięte
edit-outcome-given-up = Zrezygnowano
edit-outcome-said-done = Według Ciebie to się stało

# Answers.
edit-answer-approve = Wyślij mimo to
edit-answer-retry = Spróbuj ponownie
edit-answer-give-up = Zrezygnuj
edit-answer-keep-mine = Zachowaj moje
edit-answer-take-theirs = Przyjmij ze sklepu
edit-answer-said-done = To się stało
edit-answer-change = Zmień

# Fields.
edit-field-status = Stan
edit-field-paid = Opłacone
edit-field-presence = Miejsce
edit-field-address = { $side ->
    [billing] Adres rozliczeniowy
    [shipping] Adres dostawy
   *[other] Adres
}
edit-field-phone = { $side ->
    [billing] Telefon (rozliczenie)
    [shipping] Telefon (dostawa)
   *[other] Telefon
}
edit-field-email = Adres e-mail
edit-field-customer-note = Uwaga klienta
edit-field-reference = Numer własny
edit-field-quantity = Liczba sztuk
edit-field-track = Numer przesyłki
edit-field-refunded = Zwrócono

# Values of fields that have no text of their own.
edit-value-there = Poza koszem
edit-value-trashed = W koszu
edit-value-gone = Usunięte na zawsze
edit-value-yes = Tak
edit-value-no = Nie

# Whether the customer is told.
edit-notice-tell = Powiadom klienta
edit-notice-quiet = Nie powiadamiaj klienta
edit-notice-shop-decides = Według ustawień sklepu
