// SPDX-License-Identifier: Apache-2.0

package import Conference

/// What each desk orders when a badge is to be printed.
package struct PrinterAssignment: Equatable, Sendable {
    private let orders: [String: PrintOrder]
    private let standard: PrintOrder

    /// `orders` are by the desk's name; a desk that is not among them places the `standard` one.
    package init(standard: PrintOrder, orders: [String: PrintOrder] = [:]) {
        self.standard = standard
        self.orders = orders
    }

    package func order(forDesk name: String) -> PrintOrder { orders[name] ?? standard }
}
