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
        var text = text
        guard let identifier = text.withUTF8({ Self($0) }) else { return nil }
        self = identifier
    }

    /// The identifier that these characters write, or `nil` when they are no UUID.
    package init?(_ characters: UnsafeBufferPointer<UInt8>) {
        let dash = UInt8(ascii: "-")
        guard characters.count == 36, characters[8] == dash, characters[13] == dash,
            characters[18] == dash, characters[23] == dash
        else {
            return nil
        }
        let text = UnsafeRawBufferPointer(characters)
        func eight(_ start: Int) -> UInt64 {
            UInt64(bigEndian: text.loadUnaligned(fromByteOffset: start, as: UInt64.self))
        }
        func four(_ start: Int) -> UInt64 {
            UInt64(UInt32(bigEndian: text.loadUnaligned(fromByteOffset: start, as: UInt32.self)))
        }
        guard let first = HexadecimalWord(eight(0)), let second = HexadecimalWord(four(9) << 32 | four(14)),
            let third = HexadecimalWord(four(19) << 32 | four(24)), let fourth = HexadecimalWord(eight(28))
        else { return nil }
        var bytes: UUIDBytes = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &bytes) { bytes in
            bytes.storeBytes(of: first.value.bigEndian, toByteOffset: 0, as: UInt32.self)
            bytes.storeBytes(of: second.value.bigEndian, toByteOffset: 4, as: UInt32.self)
            bytes.storeBytes(of: third.value.bigEndian, toByteOffset: 8, as: UInt32.self)
            bytes.storeBytes(of: fourth.value.bigEndian, toByteOffset: 12, as: UInt32.self)
        }
        rawValue = UUID(uuid: bytes)
    }

    private typealias UUIDBytes = (
        UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8
    )

    /// The UUID in lower case, as RFC 9562 asks of writers.
    ///
    /// Every scan writes several, so that they are written at once and not in capitals first.
    package var description: String {
        withUnsafeBytes(of: rawValue.uuid) { bytes in
            String(unsafeUninitializedCapacity: 36) { text in
                var end = 0
                for (index, byte) in bytes.enumerated() {
                    if [4, 6, 8, 10].contains(index) {
                        text[end] = UInt8(ascii: "-")
                        end += 1
                    }
                    text[end] = Self.hexadecimal(byte >> 4)
                    text[end + 1] = Self.hexadecimal(byte & 15)
                    end += 2
                }
                return end
            }
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
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
