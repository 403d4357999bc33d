"""Read the forms that several formats share: rows, JSON, XML, tagged lines, wrapped text, markup."""
