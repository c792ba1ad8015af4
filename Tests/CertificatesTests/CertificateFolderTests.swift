// SPDX-License-Identifier: Apache-2.0

import Certificates
import Foundation
import Testing

final class CertificateFolderTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "certificates-\(UUID().uuidString)")
    let noon = Date(timeIntervalSince1970: 1_790_000_000)
    let names = BoxNames(
        hosts: ["box", "box.local", "localhost"], addresses: ["127.0.0.1", "192.168.7.9"].compactMap { IPAddress($0) })
    var certificates: CertificateFolder { CertificateFolder(folder) }
    var authorityFile: URL { folder.appending(path: "authority.pem") }
    var serverFile: URL { folder.appending(path: "server.pem") }

    deinit {
        // What the system's own folder keeps harms nobody.
        try? FileManager.default.removeItem(at: folder)
    }

    private func mode(_ file: URL) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }

    @Test func `keeps keys to their owner`() throws {
        _ = try certificates.identity(for: names, at: noon)
        #expect(try mode(folder) == 0o700)
        #expect(try mode(authorityFile) == 0o600)
        #expect(try mode(serverFile) == 0o600)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
                "authority.pem", "server.pem",
            ])
    }

    @Test func `makes both once`() throws {
        let first = try certificates.identity(for: names, at: noon)
        let second = try certificates.identity(for: names, at: noon + 3600)
        #expect(first.isNew && !second.isNew)
        #expect(first.server == second.server && first.authority == second.authority)
        #expect(first.server.names == names && first.omitted.isEmpty)
        #expect(first.server.ends.timeIntervalSince(first.server.begins) <= 366 * 24 * 3600)
    }

    @Test func `renews the server's certificate a month before it runs out, and not the authority`() throws {
        let first = try certificates.identity(for: names, at: noon)
        let early = try certificates.identity(for: names, at: first.server.ends - 31 * 24 * 3600)
        #expect(!early.isNew)
        let late = first.server.ends - 29 * 24 * 3600
        let second = try certificates.identity(for: names, at: late)
        #expect(second.isNew && second.server.ends > first.server.ends)
        #expect(second.authority == first.authority)
    }

    @Test func `renews the server's certificate when the box has other names`() throws {
        let first = try certificates.identity(for: names, at: noon)
        let moved = BoxNames(hosts: names.hosts, addresses: [try #require(IPAddress("10.1.2.3"))])
        let second = try certificates.identity(for: moved, at: noon)
        #expect(second.isNew && second.server.names == moved && second.authority == first.authority)
    }

    @Test func `renews a server's certificate whose file is damaged or another authority's`() throws {
        let first = try certificates.identity(for: names, at: noon)
        try Data("-----BEGIN".utf8).write(to: serverFile)
        #expect(chmod(serverFile.path, 0o600) == 0)
        #expect(try certificates.identity(for: names, at: noon).isNew)
        try FileManager.default.removeItem(at: authorityFile)
        let second = try certificates.identity(for: names, at: noon)
        #expect(second.isNew && second.authority.fingerprint != first.authority.fingerprint)
    }

    @Test(arguments: [0, 40, 900])
    func `never replaces an authority that is damaged`(length: Int) throws {
        _ = try certificates.identity(for: names, at: noon)
        let whole = try Data(contentsOf: authorityFile)
        let damaged = Data(whole.prefix(length))
        let handle = try FileHandle(forWritingTo: authorityFile)
        try handle.truncate(atOffset: UInt64(length))
        try handle.close()
        let trouble = try #require(throws: CertificateTrouble.self) { try certificates.identity(for: names, at: noon) }
        #expect(trouble.code == .damaged && trouble.message.contains(authorityFile.path))
        #expect(try Data(contentsOf: authorityFile) == damaged)
    }

    @Test func `does not take the key of another authority`() throws {
        _ = try certificates.identity(for: names, at: noon)
        let mine = try String(contentsOf: authorityFile, encoding: .utf8)
        try FileManager.default.removeItem(at: authorityFile)
        _ = try certificates.identity(for: names, at: noon)
        let other = try String(contentsOf: authorityFile, encoding: .utf8)
        let border = "-----END CERTIFICATE-----"
        let parts = [mine, other].map { $0.components(separatedBy: border) }
        try #require(parts.allSatisfy { $0.count == 2 })
        try Data((parts[0][0] + border + parts[1][1]).utf8).write(to: authorityFile)
        #expect(chmod(authorityFile.path, 0o600) == 0)
        #expect(throws: CertificateTrouble.self) { try certificates.identity(for: names, at: noon) }
    }

    @Test func `takes no server's certificate for an authority`() throws {
        _ = try certificates.identity(for: names, at: noon)
        try FileManager.default.removeItem(at: authorityFile)
        try FileManager.default.copyItem(at: serverFile, to: authorityFile)
        #expect(throws: CertificateTrouble.self) { try certificates.identity(for: names, at: noon) }
    }

    @Test func `refuses keys that others may read`() throws {
        _ = try certificates.identity(for: names, at: noon)
        #expect(chmod(authorityFile.path, 0o640) == 0)
        let trouble = try #require(throws: CertificateTrouble.self) { try certificates.identity(for: names, at: noon) }
        #expect(trouble.code == .exposed && trouble.message.contains("chmod 600"))
    }

    @Test func `makes nothing by a clock that cannot be right`() throws {
        let trouble = try #require(throws: CertificateTrouble.self) {
            try certificates.identity(for: names, at: Date(timeIntervalSince1970: 86_400))
        }
        #expect(trouble.code == .clock)
        #expect(!FileManager.default.fileExists(atPath: authorityFile.path))
    }

    @Test func `vouches for private names and the first ones, and for no others`() throws {
        let outside = ["203.0.113.9", "2001:db8:0:1::9", "2001:db8:0:1::a"].compactMap { IPAddress($0) }
        let first = BoxNames(hosts: ["box", "desk.example.org"], addresses: outside)
        #expect(try certificates.identity(for: first, at: noon).omitted.isEmpty)
        let wanted = BoxNames(
            hosts: ["box", "other.lan", "www.desk.example.org", "bank.example", "esk.example.org"],
            addresses: [
                "203.0.113.9", "203.0.113.10", "172.31.255.1", "172.32.0.1", "fd00::7", "2001:db8::7",
                "2001:db8:0:1::b",
            ]
            .compactMap { IPAddress($0) })
        let second = try certificates.identity(for: wanted, at: noon)
        #expect(
            Set(second.omitted) == ["bank.example", "esk.example.org", "203.0.113.10", "172.32.0.1", "2001:db8::7"])
        #expect(second.server.names.hosts == ["box", "other.lan", "www.desk.example.org"])
        // What is left out is no reason to make it anew each time.
        #expect(try !certificates.identity(for: wanted, at: noon).isNew)
    }

    @Test func `tells what is there without making anything`() throws {
        #expect(try certificates.standing(for: names, at: noon) == nil)
        #expect(!FileManager.default.fileExists(atPath: folder.path))
        let identity = try certificates.identity(for: names, at: noon)
        let there = try #require(try certificates.standing(for: names, at: noon))
        #expect(there.authority == identity.authority && there.server == identity.server)
        #expect(!there.isDue && there.omitted.isEmpty)
        let renamed = BoxNames(hosts: ["other", "bank.example"], addresses: [])
        let due = try #require(try certificates.standing(for: renamed, at: noon))
        #expect(due.isDue && due.omitted == ["bank.example", "other"] && due.server == identity.server)
        #expect(try #require(try certificates.standing(for: names, at: identity.server.ends)).isDue)
        #expect(identity.authority.fingerprint.count == 95)
    }

    @Test func `is verified by openssl, for its names alone`() throws {
        let identity = try certificates.identity(for: names, at: noon)
        let authority = folder.appending(path: "ca.crt")
        let server = folder.appending(path: "leaf.crt")
        try Data(identity.authority.pem.utf8).write(to: authority)
        try Data(identity.certificate).write(to: server)
        let moment = String(Int(noon.timeIntervalSince1970))
        func verifies(_ arguments: String...) throws -> Bool {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/openssl")
            process.arguments =
                ["verify", "-x509_strict", "-attime", moment, "-purpose", "sslserver", "-CAfile", authority.path]
                + arguments + [server.path]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus == 0
        }
        #expect(try verifies("-verify_hostname", "box.local"))
        #expect(try verifies("-verify_ip", "192.168.7.9"))
        #expect(try !verifies("-verify_hostname", "bank.example"))
        #expect(try !verifies("-verify_ip", "192.168.7.10"))
    }
}
