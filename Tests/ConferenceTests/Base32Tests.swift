// SPDX-License-Identifier: Apache-2.0

import Conference
import Testing

struct Base32Tests {
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI"),
    ])
    func `writes the vectors of RFC 4648 and reads them back`(plain: String, encoded: String) {
        #expect(Base32.encode(Array(plain.utf8)) == encoded)
        #expect(Base32.decode(encoded) == Array(plain.utf8))
    }

    @Test(arguments: ["A", "MZ1", "mzxw6", "MY=", "MZ", "é"])
    func `refuses what is not the one text of a value`(text: String) {
        #expect(Base32.decode(text) == nil)
    }

    @Test func `reads a pairing code however it is typed`() throws {
        let code = try #require(PairingCode("abcde-fghij"))
        #expect(code.rawValue == "ABCDEFGHIJ")
        #expect(code.grouped == "ABCDE-FGHIJ")
        #expect(PairingCode(" a b c d e f g h 1 j ") == PairingCode("ABCDEFGHIJ"))
        #expect(PairingCode("ABCDE") == nil)
        #expect(PairingCode("ABCDE-FGHI?") == nil)
    }
}
