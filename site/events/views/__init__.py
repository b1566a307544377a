"""Pages of events: for everybody, for whoever has signed up, for organizers."""
