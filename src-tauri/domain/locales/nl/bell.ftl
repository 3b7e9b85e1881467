# Notifications.
bell-title = Nieuwe bestelling { $number }
bell-body = { $total } · { $name } · { $shop }
bell-many-title = { $count } nieuwe bestellingen
bell-many-body = { $shop }: { $numbers }
bell-open = Openen
bell-print = Pakbon afdrukken
tray-quit = Afsluiten
