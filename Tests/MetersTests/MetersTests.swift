// SPDX-License-Identifier: Apache-2.0

import Meters
import Testing

struct MetersTests {
    @Test func `a histogram counts a value at the first bound that holds it and at all above`() {
        let histogram = Histogram(bounds: [1, 2, 5])
        for value in [0.5, 1, 1.5, 5, 7] { histogram.observe(value) }
        let reading = histogram.reading
        #expect(reading.cumulative == [2, 3, 4, 5])
        #expect(reading.sum == 15)
    }

    @Test func `a duration is observed in seconds`() {
        let histogram = Histogram(bounds: Histogram.waits)
        histogram.observe(.milliseconds(3))
        #expect(histogram.reading.sum == 0.003)
        #expect(histogram.reading.cumulative.firstIndex(of: 1) == 2)
    }

    @Test func `a table counts what it was made for and nothing else`() {
        let table = TallyTable(["a", "b"])
        table.add(to: "a")
        table.add(2, to: "a")
        table.add(to: "c")
        #expect(table.values == ["a": 3, "b": 0])
    }

    @Test func `additions from many sides are all counted`() async {
        let tally = Tally()
        await withTaskGroup { group in
            for _ in 0..<8 { group.addTask { for _ in 0..<10_000 { tally.add() } } }
        }
        #expect(tally.value == 80_000)
    }

    @Test func `a page has a head for each family, and escapes what labels say`() {
        var page = Exposition()
        page.counter("scans_total", "Scans\nby \"outcome\".", [.init([("outcome", "a\\b\"c\nd")], 3)])
        page.gauge("empty", "Nothing to say.", [])
        page.gauge("free", "Free.", [.init([], 0.5), .init([], .nan)])
        #expect(
            page.text == """
                # HELP scans_total Scans\\nby "outcome".
                # TYPE scans_total counter
                scans_total{outcome="a\\\\b\\"c\\nd"} 3
                # HELP free Free.
                # TYPE free gauge
                free 0.5
                free NaN

                """)
    }

    @Test func `a histogram's lines end in the bound that holds all`() {
        let histogram = Histogram(bounds: [0.5, 1])
        histogram.observe(0.25)
        histogram.observe(3)
        var page = Exposition()
        page.histogram("wait_seconds", "Waits.", [([("kind", "x")], histogram.reading)])
        #expect(
            page.text == """
                # HELP wait_seconds Waits.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{kind="x",le="0.5"} 1
                wait_seconds_bucket{kind="x",le="1"} 1
                wait_seconds_bucket{kind="x",le="+Inf"} 2
                wait_seconds_sum{kind="x"} 3.25
                wait_seconds_count{kind="x"} 2

                """)
    }
}
