// SPDX-License-Identifier: Apache-2.0

import Conference

// Facts by which it is seen what desks look at and who tries PINs, as rows.

extension FactRecord {
    mutating func fillCare(_ event: Happening) {
        switch event {
        case .lookedUp(let verdict, let shown): word = "\(verdict.rawValue) \(shown)"
        case .pinRefused(let lockedSeconds): word = String(lockedSeconds)
        default: break
        }
    }

    func careEvent(_ kind: Kind) -> Happening? {
        switch kind {
        case .lookedUp:
            guard let words = word?.split(separator: " "), words.count == 2,
                let verdict = LookupVerdict(rawValue: String(words[0])), let shown = Int(words[1]), shown >= 0
            else { return nil }
            return .lookedUp(verdict, shown: shown)
        case .detailsOpened: return .detailsOpened
        case .pinRefused:
            guard let seconds = word.flatMap({ Int($0) }), seconds >= 0 else { return nil }
            return .pinRefused(lockedSeconds: seconds)
        case .pinTaken: return .pinTaken
        default: return nil
        }
    }
}
