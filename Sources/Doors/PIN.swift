// SPDX-License-Identifier: Apache-2.0

package import Conference

/// What opens a door's drawer: 6 to 12 digits; its descriptions do not tell them.
package struct PIN: Hashable, Sendable {
    let digits: [UInt8]

    package static let lengths = 6...12

    /// The PIN in `text`, or `nil` when that is too short, too long, more than digits, or one digit again and again.
    package init?(_ text: String) {
        let digits = Array(text.utf8)
        guard Self.lengths.contains(digits.count), Set(digits).count > 1,
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        self.digits = digits
    }

    /// Whether both are the same, in a time that does not tell how much of them is.
    fileprivate func matches(_ other: PIN) -> Bool {
        guard digits.count == other.digits.count else { return false }
        return zip(digits, other.digits).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension PIN: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "PIN (redacted)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// The PINs of the event's volunteers and supervisors.
package struct PINBook: Equatable, Sendable {
    let entries: [Entry]

    package struct Entry: Equatable, Sendable {
        package let holder: PINHolder
        package let pin: PIN

        package init(holder: PINHolder, pin: PIN) {
            self.holder = holder
            self.pin = pin
        }
    }

    package init(_ entries: [Entry] = []) {
        self.entries = entries
    }

    package var isEmpty: Bool { entries.isEmpty }
    package var holders: [PINHolder] { entries.map(\.holder) }

    /// Whose PIN that is; each is compared, so that the time does not tell whose.
    func holder(of pin: PIN) -> PINHolder? {
        entries.reduce(nil) { found, entry in entry.pin.matches(pin) ? entry.holder : found }
    }
}
