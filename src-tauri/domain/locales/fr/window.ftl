# The window.
# Numbers that only choose a plural form come with their written form beside them.

sidebar = Vues et boutiques
orders = Commandes
order = Commande
order-details = Détails de la commande
close = Fermer
cancel = Annuler
save = Enregistrer
delete = Supprimer
try-again = Réessayer
loading = Chargement
show-hidden = Masqué. Afficher
menu = Menu

# Times.
time-now = à l’instant
time-seconds = { $n } s
time-minutes = { $n } min
time-hours = { $n } h
time-days = { $n } j
time-today = aujourd’hui { $time }
time-yesterday = hier { $time }
day-today = aujourd’hui
day-yesterday = hier
ordinal = { $form ->
    [one] { $n }re
   *[other] { $n }e
}

# Side bar.
my-views = Mes vues
my-views-empty = Enregistrez une recherche pour la garder ici.
view-actions = Actions de la vue
edit-view = Modifier la vue
delete-view = Supprimer la vue
shops = Boutiques
all-shops = Toutes les boutiques
add-shop = Connecter une boutique
last-checked = Dernière vérification { $at }
not-checked-yet = Pas encore vérifié
checked-ago = Vérifié il y a { $ago }
offline-since = Hors ligne depuis { $at }
first-sync = Lecture des commandes : { $done }
first-sync-of = Lecture des commandes : { $done } sur { $total }
first-sync-label = Lecture des commandes de la boutique
first-sync-text = Les plus récentes d’abord. Vous pouvez commencer dès qu’elles apparaissent.
shops-in-trouble = { $n ->
    [one] Une boutique demande votre attention
   *[other] { $n } boutiques demandent votre attention
}
rows-unreadable = { $n ->
    [one] Une commande est illisible
   *[other] { $n } commandes sont illisibles
}
check-now = Vérifier maintenant
checking-now = Vérification des boutiques en cours
open-health = Synchronisation
open-settings = Réglages
open-shops = Gérer les boutiques
open-shortcuts = Raccourcis clavier

# Search.
search = Chercher des commandes
search-placeholder = Nom, numéro, SKU, adresse …
search-help = Mots de recherche
search-help-intro = Les mots comptent dès leur début, dans n’importe quel ordre, avec ou sans accents. Un moins devant exclut.
search-unreadable = Cette recherche est illisible :
clear-search = Effacer la recherche
save-view = Enregistrer comme vue
token-status = Un état de la boutique ou de Shopbell
token-paid = Payé : yes ou no
token-country = Pays de livraison
token-shop = Boutique, par ses lettres ou son nom
token-total = Total supérieur ; aussi < et =
token-date = 7 derniers jours ; aussi today, 2026-11, >24h
token-not = Tout sauf cela
token-phrase = Mots qui se suivent
palette = Toutes les actions

# List.
orders-count = { $n ->
    [one] { $written } commande
   *[other] { $written } commandes
}
unseen-count = { $n ->
    [one] { $n } nouvelle
   *[other] { $n } nouvelles
}
today-sum = aujourd’hui { $sum }
new-above = { $n ->
    [one] 1 nouvelle commande
   *[other] { $n } nouvelles commandes
}
new-order = Nouvelle
newest-first = Récentes d’abord
oldest-first = Anciennes d’abord
columns = Colonnes
columns-text = Ce que la liste montre, et dans quel ordre.
column-marks = Boutique et sélection
column-number = Numéro
column-code = Code de commande
column-customer = Client
column-status = État
column-place = Lieu
column-shipping = Livraison
column-pieces = Pcs
column-total = Total
column-placed = Passée
column-modified = Modifiée
move-up = Monter
move-down = Descendre
sort-placed-at = Date de commande
sort-modified-at = Date de modification
sort-number = Numéro
sort-customer = Client
sort-status = État
sort-total = Total
sort-pieces = Pièces
sort-place = Lieu
sort-shipping = Livraison
sort-ascending = Croissant
sort-descending = Décroissant
select-row = Sélectionner
has-note = Note du client
printed = Bordereau imprimé
status-native = { $label } ({ $code })
nothing-found = Rien trouvé
nothing-found-text = Aucune commande ne contient tous ces mots.
view-empty = Rien ici
view-empty-text = Les commandes apparaissent d’elles-mêmes dès qu’il y en a.
bulk = Commandes sélectionnées
ticked = { $n ->
    [one] { $written } sélectionnée
   *[other] { $written } sélectionnées
}
tick-all = Tout sélectionner ({ $written })
untick-all = Effacer la sélection
copy-numbers = Copier les numéros
copied-numbers = { $n ->
    [one] Numéro copié
   *[other] { $n } numéros copiés
}
print-slips = Imprimer les bordereaux

