// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import FrontDesk
import HTTPCalls
import Printing
import Rehearsal
import Synchronization

/// The part of a rehearsal that is real: stations, a daemon, printers.
struct RehearsalPlay: Sendable {
    let copy: RehearsalCopy
    let cast: Cast
    let options: RehearsalOptions

    /// What came of it.
    struct Played: Sendable {
        let handlings: [Handling]
        let notes: RehearsalLog.Notes
        /// How many papers lie in the virtual printers' trays; `nil` for real printers.
        let papers: Int?
        /// How often the daemon's limits told a station to come later.
        let heldBack: Int
    }

    static func deskName(_ number: Int) -> String { "Desk \(number)" }

    /// As many volunteers work at once as the largest number of desks, up to so many.
    private static var mostLanes: Int { 6 }

    private struct Stations: Sendable {
        let desks: [RehearsalClient]
        let supervisor: RehearsalClient
        let organizer: RehearsalClient
        let doors: [PlaceID: RehearsalClient]
    }

    func run(on stage: RehearsalStage, _ tell: @escaping @Sendable (String) -> Void) async throws -> Played {
        let caller = HTTPCaller()
        do {
            let played = try await run(on: stage, caller, tell)
            try await caller.shutdown()
            return played
        } catch {
            // What went wrong before matters more.
            try? await caller.shutdown()
            throw error
        }
    }

    private func run(
        on stage: RehearsalStage, _ caller: HTTPCaller, _ tell: @escaping @Sendable (String) -> Void
    ) async throws -> Played {
        let log = RehearsalLog()
        let client = RehearsalClient(
            caller: caller, base: "http://127.0.0.1:\(copy.setup.appliance.port)", token: nil, patience: .init())
        try stage.start(copy)
        try await waitUntilReady(client)
        let stations = try await pair(client)
        let desks = try await desks(stations, log)
        tell(
            "The copy is up: \(desks.lanes.count) desks, \(stations.doors.count) doors. \(cast.arrivals.count) people come."
        )
        let served = try await serve(desks.lanes, problemDesk: desks.supervisor, tell)
        let doors = RehearsalDoors(
            doors: stations.doors, organizer: stations.organizer, places: places, log: log)
        tell("Lost badges are printed again, and everybody goes from room to room.")
        let badges = try await replaceLost(served.compactMap(\.badge), at: desks.supervisor, doors)
        try await doors.walk(badges, seed: options.seed)
        return Played(
            handlings: served.map(\.handling), notes: log.all, papers: papers(), heldBack: client.patience.count)
    }

    private var places: [Place] { copy.setup.event.places.filter { $0.kind != .meal } }

    // MARK: - Getting ready

    private struct Readiness: Decodable {
        let printers: Int
        let fitPrinters: Int
    }

