"""Image models: prompts in, images out."""
