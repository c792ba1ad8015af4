# SPDX-License-Identifier: Apache-2.0
"""Measures the photo-ID look-up on three lists: whom it finds, how sure it says it is, and how fast.

The lists in lookups/ and what is scanned or typed for their people are made up and free to redistribute. A query knows
which registration is right (`expect`, or any of `accept`) and whether that can be known at all (`expect_decision`):

MATCH      one person fits. Found: ranked first. Handled: first and exact or likely, or ambiguous with the right one
           among five. Alone: first and exact, which needs no tap.
AMBIGUOUS  several fit as well. Right: ambiguous, with the right one shown. Silent: exact, which is luck.
NONE       the person is not on the list.

Queries of a `hard` category cannot be solved by names and are left out.
"""

import gzip
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
PACKAGES = HERE.parent / ".build" / "bench" / "python"
RAPIDFUZZ = "rapidfuzz==3.14.6"
SIZES = (200, 2000, 100000)
# token_set_ratio visits every person for every query, so that the whole of the largest list would take minutes.
MOST_COMPARED = 300


def read(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def share(rows, holds):
    return 100 * sum(map(holds, rows)) / len(rows) if rows else 0.0


def quantile(values, part):
    return sorted(values)[int(len(values) * part)]


def is_sure(query):
    return query["answer"]["decision"] in ("exact", "likely")


def says(query, decision):
    return query["answer"]["decision"] == decision


def is_first(query):
    right = query.get("accept") or [query["expect"]]
    return query["answer"]["ranked"][:1] != [] and query["answer"]["ranked"][0] in right


def is_shown(query, among):
    right = query.get("accept") or [query["expect"]]
    return not set(right).isdisjoint(query["answer"]["ranked"][:among])


def is_handled(query):
    return (is_sure(query) and is_first(query)) or (says(query, "ambiguous") and is_shown(query, 5))


def answered(size, folder):
    """The queries with our answers, and what the program said of its index."""
    registrations = folder / f"registrations-{size}.jsonl"
    queries = folder / f"queries-{size}.jsonl"
    for path, name in ((registrations, "registrations"), (queries, "queries")):
        path.write_bytes(gzip.decompress((HERE / "lookups" / str(size) / f"{name}.jsonl.gz").read_bytes()))
    run = subprocess.run(
        [os.environ["LANYARD"], "lookup", "--registrations", registrations, "--queries", queries],
        capture_output=True, text=True, check=True)
    answers = {answer["q"]: answer for answer in map(json.loads, run.stdout.splitlines())}
    rows = read(HERE / "lookups" / str(size) / "queries.jsonl.gz")
    for query in rows:
        query["answer"] = answers[query["q"]]
    return [query for query in rows if not query["category"].startswith("hard")], run.stderr.strip()


def report(size, queries, index):
    found = [query for query in queries if query["expect_decision"] == "MATCH"]
    unclear = [query for query in queries if query["expect_decision"] == "AMBIGUOUS"]
    strangers = [query for query in queries if query["expect_decision"] == "NONE"]
    documents = [query for query in found if query["kind"] != "typed"]
    times = [query["answer"]["ms"] for query in queries]
    kinds = ", ".join(
        f"{kind} {share([query for query in found if query['kind'] == kind], is_first):.1f}"
        for kind in ("mrz", "aamva", "typed"))
    print(f"\nLook-ups on a list of {size} people, in per cent ({len(queries)} queries; {index})")
    print(f"  found {share(found, is_first):.2f} ({kinds}), handled {share(found, is_handled):.2f}, "
          f"alone on documents {share(documents, lambda query: says(query, 'exact') and is_first(query)):.2f}")
    print(f"  wrong person: exact {share(found, lambda query: says(query, 'exact') and not is_first(query)):.2f}, "
          f"exact or likely {share(found, lambda query: is_sure(query) and not is_first(query)):.2f}")
    print(f"  stranger accepted: exact {share(strangers, lambda query: says(query, 'exact')):.2f}, "
          f"exact or likely {share(strangers, is_sure):.2f}")
    shown = share(unclear, lambda query: says(query, "ambiguous") and is_shown(
        query, max(5, min(10, query["n_alts"] + 1))))
    print(f"  namesakes: ambiguous {shown:.2f}, silently exact {share(unclear, lambda query: says(query, 'exact')):.2f}")
    print(f"  one look-up on one core: p50 {quantile(times, 0.5):.2f} ms, p99 {quantile(times, 0.99):.2f} ms, "
          f"slowest {max(times):.1f} ms", flush=True)


def rapidfuzz():
    """The baseline's library, from PyPI into the build folder: nothing but this file needs it."""
    if not (PACKAGES / "rapidfuzz").exists():
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
             "--root-user-action=ignore", "--target", PACKAGES, RAPIDFUZZ], check=True)
    sys.path.insert(0, str(PACKAGES))
    import rapidfuzz.fuzz
    import rapidfuzz.process
    return rapidfuzz


def plain(text):
    letters = unicodedata.normalize("NFD", text.casefold())
    return " ".join(re.sub(r"[^\w\s]|\d", " ", "".join(x for x in letters if not unicodedata.combining(x))).split())


def name_in(query):
    """The name as the baseline gets it: cut out of the document beforehand, outside of the time that is measured."""
    text = query["input"]
    if query["kind"] == "mrz":
        text = max((line for line in text.splitlines() if "<<" in line), key=lambda line: line.count("<"), default=text)
        text = re.sub(r"^[PIACV][A-Z<][A-Z]{3}(?=.*<<[A-Z])", "", text).replace("<", " ")
    elif query["kind"] == "aamva":
        text = " ".join(re.findall(r"(?:DCS|DAC|DAD|DAA|DCT)([^\n\r|]*)", text)) or text
    return plain(text)


def ratio(size, queries):
    library = rapidfuzz()
    people = read(HERE / "lookups" / str(size) / "registrations.jsonl.gz")
    names = [plain(person["full"]) for person in people]
    chosen = queries[:: max(1, len(queries) // MOST_COMPARED)]
    wanted = [name_in(query) for query in chosen]
    theirs = []
    for name in wanted:
        begun = time.perf_counter()
        library.process.extract(name, names, scorer=library.fuzz.token_set_ratio, limit=20)
        theirs.append((time.perf_counter() - begun) * 1e3)
    ours = [query["answer"]["ms"] for query in chosen]
    print(f"  against rapidfuzz's process.extract(token_set_ratio), which gets the names cut out, on {len(chosen)} of "
          f"the same queries: {statistics.mean(theirs) / statistics.mean(ours):.1f} × as fast "
          f"({statistics.mean(ours):.2f} and {statistics.mean(theirs):.2f} ms)", flush=True)


def bench(folder):
    for size in SIZES:
        queries, index = answered(size, folder)
        report(size, queries, index)
        ratio(size, queries)
