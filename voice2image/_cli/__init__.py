"""What is behind the command ``voice2image``."""
