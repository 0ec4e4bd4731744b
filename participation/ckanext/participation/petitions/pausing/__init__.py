"""The two switches of officials: nobody writes petitions, or nobody signs any, for a while."""
