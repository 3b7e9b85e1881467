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
