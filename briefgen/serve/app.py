"""The application: files of the site, a script in each page, and the stream of news."""

from __future__ import annotations

import asyncio
import html
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from briefgen.serve.files import File, Folder, find, type_of
from briefgen.serve.guard import STREAM, Guard

if TYPE_CHECKING:
    from starlette.requests import Request

    from briefgen.serve.address import Address
    from briefgen.serve.news import News

PAGE = Path(__file__).parent / "page"
OWN = "/-/"
"""No page of a site is there: an id begins with a letter or a digit."""


def app(site: Path, news: News, address: Address, token: str) -> Starlette:
    """The application that shows ``site``; only bearers of ``token`` hear the news."""
    answers = Answers(site, news, token)
    routes = [
        Route(STREAM, answers.events),
        Route(OWN + "{name}", answers.own),
        Route("/{path:path}", answers.page),
    ]
    guard = Middleware(Guard, address=address, token=token)
    made = Starlette(routes=routes, middleware=[guard])
    made.router.redirect_slashes = False
    return made


class Answers:
    """Answers requests that were let in."""

    def __init__(self, site: Path, news: News, token: str) -> None:
        self.site = site
        self.news = news
        self.token = token

    async def events(self, request: Request) -> Response:
        """The stream of news."""
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        return StreamingResponse(self.news.stream(), media_type="text/event-stream")

    async def own(self, request: Request) -> Response:
        """The script and style of the preview itself."""
        found = {path.name: path for path in PAGE.iterdir() if path.suffix in (".js", ".css")}
        path = found.get(request.path_params["name"])
        if path is None:
            return await self.page(request)
        return Response(path.read_bytes(), media_type=type_of(path.name))

    async def page(self, request: Request) -> Response:
        """A file of the site, the way to a folder's index, or the site's page for neither."""
        generation = self.news.generation  # before the file: it may only be newer than said
        found = await asyncio.to_thread(find, self.site, request.scope["raw_path"])
        if isinstance(found, Folder):
            return RedirectResponse(found.address)
        if isinstance(found, File):
            return self._response(found, 200, generation)
        missing = await asyncio.to_thread(find, self.site, b"/404.html")
        if isinstance(missing, File):
            return self._response(missing, 404, generation)
        unbuilt = File(type_of("index.html"), (PAGE / "unbuilt.html").read_bytes())
        return self._response(unbuilt, 503, generation)

    def _response(self, file: File, status: int, generation: int) -> Response:
        data = file.data
        if file.type.startswith("text/html"):
            data = with_script(data, self.token, generation)
        return Response(data, status, media_type=file.type)


def with_script(page: bytes, token: str, generation: int) -> bytes:
    """A page that reloads; the token stands in it, where no page elsewhere can read it."""
    tag = (
        f'<script src="{OWN}reload.js" data-token="{html.escape(token)}"'
        f' data-generation="{generation}" defer></script>'
    )
    before, end, after = page.rpartition(b"</body>")
    return before + tag.encode() + end + after if end else page + tag.encode()
