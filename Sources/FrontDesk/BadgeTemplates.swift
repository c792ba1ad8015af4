// SPDX-License-Identifier: Apache-2.0

package import BadgeDesign
package import Conference

/// The event's badge templates: one for everybody, and others for some roles.
package struct BadgeTemplates: Equatable, Sendable {
    private let standard: BadgeTemplate
    private let byRole: [AttendeeRole: BadgeTemplate]

    package init(standard: BadgeTemplate, byRole: [AttendeeRole: BadgeTemplate] = [:]) {
        self.standard = standard
        self.byRole = byRole
    }

    /// How large the event's badges are, each size once.
    package var sizes: [PhysicalSize] {
        byRole.values.map(\.size).reduce(into: [standard.size]) { if !$0.contains($1) { $0.append($1) } }
    }

    package subscript(role: AttendeeRole) -> BadgeTemplate { byRole[role] ?? standard }
}
