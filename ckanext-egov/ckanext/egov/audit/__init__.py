"""The record of officials' acts: only added to, each line chained to the one before."""

from .recording import record

__all__ = ["record"]
