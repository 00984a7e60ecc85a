"""What a clerk can do: one public function is one intention, one transaction, one journal entry."""
