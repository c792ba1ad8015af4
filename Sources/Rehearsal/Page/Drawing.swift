// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Text that is safe in HTML and SVG.
enum Markup {
    static func escaped(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": safe += "&amp;"
            case "<": safe += "&lt;"
            case ">": safe += "&gt;"
            case "\"": safe += "&quot;"
            case "'": safe += "&#39;"
            default: safe.unicodeScalars.append(isAllowed(scalar) ? scalar : " ")
            }
        }
        return safe
    }

    /// XML has no other control characters.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x20 && scalar.value != 0x7F && scalar.value != 0xFFFE && scalar.value != 0xFFFF
            || scalar == "\n" || scalar == "\t"
    }

    /// A number with so many digits behind the point.
    static func number(_ value: Double, _ digits: Int = 1) -> String {
        value.isFinite ? String(format: "%.\(digits)f", value) : "–"
    }
}

/// A straight scale from values to places in a picture.
struct Scale {
    let top: Double
    let from: Double
    let to: Double
    /// Round values within it.
    let ticks: [Double]

    /// A scale from 0 to `highest` or a little more.
    init(upTo highest: Double, from: Double, to: Double, most: Int = 6) {
        let step = Self.step(max(highest, 1e-9) / Double(most))
        let count = max(1, Int((max(highest, 1e-9) / step).rounded(.up)))
        ticks = (0...count).map { Double($0) * step }
        top = Double(count) * step
        self.from = from
        self.to = to
    }

    /// A scale that ends exactly there, as time does.
    init(endingAt top: Double, from: Double, to: Double, most: Int = 8) {
        let step = Self.step(top / Double(most))
        ticks = Array(stride(from: 0, through: top * 1.0001, by: step))
        self.top = top
        self.from = from
        self.to = to
    }

    func callAsFunction(_ value: Double) -> Double { from + (to - from) * value / top }

    /// The next 1, 2 or 5 of a power of ten.
    private static func step(_ rough: Double) -> Double {
        let power = pow(10, floor(log10(rough)))
        return [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.9999 } ?? 10 * power
    }

    static func label(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : Markup.number(value, value < 0.1 ? 2 : 1)
    }
}

/// One chart with two axes: a self-contained SVG.
struct Chart {
    static let width = 720.0
    static let height = 300.0
    static let left = 64.0
    static let right = 132.0
    static let above = 14.0
    static let below = 46.0

    let title: String
    let description: String
    let x: Scale
    let y: Scale
    private let xTitle: String
    private let yTitle: String
    private var body: [String] = []
    private var labels: [(text: String, y: Double, color: String)] = []

    init(
        title: String, description: String, xTitle: String, yTitle: String, x: Scale, y: Scale
    ) {
        self.title = title
        self.description = description
        self.xTitle = xTitle
        self.yTitle = yTitle
        self.x = x
        self.y = y
    }

    static func acrossTo(_ top: Double, isTime: Bool = false) -> Scale {
        let (from, to) = (left, width - right)
        return isTime ? Scale(endingAt: top, from: from, to: to) : Scale(upTo: top, from: from, to: to)
    }

    static func upTo(_ top: Double) -> Scale { Scale(upTo: top, from: height - below, to: above) }

    enum Stroke: String {
        case solid = ""
        case dashed = "7 5"
        case dotted = "2 4"
    }

    mutating func line(_ points: [(Double, Double)], color: String, stroke: Stroke = .solid, width: Double = 2.5) {
        let dashes = stroke == .solid ? "" : " stroke-dasharray=\"\(stroke.rawValue)\""
        body.append(
            "<path d=\"\(path(points))\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"\(width)\""
                + " stroke-linejoin=\"round\"\(dashes)/>")
    }

    mutating func band(_ lower: [(Double, Double)], _ upper: [(Double, Double)], color: String) {
        body.append(
            "<path d=\"\(path(upper + lower.reversed()))Z\" fill=\"\(color)\" fill-opacity=\"0.13\"/>")
    }

