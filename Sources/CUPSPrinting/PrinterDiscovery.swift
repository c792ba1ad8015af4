// SPDX-License-Identifier: Apache-2.0

import CCUPS

/// What the CUPS server of this machine offers.
package enum PrinterDiscovery {
    /// The names of its queues; empty when no server runs.
    package static func queues() -> [String] {
        var destinations: UnsafeMutablePointer<cups_dest_t>?
        let count = cupsGetDests2(nil, &destinations)
        defer { cupsFreeDests(count, destinations) }
        guard let destinations else { return [] }
        return (0..<Int(count)).compactMap { index in
            destinations[index].name.map { String(cString: $0) }
        }
    }
}
