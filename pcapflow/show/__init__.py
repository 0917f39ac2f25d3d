"""Tables in, text for people out. Nothing here decides anything."""
