# Notifications.
bell-title = New order { $number }
bell-body = { $total } · { $name } · { $shop }
bell-many-title = { $count } new orders
bell-many-body = { $shop }: { $numbers }
bell-open = Open
bell-print = Print slip
tray-quit = Quit
