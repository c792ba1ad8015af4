// SPDX-License-Identifier: Apache-2.0

import CUPSPrinting

extension PrinterSettings {
    /// The printer behind these settings; nothing is sent to it yet.
    func device() throws(ApplianceError) -> IPPPrinter {
        let uri =
            switch connection {
            case .uri(let text): PrinterURI(text)
            case .queue(let name): PrinterURI(queue: name)
            }
        guard let uri else {
            throw ApplianceError("The address of the printer '\(id)' in event.toml is none that can be reached.")
        }
        return IPPPrinter(uri)
    }
}
