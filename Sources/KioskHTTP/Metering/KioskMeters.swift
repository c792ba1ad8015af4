// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import HTTPTypes
package import Meters
import PhotoID
import Synchronization

/// What the HTTP side counts while it works.
///
/// No series can be made by what somebody sends: routes are templates, methods and statuses are few.
package final class KioskMeters: Sendable {
    private struct RouteKey: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    private let requests = Mutex<[RouteKey: Histogram]>([:])
    private let streams = TallyTable(StationRole.allCases)
    private let scans = TallyTable(ScanWord.allCases)
    private let lookUps = TallyTable(["exact", "likely", "ambiguous", "none"])
    private let lookUpSeconds = Histogram(bounds: Histogram.waits)

    package init() {}

    /// What a scan came to, without the details.
    private enum ScanWord: String, CaseIterable {
        case entered, left, visited, served, duplicate, refused

        init(_ outcome: ScanOutcome) {
            switch outcome {
            case .entered: self = .entered
            case .left: self = .left
            case .visited: self = .visited
            case .served: self = .served
            case .duplicate: self = .duplicate
            case .refused: self = .refused
            }
        }
    }

    /// The method, of those that there are; what else somebody sends is `other`.
    static func word(for method: HTTPRequest.Method) -> String {
        methods.contains(method.rawValue) ? method.rawValue : "other"
    }

    /// A request was answered; `route` is the template, `nil` where there is none.
    func answered(_ method: HTTPRequest.Method, _ route: String?, status: Int, after duration: Duration) {
        let key = RouteKey(method: Self.word(for: method), route: route ?? "none", status: status / 100)
        let histogram = requests.withLock { requests in
            if let known = requests[key] { return known }
            let fresh = Histogram(bounds: Histogram.waits)
            requests[key] = fresh
            return fresh
        }
        histogram.observe(duration)
    }

    func scanned(_ outcome: ScanOutcome) { scans.add(to: ScanWord(outcome)) }

    func lookedUp(_ decision: MatchDecision, after duration: Duration) {
        lookUps.add(to: decision.rawValue)
        lookUpSeconds.observe(duration)
    }

    func streamOpened(by role: StationRole) { streams.add(to: role) }
    func streamClosed(by role: StationRole) { streams.add(-1, to: role) }

    /// Writes the figures on a page.
    package func write(to page: inout Exposition) {
        let requests = requests.withLock { $0 }.sorted {
            ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
        }
        page.histogram(
            "lanyard_http_request_duration_seconds",
            "How long requests took to be answered, by route and class of status; event streams are left out.",
            requests.map { key, histogram in
                (
                    [("method", key.method), ("route", key.route), ("status", "\(key.status)xx")], histogram.reading
                )
            })
        page.gauge(
            "lanyard_event_streams", "Screens that follow along now, by role.",
            samples("role", streams.values.map { ($0.key.rawValue, $0.value) }))
        page.counter(
            "lanyard_scans_total", "Scans that were answered since the start, by what they came to.",
            samples("outcome", scans.values.map { ($0.key.rawValue, $0.value) }))
        page.counter(
            "lanyard_lookups_total", "Look-ups since the start, by how sure the answer was.",
            samples("decision", Array(lookUps.values)))
        page.histogram(
            "lanyard_lookup_duration_seconds", "How long look-ups took, without the way there and back.",
            [([], lookUpSeconds.reading)])
    }

    private func samples(_ label: String, _ values: some Sequence<(key: String, value: Int)>) -> [Exposition.Sample] {
        values.sorted { $0.key < $1.key }.map { Exposition.Sample([(label, $0.key)], $0.value) }
    }
}
