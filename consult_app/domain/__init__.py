<<<<<<< HEAD
"""The rules of the room: pure, deterministic, standard library only."""
=======
"""What a consultation is and how it is judged: pure values and functions, standard library only."""
>>>>>>> project
