# SPDX-License-Identifier: Apache-2.0
"""Worlds for the end-to-end tests: a real daemon on the sample event, a real virtual printer, a real browser."""

import pathlib
import shutil

import pytest

from appliance import Event
from browser import Browser
from printers import VirtualPrinter

OUTPUT = pathlib.Path(__file__).parent / "output"


def pytest_configure(config):
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
