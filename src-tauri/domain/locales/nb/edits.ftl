# What a merchant changes about an order, where it stands, and what to do about it (.todo).
# Beside a code in the core stands one message here, with dashes for underscores.

# Kinds, as lists show them.
edit-kind-set-status = Endre status
edit-kind-mark-paid = Merk som betalt
edit-kind-confirm-for-customer = Bekreft for kunden
edit-kind-add-note = Legg til notat
edit-kind-set-reference = Endre referanse
edit-kind-set-customer-note = Endre melding fra kunden
edit-kind-set-address = Endre adresse
edit-kind-set-phone = Endre telefonnummer
edit-kind-set-email = Endre e-postadresse
edit-kind-add-track = Legg til sporingsnummer
edit-kind-remove-track = Fjern sporingsnummer
edit-kind-set-quantity = Endre antall
edit-kind-refund = Refundering
edit-kind-send-email = Send e-post
edit-kind-trash = Legg i papirkurven
edit-kind-restore = Hent fra papirkurven
edit-kind-delete = Slett for godt
edit-kind-place-test-order = Legg inn testordre

# States.
edit-state-pending = Venter
    .todo = Går til butikken av seg selv.
edit-state-sending = Sendes
    .todo = Er på vei til butikken.
edit-state-checking = Sjekkes
    .todo = Butikkens svar gikk tapt. Shopbell ser etter om endringen kom fram før den fortsetter.
edit-state-asks = Trenger ditt ja
    .todo = Se hva som er endret, og send likevel eller gi den opp.
edit-state-conflict = Konflikt
    .todo = Butikken har en annen verdi nå. Behold din, ta butikkens, eller endre den.
edit-state-failed = Mislyktes
    .todo = Rett den, prøv igjen, eller gi den opp.
edit-state-unsure = Usikkert
    .todo = Se i butikkens kontrollpanel om det skjedde, og si det her.
edit-state-settled = Ferdig
    .todo = Ingenting å gjøre.
edit-state-dropped = Ikke utført
    .todo = Ingenting å gjøre. Legg den inn på nytt om den fortsatt trengs.

# Questions before it goes.
edit-question-late = Har ventet i mer enn et døgn
    .todo = Send bare hvis det fortsatt stemmer.
edit-question-cancelled = Ordren ble kansellert i mellomtiden
    .todo = Send likevel, eller gi den opp.
edit-question-refunded = I mellomtiden gikk refundert beløp fra { $before } til { $after }
    .todo = Se hva som gjenstår, og send likevel, endre eller gi den opp.
edit-question-total = I mellomtiden gikk ordrens sum fra { $before } til { $after }
    .todo = Se over beløpene, og send likevel, endre eller gi den opp.
edit-question-status = I mellomtiden gikk ordrens status fra «{ $before }» til «{ $after }»
    .todo = Se på ordren, og send likevel eller gi den opp.
edit-question-paid = Ordren ble betalt i mellomtiden
    .todo = Summen ville avvike fra det som er betalt. Send likevel, endre eller gi den opp.
edit-question-trashed = Ordren ble lagt i papirkurven i mellomtiden
    .todo = Send likevel, eller gi den opp. En ny status henter ordren fra papirkurven.

# Doubts before it is entered.
edit-doubt-no-such-status = Butikken har ingen slik status.
edit-doubt-not-supported = Denne butikken lar ikke programmer gjøre dette.
edit-doubt-says-paid = Ordren er ikke betalt, men denne statusen forteller kunden at den er det.
edit-doubt-shop-mails = Butikken varsler kunden på e-post.
edit-doubt-cannot-be-silenced = Butikken varsler kunden på e-post, og det kan ikke slås av.
edit-doubt-cannot-tell = Butikken varsler ikke kunden om dette. Send en melding hvis kunden skal vite det.
edit-doubt-moves-tax = Butikken kan regne ut mva. og sum på nytt.
edit-doubt-total-of-paid = Ordren er betalt: summen kan avvike fra det som er betalt.
edit-doubt-too-much = Mer enn det som er igjen: { $left } kan fortsatt refunderes.
edit-doubt-nothing = Ingenting ville bli refundert.
edit-doubt-too-many-pieces = Flere enn det er igjen på denne varelinjen.
edit-doubt-moves-money = Betalingsleverandøren sender pengene tilbake med en gang.
edit-doubt-refunds-rest = Butikken fører alt som er igjen som refundert. Ingen penger sendes tilbake.
edit-doubt-final = Butikken sletter ordren for godt. Det kan ikke angres.
edit-doubt-trashed = Ordren ligger i papirkurven.
edit-doubt-empty = Noe mangler eller er ikke gyldig.
edit-doubt-no-such-line = Ordren har ikke denne varelinjen.

# What it came to, or why it waits.
edit-outcome-retrying = { $fault }. Det prøves igjen av seg selv.
edit-outcome-lost = Svaret gikk tapt: { $fault }
edit-outcome-failed = Ikke utført: { $fault }
edit-outcome-impossible = Ordren slik den er nå, tillater det ikke
edit-outcome-conflict = { $field }: endret her og i butikken
edit-outcome-asks = Venter på ditt svar
edit-outcome-unsure = Kan ha skjedd, kanskje ikke: { $fault }
edit-outcome-done = Utført i butikken
edit-outcome-already = Var slik i butikken fra før
edit-outcome-replaced = { $field }: lagret, deretter endret i butikken
edit-outcome-superseded = Erstattet av en senere endring
edit-outcome-undone = Angret
edit-outcome-given-up = Gitt opp
edit-outcome-said-done = Du sa at det skjedde

# Answers.
edit-answer-approve = Send likevel
edit-answer-retry = Prøv igjen
edit-answer-give-up = Gi opp
edit-answer-keep-mine = Behold min
edit-answer-take-theirs = Ta butikkens
edit-answer-said-done = Det skjedde
edit-answer-change = Endre

# Fields.
edit-field-status = Status
edit-field-paid = Betalt
edit-field-presence = Plassering
edit-field-address = { $side ->
    [billing] Fakturaadresse
    [shipping] Leveringsadresse
   *[other] Adresse
}
edit-field-phone = { $side ->
    [billing] Telefon (faktura)
    [shipping] Telefon (levering)
   *[other] Telefon
}
edit-field-email = E-postadresse
edit-field-customer-note = Melding fra kunden
edit-field-reference = Referanse
edit-field-quantity = Antall
edit-field-track = Sporingsnummer
edit-field-refunded = Refundert

# Values of fields that have no text of their own.
edit-value-there = Ikke i papirkurven
edit-value-trashed = I papirkurven
edit-value-gone = Slettet for godt
edit-value-yes = Ja
edit-value-no = Nei

# Whether the customer is told.
edit-notice-tell = Varsle kunden
edit-notice-quiet = Ikke varsle kunden
edit-notice-shop-decides = Slik butikken bestemmer
