// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.UUID

/// A UUID that says what it identifies, so that a registration's can never be used where a print job's is meant.
package struct Identifier<Subject>: Hashable, Sendable, CustomStringConvertible {
    package let rawValue: UUID

    package init(_ rawValue: UUID = UUID()) {
        self.rawValue = rawValue
    }

    /// The identifier written in `text`, or `nil` when that is no UUID.
    package init?(_ text: String) {
        guard let rawValue = UUID(uuidString: text) else { return nil }
        self.rawValue = rawValue
    }

    /// The UUID in lower case, as RFC 9562 asks of writers.
    package var description: String { rawValue.uuidString.lowercased() }
}

extension Identifier: Comparable {
    /// Byte order, so that facts of the same instant have the same order everywhere.
    package static func < (one: Self, other: Self) -> Bool {
        withUnsafeBytes(of: one.rawValue.uuid) { one in
            withUnsafeBytes(of: other.rawValue.uuid) { other in one.lexicographicallyPrecedes(other) }
        }
    }
}

/// A short name out of the event file that identifies a place or a printer: lower-case letters, digits and hyphens.
package struct Slug<Subject>: Hashable, Sendable, CustomStringConvertible {
    package let rawValue: String

    /// The slug written in `text`, or `nil` unless it is 1 to 64 of `a-z`, `0-9` and `-`.
    package init?(_ text: String) {
        let allowed = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
        }
        guard allowed, (1...64).contains(text.utf8.count) else { return nil }
        rawValue = text
    }

    package var description: String { rawValue }
}

extension Slug: Comparable {
    package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// What a print job's identifier identifies; the job itself is the module Printing's.
package enum PrintJobSubject {}

/// What a printer's slug identifies; the printer itself is the module Printing's.
package enum PrinterSubject {}

package typealias RegistrationID = Identifier<Registration>
package typealias StationID = Identifier<Station>
package typealias FactID = Identifier<Fact>
package typealias PrintJobID = Identifier<PrintJobSubject>
package typealias PlaceID = Slug<Place>
package typealias PrinterID = Slug<PrinterSubject>