    /// An upright bar between two values of x.
    mutating func bar(_ from: Double, _ to: Double, _ value: Double, color: String) {
        let (left, right) = (x(from), x(to))
        let inset = min(2, (right - left) * 0.1)
        body.append(
            "<rect x=\"\(Markup.number(left + inset))\" y=\"\(Markup.number(y(value)))\" "
                + "width=\"\(Markup.number(max(0.5, right - left - 2 * inset)))\" "
                + "height=\"\(Markup.number(max(0, y(0) - y(value))))\" fill=\"\(color)\"/>")
    }

    /// A mark across the chart at one value of x.
    mutating func mark(at value: Double, text: String, row: Int, color: String) {
        let place = Markup.number(x(value))
        let top = Markup.number(Self.above + 12 + Double(row) * 16)
        body.append(
            "<path d=\"M\(place) \(Self.above)V\(Self.height - Self.below)\" stroke=\"\(color)\" stroke-dasharray=\"4 3\"/>"
                + "<text x=\"\(Markup.number(x(value) + 5))\" y=\"\(top)\" fill=\"\(color)\">\(Markup.escaped(text))</text>"
        )
    }

    /// Words at the right, as near as there is space to that value of y.
    mutating func label(_ text: String, at value: Double, color: String) {
        labels.append((text, y(value), color))
    }

    var svg: String {
        let (right, bottom) = (Self.width - Self.right, Self.height - Self.below)
        var parts = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\" role=\"img\">",
            "<title>\(Markup.escaped(title))</title><desc>\(Markup.escaped(description))</desc>",
        ]
        for tick in y.ticks {
            let place = Markup.number(y(tick))
            parts.append(
                "<path class=\"grid\" d=\"M\(Self.left) \(place)H\(right)\"/>"
                    + "<text x=\"\(Self.left - 8)\" y=\"\(Markup.number(y(tick) + 4))\" text-anchor=\"end\">"
                    + "\(Scale.label(tick))</text>")
        }
        for tick in x.ticks {
            parts.append(
                "<text x=\"\(Markup.number(x(tick)))\" y=\"\(bottom + 18)\" text-anchor=\"middle\">\(Scale.label(tick))</text>"
            )
        }
        parts.append(
            "<text x=\"\((Self.left + right) / 2)\" y=\"\(Self.height - 8)\" text-anchor=\"middle\">"
                + "\(Markup.escaped(xTitle))</text>"
                + "<text transform=\"translate(16 \((Self.above + bottom) / 2)) rotate(-90)\" text-anchor=\"middle\">"
                + "\(Markup.escaped(yTitle))</text>")
        return (parts + body + spacedLabels(from: right + 8) + ["</svg>"]).joined()
    }

    /// Words are at least a line apart, in the order of their values.
    private func spacedLabels(from x: Double) -> [String] {
        let sorted = labels.sorted { $0.y < $1.y }
        let last = Self.height - Self.below
        var places: [Double] = []
        for label in sorted { places.append(max(label.y, (places.last ?? -.infinity) + 16)) }
        if let over = places.last.map({ $0 - last }), over > 0 {
            for index in places.indices.reversed() {
                let limit = index + 1 < places.count ? places[index + 1] - 16 : last
                places[index] = min(places[index], limit)
            }
        }
        return zip(sorted, places).map { label, place in
            "<text x=\"\(x)\" y=\"\(Markup.number(place + 4))\" fill=\"\(label.color)\" font-weight=\"600\">"
                + "\(Markup.escaped(label.text))</text>"
        }
    }

    private func path(_ points: [(Double, Double)]) -> String {
        points.enumerated().map { index, point in
            "\(index == 0 ? "M" : "L")\(Markup.number(x(point.0))) \(Markup.number(y(point.1)))"
        }.joined()
    }
}
