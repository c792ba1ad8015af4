// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation

@testable import Appliance
@testable import BadgeDesign
@testable import FrontDesk

/// A registration list, up to the plan for its import.
let csv = Parser("csv") { bytes in
    guard let list = try? RegistrationList(csv: Array(bytes)) else { return }
    let first = ImportPlan(importing: list, into: [], sparing: [], keepingBadgesOf: [])
    precondition(
        first.inserts.count + first.rejected.count <= list.rows.count + list.rejected.count, "More people than rows.")
    // The same list again changes nobody.
    let again = ImportPlan(importing: list, into: first.inserts, sparing: [], keepingBadgesOf: [])
    precondition(again.inserts.isEmpty, "A list that is imported twice makes new people.")
}

let eventFile = Parser("event-file", mostMilliseconds: 200) { bytes in
    do throws(ConfigurationError) {
        _ = try EventFile(parsing: Array(bytes))
    } catch {
        precondition(!"\(error)".isEmpty, "A file that is refused without a word.")
    }
}

let applianceFile = Parser("appliance-file", mostMilliseconds: 200) { bytes in
    do throws(ConfigurationError) {
        _ = try ApplianceFile(parsing: Array(bytes), in: URL(filePath: "/"))
    } catch {
        precondition(!"\(error)".isEmpty, "A file that is refused without a word.")
    }
}

/// A badge's artwork, up to the drawing library.
let template = Parser("template", mostMilliseconds: 500) { bytes in
    _ = try? BadgeTemplate(svg: Array(bytes))
}

let map = Parser("map", mostMilliseconds: 200) { bytes in
    _ = try? DrawingCheck.places(in: Array(bytes))
}
