# SPDX-License-Identifier: Apache-2.0
"""Two machines made of network namespaces and a cable between them: a box, and a stranger on the same network."""

import contextlib
import ctypes
import os
import random
import subprocess

CLONE_NEWNET = 0x40000000
LIBC = ctypes.CDLL(None, use_errno=True)


def _ip(*arguments):
    done = subprocess.run(["ip", *arguments], capture_output=True, text=True)
    assert done.returncode == 0, f"This test makes network namespaces, which takes root and a kernel that has them: ip {' '.join(arguments)}: {done.stderr.strip()}"


class Machine:
    """A network namespace with a loopback of its own; inside it, this thread and what it starts have that network."""

    def __init__(self, name, address, address_six):
        self.name = name
        self.address = address
        self.address_six = address_six

    @contextlib.contextmanager
    def inside(self):
        home = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        there = os.open(f"/run/netns/{self.name}", os.O_RDONLY)
        try:
            assert LIBC.setns(there, CLONE_NEWNET) == 0, os.strerror(ctypes.get_errno())
            yield self
        finally:
            assert LIBC.setns(home, CLONE_NEWNET) == 0, os.strerror(ctypes.get_errno())
            os.close(home)
            os.close(there)


@contextlib.contextmanager
def two_machines():
    """The box and the stranger."""
    mark = f"{os.getpid()}{random.randrange(100)}"
    net = random.randrange(250)
    machines = [
        Machine(f"lanyard-{each}-{mark}", f"10.213.{net}.{number}", f"fd00:213:{net:x}::{number}")
        for number, each in ((1, "box"), (2, "stranger"))
    ]
    made = []
    try:
        for machine in machines:
            _ip("netns", "add", machine.name)
            made.append(machine.name)
        ends = [f"ly{mark}{letter}"[-15:] for letter in "ab"]
        _ip("link", "add", ends[0], "netns", machines[0].name, "type", "veth", "peer", "name", ends[1], "netns", machines[1].name)
        for machine, end in zip(machines, ends):
            within = ("-n", machine.name)
            _ip(*within, "address", "add", f"{machine.address}/24", "dev", end)
            _ip(*within, "address", "add", f"{machine.address_six}/64", "dev", end, "nodad")
            _ip(*within, "link", "set", end, "up")
            _ip(*within, "link", "set", "lo", "up")
        yield machines
    finally:
        for name in made:
            _ip("netns", "delete", name)
