// SPDX-License-Identifier: Apache-2.0

/// A page of figures in Prometheus' text form, version 0.0.4.
package struct Exposition: Sendable {
    /// The media type that the page is sent as.
    package static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    package typealias Labels = [(name: String, value: String)]

    /// One figure of a family.
    package struct Sample: Sendable {
        let labels: Labels
        let value: Double

        package init(_ labels: Labels = [], _ value: Double) {
            self.labels = labels
            self.value = value
        }

        package init(_ labels: Labels = [], _ value: Int) { self.init(labels, Double(value)) }
    }

    package private(set) var text = ""

    package init() {}

    /// A family of figures that only grow; `name` ends in `_total`.
    package mutating func counter(_ name: String, _ help: String, _ samples: [Sample]) {
        family(name, "counter", help, samples)
    }

    /// A family of figures that go up and down.
    package mutating func gauge(_ name: String, _ help: String, _ samples: [Sample]) {
        family(name, "gauge", help, samples)
    }

    /// A family of histograms.
    package mutating func histogram(
        _ name: String, _ help: String, _ histograms: [(labels: Labels, reading: Histogram.Reading)]
    ) {
        guard !histograms.isEmpty else { return }
        head(name, "histogram", help)
        for (labels, reading) in histograms {
            for (bound, count) in zip(reading.bounds.map(Self.number) + ["+Inf"], reading.cumulative) {
                line("\(name)_bucket", labels + [("le", bound)], Double(count))
            }
            line("\(name)_sum", labels, reading.sum)
            line("\(name)_count", labels, Double(reading.cumulative.last ?? 0))
        }
    }

    private mutating func family(_ name: String, _ kind: String, _ help: String, _ samples: [Sample]) {
        guard !samples.isEmpty else { return }
        head(name, kind, help)
        for sample in samples { line(name, sample.labels, sample.value) }
    }

    private mutating func head(_ name: String, _ kind: String, _ help: String) {
        text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(kind)\n"
    }

    private mutating func line(_ name: String, _ labels: Labels, _ value: Double) {
        text += name
        if !labels.isEmpty {
            let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }
            text += "{\(pairs.joined(separator: ","))}"
        }
        text += " \(Self.number(value))\n"
    }

    /// Whole numbers without a point, as people write them.
    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: value).map(String.init) ?? String(value)
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
