"""The service: boards, live boards, pictures and transcripts over HTTP, for a page and for other software.

::

    from voice2image.server import ServerConfig, create_app

    app = create_app(ServerConfig(folder="boards/"))  # run it with any ASGI server, or mount it in an application

``voice2image serve`` runs it. The way of a call: :mod:`.app` and :mod:`.guard` let it in, a module of ``routes/``
understands it, :mod:`.service` holds what it needs: :mod:`.store` the list of boards, :mod:`.worker` the threads that
draw them, :mod:`.studio` the models, each behind a :mod:`.line` of those who wait.
"""

from voice2image.server.app import create_app
from voice2image.server.keys import KeyFile
from voice2image.server.settings import ServerConfig

__all__ = ["KeyFile", "ServerConfig", "create_app"]
