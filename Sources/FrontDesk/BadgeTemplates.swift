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

    package subscript(role: AttendeeRole) -> BadgeTemplate { byRole[role] ?? standard }
}
