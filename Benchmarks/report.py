# SPDX-License-Identifier: Apache-2.0
"""How figures are printed: each with a bound that it should keep, where there is one."""


def figure(what, value, unit, bound=None, at_least=False, beside=""):
    """One line; a figure beyond its bound is marked, and nothing is hidden."""
    verdict = ""
    if bound is not None:
        holds = value >= bound if at_least else value <= bound
        verdict = f"{'holds' if holds else 'MISSED'} ({'at least' if at_least else 'at most'} {bound:g})"
    print(f"  {what:<54} {value:>10.3g} {unit:<10} {beside:<34} {verdict}".rstrip(), flush=True)


def heading(text):
    print(f"\n{text}", flush=True)
