// SPDX-License-Identifier: Apache-2.0

package import Conference
package import Printing

/// A printer as the event file names it.
package struct PrinterSettings: Equatable, Sendable, Identifiable {
    package let id: PrinterID
    package var name: String
    package var connection: PrinterConnection
    /// How many labels a full roll has, and at how many the desk is warned.
    package var labels: LabelRoll

    package init(id: PrinterID, name: String, connection: PrinterConnection, labels: LabelRoll = LabelRoll()) {
        self.labels = labels
        self.id = id
        self.name = name
        self.connection = connection
    }
}

/// How a printer is reached.
package enum PrinterConnection: Equatable, Sendable {
    /// Directly, by an `ipp` or `ipps` URI.
    case uri(String)
    /// Through the CUPS queue of that name, for printers that need a driver.
    case queue(String)
}
