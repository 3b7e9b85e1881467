# The packing slip, on paper: short labels, read at arm's length.
slip-title = Bordereau de livraison
slip-order = Commande
slip-ordered = Commandé le
slip-shipping = Livraison
slip-payment = Paiement
slip-weight = Poids
slip-ship-to = Adresse de livraison
slip-bill-to = Adresse de facturation
slip-no-address = Pas d’adresse
slip-pieces = Pièces
slip-quantity = Qté
slip-sku = UGS
slip-item = Article
slip-bin = Casier
slip-amount = Montant
slip-note = Note du client
slip-page = Page { $page } sur { $pages }
# Pieces ordered less pieces refunded; beside it stands what is left to pack.
slip-refunded-pieces = { $ordered } − { $refunded } remboursé
slip-refunded-amount = { $amount } remboursés sans préciser d’article : vérifiez avant d’emballer
slip-thanks = Merci pour votre commande. Une question ? { $contact }
slip-no-items = Aucun article dans cette commande
slip-cancelled = Annulée : ne pas emballer
slip-deleted = Supprimée dans la boutique : ne pas emballer
slip-sum-items = Articles
slip-sum-fees = Frais
slip-sum-tax = TVA
slip-sum-tax-included = Dont TVA
slip-sum-total = Total
slip-sum-refunded = Remboursé
# Dates: day and year are numbers written out; months as they stand in a date.
slip-date = { $day ->
    [1] 1er
   *[other] { $day }
 } { $month } { $year }
slip-month-1 = janvier
slip-month-2 = février
slip-month-3 = mars
slip-month-4 = avril
slip-month-5 = mai
slip-month-6 = juin
slip-month-7 = juillet
slip-month-8 = août
slip-month-9 = septembre
slip-month-10 = octobre
slip-month-11 = novembre
slip-month-12 = décembre