# Order.
no-order = Aucune commande ouverte
no-order-text = Choisissez-en une dans la liste ou avec les flèches.
print-slip = Imprimer le bordereau
previous-order = Commande précédente
next-order = Commande suivante
more-actions = Autres actions
close-order = Retour à la liste
copy-number = Copier le numéro
copied-number = { $text } copié
copy-code = Copier le code de commande
copied-code = { $text } copié
slip-open = Ouvrir le bordereau
slip-save = Enregistrer le bordereau en PDF
saved-to = Enregistré dans { $to }
open-in-shop = Ouvrir dans la gestion de la boutique
customer-orders = Commandes de ce client
read-again = Relire depuis la boutique
read-from-shop = Relu depuis la boutique
status-unknown = Shopbell ne connaît pas l’état « { $code } » de la boutique. La commande est montrée telle qu’elle a été envoyée.
ship-to = Adresse de livraison
bill-to = Adresse de facturation
contact = Contact
no-address = Rien à expédier
copy-address = Copier l’adresse
copy-email = Copier l’e-mail
copy-phone = Copier le téléphone
copy-transaction = Copier la référence de paiement
copy-tracking = Copier le numéro de suivi
first-order = Première commande
nth-order = { $nth } commande
items = Articles
items-sum = { $products ->
    [one] { $products } produit
   *[other] { $products } produits
}, { $pieces ->
    [one] { $written } pièce
   *[other] { $written } pièces
}
no-items = Cette commande n’a pas d’articles.
stock = { $stock } en stock
stock-short = { $n ->
    [0] rupture de stock
   *[other] seulement { $stock } en stock
}
pieces-refunded = { $n ->
    [one] { $written } remboursée
   *[other] { $written } remboursées
}
money-subtotal = Sous-total
money-discount = Réduction{ $has ->
    [yes] , { $detail }
   *[no] {""}
}
money-discount-included = dont réduction{ $has ->
    [yes] , { $detail }
   *[no] {""}
}
money-shipping = Livraison{ $has ->
    [yes] , { $detail }
   *[no] {""}
}
money-fee = { $has ->
    [yes] { $detail }
   *[no] Frais
}
money-tax = { $has ->
    [yes] { $detail }
   *[no] Taxe
}
money-tax-included = dont { $has ->
    [yes] { $detail }
   *[no] taxe
}
money-total = Total
money-refunded = Remboursé
money-net = Net
payment = Paiement
shipping = Livraison
reference = Référence { $text }
customer-note = Note du client
timeline = Historique
notes-pending = Notes pas encore récupérées
native-fields = { $n ->
    [one] { $n } autre champ de la boutique
   *[other] { $n } autres champs de la boutique
}
read-at = Lu depuis la boutique { $at }
note-internal = Note interne
note-to-customer = Message au client
note-system = Boutique
event-placed = Commande reçue
event-paid = Payée par { $method }
event-paid-plain = Payée
event-completed = Terminée
event-refunded = Remboursée
event-tracked = Colis expédié
event-first-seen = Vue ici pour la première fois
event-status = État modifié
event-rang = La cloche a sonné
event-printed = { $copies ->
    [one] Bordereau imprimé
   *[other] { $copies } bordereaux imprimés
}
event-saved = Bordereau enregistré
event-removed = Supprimée dans la boutique
follow-parcel = Suivre
origin-checkout = Boutique en ligne
origin-store-api = Boutique en ligne
origin-admin = Saisie dans la boutique
origin-rest-api = Par une application

