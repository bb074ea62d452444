"""Serve: the dossier in the browser, built again on every edit.

There is no second way to build: ``builder`` runs the command in a process of its own, so
that its limits hold and nothing it does, be it a crash, can take the server along.
``watch`` says when to, ``news`` tells open pages what came of it, ``app`` answers
requests from the published folder, ``guard`` turns away those not from this browser's
own address bar, ``address`` and ``server`` listen. Only HTML answers get the script that
reloads (``page/reload.js``); what is published never holds it.

=====  ==========================================================
code   fault
=====  ==========================================================
L01    the host is no address of this machine
L02    an address that others can reach, without ``--expose``
L03    the port is taken, or all that were tried are
L04    the system does not let us listen there
L05    the build ended without saying why
L10    (warning) others can reach the server
=====  ==========================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import ConfigError, Diagnostic

if TYPE_CHECKING:
    from briefgen.build import Options
    from briefgen.serve.preview import Teller


def serve(
    options: Options, report: Teller, *, host: str, port: int | None, expose: bool, browse: bool
) -> None:
    """Build, listen, and build again on every edit, until Ctrl-C, SIGTERM or SIGHUP.

    ``browse`` opens the dossier in a browser once it was built. Raises ConfigError when
    there is nothing to serve or no way to listen; faults of the records are shown instead.
    """
    import asyncio

    from briefgen.serve.address import listen
    from briefgen.serve.preview import Preview

    if not (options.root / "content").is_dir():
        hint = "go to the project's folder, or begin one with: briefgen init DIR"
        raise ConfigError(Diagnostic("G01", "there is no content/ folder here", hint=hint))
    address = listen(host, port, expose=expose)
    with address.socket:
        asyncio.run(Preview(options, report, address).run(browse=browse))
