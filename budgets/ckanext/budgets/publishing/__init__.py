"""From a spreadsheet to a published budget: columns, checks, preview; nothing shows before it."""
