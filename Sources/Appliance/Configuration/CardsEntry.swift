// SPDX-License-Identifier: Apache-2.0

import Conference

/// The table `[cards]`: which printer prints sessions' cards for the whiteboard.
struct CardsEntry {
    /// `nil` where no cards are printed.
    let printer: PrinterID?

    /// `printers` are those of the event; `isThere` says whether the event file has the table.
    init(reading table: TOMLReader, isThere: Bool, printers: [PrinterID]) {
        printer = isThere ? table.required("printer", .slug(of: PrinterSubject.self)) : nil
        table.finish()
        if let printer, !printers.contains(printer) {
            table.report.add(
                .badValue, at: table.path.appending("printer"),
                "expected the id of one of the event’s printers, found “\(printer)”")
        }
    }
}