    /// Until the daemon answers and its printers take badges.
    private func waitUntilReady(_ client: RehearsalClient) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        var printers: Readiness?
        while ContinuousClock.now < deadline {
            // It does not answer before it is up.
            printers = try? await client.get("/readyz").decoded(as: Readiness.self)
            if let printers, printers.fitPrinters == printers.printers { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        guard let printers else { throw ApplianceError("The rehearsal's daemon does not come up.") }
        guard printers.fitPrinters == 0 else { return }
        throw ApplianceError("No printer takes badges. Look at what lanyard doctor says of them, then rehearse again.")
    }

    private func pair(_ client: RehearsalClient) async throws -> Stations {
        let count = min(Self.mostLanes, options.desks.max() ?? 1)
        var desks: [RehearsalClient] = []
        for number in 1...count {
            desks.append(try await station(client, role: "desk", name: Self.deskName(number)))
        }
        var doors: [PlaceID: RehearsalClient] = [:]
        for place in places {
            doors[place.id] = try await station(client, role: "door", place: place.id.rawValue)
        }
        return Stations(
            desks: desks, supervisor: try await station(client, role: "supervisor"),
            organizer: try await station(client, role: "organizer"), doors: doors)
    }

    private struct Paired: Decodable { let token: String }

    private func station(
        _ client: RehearsalClient, role: String, place: String? = nil, name: String? = nil
    ) async throws -> RehearsalClient {
        let offer = try await StationDesk(copy.setup).offer(role: role, place: place, name: name, hours: 1)
        let code = offer.link.split(separator: "#").last.map(String.init) ?? ""
        let answer = try await client.post("/api/v1/stations", ["code": code])
        guard answer.status == 201 else {
            throw ApplianceError("A station of role \(role) was answered with \(answer.code).")
        }
        var paired = client
        paired.token = try answer.decoded(as: Paired.self).token
        return paired
    }

    private func desks(
        _ stations: Stations, _ log: RehearsalLog
    ) async throws -> (lanes: [RehearsalDesk], supervisor: RehearsalDesk) {
        let press = try await RehearsalPress(copy)
        let turns = Dictionary(
            uniqueKeysWithValues: copy.setup.eventFile.printers.map { ($0.id, RehearsalTurn()) })
        let desk = { (client: RehearsalClient, name: String) in
            let printer = copy.setup.eventFile.printerAssignment?.order(forDesk: name).route.first
            return RehearsalDesk(
                client: client, log: log, pace: options.pace, printer: printer.flatMap { turns[$0] } ?? RehearsalTurn(),
                press: press, patience: options.printers == .virtual ? 30 : 180)
        }
        let lanes = stations.desks.enumerated().map { desk($1, Self.deskName($0 + 1)) }
        return (lanes, desk(stations.supervisor, "Problem desk"))
    }

    // MARK: - Arrivals

    /// Each desk takes whoever is next.
    private func serve(
        _ desks: [RehearsalDesk], problemDesk: RehearsalDesk, _ tell: @escaping @Sendable (String) -> Void
    ) async throws -> [RehearsalDesk.Served] {
        let line = RehearsalLine(of: cast.arrivals.count)
        let step = max(20, cast.arrivals.count / 10)
        let served = try await withThrowingTaskGroup(of: [Int: RehearsalDesk.Served].self) { group in
            for desk in desks {
                group.addTask {
                    var served: [Int: RehearsalDesk.Served] = [:]
                    while let number = line.next() {
                        served[number] = try await serve(cast.arrivals[number], at: desk, problemDesk)
                        let done = line.countDone()
                        if done.isMultiple(of: step) {
                            tell("\(done) of \(cast.arrivals.count) people are through the desks.")
                        }
                    }
                    return served
                }
            }
            return try await group.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
        }
        return cast.arrivals.indices.compactMap { served[$0] }
    }

    private func serve(
        _ arrival: Arrival, at desk: RehearsalDesk, _ problemDesk: RehearsalDesk
    ) async throws -> RehearsalDesk.Served {
        var served: RehearsalDesk.Served
        switch arrival.visitor {
        case .guest(let guest): served = try await desk.serve(guest, arrival)
        case .walkIn(let person):
            served = try await desk.sendOn(arrival)
            served.badge = try await problemDesk.register(person, arrival)
        }
        if let printing = served.handling.printing, options.printers == .virtual {
            served.handling.printing = printing + options.printSeconds
        }
        return served
    }

    private func replaceLost(
        _ badges: [RehearsedBadge], at desk: RehearsalDesk, _ doors: RehearsalDoors
    ) async throws -> [RehearsedBadge] {
        var kept: [RehearsedBadge] = []
        for badge in badges {
            guard badge.arrival.losesBadge else {
                kept.append(badge)
                continue
            }
            if let fresh = try await desk.replace(badge) { kept.append(fresh) }
            try await doors.checkRevoked(badge)
        }
        return kept
    }

    /// What lies in the trays.
    private func papers() -> Int? {
        guard !copy.virtualPrinters.isEmpty else { return nil }
        return copy.virtualPrinters.reduce(0) { sum, printer in
            // A tray into which nothing was printed is empty.
            let names = (try? FileManager.default.contentsOfDirectory(atPath: printer.tray.path)) ?? []
            return sum + names.count { $0.hasSuffix(".pdf") || $0.hasSuffix(".pwg") }
        }
    }
}

/// People who wait, by their number, and how many are done.
private final class RehearsalLine: Sendable {
    private let count: Int
    private let state = Mutex((next: 0, done: 0))

    init(of count: Int) {
        self.count = count
    }

    func next() -> Int? {
        state.withLock { state in
            guard state.next < count else { return nil }
            state.next += 1
            return state.next - 1
        }
    }

    func countDone() -> Int {
        state.withLock { state in
            state.done += 1
            return state.done
        }
    }
}
