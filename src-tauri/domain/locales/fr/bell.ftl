# Notifications.
bell-title = Nouvelle commande { $number }
bell-body = { $total } · { $name } · { $shop }
bell-many-title = { $count } nouvelles commandes
bell-many-body = { $shop } : { $numbers }
bell-open = Ouvrir
bell-print = Imprimer le bordereau
tray-quit = Quitter
