// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KioskHTTP

struct ClientPatienceTests {
    private var patience = ClientPatience(at: 100)

    @Test func `who says nothing goes after ten seconds`() {
        #expect(!patience.isOver(at: 109) && patience.isOver(at: 111))
        #expect(patience.isIdle)
    }

    @Test mutating func `a body that drips is cut, and one that comes steadily is not, however large`() {
        patience.readHead(at: 100)
        for _ in 0..<10 { patience.readBody(1) }
        #expect(!patience.isOver(at: 109) && patience.isOver(at: 111))
        // A poster of 30 MB over a line of 20 kB a second takes 25 minutes.
        for second in 0..<1500 {
            patience.readBody(20_000)
            #expect(!patience.isOver(at: 100 + Double(second)))
        }
        #expect(patience.isIdle)
        patience.readEnd(at: 1600)
        #expect(!patience.isIdle && !patience.isOver(at: 9000))
    }

    @Test mutating func `who waits for an answer or follows events is never cut`() {
        patience.readHead(at: 100)
        patience.readEnd(at: 100)
        #expect(!patience.isOver(at: 1e6) && !patience.isIdle)
    }

    @Test mutating func `a connection is kept for two minutes between two requests`() {
        for begin in [100.0, 210, 320] {
            #expect(!patience.isOver(at: begin))
            patience.readHead(at: begin)
            patience.readEnd(at: begin)
            patience.wroteEnd(at: begin + 1)
        }
        #expect(!patience.isOver(at: 440) && patience.isOver(at: 442))
        #expect(patience.isIdle && patience.since == 321)
    }

    @Test mutating func `what comes of a body after its answer is not waited for`() {
        patience.readHead(at: 100)
        patience.wroteEnd(at: 101)
        for _ in 0..<1000 { patience.readBody(100_000) }
        #expect(!patience.isOver(at: 102) && patience.isOver(at: 104))
        patience.readEnd(at: 103)
        #expect(!patience.isOver(at: 200))
    }

    @Test mutating func `requests that come before the answer to the one before are all answered`() {
        for second in 100..<103 {
            patience.readHead(at: Double(second))
            patience.readEnd(at: Double(second))
        }
        patience.wroteEnd(at: 105)
        #expect(!patience.isIdle && !patience.isOver(at: 1000))
        for second in 106..<108 { patience.wroteEnd(at: Double(second)) }
        #expect(patience.isIdle && patience.isOver(at: 228))
    }

    @Test mutating func `who does not take an answer goes after half a minute`() {
        patience.readHead(at: 100)
        patience.readEnd(at: 100)
        patience.canWrite(false, at: 110)
        patience.canWrite(false, at: 130)
        #expect(!patience.isOver(at: 139) && patience.isOver(at: 141))
        patience.canWrite(true, at: 139)
        patience.canWrite(false, at: 150)
        #expect(!patience.isOver(at: 170))
    }
}

struct ConnectionBookTests {
    private var book = ConnectionBook<Int>(most: 6, mostOfOne: 3)
    private let one = NetworkAddress.v4(1)
    private let two = NetworkAddress.v4(2)
    private let three = NetworkAddress.v4(3)

    /// As many are idle as their number says.
    private mutating func fill(_ ids: Range<Int>, from address: NetworkAddress) {
        for id in ids { #expect(book.admit(id, from: address, idleSince: { Double($0) }) == .welcome) }
    }

    @Test mutating func `one address crowds out itself alone, the longest idle first`() {
        fill(0..<3, from: one)
        #expect(book.admit(10, from: one, idleSince: { $0 == 0 ? nil : Double($0) }) == .inPlaceOf(1))
        #expect(book.admit(11, from: one, idleSince: { _ in nil }) == .refused)
        fill(20..<22, from: two)
        #expect(book.count == 5)
    }

    @Test mutating func `when all are too many, one of those with the most idle connections goes`() {
        fill(0..<1, from: two)
        fill(1..<3, from: three)
        fill(3..<6, from: one)
        #expect(book.admit(6, from: two, idleSince: { Double($0) }) == .inPlaceOf(3))
        // Who has many, but all of them at work, keeps them.
        #expect(book.admit(7, from: two, idleSince: { $0 > 3 ? nil : Double($0) }) == .inPlaceOf(1))
        #expect(book.admit(8, from: .v4(4), idleSince: { _ in nil }) == .refused)
        #expect(book.count == 6)
    }

    @Test mutating func `the box itself may have as many as there is room`() {
        fill(0..<6, from: .here)
        #expect(book.admit(6, from: one, idleSince: { Double($0) }) == .inPlaceOf(0))
    }

    @Test mutating func `who went makes room, and going twice is going once`() {
        fill(0..<3, from: one)
        for _ in 0..<2 { book.forget(1) }
        fill(3..<4, from: one)
        #expect(book.admit(4, from: one, idleSince: { _ in nil }) == .refused)
        for id in 0..<5 { book.forget(id) }
        #expect(book.count == 0)
        fill(0..<3, from: one)
    }
}
