// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation

extension TOMLExpectation {
    static func slug<Subject>(of subject: Subject.Type) -> Self where Value == Slug<Subject> {
        text("a text of 1 to 64 lower-case letters, digits and hyphens") { Slug($0) }
    }

    /// What a text may be, or a value of a type that TOML has for it.
    private static func orBare(_ expectation: Self, _ bare: @escaping (TOMLNode) -> Value?) -> Self {
        TOMLExpectation(
            expectation.words,
            hasRightType: { if case .text = $0 { true } else { false } },
            read: { node in
                if let value = bare(node) { return value }
                return if case .success(let value) = expectation.value(of: node) { value } else { nil }
            })
    }
}

extension TOMLExpectation<String> {
    /// A day of the calendar; TOML's own date will do as well as a text.
    static var day: Self {
        orBare(.text("a day such as “2016-10-07”") { isCalendarDay($0) ? $0 : nil }) { node in
            if case .date(let day) = node { day } else { nil }
        }
    }

    /// An IANA name; abbreviations such as PST are none, for they say nothing of summer.
    static var timeZone: Self {
        text("a time zone such as “America/Los_Angeles”") { name in
            (name.contains("/") || name == "UTC") && TimeZone(identifier: name) != nil ? name : nil
        }
    }

    /// The value is not quoted in errors, since a URI may hold a password.
    static var printerURI: Self {
        text("a printer's URI such as “ipp://printer.local/ipp/print”", quotes: false) { text in
            guard let parts = URLComponents(string: text), ["ipp", "ipps"].contains(parts.scheme?.lowercased()),
                parts.host?.isEmpty == false
            else { return nil }
            return text
        }
    }

    /// A file beside the event file.
    static var svgFile: Self {
        text("the name of an SVG file in this folder, such as “map.svg”") { name in
            name.count <= 100 && name.wholeMatch(of: /[A-Za-z0-9_][A-Za-z0-9._-]*\.svg/) != nil ? name : nil
        }
    }

    static var queueName: Self {
        text("a CUPS queue's name, 1 to 127 characters without blanks, “/” and “#”") { text in
            let isAllowed = text.unicodeScalars.allSatisfy { scalar in
                scalar.value > 0x20 && !["\u{7F}", "/", "#"].contains(scalar)
            }
            return isAllowed && (1...127).contains(text.utf8.count) ? text : nil
        }
    }
}

extension TOMLExpectation<TimeOfDay> {
    /// A time; TOML's own will do as well as a text.
    static var timeOfDay: Self {
        orBare(.text("a time such as “11:00”") { TimeOfDay($0) }) { node in
            if case .time(let time) = node { TimeOfDay(time) } else { nil }
        }
    }
}
