"""The actions of bulk invalidation: a saved query, its preview, its run and its way back."""
