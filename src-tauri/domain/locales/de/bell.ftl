# Notifications.
bell-title = Neue Bestellung { $number }
bell-body = { $total } · { $name } · { $shop }
bell-many-title = { $count } neue Bestellungen
bell-many-body = { $shop }: { $numbers }
bell-open = Öffnen
bell-print = Lieferschein drucken
tray-quit = Beenden
