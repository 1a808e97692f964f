"""Fakes that implement the ports, and hands that several tests need."""
