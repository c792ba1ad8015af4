// SPDX-License-Identifier: Apache-2.0

import Certificates
import Testing

struct BoxNamesTests {
    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("[::1]", "::1"), ("2001:DB8:0:0::7", "2001:db8::7"),
        ("10.0.0.255", "10.0.0.255"),
    ])
    func `reads an address`(text: String, written: String) throws {
        #expect(try #require(IPAddress(text)).description == written)
    }

    @Test(arguments: ["", "box", "1.2.3", "256.1.1.1", "::g", "[127.0.0.1", "fe80::1%eth0", "1.2.3.4.5"])
    func `takes nothing else for an address`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true), ("0.0.0.0", false), ("::", false), ("10.0.0.1", false),
    ])
    func `knows the machine's own addresses`(text: String, isLoopback: Bool) throws {
        #expect(try #require(IPAddress(text)).isLoopback == isLoopback)
    }

    @Test(arguments: [
        "", "a b", "-box", "box-", "bo_x", "b\u{F6}x", ".", "box.", "127.0.0.1", String(repeating: "a", count: 64),
    ])
    func `leaves out what no certificate can name`(text: String) {
        #expect(BoxNames(hosts: [text], addresses: []).hosts.isEmpty)
    }

    @Test func `is the same whatever the order and the case`() {
        let addresses = ["10.0.0.2", "10.0.0.1", "10.0.0.2"].compactMap { IPAddress($0) }
        let names = BoxNames(hosts: ["Box", "box", "a.local"], addresses: addresses)
        #expect(names.descriptions == ["a.local", "box", "10.0.0.1", "10.0.0.2"])
    }

    @Test func `finds this machine`() {
        let names = BoxNames(ofThisMachineAnd: ["desk.example.org", "192.0.2.7"])
        #expect(names.hosts.contains("localhost") && names.hosts.contains("desk.example.org"))
        #expect(names.hosts.contains { $0.hasSuffix(".local") })
        #expect(["127.0.0.1", "::1", "192.0.2.7"].allSatisfy(names.descriptions.contains))
    }
}
