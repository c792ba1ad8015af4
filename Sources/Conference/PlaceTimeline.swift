// SPDX-License-Identifier: Apache-2.0

import struct Foundation.Date

/// What happened at one place: who came and went, what volunteers counted, and the figures that follow.
///
/// Something later than all before it costs the same however much there was; what comes late is put in its place, and
/// the figures behind it are worked out anew.
struct PlaceTimeline: Equatable, Sendable {
    private(set) var points: [Point] = []
    private(set) var peak = 0
    private(set) var peakAt: Date?
    /// How often each person was inside.
    private(set) var visits: [RegistrationID: Int] = [:]
    /// How many stays lasted so many whole seconds.
    private var dwell: [Int: Int] = [:]

    /// A moment at which the figure changed.
    struct Point: Equatable, Sendable {
        let key: Key
        let change: Change
        /// People inside after it, as counted here and by volunteers.
        fileprivate(set) var inside = 0
    }

    enum Change: Equatable, Sendable {
        case enters, leaves
        /// A volunteer counted the people inside.
        case recounted(Int)
        /// The place was emptied.
        case cleared
    }

    struct Key: Comparable, Sendable {
        let moment: Moment
        /// `nil` comes after all people of the same moment.
        let registration: RegistrationID?

        static func < (one: Self, other: Self) -> Bool {
            guard one.moment == other.moment else { return one.moment < other.moment }
            guard let person = one.registration else { return false }
            return other.registration.map { person < $0 } ?? true
        }
    }

    var inside: Int { points.last?.inside ?? 0 }

    /// The median length of the stays that have ended, in seconds.
    var medianDwell: Double? {
        let total = dwell.values.reduce(0, +)
        guard total > 0 else { return nil }
        var seen = 0
        for (seconds, count) in dwell.sorted(by: { $0.key < $1.key }) {
            seen += count
            if seen * 2 >= total { return Double(seconds) }
        }
        return nil
    }

    /// The last count of a volunteer since the place was emptied, with the figure that it corrected.
    private(set) var lastRecount: PlaceCount.Recount?

    var steps: [PlaceSeries.Step] {
        points.map { PlaceSeries.Step(at: $0.key.moment.at, inside: $0.inside, cause: $0.change.cause) }
    }

    /// How many people were inside at `date`.
    func inside(at date: Date) -> Int {
        let index = points.partitioningIndex { $0.key.moment.at > date }
        return index == 0 ? 0 : points[index - 1].inside
    }

    /// How many people came and went after `start` and up to `end`; whom a clearance put out did not go.
    func flow(from start: Date, to end: Date) -> (entered: Int, left: Int) {
        var flow = (entered: 0, left: 0)
        var lastLeft: (moment: Moment, count: Int)?
        for point in points[points.partitioningIndex { $0.key.moment.at > start }...] {
            guard point.key.moment.at <= end else { break }
            switch point.change {
            case .enters: flow.entered += 1
            case .leaves:
                flow.left += 1
                let count = lastLeft?.moment == point.key.moment ? lastLeft?.count ?? 0 : 0
                lastLeft = (point.key.moment, count + 1)
            case .cleared: if let last = lastLeft, last.moment == point.key.moment { flow.left -= last.count }
            case .recounted: break
            }
        }
        return flow
    }

    // MARK: Stays

    mutating func add(_ stay: Stay) {
        visits[stay.registration, default: 0] += 1
        insert(Point(key: Key(moment: stay.start, registration: stay.registration), change: .enters))
        addEnd(of: stay)
    }

    mutating func remove(_ stay: Stay) {
        visits[stay.registration, default: 0] -= 1
        if visits[stay.registration] == 0 { visits[stay.registration] = nil }
        remove(Key(moment: stay.start, registration: stay.registration))
        removeEnd(of: stay)
    }

    /// The stay began when it did, but ends otherwise.
    mutating func change(_ old: Stay, to new: Stay) {
        removeEnd(of: old)
        addEnd(of: new)
    }

    private mutating func addEnd(of stay: Stay) {
        guard let end = stay.end, let seconds = stay.seconds else { return }
        dwell[Int(seconds), default: 0] += 1
        insert(Point(key: Key(moment: end, registration: stay.registration), change: .leaves))
    }

    private mutating func removeEnd(of stay: Stay) {
        guard let end = stay.end, let seconds = stay.seconds else { return }
        dwell[Int(seconds), default: 0] -= 1
        if dwell[Int(seconds)] == 0 { dwell[Int(seconds)] = nil }
        remove(Key(moment: end, registration: stay.registration))
    }

    // MARK: Points

    /// Takes a count or a clearance; the same one again changes nothing.
    mutating func take(_ change: Change, at moment: Moment) {
        let key = Key(moment: moment, registration: nil)
        let index = points.partitioningIndex { $0.key >= key }
        guard index == points.count || points[index].key != key else { return }
        insert(Point(key: key, change: change))
    }

    private mutating func insert(_ point: Point) {
        guard let last = points.last, point.key < last.key else {
            points.append(point)
            return settle(points.count - 1)
        }
        let index = points.partitioningIndex { $0.key >= point.key }
        points.insert(point, at: index)
        settle(from: index)
    }

    private mutating func remove(_ key: Key) {
        let index = points.partitioningIndex { $0.key >= key }
        guard index < points.count, points[index].key == key else { return }
        points.remove(at: index)
        settle(from: index)
    }

    private mutating func settle(from index: Int) {
        for later in index..<points.count { points[later].inside = figure(at: later) }
        peak = 0
        peakAt = nil
        lastRecount = nil
        for point in points.indices { note(point) }
    }

    private mutating func settle(_ last: Int) {
        points[last].inside = figure(at: last)
        note(last)
    }

    private mutating func note(_ index: Int) {
        let point = points[index]
        if point.inside > peak {
            peak = point.inside
            peakAt = point.key.moment.at
        }
        switch point.change {
        case .recounted(let count):
            let before = index == 0 ? 0 : points[index - 1].inside
            lastRecount = PlaceCount.Recount(at: point.key.moment.at, count: count, before: before)
        case .cleared: lastRecount = nil
        case .enters, .leaves: break
        }
    }

    private func figure(at index: Int) -> Int {
        let before = index == 0 ? 0 : points[index - 1].inside
        return switch points[index].change {
        case .enters: before + 1
        // A count below what the doors saw leaves more to go out than are in.
        case .leaves: max(0, before - 1)
        case .recounted(let count): count
        case .cleared: 0
        }
    }
}

extension PlaceTimeline.Change {
    fileprivate var cause: PlaceSeries.Cause {
        switch self {
        case .enters: .entered
        case .leaves: .left
        case .recounted: .recounted
        case .cleared: .cleared
        }
    }
}
