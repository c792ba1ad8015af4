// SPDX-License-Identifier: Apache-2.0

import Conference
import HTTPTypes
import NIOCore
import Synchronization
import Testing

@testable import KioskHTTP

struct RateLimitsTests {
    /// Seconds that a test sets.
    private final class Seconds: Sendable {
        private let value = Mutex(0.0)
        var now: Double { value.withLock { $0 } }
        func pass(_ seconds: Double) { value.withLock { $0 += seconds } }
    }

    private let clock = Seconds()
    private let limits: RateLimits
    private let door: Station

    init() throws {
        limits = RateLimits(seconds: { [clock] in clock.now })
        door = Station(name: "Door", duty: .door(try #require(PlaceID("gradient"))))
    }

    private func address(_ text: String) throws -> NetworkAddress {
        NetworkAddress(try SocketAddress(ipAddress: text, port: 1))
    }

    /// How many of `count` wrong codes from `address` are looked at.
    private func guesses(_ count: Int, from address: NetworkAddress) -> Int {
        (0..<count).count { _ in
            do {
                try limits.useCode(from: address)
                return true
            } catch {
                return false
            }
        }
    }

    @Test func `one address guesses twenty pairing codes, and then ten a minute`() throws {
        let stranger = try address("192.0.2.7")
        #expect(guesses(100, from: stranger) == 20)
        #expect(throws: Problem.self) { try limits.useCode(from: stranger) }
        clock.pass(60)
        #expect(guesses(100, from: stranger) == 10)
    }

    @Test func `all addresses together guess a hundred pairing codes, and then one a second`() throws {
        var all = 0
        for last in 1...200 { all += guesses(3, from: try address("192.0.2.\(last)")) }
        #expect(all == 100)
        clock.pass(3600)
        for last in 1...200 { all += guesses(20, from: try address("198.51.100.\(last)")) }
        #expect(all == 200)
        // A day of guessing against a hundred open codes of 50 bits: less than one in a hundred million.
        let aDay = 100 + 24 * 3600 * RateLimits.Allowances.codesOfAll.perSecond
        #expect(aDay * 100 / 0x1p50 < 1e-8)
    }

    @Test func `while strangers guess, a screen is paired at the box itself`() throws {
        for last in 1...200 { _ = guesses(3, from: try address("192.0.2.\(last)")) }
        for here in ["127.0.0.1", "::1", "::ffff:127.0.0.1"] {
            #expect(throws: Never.self) { try limits.useCode(from: try address(here)) }
        }
        #expect(guesses(100, from: .here) == 17)
    }

    @Test func `codes that are right are counted against nobody`() throws {
        let desks = try address("192.0.2.7")
        for _ in 0..<500 {
            try limits.useCode(from: desks)
            limits.forgiveCode(from: desks)
        }
        #expect(guesses(100, from: desks) == 20)
    }

    @Test func `the addresses of one IPv6 network are one, and those of another are not`() throws {
        #expect(try address("2001:db8::1") == address("2001:db8::ffff:2"))
        #expect(try address("2001:db8::1") != address("2001:db8:0:1::1"))
        #expect(try address("::ffff:192.0.2.7") == address("192.0.2.7"))
        #expect(try address("192.0.2.7") != address("192.0.2.8"))
        #expect(NetworkAddress(nil) == .unknown)
    }

    @Test func `a door delivers a backlog of ten thousand scans at once, and goes on`() throws {
        for _ in 0..<100 { try limits.useScans(100, at: door) }
        // A badge each second for an hour after that.
        for _ in 0..<3600 {
            clock.pass(1)
            try limits.useScans(1, at: door)
        }
    }

    @Test func `a door that sends scans without end is told to wait, and another is not`() throws {
        for _ in 0..<40 { try limits.useScans(500, at: door) }
        let refusal = #expect(throws: Problem.self) { try limits.useScans(500, at: door) }
        #expect(refusal?.status == .tooManyRequests && refusal?.retryAfterSeconds == 3)
        let other = Station(name: "Other", duty: door.duty)
        try limits.useScans(500, at: other)
        clock.pass(3)
        try limits.useScans(500, at: door)
    }

    @Test func `a desk looks up five a second all day and no more`() throws {
        let desk = StationID()
        for _ in 0..<600 { try limits.useLookup(at: desk) }
        #expect(throws: Problem.self) { try limits.useLookup(at: desk) }
        try limits.useLookup(at: StationID())
        for _ in 0..<3600 {
            clock.pass(1)
            for _ in 0..<5 { try limits.useLookup(at: desk) }
        }
    }

    @Test func `badges that are none are counted by the minute, and those that are count for nothing`() throws {
        let phones = try address("192.0.2.7")
        for _ in 0..<1000 {
            try limits.useBadge(from: phones)
            limits.forgiveBadge(from: phones)
        }
        for _ in 0..<60 { try limits.useBadge(from: phones) }
        #expect(throws: Problem.self) { try limits.useBadge(from: phones) }
        clock.pass(1)
        try limits.useBadge(from: phones)
    }

    @Test func `documents and pictures have limits of their own`() throws {
        let station = StationID()
        for _ in 0..<30 { try limits.useDocument(at: station) }
        #expect(throws: Problem.self) { try limits.useDocument(at: station) }
        // A door's page sends at most five a second.
        for _ in 0..<600 {
            clock.pass(0.2)
            try limits.usePicture(at: station)
        }
        for _ in 0..<50 { try? limits.usePicture(at: station) }
        #expect(throws: Problem.self) { try limits.usePicture(at: station) }
    }
}
