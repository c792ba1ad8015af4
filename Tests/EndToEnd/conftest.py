# SPDX-License-Identifier: Apache-2.0
"""Worlds for the end-to-end tests: a real daemon on the sample event, a real virtual printer, a real browser."""

import pathlib
import shutil

import pytest

from appliance import Event
from browser import Browser
from printers import VirtualPrinter
from traces import Traces

OUTPUT = pathlib.Path(__file__).parent / "output"


def pytest_configure(config):
    # Debian's six, which icalendar brings, loads modules in an old way; that is its packagers' to mend.
    config.addinivalue_line("filterwarnings", r"ignore:the load_module\(\) method:DeprecationWarning")
    # With several workers, the one that they work for does it.
    if not hasattr(config, "workerinput"):
        shutil.rmtree(OUTPUT, ignore_errors=True)
        OUTPUT.mkdir()


@pytest.fixture
def printer(tmp_path):
    with VirtualPrinter(tmp_path / "printer") as printer:
        yield printer


@pytest.fixture
def event(tmp_path, printer):
    """The sample event with its list imported, and the daemon up."""
    with Event(tmp_path / "event", printer_uri=printer.uri) as event:
        event.import_list()
        event.start()
        yield event


@pytest.fixture
def browser(request):
    with Browser(OUTPUT / request.node.name) as browser:
        yield browser


@pytest.fixture
def traces(event, tmp_path):
    """The sample event's daemon, started anew in a place of its own and telling its log all it has to tell."""
    event.stop()
    event.config.write_text(event.config.read_text().replace('level = "info"', 'level = "trace"'))
    assert 'level = "trace"' in event.config.read_text()
    traces = Traces(event, tmp_path)
    event.start(traces.environment, **traces.process)
    return traces
