// SPDX-License-Identifier: Apache-2.0

import Rehearsal

extension RehearsalOptions {
    package mutating func setPace(seconds: Double, variation: Double) {
        pace = Pace(seconds: seconds, variation: variation)
    }

    /// Shares of 1, but for `moves`.
    package mutating func setShares(walkIns: Double, lostBadges: Double, moves: Double) {
        rules.walkIns = walkIns
        rules.lostBadges = lostBadges
        rules.moves = moves
    }

    /// Takes a curve such as `0=1,20=4,60=1`, or an even rate; false when it is none.
    package mutating func setCurve(_ text: String?, minutes: Int) -> Bool {
        guard let text else {
            curve = ArrivalCurve(minutes: Double(minutes))
            return true
        }
        guard let read = ArrivalCurve(text, minutes: Double(minutes)) else { return false }
        curve = read
        return true
    }

    /// Takes numbers such as `1,2,3`; false when they are none.
    package mutating func setDesks(_ text: String) -> Bool {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        let desks = numbers.compactMap(\.self).filter { (1...40).contains($0) }
        guard desks.count == numbers.count, (1...6).contains(desks.count), Set(desks).count == desks.count else {
            return false
        }
        self.desks = desks.sorted()
        return true
    }

    package mutating func setPrinters(_ text: String) -> Bool {
        guard let printers = Printers(rawValue: text) else { return false }
        self.printers = printers
        return true
    }
}
