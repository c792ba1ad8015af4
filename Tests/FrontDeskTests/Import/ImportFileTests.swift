// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import FrontDesk
import Testing

/// Files as a whole: encodings, files that are no lists, hostile bytes, the sample.
struct ImportFileTests {
    @Test(arguments: [true, false])
    func `reads UTF-16 with a byte order mark`(lowByteFirst: Bool) throws {
        let text = "Name,Affiliation\r\nŽofie 🦊 Nováková,ČVUT\r\n"
        let units = [0xFEFF] + Array(text.utf16)
        let bytes = units.flatMap { unit in
            lowByteFirst ? [UInt8(unit & 0xFF), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        }
        let list = try RegistrationList(csv: bytes)
        #expect(
            list.rows.map(\.details) == [RegistrationDetails(fullName: "Žofie 🦊 Nováková", affiliation: "ČVUT")])
    }

    @Test(
        arguments: [
            ([], .empty, nil),
            (Array("\r\n  \r\n\t".utf8), .empty, nil),
            (Array("sep=;\r\n".utf8), .empty, nil),
            (Array("Name\nJ".utf8) + [0xF6, 0x72, 0x67], .notUnicode, 2),
            (Array("Name\r\nA\r\nB".utf8) + [0xC3], .notUnicode, 3),
            ([0xFF, 0xFE, 0x4E, 0x00, 0x0A, 0x00, 0x00, 0xD8], .notUnicode, 2),
            (Array("Name\nA\u{0}B".utf8), .notText, 2),
            ([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], .notText, nil),
            (Array("Mara,Odell,Odell Works,Professor,,m@example.org\n".utf8), .noNameColumn, nil),
            (Array("Order code,Email\nQX7,m@example.org\n".utf8), .noNameColumn, nil),
            (Array("Name\n\"Mara\nTove".utf8), .unterminatedQuote, 2),
            (Array("Name\(String(repeating: ",x", count: 200))\n".utf8), .tooManyColumns, 1),
        ] as [([UInt8], ImportError.Code, Int?)])
    func `refuses a file that is no list, and says nothing of what is in it`(
        bytes: [UInt8], code: ImportError.Code, line: Int?
    ) throws {
        let error = try #require(throws: ImportError.self) { try RegistrationList(csv: bytes) }
        #expect(error.code == code)
        #expect(error.line == line)
        #expect(!error.description.contains("Odell"))
    }

    @Test func `refuses a file that is too large before it looks at it`() throws {
        let bytes = [UInt8](repeating: 0x2C, count: 50_000_001)
        let error = try #require(throws: ImportError.self) { try RegistrationList(csv: bytes) }
        #expect(error.code == .tooLarge)
    }

    @Test func `survives any bytes whatever`() {
        var dice = Dice(state: 20_161_007)
        let alphabet = Array("Name,Email;\t\"\r\n a@<>sep=12\u{FEFF}é".utf8)
        var lists = 0
        for round in 0..<20_000 {
            let head = round.isMultiple(of: 2) ? Array("Name,Order code,Status\n".utf8) : []
            let body = (0..<Int.random(in: 0...60, using: &dice)).map { _ in
                round.isMultiple(of: 3) ? dice.byte() : alphabet[Int(dice.byte()) % alphabet.count]
            }
            // Refusing is an answer, too; only a crash is none.
            guard let list = try? RegistrationList(csv: head + body) else { continue }
            lists += 1
            let plan = ImportPlan(importing: list, into: [])
            #expect(plan.inserts.count + plan.rejected.count == list.rows.count + list.rejected.count)
        }
        #expect(lists > 500)
    }

    @Test func `imports the sample event's list whole`() throws {
        let repository = URL(filePath: #filePath).resolvingSymlinksInPath().appending(path: "../../../..")
        let file = repository.appending(path: "templates/events/socml16/registrations.csv")
        let bytes = try Array(Data(contentsOf: file.standardized))
        let list = try RegistrationList(csv: bytes)
        #expect(list.rejected == [])
        #expect(list.rows.count == 240)
        #expect(list.rows.count { $0.details.status == .accepted } == 200)
        #expect(list.rows.count { $0.details.status == .declined } == 8)
        let plan = ImportPlan(importing: list, into: [])
        #expect(plan.description == "240 new, 0 updated, 0 unchanged, 0 rejected")
        #expect(ImportPlan(importing: list, into: plan.saved).unchanged == plan.saved.map(\.id))
    }
}

/// Random numbers that are the same in every run.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: next()) }
}
