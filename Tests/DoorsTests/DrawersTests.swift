// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import Synchronization
import Testing

struct DrawersTests {
    /// Seconds that a test sets.
    private final class Seconds: Sendable {
        private let value = Mutex(0.0)
        var now: Double { value.withLock { $0 } }
        func pass(_ seconds: Double) { value.withLock { $0 += seconds } }
    }

    private let clock = Seconds()
    private let drawers: Drawers
    private let door = StationID()
    private let kim: PINHolder

    init() throws {
        kim = PINHolder(id: try #require(PINHolderID("kim")), name: "Kim")
        let pat = PINHolder(id: try #require(PINHolderID("pat")), name: "Pat")
        let pins = PINBook([
            .init(holder: kim, pin: try #require(PIN("602214"))),
            .init(holder: pat, pin: try #require(PIN("1380649"))),
        ])
        drawers = Drawers(pins: pins, idleSeconds: 60, seconds: { [clock] in clock.now })
    }

    private func open(_ pin: String = "602214") throws -> DrawerKey {
        guard case .opened(let key, _) = drawers.open(pin, at: door) else {
            Issue.record("not opened")
            return DrawerKey("")
        }
        return key
    }

    @Test func `a PIN opens the drawer of one station, and tells whose it is`() throws {
        let key = try open()
        #expect(drawers.holder(of: key, at: door) == kim)
        #expect(drawers.holder(of: key, at: StationID()) == nil)
        #expect(drawers.holder(of: DrawerKey("x"), at: door) == nil)
        drawers.close(key, at: door)
        #expect(drawers.holder(of: key, at: door) == nil)
    }

    @Test func `the next PIN closes what the one before opened`() throws {
        let first = try open()
        let second = try open("1380649")
        #expect(drawers.holder(of: first, at: door) == nil)
        #expect(drawers.holder(of: second, at: door)?.name == "Pat")
    }

    @Test func `a drawer that nobody uses closes by itself, and one that is used does not`() throws {
        let key = try open()
        clock.pass(59)
        #expect(drawers.holder(of: key, at: door) == kim)
        clock.pass(59)
        #expect(drawers.holder(of: key, at: door) == kim)
        clock.pass(66)
        #expect(drawers.holder(of: key, at: door) == nil)
    }

    @Test func `three wrong PINs lock a station for a while, also against the right one`() {
        #expect(drawers.open("111222", at: door) == .wrong)
        #expect(drawers.open("", at: door) == .wrong)
        #expect(drawers.open("111222", at: door) == .locked(seconds: 60))
        clock.pass(20)
        #expect(drawers.open("602214", at: door) == .locked(seconds: 40))
        let other = StationID()
        if case .opened = drawers.open("602214", at: other) {} else { Issue.record("another door is locked, too") }
        clock.pass(40)
        #expect(throws: Never.self) { _ = try open() }
    }

    @Test func `a PIN that is only checked opens nothing, and wrong ones count together with a drawer's`() throws {
        guard case .opened(let key, let holder) = drawers.check("602214", at: door) else {
            Issue.record("not known")
            return
        }
        #expect(holder == kim && drawers.holder(of: key, at: door) == nil)
        #expect(drawers.check("000001", at: door) == .wrong)
        #expect(drawers.open("000001", at: door) == .wrong)
        #expect(drawers.check("000001", at: door) == .locked(seconds: 60))
        #expect(drawers.check("602214", at: door) == .locked(seconds: 60))
    }

    @Test func `each lock is twice as long as the one before, up to a quarter of an hour, until a PIN was right`()
        throws
    {
        var pauses: [Double] = []
        for _ in 0..<6 {
            for _ in 0..<2 { #expect(drawers.open("111222", at: door) == .wrong) }
            guard case .locked(let seconds) = drawers.open("111222", at: door) else { continue }
            pauses.append(seconds)
            clock.pass(seconds)
        }
        #expect(pauses == [60, 120, 240, 480, 900, 900])
        _ = try open()
        for _ in 0..<2 { #expect(drawers.open("111222", at: door) == .wrong) }
        #expect(drawers.open("111222", at: door) == .locked(seconds: 60))
    }

    @Test func `thirty wrong PINs at all doors, and a door that had one looks at no other for hours`() throws {
        let doors = (0..<15).map { _ in StationID() }
        for door in doors + doors { #expect(drawers.open("111222", at: door) == .wrong) }
        #expect(drawers.open("602214", at: doors[0]) == .locked(seconds: Drawers.spanOfAll))
        // Where nobody guessed, a volunteer goes on, and may even mistype once.
        _ = try open()
        #expect(drawers.open("111222", at: door) == .wrong)
        #expect(drawers.open("602214", at: door) == .locked(seconds: Drawers.spanOfAll))
        clock.pass(Drawers.spanOfAll)
        _ = try open()
    }

    @Test(arguments: ["", "12345", "1234567890123", "12345a", "111111", "１２３４５６", "123 456", "-12345"])
    func `what is too short, too long or no digits is no PIN`(text: String) {
        #expect(PIN(text) == nil)
    }

    @Test func `no description tells a PIN or a key`() throws {
        let pin = try #require(PIN("602214"))
        let key = try open()
        var dumped = ""
        dump(pin, to: &dumped)
        for text in ["\(pin)", String(reflecting: pin), dumped, "\(PINBook([.init(holder: kim, pin: pin)]))"] {
            #expect(!text.contains("602214") && !text.contains("54, 48, 50"))
        }
        #expect(!"\(key) \(String(reflecting: key))".contains(key.rawValue))
        #expect(key.rawValue.count == 32)
    }
}
