"""The rules of the room: pure, deterministic, standard library only."""
