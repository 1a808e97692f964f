"""What other programs say and are told: patients in, sealed records out."""
