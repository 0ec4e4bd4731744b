"""Every date of everything in one calendar: page, iCal and Atom by the same filters."""
