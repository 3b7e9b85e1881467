# What a merchant changes about an order, where it stands, and what to do about it (.todo).
# Beside a code in the core stands one message here, with dashes for underscores.

# Kinds, as lists show them.
edit-kind-set-status = Status instellen
edit-kind-mark-paid = Als betaald markeren
edit-kind-confirm-for-customer = Bevestigen namens de klant
edit-kind-add-note = Notitie toevoegen
edit-kind-set-reference = Kenmerk wijzigen
edit-kind-set-customer-note = Opmerking van de klant wijzigen
edit-kind-set-address = Adres wijzigen
edit-kind-set-phone = Telefoonnummer wijzigen
edit-kind-set-email = E-mailadres wijzigen
edit-kind-add-track = Track & trace toevoegen
edit-kind-remove-track = Track & trace verwijderen
edit-kind-set-quantity = Aantal wijzigen
edit-kind-refund = Terugbetaling
edit-kind-send-email = E-mail sturen
edit-kind-trash = Naar de prullenbak
edit-kind-restore = Terugzetten uit de prullenbak
edit-kind-delete = Definitief verwijderen
edit-kind-place-test-order = Testbestelling plaatsen

# States.
edit-state-pending = Wacht
    .todo = Gaat vanzelf naar de winkel.
edit-state-sending = Wordt verzonden
    .todo = Is onderweg naar de winkel.
edit-state-checking = Wordt nagekeken
    .todo = Het antwoord van de winkel ging verloren. Shopbell kijkt of de wijziging aankwam voor het verder gaat.
edit-state-asks = Vraagt je akkoord
    .todo = Kijk wat er is gewijzigd en verstuur het dan toch, of zie ervan af.
edit-state-conflict = Conflict
    .todo = De winkel heeft intussen een andere waarde. Houd die van jou, neem die van de winkel, of wijzig het.
edit-state-failed = Mislukt
    .todo = Verbeter het, probeer het opnieuw, of zie ervan af.
edit-state-unsure = Onzeker
    .todo = Kijk in het beheer van de winkel of het is gebeurd en zeg dat hier.
edit-state-settled = Klaar
    .todo = Niets te doen.
edit-state-dropped = Niet uitgevoerd
    .todo = Niets te doen. Voer het opnieuw in als het nog nodig is.

# Questions before it goes.
edit-question-late = Wacht al langer dan een dag
    .todo = Verstuur het alleen als het nog klopt.
edit-question-cancelled = De bestelling is intussen geannuleerd
    .todo = Verstuur het toch, of zie ervan af.
edit-question-refunded = Intussen ging het terugbetaalde bedrag van { $before } naar { $after }
    .todo = Kijk wat er nog moet gebeuren en verstuur het dan toch, wijzig het of zie ervan af.
edit-question-total = Intussen ging het totaal van de bestelling van { $before } naar { $after }
    .todo = Controleer de bedragen en verstuur het dan toch, wijzig het of zie ervan af.
edit-question-status = Intussen ging de status van de bestelling van “{ $before }” naar “{ $after }”
    .todo = Bekijk de bestelling en verstuur het dan toch, of zie ervan af.
edit-question-paid = De bestelling is intussen betaald
    .todo = Het totaal zou afwijken van wat er is betaald. Verstuur het toch, wijzig het of zie ervan af.
edit-question-trashed = De bestelling ligt intussen in de prullenbak
    .todo = Verstuur het toch, of zie ervan af. Een status haalt de bestelling uit de prullenbak.

# Doubts before it is entered.
edit-doubt-no-such-status = De winkel heeft deze status niet.
edit-doubt-not-supported = Deze winkel laat dit niet door programma’s doen.
edit-doubt-says-paid = De bestelling is niet betaald, maar deze status meldt de klant van wel.
edit-doubt-shop-mails = De winkel mailt de klant hierover.
edit-doubt-cannot-be-silenced = De winkel mailt de klant hierover en dat is niet tegen te houden.
edit-doubt-cannot-tell = De winkel mailt de klant hier niet over. Stuur een bericht als de klant het moet weten.
edit-doubt-moves-tax = De winkel kan btw en totaal opnieuw berekenen.
edit-doubt-total-of-paid = De bestelling is betaald: het totaal kan afwijken van wat er is betaald.
edit-doubt-too-much = Meer dan er over is: er kan nog { $left } worden terugbetaald.
edit-doubt-nothing = Er zou niets worden terugbetaald.
edit-doubt-too-many-pieces = Meer stuks dan er op deze orderregel over zijn.
edit-doubt-moves-money = De betalingsprovider stuurt het geld meteen terug.
edit-doubt-refunds-rest = De winkel boekt alles wat over is als terugbetaald. Er wordt geen geld teruggestuurd.
edit-doubt-final = De winkel verwijdert de bestelling definitief. Dat is niet terug te draaien.
edit-doubt-trashed = De bestelling ligt in de prullenbak.
edit-doubt-empty = Er ontbreekt iets of het is niet geldig.
edit-doubt-no-such-line = De bestelling heeft deze orderregel niet.

# What it came to, or why it waits.
edit-outcome-retrying = { $fault }. Het wordt vanzelf opnieuw geprobeerd.
edit-outcome-lost = Het antwoord ging verloren: { $fault }
edit-outcome-failed = Niet uitgevoerd: { $fault }
edit-outcome-impossible = Met de bestelling zoals ze nu is, kan dit niet
edit-outcome-conflict = { $field }: hier én in de winkel gewijzigd
edit-outcome-asks = Wacht op je antwoord
edit-outcome-unsure = Misschien wel, misschien niet gebeurd: { $fault }
edit-outcome-done = Gedaan in de winkel
edit-outcome-already = Stond al zo in de winkel
edit-outcome-replaced = { $field }: ingesteld, daarna in de winkel gewijzigd
edit-outcome-superseded = Vervangen door een latere wijziging
edit-outcome-undone = Ongedaan gemaakt
edit-outcome-given-up = Van afgezien
edit-outcome-said-done = Je zei dat het is gebeurd

# Answers.
edit-answer-approve = Toch versturen
edit-answer-retry = Opnieuw proberen
edit-answer-give-up = Ervan afzien
edit-answer-keep-mine = Die van mij houden
edit-answer-take-theirs = Die van de winkel nemen
edit-answer-said-done = Het is gebeurd
edit-answer-change = Wijzigen

# Fields.
edit-field-status = Status
edit-field-paid = Betaald
edit-field-presence = Plaats
edit-field-address = { $side ->
    [billing] Factuuradres
    [shipping] Verzendadres
   *[other] Adres
}
edit-field-phone = { $side ->
    [billing] Telefoon (factuur)
    [shipping] Telefoon (verzending)
   *[other] Telefoon
}
edit-field-email = E-mailadres
edit-field-customer-note = Opmerking van de klant
edit-field-reference = Kenmerk
edit-field-quantity = Aantal
edit-field-track = Track & trace
edit-field-refunded = Terugbetaald

# Values of fields that have no text of their own.
edit-value-there = Niet in de prullenbak
edit-value-trashed = In de prullenbak
edit-value-gone = Definitief verwijderd
edit-value-yes = Ja
edit-value-no = Nee

# Whether the customer is told.
edit-notice-tell = De klant op de hoogte brengen
edit-notice-quiet = De klant niet op de hoogte brengen
edit-notice-shop-decides = Zoals de winkel beslist