# Keys.
health = Synchronisation
key-next = Commande suivante
key-previous = Commande précédente
key-page-down = Page suivante
key-page-up = Page précédente
key-first = Première commande
key-last = Dernière commande
key-open = Ouvrir la commande
key-tick = Sélectionner ou non
key-extend-down = Sélectionner vers le bas
key-extend-up = Sélectionner vers le haut
key-tick-all = Tout sélectionner
key-search = Chercher
key-print = Imprimer les bordereaux
key-copy-number = Copier les numéros
key-read-again = Relire depuis la boutique
key-back = Retour
key-palette = Toutes les actions
key-shortcuts = Raccourcis clavier
key-check-now = Vérifier les boutiques
key-settings = Réglages
keys-list = Liste
keys-order = Commande
keys-go = Aller à : G, puis
keys-window = Fenêtre

# Commands.
palette-placeholder = Une action, une vue ou une commande …
palette-hint = Deux lettres ou chiffres suffisent pour trouver une commande.
commands-orders = Commande
commands-go = Aller à
commands-window = Fenêtre
copied-address = Adresse copiée
theme-to-light = Thème clair
theme-to-dark = Thème sombre
show-personal-data = Afficher les données des clients

# Views.
view-name = Nom
view-search = Recherche
view-within = Dans la vue « { $view } ».
delete-view-text = « { $name } » quitte la barre latérale. Les commandes restent telles quelles.
view-deleted = Vue { $name } supprimée
undo = Annuler
columns-reset = Comme au début

# Printing.
print-dialog = { $n ->
    [one] Imprimer le bordereau
   *[other] Imprimer { $n } bordereaux
}
print-now = { $n ->
    [one] Imprimer
   *[other] Tout imprimer
}
printer = Imprimante
printer-default = Imprimante par défaut du système
printer-default-named = Par défaut : { $name }
printer-not-ready = { $name } (pas prête)
no-printers = Aucune imprimante trouvée. Vous pouvez enregistrer ou ouvrir le bordereau.
paper = Papier
copies = Exemplaires
prices-on-slip = Prix sur le bordereau
preview = Aperçu
preview-loading = Préparation de l’aperçu …
preview-first = Aperçu des { $n } premières commandes
previous-page = Page précédente
next-page = Page suivante
page-of = { $page } sur { $pages }
printed-slips = { $n ->
    [one] Bordereau envoyé à { $to }
   *[other] { $n } bordereaux envoyés à { $to }
}
missing-glyphs = Aucune police n’a ces caractères, ils s’impriment en carrés : { $glyphs }

# Welcome and connecting.
welcome = Bienvenue dans Shopbell
welcome-text = Les commandes de votre boutique sur cet ordinateur : pour les voir, les préparer et entendre quand il en arrive une.
welcome-connect = Connecter une boutique
welcome-connect-text = Avec son adresse et une clé de sa gestion. Cela prend deux minutes.
welcome-demo = Essayer la boutique de démonstration
welcome-demo-text = Une boutique sur cet ordinateur, avec des commandes inventées.
welcome-privacy = Les commandes restent sur cet ordinateur. Les clés sont dans le trousseau du système.
back = Retour
add-shop-text = Shopbell lit ses commandes et les garde sur cet ordinateur.
sign-in-where-woocommerce = Dans WordPress : WooCommerce › Réglages › Avancé › API REST › Ajouter une clé, en lecture/écriture. Collez ici adresse, clé et secret, un par un ou d’un coup.
sign-in-url = Adresse de la boutique
sign-in-key = Clé client (consumer key)
sign-in-secret = Secret client (consumer secret)
sign-in-trying = Essai en cours …
allow-plain-http = Connecter sans chiffrement
certificate-fingerprint = Empreinte (SHA-256) du certificat montré par la boutique :
certificate-compare = Empreinte donnée par votre hébergeur
certificate-trust = Elles sont identiques : faire confiance
passphrase-make = Aucun trousseau ne répond
passphrase-make-text = Shopbell peut garder les clés dans un fichier chiffré. Vous tapez sa phrase secrète à chaque démarrage.
passphrase-unlock = Le fichier des clés est verrouillé
passphrase-unlock-text = Tapez sa phrase secrète pour atteindre vos boutiques.
passphrase = Phrase secrète
passphrase-again = Phrase secrète, encore une fois
passphrase-hint = Au moins 8 caractères. Elle ne peut pas être retrouvée.
passphrase-create = Créer le fichier chiffré
unlock = Déverrouiller
key-store-again = Chercher à nouveau le trousseau
shop-found = Connecté. Version { $version }, { $currency }, { $zone }
shop-tag = Lettres de la boutique
shop-tag-hint = Deux à quatre lettres au début de ses codes de commande.
test-connection = Tester la connexion
connect = Connecter
shop-added = { $name } est connectée

