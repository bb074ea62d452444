"""Turns away requests that the preview is not for, and says in every answer what it allows."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from briefgen.serve.address import Address

STREAM = "/-/events"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    # else a page elsewhere could run our script as its own
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Guard:
    """In front of the application: ``Host``, method, and for the stream origin and token."""

    def __init__(self, app: ASGIApp, address: Address, token: str) -> None:
        self.app = app
        self.address = address
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer ourselves, or let the application."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refusal = self._refusal(Request(scope))
        await (refusal or self.app)(scope, receive, marked)

    def _refusal(self, request: Request) -> Response | None:
        hosts = request.headers.getlist("host")
        if len(hosts) != 1 or not hosts[0]:
            return PlainTextResponse("one Host header is needed", 400)
        if not self.address.answers_to(hosts[0]):
            return PlainTextResponse("this server does not go by that name", 421)
        if request.method not in ("GET", "HEAD"):
            return PlainTextResponse("GET and HEAD only", 405, {"Allow": "GET, HEAD"})
        if request.scope["path"] == STREAM and not self._may_listen(request, hosts[0]):
            return PlainTextResponse("for pages of this server only", 403)
        return None

    def _may_listen(self, request: Request, host: str) -> bool:
        token = request.query_params.get("token", "")
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            return False
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return False
        return all(o == f"http://{host}" for o in request.headers.getlist("origin"))
