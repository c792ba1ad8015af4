// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Rehearsal

/// The doors of a rehearsal, and a count of its own of who is where.
struct RehearsalDoors: Sendable {
    let doors: [PlaceID: RehearsalClient]
    let organizer: RehearsalClient
    let places: [Place]
    let log: RehearsalLog

    private struct ScanBody: Encodable {
        struct Item: Encodable {
            let id = UUID().uuidString.lowercased()
            let badge: String
            let place: String
            let direction: String
        }
        let scans: [Item]
    }

    private struct Scanned: Decodable {
        struct Result: Decodable {
            let outcome: String
            let reason: String?
        }
        let results: [Result]
    }

    /// Lets everybody walk, some at a time, and compares the doors' figures with who is where at the end.
    func walk(_ badges: [RehearsedBadge], seed: UInt64) async throws {
        guard !places.isEmpty else { return }
        var chance = Chance(seed: seed)
        let walkers = badges.map { ($0, chance.next()) }
        let lanes = 6
        let inside = try await withThrowingTaskGroup(of: [PlaceID].self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    var ends: [PlaceID] = []
                    for index in stride(from: lane, to: walkers.count, by: lanes) {
                        if let end = try await walk(walkers[index].0, Chance(seed: walkers[index].1)) {
                            ends.append(end)
                        }
                    }
                    return ends
                }
            }
            var inside: [PlaceID: Int] = [:]
            for try await ends in group {
                for end in ends { inside[end, default: 0] += 1 }
            }
            return inside
        }
        try await compare(inside)
    }

    /// One person's way; where they are at its end.
    private func walk(_ badge: RehearsedBadge, _ seeded: Chance) async throws -> PlaceID? {
        var chance = seeded
        var here: Place?
        for _ in 0..<badge.arrival.moves {
            guard let place = chance.pick(places.filter { $0.id != here?.id }) else { break }
            let result = try await scan(badge.text, at: place.id)
            switch result.outcome {
            case "entered":
                log.count(.moves)
                here = place
            case "refused" where result.reason == "full" && place.limit.refuses: log.count(.refusedFull)
            default:
                log.find(.wrong, "A live badge at \(place.name) was answered with \(result.reason ?? result.outcome).")
            }
            if here?.id == place.id, chance.happens(0.1) { try await holdUpAgain(badge.text, at: place) }
        }
        guard let last = here, chance.happens(0.3) else { return here?.id }
        // Said to be the way out, since a badge that is held up twice within seconds leaves by nothing else.
        let result = try await scan(badge.text, at: last.id, direction: "out")
        if result.outcome != "left" { log.find(.wrong, "Leaving \(last.name) was answered with \(result.outcome).") }
        log.count(.left)
        return nil
    }

    private func holdUpAgain(_ badge: String, at place: Place) async throws {
        let result = try await scan(badge, at: place.id)
        log.count(.doubleScans)
        if result.outcome != "duplicate" {
            log.find(.wrong, "A badge held up twice at \(place.name) was answered with \(result.outcome).")
        }
    }

    /// A badge that was replaced opens no door any more.
    func checkRevoked(_ badge: RehearsedBadge) async throws {
        guard let place = places.first else { return }
        let result = try await scan(badge.text, at: place.id)
        if result.reason != "revoked" {
            log.find(.wrong, "A lost badge was answered with \(result.reason ?? result.outcome) at \(place.name).")
        }
    }

    private func scan(
        _ badge: String, at place: PlaceID, direction: String = "auto"
    ) async throws -> Scanned.Result {
        guard let door = doors[place] else { return Scanned.Result(outcome: "noDoor", reason: nil) }
        let answer = try await door.post(
            "/api/v1/scans", ScanBody(scans: [.init(badge: badge, place: place.rawValue, direction: direction)]))
        log.note { $0.scans.append(answer.seconds) }
        guard answer.status == 200, let result = try answer.decoded(as: Scanned.self).results.first else {
            return Scanned.Result(outcome: answer.code, reason: nil)
        }
        return result
    }

    private struct Figures: Decodable {
        struct Line: Decodable {
            let id: String
            let inside: Int
        }
        let places: [Line]
    }

    private func compare(_ inside: [PlaceID: Int]) async throws {
        let figures = try await organizer.get("/api/v1/occupancy").decoded(as: Figures.self)
        let told = Dictionary(figures.places.map { ($0.id, $0.inside) }, uniquingKeysWith: { first, _ in first })
        let wrong = places.filter { told[$0.id.rawValue] != inside[$0.id, default: 0] }
        for place in wrong {
            log.find(
                .wrong,
                "\(place.name) counts \(told[place.id.rawValue] ?? 0) inside, and \(inside[place.id, default: 0]) went in."
            )
        }
        if wrong.isEmpty {
            let people = inside.values.reduce(0, +)
            log.find(.fine, "The counts of all \(places.count) places are right: \(people) people inside at the end.")
        }
    }
}
