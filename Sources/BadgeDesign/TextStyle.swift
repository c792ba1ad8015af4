// SPDX-License-Identifier: Apache-2.0

/// How a slot's text is set.
struct TextStyle: Equatable, Sendable {
    enum Alignment: String, Sendable { case start, center, end }

    /// Degrees.
    enum Rotation: Int, Sendable { case none = 0, quarter = 90, half = 180, threeQuarters = 270 }

    /// Points.
    var largestSize = 12.0
    var smallestSize = 6.0
    var weight = 400
    var lines = 1
    var alignment = Alignment.start
    /// How far the slot's content is turned, clockwise.
    var rotation = Rotation.none
    /// Drawn white, for a slot on a dark band.
    var isInverse = false

    /// An explicit stack, so that no script falls back to whatever else is installed.
    static let fonts = [
        "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Thai",
        "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK KR",
    ].joined(separator: ",")

    init() {}

    /// Reads a slot's `data-` attributes.
    init(_ attributes: [String: String], slot: String) throws(TemplateError) {
        if let size = try Self.number(attributes, "data-size", in: 3...200, slot) { largestSize = size }
        smallestSize = try Self.number(attributes, "data-min-size", in: 3...200, slot) ?? min(6, largestSize)
        weight = Int(try Self.number(attributes, "data-weight", in: 100...900, slot) ?? 400)
        lines = Int(try Self.number(attributes, "data-lines", in: 1...10, slot) ?? 1)
        isInverse = attributes["data-inverse"] == "true"
        if let text = attributes["data-align"] {
            guard let alignment = Alignment(rawValue: text) else {
                throw TemplateError(
                    .badStyle, "The slot '\(slot)' has data-align=\"\(text)\": use start, center or end.")
            }
            self.alignment = alignment
        }
        if let text = attributes["data-rotate"] {
            guard let rotation = Int(text).flatMap(Rotation.init) else {
                throw TemplateError(
                    .badStyle, "The slot '\(slot)' has data-rotate=\"\(text)\": use 0, 90, 180 or 270.")
            }
            self.rotation = rotation
        }
        guard smallestSize <= largestSize else {
            throw TemplateError(.badStyle, "The slot '\(slot)' has a data-min-size above its data-size.")
        }
    }

    private static func number(
        _ attributes: [String: String], _ name: String, in range: ClosedRange<Double>, _ slot: String
    ) throws(TemplateError) -> Double? {
        guard let text = attributes[name] else { return nil }
        guard let number = Double(text), range.contains(number) else {
            throw TemplateError(
                .badStyle,
                "The slot '\(slot)' has \(name)=\"\(text)\": use a number from \(Int(range.lowerBound)) to "
                    + "\(Int(range.upperBound)).")
        }
        return number
    }
}