# Shops.
shops-text = Noms et lignes de contact figurent sur les bordereaux.
shop-name = Nom
slip-contact = Ligne de contact sur les bordereaux
slip-contact-text = E-mail, téléphone ou site pour les questions
saved = Enregistré
read-only = lecture seule
demo-shop = démonstration
logo-pick = Choisir un logo
logo-change = Changer le logo
logo-clear = Retirer le logo
test-ok = La boutique répond et la clé fonctionne.
remove-shop = Retirer la boutique
remove-shop-text = { $n ->
    [one] { $name } et sa { $written } commande quittent cet ordinateur, avec images, bordereaux et clés. La boutique elle-même reste telle quelle.
   *[other] { $name } et ses { $written } commandes quittent cet ordinateur, avec images, bordereaux et clés. La boutique elle-même reste telle quelle.
}
shop-removed = { $n ->
    [one] { $name } retirée avec { $written } commande
   *[other] { $name } retirée avec { $written } commandes
}

# Sync health.
health-text = Ce qui a été lu des boutiques, et ce qui n’a pas pu l’être.
health-orders = Commandes ici
health-checked = Dernière vérification
health-activity = En ce moment
health-notes = Notes à récupérer
ago = il y a { $ago }
since = Depuis { $at }.
retry-at = Prochain essai { $at }.
retry-never = Nouvel essai dès que quelque chose aura changé.
quarantined = { $n ->
    [one] Une ligne est illisible
   *[other] { $n } lignes sont illisibles
}
quarantined-row = { $feed ->
    [orders] Commande { $key }
    [trash] Commande supprimée { $key }
    [refunds] Remboursement { $key }
    [products] Produit { $key }
   *[other] { $feed } { $key }
}
tried = { $n ->
    [one] Essayé une fois, { $at }
   *[other] Essayé { $n } fois, la dernière { $at }
}
unknown-statuses = États que Shopbell ne connaît pas
unknown-statuses-text = Ils sont montrés tels que la boutique les nomme ; rien n’est deviné.
findings = Trouvé par le contrôle
findings-none = Tout ici correspond à la boutique.
finding-missing = Manquait ici
finding-stale = N’était plus à jour ici
finding-silent = Modifiée dans la boutique sans nouvelle date
finding-deleted = Supprimée dans la boutique
finding-trashed = Mise à la corbeille de la boutique
finding-refunds = Remboursements différents
finding-unknown-status = A un état inconnu
phase-connecting = Connexion
phase-first-sync = Lecture des commandes : { $done }
phase-first-sync-of = Lecture des commandes : { $done } sur { $total }
phase-checking = Recherche de changements
phase-auditing = Contrôle : { $done }
phase-auditing-of = Contrôle : { $done } sur { $total }
phase-idle = En attente de changements
phase-waiting = Attend que quelque chose change
phase-waiting-until = Attend jusqu’à { $at }
phase-elsewhere = Un autre Shopbell fait la lecture
data-dir = Données conservées dans

