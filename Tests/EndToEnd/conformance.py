# SPDX-License-Identifier: Apache-2.0
"""What schemathesis needs to know of Lanyard: who may ask, what there is, and what a document and a picture look like.

It loads this file by SCHEMATHESIS_HOOKS; LANYARD_WORLD names a file of JSON that test_conformance wrote.
"""

import itertools
import json
import os
import pathlib
import random
import re

import schemathesis

WORLD = json.loads(pathlib.Path(os.environ["LANYARD_WORLD"]).read_text())
PDF, FRAME = (pathlib.Path(WORLD[name]).read_bytes() for name in ("pdf", "frame"))
turns = itertools.count()


@schemathesis.auth(refresh_interval=None)
class Stations:
    """Asks by turns as each role that the operation names; what everybody may see is asked for as a desk."""

    def get(self, case, context):
        definition = case.operation.definition.raw
        if definition.get("security") == [{"badge": []}]:
            return {"Lanyard-Badge": WORLD["badge"]}
        roles = definition.get("x-roles", ["desk"])
        return {"Authorization": "Bearer " + WORLD["tokens"][roles[next(turns) % len(roles)]]}

    def set(self, case, data, context):
        # The header of another station would be a stranger's.
        case.headers.pop("Lanyard-Station", None)
        case.headers.update(data)
        case.query.pop("station", None)


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Asks for what there is, two times of three."""
    kinds = WORLD["there"].items()
    there = next((names for pattern, names in kinds if re.search(pattern, context.operation.path)), None)
    for name in path_parameters or {}:
        if there and random.random() < 2 / 3:
            path_parameters[name] = random.choice(there)
    return path_parameters


@schemathesis.serializer("application/pdf")
def document(context, value):
    return PDF


@schemathesis.serializer("application/octet-stream")
def camera_picture(context, value):
    return FRAME
