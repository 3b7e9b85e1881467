# What a merchant changes about an order, where it stands, and what to do about it (.todo).
# Beside a code in the core stands one message here, with dashes for underscores.

# Kinds, as lists show them.
edit-kind-set-status = Modifier l’état
edit-kind-mark-paid = Marquer comme payée
edit-kind-confirm-for-customer = Confirmer pour le client
edit-kind-add-note = Ajouter une note
edit-kind-set-reference = Modifier la référence
edit-kind-set-customer-note = Modifier la note du client
edit-kind-set-address = Modifier l’adresse
edit-kind-set-phone = Modifier le téléphone
edit-kind-set-email = Modifier l’adresse e-mail
edit-kind-add-track = Ajouter un numéro de suivi
edit-kind-remove-track = Retirer le numéro de suivi
edit-kind-set-quantity = Modifier la quantité
edit-kind-refund = Remboursement
edit-kind-send-email = Envoyer un e-mail
edit-kind-trash = Mettre à la corbeille
edit-kind-restore = Sortir de la corbeille
edit-kind-delete = Supprimer définitivement
edit-kind-place-test-order = Créer une commande test

# States.
edit-state-pending = En attente
    .todo = Part de lui-même vers la boutique.
edit-state-sending = Envoi en cours
    .todo = En route vers la boutique.
edit-state-checking = Vérification
    .todo = La réponse de la boutique s’est perdue. Shopbell vérifie si la modification est arrivée avant de continuer.
edit-state-asks = Attend votre accord
    .todo = Regardez ce qui a changé, puis envoyez quand même ou renoncez.
edit-state-conflict = Conflit
    .todo = La boutique a une autre valeur entre-temps. Gardez la vôtre, prenez celle de la boutique ou modifiez.
edit-state-failed = Échec
    .todo = Corrigez, réessayez ou renoncez.
edit-state-unsure = Incertain
    .todo = Regardez dans la gestion de la boutique si cela a eu lieu, puis indiquez-le ici.
edit-state-settled = Fait
    .todo = Rien à faire.
edit-state-dropped = Non effectué
    .todo = Rien à faire. Saisissez-le à nouveau s’il le faut encore.

# Questions before it goes.
edit-question-late = Attend depuis plus d’un jour
    .todo = N’envoyez que si c’est toujours juste.
edit-question-cancelled = La commande a été annulée entre-temps
    .todo = Envoyez quand même ou renoncez.
edit-question-refunded = Entre-temps, le montant remboursé est passé de { $before } à { $after }
    .todo = Vérifiez ce qui reste à faire, puis envoyez quand même, modifiez ou renoncez.
edit-question-total = Entre-temps, le total de la commande est passé de { $before } à { $after }
    .todo = Vérifiez les montants, puis envoyez quand même, modifiez ou renoncez.
edit-question-status = Entre-temps, l’état de la commande est passé de « { $before } » à « { $after } »
    .todo = Regardez la commande, puis envoyez quand même ou renoncez.
edit-question-paid = La commande a été payée entre-temps
    .todo = Son total ne correspondrait plus au paiement. Envoyez quand même, modifiez ou renoncez.
edit-question-trashed = La commande a été mise à la corbeille entre-temps
    .todo = Envoyez quand même ou renoncez. Un nouvel état sort la commande de la corbeille.

# Doubts before it is entered.
edit-doubt-no-such-status = La boutique n’a pas cet état.
edit-doubt-not-supported = Cette boutique ne le permet pas aux programmes.
edit-doubt-says-paid = La commande n’est pas payée, mais cet état annonce au client que son paiement est effectif.
edit-doubt-shop-mails = La boutique en informe le client par e-mail.
edit-doubt-cannot-be-silenced = La boutique en informe le client par e-mail et on ne peut pas l’en empêcher.
edit-doubt-cannot-tell = La boutique n’en informe pas le client. Envoyez un message s’il doit le savoir.
edit-doubt-moves-tax = La boutique peut recalculer la TVA et le total.
edit-doubt-total-of-paid = La commande est payée : son total peut ne plus correspondre au paiement.
edit-doubt-too-much = Plus que ce qui reste : on peut encore rembourser { $left }.
edit-doubt-nothing = Rien ne serait remboursé.
edit-doubt-too-many-pieces = Plus de pièces qu’il n’en reste sur cette ligne.
edit-doubt-moves-money = Le fournisseur de paiement renvoie l’argent aussitôt.
edit-doubt-refunds-rest = La boutique enregistre tout le reste comme remboursé. Aucun argent n’est renvoyé.
edit-doubt-final = La boutique la supprime définitivement, sans retour possible.
edit-doubt-trashed = La commande est dans la corbeille.
edit-doubt-empty = Il manque quelque chose, ou ce n’est pas valable.
edit-doubt-no-such-line = La commande n’a pas cette ligne.

# What it came to, or why it waits.
edit-outcome-retrying = { $fault }. Un nouvel essai suivra de lui-même.
edit-outcome-lost = La réponse s’est perdue : { $fault }
edit-outcome-failed = Non effectué : { $fault }
edit-outcome-impossible = La commande, telle qu’elle est devenue, ne le permet pas
edit-outcome-conflict = { $field } : modifié ici et dans la boutique
edit-outcome-asks = Attend votre réponse
edit-outcome-unsure = On ne sait pas si cela a eu lieu : { $fault }
edit-outcome-done = Fait dans la boutique
edit-outcome-already = C’était déjà ainsi dans la boutique
edit-outcome-replaced = { $field } : enregistré, puis modifié dans la boutique
edit-outcome-superseded = Remplacé par une modification ultérieure
edit-outcome-undone = Annulé
edit-outcome-given-up = Abandonné
edit-outcome-said-done = Vous avez indiqué que cela a eu lieu

# Answers.
edit-answer-approve = Envoyer quand même
edit-answer-retry = Réessayer
edit-answer-give-up = Renoncer
edit-answer-keep-mine = Garder la mienne
edit-answer-take-theirs = Prendre celle de la boutique
edit-answer-said-done = Cela a eu lieu
edit-answer-change = Modifier

# Fields.
edit-field-status = État
edit-field-paid = Payée
edit-field-presence = Emplacement
edit-field-address = { $side ->
    [billing] Adresse de facturation
    [shipping] Adresse de livraison
   *[other] Adresse
}
edit-field-phone = { $side ->
    [billing] Téléphone (facturation)
    [shipping] Téléphone (livraison)
   *[other] Téléphone
}
edit-field-email = Adresse e-mail
edit-field-customer-note = Note du client
edit-field-reference = Référence
edit-field-quantity = Quantité
edit-field-track = Numéro de suivi
edit-field-refunded = Remboursé

# Values of fields that have no text of their own.
edit-value-there = Hors de la corbeille
edit-value-trashed = Dans la corbeille
edit-value-gone = Supprimée définitivement
edit-value-yes = Oui
edit-value-no = Non

# Whether the customer is told.
edit-notice-tell = Informer le client
edit-notice-quiet = Ne pas informer le client
edit-notice-shop-decides = Selon les réglages de la boutique
