// SPDX-License-Identifier: Apache-2.0

package import Conference
import QRCode

/// Where phones find the sessions' pages.
package struct SessionPages: Sendable {
    /// Where a browser on this network finds the daemon.
    private let base: String

    package init(base: String) {
        self.base = base
    }

    /// The address of the session's page.
    package func address(of session: SessionID) -> String {
        "\(base)/s/\(session)"
    }

    /// The address as a QR code, an SVG picture.
    package func code(of session: SessionID) throws -> String {
        try QRSymbol(encoding: address(of: session)).svg()
    }
}
