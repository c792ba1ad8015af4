// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
import Conference
import FrontDesk
import QRCode
import SQLiteStore

/// A contact sheet of the badges that are most likely to go wrong: the list's longest names, and made-up odd ones.
package struct BadgeCheck {
    private let setup: ApplianceSetup

    package init(_ setup: ApplianceSetup) {
        self.setup = setup
    }

    /// Writes the sheet to `output`, a PDF or, by its ending, a PNG, and returns what should be looked at.
    ///
    /// `template` is a template's name, or `nil` for the event's own by role.
    package func run(to output: String, template: String?) async throws -> [String] {
        let file = try OutputFile(output)
        let store = try setup.openStore()
        let workshop = try await Workshop(setup, store: store)
        let people = Self.oddest(try await store.registrations().filter { !$0.isErased }) + OddNames.people
        let other = try template.map { try Workshop.template($0, setup) }
        var entries: [BadgeEntry] = []
        for person in people {
            entries.append(
                try await workshop.press.specimen(
                    for: person, on: other, caption: person.details.orderCode ?? person.details.fullName))
        }
        let form: ContactSheet.Form = output.lowercased().hasSuffix(".png") ? .png(dotsPerInch: 200) : .pdf
        let sheet = try await workshop.press.contactSheet(entries, as: form)
        try file.write(sheet.bytes)
        return zip(entries, sheet.remarks).filter { !$1.isEmpty }.map { entry, remarks in
            "\(entry.caption): \(remarks.map(\.description).joined(separator: "; "))"
        }
    }

    /// Those with the longest names, the longest words and the longest affiliations.
    private static func oddest(_ people: [Registration]) -> [Registration] {
        let measures: [(RegistrationDetails) -> Int] = [
            { $0.badgeName.count }, { $0.badgeName.split(separator: " ").map(\.count).max() ?? 0 },
            { $0.affiliation?.count ?? 0 }, { -$0.badgeName.count },
        ]
        var seen: Set<RegistrationID> = []
        return measures.flatMap { measure in
            people.sorted { measure($0.details) > measure($1.details) }.prefix(6)
        }.filter { seen.insert($0.id).inserted }
    }
}

/// Made-up people whose names are hard to set.
private enum OddNames {
    static var people: [Registration] {
        names.map { name, affiliation in
            Registration(
                id: RegistrationID(),
                details: RegistrationDetails(
                    fullName: name, pronouns: "they/them", affiliation: affiliation,
                    poster: Poster(title: "A poster", sessions: [1, 2])))
        }
    }

    private static let names: [(String, String?)] = [
        ("Friederike Donaudampfschifffahrtsgesellschaftsfrau", "Technische Universität Brandenburg"),
        ("Nguyễn Thị Phương Thảo", "Đại học Bách khoa Hà Nội"), ("محمد عبد الرحمن الخوارزمي", "جامعة القاهرة"),
        ("שרה כהן־לוי", "הטכניון"), ("नरेन्द्र कुमार शर्मा", "भारतीय विज्ञान संस्थान"), ("สมชาย ใจดีมาก", "จุฬาลงกรณ์มหาวิทยาลัย"),
        ("欧阳小明", "清华大学"), ("山田太郎", "東京大学"), ("김민수", "서울대학교"), ("Ada 🎈 Lovelace", "Babbage & Co 🚂"), ("O", "U"),
        ("Li", nil),
        (
            "Aleksandra Wiśniewska-Kowalczyk-Nowakowska de la Fuente y Montenegro",
            "Institute for Advanced Study of Things with Very Long Names"
        ),
        ("Юлия Щербакова", "Московский физико-технический институт"),
        ("Ελένη Παπαδοπούλου", "Εθνικό Μετσόβιο Πολυτεχνείο"),
    ]
}
