// SPDX-License-Identifier: Apache-2.0

import struct Foundation.Date

/// What happened at one place: who came and went, what volunteers counted, and the figures that follow.
///
/// Something later than all before it costs the same however much there was; what comes late is put in its place, and
/// the figures behind it are worked out anew.
struct PlaceTimeline: Equatable, Sendable {
    private var points: [Point] = []
    /// The counts and clearances among the points, in order.
    private var corrections: [Key] = []
    /// How often each person was inside, by the person's number.
    private var visits: [Int32] = []
    private var visitorCount = 0
    /// When the most people were first inside; `nil` when nobody ever was.
    private var peakAt: Date?
    /// How many stays lasted so many whole seconds.
    private var dwell: [Int: Int] = [:]

    /// A moment at which the figure changed, in 48 bytes: there may be millions.
    private struct Point: Equatable {
        let key: Key
        let change: Change
        /// People inside after it, as counted here and by volunteers.
        var inside: Int32 = 0
        /// The most people inside up to then.
        var highest: Int32 = 0
    }

    enum Change: Equatable, Sendable {
        case enters, leaves
        /// A volunteer counted the people inside.
        case recounted(Int32)
        /// The place was emptied.
        case cleared
    }

    private struct Key: Comparable {
        let moment: Moment
        /// The person's number; counts and clearances come after all people of the same moment.
        let person: Int32

        static let nobody = Int32.max

        static func < (one: Self, other: Self) -> Bool {
            one.moment == other.moment ? one.person < other.person : one.moment < other.moment
        }
    }

    // MARK: Figures

    var count: PlaceCount {
        PlaceCount(
            inside: inside, visitors: visitorCount, peak: Int(points.last?.highest ?? 0), peakAt: peakAt,
            lastRecount: lastRecount)
    }

    var inside: Int { Int(points.last?.inside ?? 0) }

    /// The last count of a volunteer since the place was emptied, with the figure that it corrected.
    private var lastRecount: PlaceCount.Recount? {
        guard let last = corrections.last else { return nil }
        let index = points.partitioningIndex { $0.key >= last }
        guard case .recounted(let count) = points[index].change else { return nil }
        return PlaceCount.Recount(at: last.moment.at, count: Int(count), before: figure(before: index))
    }

    /// The numbers of the people who were inside at any time.
    var visitors: [Int32] { visits.indices.filter { visits[$0] > 0 }.map { Int32($0) } }

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

    var steps: [PlaceSeries.Step] {
        points.map {
            PlaceSeries.Step(
                at: $0.key.moment.at, inside: Int($0.inside), cause: $0.change.cause, fact: $0.key.moment.id)
        }
    }

    /// How many people were inside at `date`.
    func inside(at date: Date) -> Int { figure(before: points.partitioningIndex { $0.key.moment.at > date }) }

    /// The most people inside from `start` up to and without `end`, and the numbers of all who were.
    func presence(from start: Date, to end: Date) -> (peak: Int, people: Set<Int32>) {
        let first = points.partitioningIndex { $0.key.moment.at > start }
        var people: Set<Int32> = []
        for point in points[..<first] {
            switch point.change {
            case .enters: people.insert(point.key.person)
            case .leaves: people.remove(point.key.person)
            case .recounted, .cleared: break
            }
        }
        var peak = figure(before: first)
        for point in points[first...] {
            guard point.key.moment.at < end else { break }
            if point.change == .enters { people.insert(point.key.person) }
            peak = max(peak, Int(point.inside))
        }
        return (peak, people)
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

    mutating func add(_ stay: Stay, of person: Int32) {
        if visits.count <= person { visits += repeatElement(0, count: Int(person) + 1 - visits.count) }
        visits[Int(person)] += 1
        if visits[Int(person)] == 1 { visitorCount += 1 }
        insert(Point(key: Key(moment: stay.start, person: person), change: .enters))
        addEnd(of: stay, person)
    }

    mutating func remove(_ stay: Stay, of person: Int32) {
        visits[Int(person)] -= 1
        if visits[Int(person)] == 0 { visitorCount -= 1 }
        remove(Key(moment: stay.start, person: person))
        removeEnd(of: stay, person)
    }

    /// The stay began when it did, but ends otherwise.
    mutating func change(_ old: Stay, to new: Stay, of person: Int32) {
        removeEnd(of: old, person)
        addEnd(of: new, person)
    }

    private mutating func addEnd(of stay: Stay, _ person: Int32) {
        guard let end = stay.end, let seconds = stay.seconds else { return }
        dwell[Int(seconds), default: 0] += 1
        insert(Point(key: Key(moment: end, person: person), change: .leaves))
    }

    private mutating func removeEnd(of stay: Stay, _ person: Int32) {
        guard let end = stay.end, let seconds = stay.seconds else { return }
        dwell[Int(seconds), default: 0] -= 1
        if dwell[Int(seconds)] == 0 { dwell[Int(seconds)] = nil }
        remove(Key(moment: end, person: person))
    }

    // MARK: Points

    /// Takes a count or a clearance; the same one again changes nothing.
    mutating func take(_ change: Change, at moment: Moment) {
        let key = Key(moment: moment, person: Key.nobody)
        let index = corrections.partitioningIndex { $0 >= key }
        guard index == corrections.count || corrections[index] != key else { return }
        corrections.insert(key, at: index)
        insert(Point(key: key, change: change))
    }

    private mutating func insert(_ point: Point) {
        guard let last = points.last, point.key < last.key else {
            points.append(point)
            return settle(points.count - 1)
        }
        let index = points.partitioningIndex { $0.key >= point.key }
        points.insert(point, at: index)
        settleAll(from: index)
    }

    private mutating func remove(_ key: Key) {
        let index = points.partitioningIndex { $0.key >= key }
        guard index < points.count, points[index].key == key else { return }
        points.remove(at: index)
        settleAll(from: index)
    }

    /// Works out what is behind something that came late, or was taken back.
    private mutating func settleAll(from index: Int) {
        for later in index..<points.count { settle(later) }
        let peak = points.last?.highest ?? 0
        peakAt = peak > 0 ? points[points.partitioningIndex { $0.highest >= peak }].key.moment.at : nil
    }

    /// Works out the figures of a point from those of the one before.
    private mutating func settle(_ index: Int) {
        let before = index == 0 ? 0 : points[index - 1].inside
        let inside: Int32 =
            switch points[index].change {
            case .enters: before + 1
            // A count below what the doors saw leaves more to go out than are in.
            case .leaves: max(0, before - 1)
            case .recounted(let count): count
            case .cleared: 0
            }
        let highest = index == 0 ? 0 : points[index - 1].highest
        if inside > highest { peakAt = points[index].key.moment.at }
        points[index].inside = inside
        points[index].highest = max(inside, highest)
    }

    private func figure(before index: Int) -> Int { index == 0 ? 0 : Int(points[index - 1].inside) }
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
