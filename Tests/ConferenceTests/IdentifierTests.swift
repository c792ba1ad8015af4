// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Testing

struct IdentifierTests {
    @Test func `reads what it writes, in capitals too, as Foundation does`() throws {
        for _ in 0..<1000 {
            let identifier = FactID()
            #expect(identifier.description == identifier.rawValue.uuidString.lowercased())
            #expect(FactID(identifier.description) == identifier)
            #expect(FactID(identifier.rawValue.uuidString) == identifier)
        }
    }

    @Test(arguments: 0..<36)
    func `takes no character that is no digit, and a dash in its place alone`(position: Int) throws {
        let whole = Array("0123abcd-4567-89ef-8abc-def012345678".utf8)
        for byte in UInt8.min...UInt8.max {
            var characters = whole
            characters[position] = byte
            let text = String(decoding: characters, as: UTF8.self)
            let belongs =
                [8, 13, 18, 23].contains(position)
                ? byte == UInt8(ascii: "-") : byte < 128 && Character(UnicodeScalar(byte)).isHexDigit
            // Foundation lets some others pass too, such as a sign or a blank.
            let expected = belongs ? UUID(uuidString: text) : nil
            #expect(characters.withUnsafeBufferPointer { FactID($0) }?.rawValue == expected, "\(byte) at \(position)")
        }
    }

    @Test(arguments: ["", "0123abcd-4567-89ef-8abc-def01234567", "0123abcd-4567-89ef-8abc-def0123456789", "{}"])
    func `takes nothing shorter or longer`(text: String) {
        #expect(FactID(text) == nil)
    }

    @Test func `reads a badge's serial as base 32 does`() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<1000 {
            let serial = BadgeSerial(using: &generator)
            #expect(BadgeSerial(serial.description) == serial)
        }
        for text in ["AAAAAAAAAB", "AAAAAAAAA", "AAAAAAAAAAA", "aaaaaaaaaa", "AAAAAAAAA1", ""] {
            #expect(BadgeSerial(text) == nil, "\(text)")
        }
    }
}
