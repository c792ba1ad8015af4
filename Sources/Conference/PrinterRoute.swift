// SPDX-License-Identifier: Apache-2.0

/// The printers that a badge may come out of: the desk's own, then those that stand in for it, in order.
package struct PrinterRoute: Hashable, Sendable, CustomStringConvertible {
    package let first: PrinterID
    package let standIns: [PrinterID]

    /// A printer that is named twice counts once.
    package init(_ first: PrinterID, standIns: [PrinterID] = []) {
        self.first = first
        var seen: Set = [first]
        self.standIns = standIns.filter { seen.insert($0).inserted }
    }

    /// The route written in `text` as identifiers with blanks between them, or `nil` when it holds none or others.
    package init?(_ text: String) {
        let printers = text.split(separator: " ").map { PrinterID(String($0)) }
        guard let first = printers.first ?? nil, !printers.contains(nil) else { return nil }
        self.init(first, standIns: printers.dropFirst().compactMap(\.self))
    }

    package var printers: [PrinterID] { [first] + standIns }

    package var description: String { printers.map(\.rawValue).joined(separator: " ") }
}
