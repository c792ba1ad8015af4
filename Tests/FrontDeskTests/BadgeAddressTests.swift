// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import QRCode
import Sealing
import Testing

struct BadgeAddressTests {
    let key = BadgeKey()
    let event: Slug<Event>

    init() throws {
        event = try #require(Slug("socml16"))
    }

    private func token() throws -> BadgeToken {
        var generator = SystemRandomNumberGenerator()
        return try BadgeToken(serial: BadgeSerial(using: &generator), event: event, signedBy: key)
    }

    @Test(arguments: [
        "https://lanyard.example", "http://10.20.30.40:8080", "HTTPS://a-b.c", "https://abcdefghijklmnopqrstuvw.yz",
    ])
    func `an address in front of the token costs one version of the code, and doors read it`(text: String) throws {
        let address = try #require(BadgeAddress(text))
        #expect(address.base == text.lowercased())
        let token = try token()
        let code = address.address(of: token)
        #expect(code == "\(text.uppercased())/B/\(token.text)")
        #expect(try QRSymbol(encoding: code).width <= BadgeAddress.modules)
        let reader = BadgeReader(event: event, verifier: key)
        #expect(reader.read(code) == .genuine(token.serial) && reader.read(code.lowercased()) == .genuine(token.serial))
    }

    @Test(arguments: [
        "lanyard.example", "ftp://lanyard.example", "javascript:alert(1)", "https://", "https://:80", "https://a/b",
        "https://ünïcode.example", "https://a_b.example", "https://a b", "https://abcdefghijklmnopqrstuvwx.yz",
    ])
    func `what is no short web address is refused`(text: String) {
        #expect(BadgeAddress(text) == nil)
    }
}
