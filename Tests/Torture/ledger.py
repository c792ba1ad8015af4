# SPDX-License-Identifier: Apache-2.0
"""Compares what the doors were told with the journal and the figures."""

import collections

import reference
from crowd import HARD_LIMIT, HARD_PLACE, organizer

RULES = ["lost", "doubled", "wrong word", "order", "figures", "over the limit", "journal", "no clear word"]


class Ledger:
    """The evidence of what does not hold after a leg, by rule."""

    def __init__(self):
        self.evidence = collections.defaultdict(list)
        # By so many seconds the daemon's clock may be behind that of the doors.
        self.behind = 0

    def fail(self, rule, sentence):
        self.evidence[rule].append(sentence)

    @property
    def holds(self):
        return not any(self.evidence.values())

    def verify(self, event):
        verified = event.verify()
        if verified.returncode != 0:
            self.fail("journal", verified.stdout + verified.stderr)
        return verified.stdout

    def compare(self, crowd, event, told, people):
        """Everything that must hold once all doors have their answers, with the daemon up."""
        facts = reference.facts(event.database)
        self.compare_answers(facts, told)
        self.compare_people(facts, people)
        self.compare_figures(facts, crowd, event)
        self.look_at_limit(facts)

    def compare_answers(self, facts, told):
        by_id = {fact.id: fact for fact in facts}
        passages = collections.defaultdict(list)
        for each in told:
            fact = by_id.pop(each.id, None)
            if fact is None:
                if not self._is_double_scan(each, passages[each.registration]):
                    self.fail("lost", f"no fact for {each}")
                continue
            own = (fact.kind, None if fact.kind == "refused" else fact.registration, fact.place)
            if own != (each.outcome, None if each.outcome == "refused" else each.registration, each.place):
                self.fail("wrong word", f"{fact} for {each}")
            if each.outcome != each.expected and (each.reason != "full" or each.place != HARD_PLACE):
                self.fail("wrong word", f"{each}")
            if fact.kind != "refused":
                passages[each.registration].append(fact)
        for fact in by_id.values():
            self.fail("doubled", f"a fact that no door was told of: {fact}")
        for chain in passages.values():
            if [fact.id for fact in chain] != [fact.id for fact in sorted(chain, key=lambda each: (each.at, each.id))]:
                self.fail("order", f"{chain}")

    def _is_double_scan(self, told, passages):
        """Whether a badge was held up twice, which is one passage."""
        if told.direction != "auto" or not told.again or not passages:
            return False
        last = passages[-1]
        return (last.place, last.kind) == (told.place, told.outcome) and told.answered - last.at / 1000 < 6 + self.behind

    def compare_people(self, facts, people):
        where = reference.Reference(facts).where
        for person in people:
            if where.get(person.registration) != person.place:
                self.fail("figures", f"a person was let into {person.place}, and is in {where.get(person.registration)}")

    def compare_figures(self, facts, crowd, event):
        model = reference.Reference(facts)
        client = organizer(crowd, event)
        figures = client.get("/api/v1/occupancy").json
        client.connection.close()
        for sentence in model.differences(figures):
            self.fail("figures", sentence)
        for sentence in model.differences_from_verification(self.verify(event)):
            self.fail("figures", sentence)
        return figures

    def look_at_limit(self, facts):
        """Nobody was let into the full place."""
        model = reference.Reference([])
        for fact in facts:
            if fact.kind == "refused":
                continue
            model.take(fact)
            if model.inside[HARD_PLACE] > HARD_LIMIT:
                self.fail("over the limit", f"{fact}")