# Settings.
settings-look = Apparence
settings-bell = Cloche
settings-print = Bordereaux
settings-window = Fenêtre
language = Langue
language-system = Système ({ $name })
language-app = Comme la fenêtre
theme = Thème
theme-system = Système
theme-light = Clair
theme-dark = Sombre
hide-personal-data = Masquer les données des clients
hide-personal-data-text = Noms, adresses, e-mail et téléphone deviennent des points à l’écran. Les bordereaux restent complets.
notify = Sonner pour les nouvelles commandes
notify-sound = Avec le son
notify-at-placement = Sonner dès qu’une commande est passée
notify-at-placement-text = Sinon, la cloche sonne quand elle est payée ou en pause.
slip-language = Langue des bordereaux
close-to-tray = Continuer quand la fenêtre est fermée
close-to-tray-text = La cloche continue de sonner depuis la zone de notification.
autostart = Démarrer avec l’ordinateur
key-store-key-store = Les clés sont dans le trousseau du système
key-store-file = Les clés sont dans un fichier chiffré
key-store-file-locked = Le fichier chiffré des clés est verrouillé
key-store-unavailable = Aucun trousseau ne répond

# Changing orders.
status = État
status-is = État : { $status }. Modifier
status-mails = e-mail
status-mails-named = { $label } (e-mail au client)
choose-status = Choisir un état
change-status = Modifier l’état
mark-paid = Marquer comme payée
put-on-hold = Mettre en pause
release-order = Reprendre
confirm-for-customer = Confirmer pour le client
ship = Expédier
note = Note
write-note = Écrire une note
edit-addresses = Adresses et contact
edit-shipping-address = Modifier l’adresse de livraison
edit-billing-address = Modifier l’adresse de facturation et le contact
edit-customer-note = Modifier le commentaire du client
edit-reference = Modifier la référence
reference-label = Référence
send-email-again = Renvoyer un e-mail
send-email = Envoyer
send-email-to = La boutique l’envoie à { $to }.
send-email-none = La boutique ne propose aucun e-mail pour cette commande.
cancel-order = Annuler la commande
cancel-orders = Annuler les commandes
move-to-bin = Mettre à la corbeille
restore-order = Restaurer de la corbeille
delete-for-good = Supprimer définitivement
delete-twice = { $what } et son historique disparaîtront de la boutique, et personne ne pourra les rétablir. Supprimer définitivement ?
commands-change = Modifier
keys-edit = Modifier
undo-last = Annuler la dernière modification
undo-what = Annuler : { $what }

# Notes.
note-placeholder = Écrire une note …
note-audience = Qui la lit
note-for-us = Interne
note-for-customer = Au client
note-mailed = La boutique l’envoie à { $to }.
note-mailed-many = { $n ->
    [one] La boutique l’envoie à un client.
   *[other] La boutique l’envoie aux clients de { $written } commandes.
}
note-add = Ajouter la note
note-send = Envoyer au client

# Address form.
address = Adresse
address-first-name = Prénom
address-last-name = Nom
address-company = Société
address-line-1 = Numéro et rue
address-line-2 = Appartement, étage, chez
address-postcode = Code postal
address-city = Ville
address-region = Région
address-country = Pays
address-phone = Téléphone
address-email = E-mail
address-moved = L’adresse a été modifiée entre-temps dans la boutique. Enregistrez à nouveau pour mettre la vôtre à sa place :
text-moved = Cela a été modifié entre-temps dans la boutique. Enregistrez à nouveau pour mettre le vôtre à sa place :
changes = { $n ->
    [one] { $n } modification
   *[other] { $n } modifications
}

# Tracking.
add-tracking = Ajouter un numéro de suivi
remove-tracking = Retirer { $number }
track-number = Numéro de suivi
track-carrier = Transporteur
track-link = Lien
track-link-hint = Seulement si la page du transporteur ne suffit pas.
track-ship = Passer aussi l’état à { $status }

# Refunds.
refund = Rembourser
refund-by = Ce qui est remboursé
refund-items = Articles
refund-amount = Un montant
refund-amount-in = Montant ({ $currency })
refund-all = Tout ce qui reste
refund-left-of = { $left } sur { $of } restants
refund-pieces = Quantité de { $name }
refund-restock = Remettre les pièces en stock
refund-reason = Motif
refund-reason-hint = Le client peut le voir.
refund-how = Comment
refund-record = Enregistrer seulement
refund-record-text = L’argent est rendu autrement : la boutique ne fait que l’enregistrer.
refund-gateway = Par { $method }
refund-left = Encore remboursable
refund-sum = Ce remboursement
refund-after = Reste ensuite
refund-do-record = Enregistrer le remboursement de { $amount }
refund-do-gateway = Rembourser { $amount } maintenant
fewer = Moins : { $what }
more = Plus : { $what }

