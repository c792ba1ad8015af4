# SPDX-License-Identifier: Apache-2.0
"""axe-core, the accessibility rules that browsers' own inspectors use; `tools/setup` fetches it."""

import os
import pathlib

CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "lanyard"
SCRIPT = CACHE / "axe_playwright_python" / "axe.min.js"

RUN = """const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ["violations"]}).then(({violations, passes}) => done({
  rules: violations.length + passes.length,
  violations: violations.flatMap(({id, help, nodes}) => nodes.map(({target, failureSummary}) =>
    `${id}: ${help}: ${target.join(" ")}: ${failureSummary.split("\\n").slice(1).join(" ").trim()}`)),
}), (error) => done({rules: 0, violations: [String(error)]}))"""


def violations(page):
    """What axe finds wrong with the page as it is."""
    assert SCRIPT.exists(), "there is no axe-core: run make setup"
    page.script(f"if (!window.axe) {{ {SCRIPT.read_text(encoding='utf-8')} }}")
    found = page.script_async(RUN)
    assert found["rules"] > 10, found
    return found["violations"]
