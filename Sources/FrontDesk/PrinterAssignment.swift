// SPDX-License-Identifier: Apache-2.0

package import Conference

/// Which printers each desk's badges go to.
package struct PrinterAssignment: Equatable, Sendable {
    private let routes: [String: PrinterRoute]
    private let standard: PrinterRoute

    /// `routes` are by the desk's name; a desk that is not among them takes the `standard` one.
    package init(standard: PrinterRoute, routes: [String: PrinterRoute] = [:]) {
        self.standard = standard
        self.routes = routes
    }

    package func route(forDesk name: String) -> PrinterRoute { routes[name] ?? standard }
}
