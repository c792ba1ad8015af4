// SPDX-License-Identifier: Apache-2.0

/// Somebody who opens doors' drawers by a PIN; facts name them by the identifier alone.
package struct PINHolder: Equatable, Sendable, Identifiable {
    package let id: PINHolderID
    /// A role or a name, as the event file has it.
    package let name: String

    package init(id: PINHolderID, name: String) {
        self.id = id
        self.name = name
    }
}

package typealias PINHolderID = Slug<PINHolder>
