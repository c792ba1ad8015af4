// SPDX-License-Identifier: Apache-2.0

/// One person's way through the line, as times in seconds that nobody's being in the way changes.
package struct DeskVisit: Equatable, Sendable {
    package var arrival: Double
    /// From the greeting until the badge is ordered.
    package var before: Double
    /// How long the printer has the badge; `nil` for whoever gets none here.
    package var printing: Double?
    /// From the badge until the desk is free.
    package var after: Double

    package init(arrival: Double, before: Double, printing: Double?, after: Double) {
        self.arrival = arrival
        self.before = before
        self.printing = printing
        self.after = after
    }
}

/// When what happened to one person.
package struct ServedVisit: Equatable, Sendable {
    package let arrival: Double
    package let begun: Double
    /// How long the badge waited for others to be printed.
    package let waitedForPrinter: Double
    package let ended: Double
    package let desk: Int

    package var waited: Double { begun - arrival }
}

/// One line in front of several desks, whoever came first being next; desks share printers.
///
/// Time is a number here: an hour takes no time.
package struct DeskLine: Sendable {
    /// Each desk's printer.
    package let printers: [Int]

    /// - Parameter printers: the number of each desk's printer, from 0.
    package init(printers: [Int]) {
        self.printers = printers
    }

    private enum Desk {
        case free(since: Double)
        /// Its person's badge is ordered at that time.
        case serves(visit: Int, begun: Double, orders: Double)
    }

    /// Serves everybody; `visits` are in order of arrival.
    package func serve(_ visits: [DeskVisit]) -> [ServedVisit] {
        var desks = Array(repeating: Desk.free(since: 0), count: printers.count)
        var printerIsFree = Array(repeating: 0.0, count: (printers.max() ?? 0) + 1)
        var served: [ServedVisit?] = Array(repeating: nil, count: visits.count)
        var next = 0
        while true {
            let order = Self.nextOrder(desks)
            let start = next < visits.count ? Self.nextStart(desks, arrival: visits[next].arrival) : nil
            if let start, start.at <= order?.at ?? .infinity {
                desks[start.desk] = .serves(visit: next, begun: start.at, orders: start.at + visits[next].before)
                next += 1
            } else if let order, case .serves(let number, let begun, let orders) = desks[order.desk] {
                let visit = visits[number]
                var printed = orders
                if let printing = visit.printing {
                    let printer = printers[order.desk]
                    printed = max(orders, printerIsFree[printer]) + printing
                    printerIsFree[printer] = printed
                }
                let ended = printed + visit.after
                served[number] = ServedVisit(
                    arrival: visit.arrival, begun: begun,
                    waitedForPrinter: printed - orders - (visit.printing ?? 0), ended: ended, desk: order.desk)
                desks[order.desk] = .free(since: ended)
            } else {
                return served.compactMap(\.self)
            }
        }
    }

    /// Badges are ordered one after the other, so that a printer takes them in the order in which they came.
    private static func nextOrder(_ desks: [Desk]) -> (desk: Int, at: Double)? {
        var best: (desk: Int, at: Double)?
        for (number, desk) in desks.enumerated() {
            guard case .serves(_, _, let at) = desk, at < best?.at ?? .infinity else { continue }
            best = (number, at)
        }
        return best
    }

    /// The desk that has been free for longest takes the next one.
    private static func nextStart(_ desks: [Desk], arrival: Double) -> (desk: Int, at: Double)? {
        var best: (desk: Int, since: Double)?
        for (number, desk) in desks.enumerated() {
            guard case .free(let since) = desk, since < best?.since ?? .infinity else { continue }
            best = (number, since)
        }
        return best.map { ($0.desk, max($0.since, arrival)) }
    }
}
