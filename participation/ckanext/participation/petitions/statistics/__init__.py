"""How fast petitions are moderated and answered: numbers over the stamps that acts left."""
