"""Train ``sketch``, the small Stable Diffusion that ships inside voice2image.

The package is a pipeline, read top to bottom: :mod:`.scene` says what can be in a picture, :mod:`.captions` says
how people speak of it, :mod:`.composer` draws it, and the ``train_*`` modules learn the text encoder, the VAE and the
UNet from those pairs.
"""
