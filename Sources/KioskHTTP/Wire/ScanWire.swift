// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors

import struct Foundation.Date

struct ScanRequestWire: Decodable {
    struct Item: Decodable {
        let id: String
        let badge: String
        let place: String
        let direction: String?
        let at: String?
        let board: Int?
        /// Whether the open drawer lets the person in if the place is full.
        let letIn: Bool?

        /// `board` is the one that the station stands at, which needs not be said.
        func scan(at ownBoard: Int?, letInBy: PINHolderID?) throws -> Scan {
            guard let id = FactID(id) else { throw Problem.malformed("A scan's id must be a UUID.") }
            guard let place = PlaceID(place) else { throw Problem.unknownPlace }
            guard let direction = Scan.Direction(rawValue: direction ?? "auto") else {
                throw Problem.malformed("A scan's direction must be auto, in or out.")
            }
            return Scan(
                id: id, badge: badge, place: place, direction: direction, at: try at.map(Wire.date),
                board: board ?? ownBoard, letInBy: letIn == true ? letInBy : nil)
        }
    }

    let scans: [Item]

    var letsIn: Bool { scans.contains { $0.letIn == true } }
}

struct ScanResultsWire: Encodable {
    let results: [ScanResultWire]
}

struct ScanResultWire: Encodable {
    let id: String
    let outcome: String
    @Nullable var reason: String?
    @Nullable var since: Date?
    /// For a duplicate: what the scan came to the first time.
    @Nullable var previous: String?
    let place: String
    @Nullable var board: Int?
    let inside: Int
    let capacity: Int
    @Nullable var badgeName: String?
    /// Where a place is on the web, live: whether the person said that they do not want to be seen; `null` elsewhere.
    @Nullable var declinesLivestream: Bool?
    /// Where there is space when there is none here.
    @Nullable var elsewhere: ElsewhereWire?
    /// When a closed place opens by its hours.
    @Nullable var opensAt: Date?
    /// The identifier of who let the person in although the place was full.
    @Nullable var letInBy: String?
    let text: String

    struct ElsewhereWire: Encodable {
        let place: String
        let name: String
        let free: Int
    }

    init(_ result: ScanResult) {
        id = result.id.description
        outcome = result.outcome.name
        if case .refused(let refusal, let since) = result.outcome {
            reason = refusal.rawValue
            self.since = since
        }
        if case .duplicate(let direction) = result.outcome {
            previous = result.previousName(direction)
        }
        place = result.place.id.rawValue
        board = result.board
        inside = result.inside
        capacity = result.place.capacity
        badgeName = result.badgeName
        elsewhere = result.elsewhere.map {
            ElsewhereWire(place: $0.place.id.rawValue, name: $0.place.name, free: $0.free)
        }
        opensAt = result.opensAt
        letInBy = result.letInBy?.rawValue
        declinesLivestream = result.declinesLivestream
        text = result.sentence
    }
}

extension ScanOutcome {
    fileprivate var name: String {
        switch self {
        case .entered: "entered"
        case .left: "left"
        case .visited: "visited"
        case .served: "served"
        case .duplicate: "duplicate"
        case .refused: "refused"
        }
    }
}

extension Movement.Direction {
    fileprivate var name: String {
        switch self {
        case .enters: "entered"
        case .leaves: "left"
        }
    }
}

extension ScanResult {
    /// What a scan that is counted already came to the first time.
    fileprivate func previousName(_ direction: Movement.Direction) -> String {
        if place.kind == .meal { return ScanOutcome.served.name }
        return board == nil ? direction.name : ScanOutcome.visited.name
    }

    /// The verdict for clients without a strings table of their own, in English.
    fileprivate var sentence: String {
        let name = badgeName.map { ", \($0)" } ?? ""
        return switch outcome {
        case .entered, .visited, .served, .duplicate(of: .enters): "Welcome\(name)"
        case .left, .duplicate(of: .leaves): "Goodbye\(name)"
        case .refused(.unreadable, _): "This is not a badge, or not all of it."
        case .refused(.foreign, _): "This is a badge of another event."
        case .refused(.forged, _): "This badge is not genuine."
        case .refused(.unknownBadge, _): "This badge is not on record. Please see the desk."
        case .refused(.full, _): "This place is full: \(inside) of \(place.capacity)."
        case .refused(.closed, _): "This place is closed."
        case .refused(.mealTaken, _): "This badge had the meal today."
        case .refused(.notIssued, _): "This badge is nobody's yet. Please see the desk."
        case .refused(.notCheckedIn, _): "The desk has not checked this badge in yet. Please see the desk."
        case .refused(.revoked, _): "This badge was replaced. Please see the desk."
        }
    }
}
