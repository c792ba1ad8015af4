// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors

/// One of the tables `[[pins]]`; no report quotes a PIN.
struct PINEntry {
    let id: PINHolderID?
    let path: TOMLPath
    let entry: PINBook.Entry?
    private let pin: PIN?
    private let pinPath: TOMLPath

    init(reading table: TOMLReader) {
        path = table.path.appending("id")
        pinPath = table.path.appending("pin")
        id = table.required("id", .slug(of: PINHolder.self))
        let name = table.required("name", .text(upTo: 100))
        pin = table.required("pin", .pin)
        table.finish()
        guard let id, let name, let pin else {
            entry = nil
            return
        }
        entry = PINBook.Entry(holder: PINHolder(id: id, name: name), pin: pin)
    }

    /// Reports each PIN that somebody before has: it would not tell who used it.
    static func checkPINs(of entries: [PINEntry], _ report: TOMLReport) {
        var first: [PIN: TOMLPath] = [:]
        for entry in entries {
            guard let pin = entry.pin else { continue }
            if let earlier = first[pin] {
                report.add(
                    .duplicate, at: entry.pinPath, "expected a PIN that nobody else has, as \(report.place(earlier))")
            } else {
                first[pin] = entry.pinPath
            }
        }
    }
}

extension TOMLExpectation<PIN> {
    static var pin: Self {
        let words =
            "a text of \(PIN.lengths.lowerBound) to \(PIN.lengths.upperBound) digits that are not all the same"
        return text(words, quotes: false) { PIN($0) }
    }
}
