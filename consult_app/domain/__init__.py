"""What a consultation is and how it is judged: pure values and functions, standard library only."""
