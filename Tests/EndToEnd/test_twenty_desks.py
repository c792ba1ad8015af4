# SPDX-License-Identifier: Apache-2.0
"""Many desks at once: one check-in, one badge and one document for each person."""

import collections
import concurrent.futures
import itertools

import witness


def test_twenty_desks_check_in_the_same_two_hundred_people(event, printer):
    printer.set_seconds(0)
    codes = [person["Order code"] for person in event.accepted()][:200]
    assert len(codes) == 200
    desks = [event.station("desk", name=f"Desk {number}") for number in range(20)]
    registrations = [desks[0].find(code) for code in codes]

    # Each person is tried by two desks, at about the same time.
    tries = collections.defaultdict(list)
    for number, registration in enumerate(registrations):
        tries[number % 20].append(registration)
        tries[(number + 7) % 20].append(registration)

    def work(number):
        return [(registration, desks[number].check_in(registration)) for registration in tries[number]]

    with concurrent.futures.ThreadPoolExecutor(20) as pool:
        answers = list(itertools.chain.from_iterable(pool.map(work, range(20))))

    admitted = {registration: answer.json for registration, answer in answers if answer.status == 201}
    already = {registration: answer.json for registration, answer in answers if answer.status == 200}
    assert len(admitted) == 200
    assert len(already) == 200
    assert {answer["outcome"] for answer in already.values()} == {"alreadyCheckedIn"}
    assert all(answer["at"] and answer["station"]["name"].startswith("Desk ") for answer in already.values())
    assert len({answer["badge"]["serial"] for answer in admitted.values()}) == 200

    for answer in admitted.values():
        assert desks[0].wait_until_printed(answer["printJob"]["id"], seconds=120)["state"] == "printed"
    papers = printer.documents()
    assert len(papers) == 200
    read = {witness.qr_of(paper, 203) for paper in papers}
    assert len(read) == 200

    verified = event.verify()
    assert verified.returncode == 0, verified.stdout
    assert "200 checked in; 200 badges, 200 of them valid, 200 printed" in verified.stdout