# Before a change.
notice = Client
edit-agree = Oui, je le veux
edit-yes = Oui, continuer
edit-go-on = Continuer
edit-do = { $n ->
    [one] Modifier la commande
   *[other] Modifier { $written } commandes
}
edit-no-doubts = Rien ne s’y oppose.
total-moves = Total
orders-left-in = { $n ->
    [one] L’autre commande est modifiée.
   *[other] Les { $written } autres commandes sont modifiées.
}
orders-left-out = { $n ->
    [one] Une commande a été laissée de côté.
   *[other] { $written } commandes ont été laissées de côté.
}

# After a change.
said-set-status = État passé à { $what }
said-mark-paid = Marquée comme payée
said-confirm-for-customer = Confirmée pour le client
said-add-note = { $audience ->
    [customer] Message au client
   *[internal] Note ajoutée
}
said-set-reference = Référence modifiée
said-set-customer-note = Commentaire du client modifié
said-set-address = Adresse modifiée
said-set-phone = Téléphone modifié
said-set-email = Adresse e-mail modifiée
said-add-track = Numéro de suivi { $what } ajouté
said-remove-track = Numéro de suivi { $what } retiré
said-set-quantity = Quantité passée à { $what }
said-refund = Remboursement de { $what }
said-send-email = E-mail en route
said-trash = Mise à la corbeille
said-restore = Restaurée de la corbeille
said-delete = Supprimée définitivement
said-place-test-order = Commande test en route
undone = Annulé : { $what }
undone-some = { $undone } annulées, { $late } trop tard
too-late = Trop tard pour annuler
too-late-text = La boutique l’a déjà, ou c’est en route.
set-back = Revenir à { $status }
nothing-to-undo = Rien à annuler

# Changes on their way.
edits-under-way = { $n ->
    [one] { $n } modification en route
   *[other] { $n } modifications en route
}
edits-need-you = { $n ->
    [one] { $n } modification vous attend
   *[other] { $n } modifications vous attendent
}
edit-goes-in = part dans { $n } s
edit-held-back = retenue
edit-moved-on = Cela a avancé entre-temps
by-you = Vous
conflict-before = Avant
conflict-mine = Le mien
conflict-theirs = Dans la boutique
set-mine-again = Remettre le mien
report-seen = Vu
retry-now = Essayer maintenant
retrying-now = Nouvel essai en cours
to-send = { $n ->
    [one] { $written } à envoyer
   *[other] { $written } à envoyer
}
changes-wait = { $n ->
    [one] { $written } modification attend
   *[other] { $written } modifications attendent
}
shop-offline-since = { $name } est injoignable depuis { $at }
shops-offline-since = { $n ->
    [one] Une boutique est injoignable depuis { $at }
   *[other] { $n } boutiques sont injoignables depuis { $at }
}

# Outbox.
outbox = Boîte d’envoi
outbox-text = Modifications qui ne sont pas encore dans les boutiques.
outbox-asked = Vous attend
outbox-going = En route
outbox-all-states = Tous les états
outbox-more = Afficher plus
outbox-empty = Tout est envoyé
outbox-empty-text = Chaque modification est dans sa boutique.
outbox-empty-filtered = Aucune modification ne correspond.
outbox-pause = Retenir
outbox-resume = Envoyer à nouveau
outbox-paused = Les modifications sont retenues
outbox-paused-text = Les modifications sont retenues : elles sont enregistrées ici et partiront dès que vous enverrez à nouveau.
batch-sent = { $done } sur { $total } envoyées
batch-open = Résultats
batch-progress = Avancement
test-order = Passer une commande test
test-order-text = Une commande dans votre propre boutique, pour entendre la sonnette et imprimer un bordereau.
