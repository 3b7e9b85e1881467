# Notifications.
bell-title = Ny ordre { $number }
bell-body = { $total } · { $name } · { $shop }
bell-many-title = { $count } nye ordrer
bell-many-body = { $shop }: { $numbers }
bell-open = Åpne
bell-print = Skriv ut pakkseddel
tray-quit = Avslutt
