"""Pages of a sector, a group in need, a region: what data there is and who has it."""
