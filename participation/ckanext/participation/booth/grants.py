"""What the role of the booth may do, and nothing beside it: take acts and spend confirmations."""

ROLE = "booth"
LIMITS = {
    "lock_timeout": "5s",
    "statement_timeout": "10s",
    "idle_in_transaction_session_timeout": "10s",
}
"""How long one of its statements may hold up others."""
GRANTS = f"""
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {ROLE};
GRANT USAGE ON SCHEMA public TO {ROLE};
GRANT SELECT ON confirmation, participation_act_request, participation_process,
    participation_phase, participation_act TO {ROLE};
GRANT UPDATE (used_at, tries) ON confirmation TO {ROLE};
GRANT INSERT ON participation_act, participation_person, participation_leaf TO {ROLE};
GRANT UPDATE (state, reason) ON participation_act TO {ROLE};
GRANT SELECT (act_id), DELETE ON participation_person TO {ROLE};
GRANT SELECT (act_id, event, leaf_hash, at) ON participation_leaf TO {ROLE};
GRANT EXECUTE ON FUNCTION participation_hold(bigint[]) TO {ROLE};
"""
