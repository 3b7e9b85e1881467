# Notifications.
bell-title = Nowe zamówienie { $number }
bell-body = { $total } · { $name } · { $shop }
bell-many-title = { $count ->
    [one] { $count } nowe zamówienie
    [few] { $count } nowe zamówienia
   *[many] { $count } nowych zamówień
}
bell-many-body = { $shop }: { $numbers }
bell-open = Otwórz
bell-print = Drukuj listę pakową
tray-quit = Zakończ
