// SPDX-License-Identifier: Apache-2.0

package import Conference

/// A printer as the event file names it.
package struct PrinterSettings: Equatable, Sendable, Identifiable {
    package let id: PrinterID
    package var name: String
    package var connection: PrinterConnection

    package init(id: PrinterID, name: String, connection: PrinterConnection) {
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
