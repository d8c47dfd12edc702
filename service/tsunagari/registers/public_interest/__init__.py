"""Public interest corporations: the list of koeki-info.go.jp."""
