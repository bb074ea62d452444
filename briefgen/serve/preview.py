"""The preview as a whole: builder, watcher and server side by side."""

from __future__ import annotations

import asyncio
import secrets
import webbrowser
from typing import TYPE_CHECKING, Protocol

from briefgen.errors import Diagnostic
from briefgen.serve.app import app
from briefgen.serve.builder import Outcome, build
from briefgen.serve.news import News
from briefgen.serve.server import Server
from briefgen.serve.watch import watch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.build import Options
    from briefgen.errors import BriefgenError
    from briefgen.serve.address import Address


class Teller(Protocol):
    """Tells the person at the terminal."""

    def serving(self, url: str) -> None:
        """The server listens."""

    def findings(self, found: Sequence[Diagnostic], /) -> None:
        """Each finding."""

    def failed(self, error: BriefgenError, /) -> None:
        """What stopped a build."""

    def rebuilt(self, built: dict[str, object], /) -> None:
        """What a build did."""


class Preview:
    """One run of the server."""

    def __init__(self, options: Options, report: Teller, address: Address) -> None:
        self.options = options
        self.report = report
        self.address = address
        self.news = News()
        self._edited = asyncio.Event()
        self._seen: frozenset[Diagnostic] = frozenset()
        self._published = self._identity()

    async def run(self, *, browse: bool) -> None:
        """Serve until told to stop; then whatever is under way is ended too."""
        token = secrets.token_urlsafe()
        application = app(self.options.site, self.news, self.address, token)
        server = Server(application, self._greet, self.news.close)
        async with asyncio.TaskGroup() as tasks:
            work = [
                tasks.create_task(watch(self.options.root, self._edited)),
                tasks.create_task(self._keep_built(browse=browse)),
            ]
            await server.serve(sockets=[self.address.socket])
            for task in work:
                task.cancel()

    def _greet(self) -> None:
        self.report.serving(self.address.url)
        if self.address.exposed:
            said = "others on your network can read this dossier, as it is at any moment"
            hint = "leave out --expose to keep it to this machine"
            self.report.findings([Diagnostic("L10", said, hint=hint, severity="warning")])

    async def _keep_built(self, *, browse: bool) -> None:
        self._edited.set()
        while True:
            await self._edited.wait()
            self._edited.clear()
            self._tell(await build(self.options))
            if browse:
                browse = False
                await asyncio.to_thread(webbrowser.open, self.address.url)

    def _tell(self, outcome: Outcome) -> None:
        """Pass on what came of a build, and of its findings those not said before."""
        error = outcome.error
        if error is not None:
            self.report.failed(error)
            self.news.failed(outcome.findings)
        else:
            self.report.findings([f for f in outcome.findings if f not in self._seen])
            self.report.rebuilt(outcome.built)
            # by what is there: a build at another terminal may have been the first to see it
            before, self._published = self._published, self._identity()
            self.news.built(changed=before != self._published)
        self._seen = frozenset(outcome.findings)

    def _identity(self) -> tuple[int, int] | None:
        """Another one for each publication, since that puts another folder in place."""
        try:
            found = self.options.site.stat()
        except OSError:
            return None
        return found.st_ino, found.st_ctime_ns
