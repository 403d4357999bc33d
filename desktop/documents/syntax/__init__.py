"""How documents are written: rows, JSON, XML, tagged lines, wrapped text, mark-up."""
