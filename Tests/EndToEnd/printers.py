# SPDX-License-Identifier: Apache-2.0
"""A virtual IPP Everywhere printer and a private CUPS scheduler, both real programs from Debian."""

import contextlib
import os
import pathlib
import signal
import socket
import ssl
import subprocess
import threading
import time

from appliance import ROOT, free_port

TOOLS = ROOT / "tools" / "virtual-printer"


class _Program:
    """A program that prints one line when it is up, and ends its children on SIGTERM."""

    def __init__(self, *command):
        self.command = list(map(str, command))

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.line = self.process.stdout.readline().strip()
        assert self.line, self.process.stderr.read()
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=10)
        self.process.stdout.close()
        self.process.stderr.close()


def _signal(process, signal_number):
    """Signals a process that may have come to its end by itself."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal_number)


def _children(process):
    listed = subprocess.run(["pgrep", "-P", str(process)], capture_output=True, text=True)
    return [int(each) for each in listed.stdout.split()]


class VirtualPrinter(_Program):
    """A printer of one of the kinds in tools/virtual-printer."""

    def __init__(self, folder, port=None, kind="label-printer"):
        self.folder = pathlib.Path(folder)
        self.kind = kind
        super().__init__(TOOLS / "start", port or free_port(), self.folder)

    def __enter__(self):
        self.command[3:] = [self.kind]
        super().__enter__()
        self.started = time.monotonic()
        return self

    def wait_until_trusted(self):
        """Until it has been up for longer than a kill and a restart of the daemon take: before that its not knowing a
        job could mean that it forgot it."""
        time.sleep(max(0, 6 - (time.monotonic() - self.started)))

    @property
    def _printer(self):
        """The process that speaks IPP."""
        for child in _children(self.process.pid):
            if pathlib.Path(f"/proc/{child}/comm").read_text().startswith("ippeveprinter"):
                return child
        raise AssertionError("the virtual printer is off")

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.wake()
        super().__exit__()

    def fall_silent(self, with_mechanism=False):
        """It answers nothing any more; by itself the mechanism goes on with the badge that it has."""
        printer = self._printer
        os.kill(printer, signal.SIGSTOP)
        for mechanism in _children(printer) if with_mechanism else []:
            _signal(mechanism, signal.SIGSTOP)

    def wake(self):
        printer = self._printer
        for mechanism in _children(printer):
            _signal(mechanism, signal.SIGCONT)
        os.kill(printer, signal.SIGCONT)

    def pull_plug(self):
        """Off in the middle of whatever it does; what it knew of jobs is gone."""
        printer = self._printer
        os.kill(printer, signal.SIGSTOP)
        for mechanism in _children(printer):
            _signal(mechanism, signal.SIGKILL)
        os.kill(printer, signal.SIGKILL)
        self.process.wait(timeout=10)

    def plug_in(self):
        """On again, at the same address."""
        self.process.stdout.close()
        self.process.stderr.close()
        self.__enter__()

    @property
    def uri(self):
        return self.line

    def documents(self):
        """What was printed, PDF or PWG raster, in order."""
        return sorted(self.folder.glob("*.p[dw][fg]"), key=lambda path: path.stat().st_mtime_ns)

    def wait_for(self, count, seconds=20):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if len(self.documents()) >= count:
                return self.documents()
            time.sleep(0.05)
        raise AssertionError(f"{len(self.documents())} of {count} documents arrived within {seconds} s")

    @property
    def is_at_work(self):
        """Whether its mechanism has a document."""
        return bool(_children(self._printer))

    def wait_until_at_work(self, seconds=10):
        deadline = time.monotonic() + seconds
        while not self.is_at_work:
            assert time.monotonic() < deadline, "no document came"
            time.sleep(0.02)

    def set_seconds(self, seconds):
        """How long the mechanism takes for each badge."""
        (self.folder / "control" / "seconds").write_text(str(seconds))

    def fault(self, reason):
        (self.folder / "control" / reason).touch()

    def clear(self, reason):
        (self.folder / "control" / reason).unlink()


class Front:
    """Stands before a printer: what comes to it goes on in clear, once it has been met as the front likes it."""

    def __init__(self, printer):
        self.target = int(printer.uri.split(":")[2].split("/")[0])

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_):
        # A thread that waits in accept() is woken by this, and not by closing.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def uri(self, scheme="ipp"):
        return f"{scheme}://localhost:{self.port}/ipp/print"

    def meet(self, connection):
        """The connection to go on with, or nothing to hang up."""
        raise NotImplementedError

    def _listen(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection):
        try:
            met = self.meet(connection)
            if not met:
                connection.close()
                return
            printer = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            connection.close()
            return
        threading.Thread(target=self._pump, args=[printer, met], daemon=True).start()
        self._pump(met, printer)

    @staticmethod
    def _pump(source, sink):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass
        for each in (source, sink):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class TLSFront(Front):
    """Speaks TLS alone, with a certificate that nobody has signed."""

    def __init__(self, printer, folder):
        super().__init__(printer)
        key, certificate = pathlib.Path(folder) / "key.pem", pathlib.Path(folder) / "certificate.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
            + ["-keyout", key, "-out", certificate],
            check=True,
            capture_output=True,
        )
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)

    def meet(self, connection):
        return self.context.wrap_socket(connection, server_side=True)


class ClearFront(Front):
    """Speaks no TLS: it hangs up on whoever begins with it, or, when `waits`, waits for a request that never comes."""

    def __init__(self, printer, waits=False):
        super().__init__(printer)
        self.waits = waits

    def meet(self, connection):
        if connection.recv(1, socket.MSG_PEEK) != b"\x16":
            return connection
        while self.waits and connection.recv(65536):
            pass
        return None


class PrivateCUPS(_Program):
    """A cupsd of its own with one driverless queue, or with none yet."""

    queue = "badges"

    def __init__(self, folder, printer=None):
        queue = [self.queue, printer.uri] if printer else []
        super().__init__(TOOLS / "start-cupsd", free_port(), folder, *queue)

    @property
    def environment(self):
        return {"CUPS_SERVER": self.line}

    @property
    def _scheduler(self):
        (scheduler,) = _children(self.process.pid)
        return scheduler

    def fall_silent(self):
        os.kill(self._scheduler, signal.SIGSTOP)

    def wake(self):
        os.kill(self._scheduler, signal.SIGCONT)

    def kill(self, with_backends):
        """Ends the scheduler in the middle of whatever it does; `with_backends`, also the programs that it has running,
        as systemd does, whereas by itself they go on."""
        scheduler = self._scheduler
        os.kill(scheduler, signal.SIGSTOP)
        for backend in _children(scheduler) if with_backends else []:
            _signal(backend, signal.SIGKILL)
        os.kill(scheduler, signal.SIGKILL)
        self.process.wait(timeout=10)

    @staticmethod
    def sends_to(printer):
        """Whether a backend talks to the printer, of this scheduler or of one that was killed."""
        # A backend's name is the printer's address.
        return subprocess.run(["pgrep", "-f", f"^{printer.uri} "], capture_output=True).returncode == 0

    def restart(self):
        """Up again, on the files that it left."""
        self.process.stdout.close()
        self.process.stderr.close()
        self.__enter__()

    def tell(self, program, *arguments):
        """Runs one of CUPS's administration programs."""
        environment = {**os.environ, **self.environment, "PATH": os.environ["PATH"] + ":/usr/sbin"}
        subprocess.run([program, *arguments], check=True, env=environment, capture_output=True)
