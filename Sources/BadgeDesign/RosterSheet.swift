// SPDX-License-Identifier: Apache-2.0

import CRender
package import QRCode

/// A list of people on paper, to be ticked by hand: what stands on it, ready to be drawn.
package struct RosterSheet: Sendable {
    package enum Paper: String, CaseIterable, Sendable {
        case a4, letter

        /// Millimetres.
        package var size: PhysicalSize {
            switch self {
            case .a4: PhysicalSize(width: 210, height: 297)
            case .letter: PhysicalSize(width: 215.9, height: 279.4)
            }
        }
    }

    package struct Row: Sendable {
        /// What is called out and stands on the badge.
        package let name: String
        /// What stands on the photo ID, in the order of the list.
        package let sortedName: String
        package let affiliation: String
        package let status: String
        /// Whether the status must not be overlooked.
        package let isStatusBold: Bool
        /// Whether there is a box to tick, and whether it is ticked already.
        package let box: Box
        package let code: QRSymbol

        package enum Box: Sendable { case none, empty, ticked }

        package init(
            name: String, sortedName: String, affiliation: String, status: String, isStatusBold: Bool, box: Box,
            code: QRSymbol
        ) {
            self.name = name
            self.sortedName = sortedName
            self.affiliation = affiliation
            self.status = status
            self.isStatusBold = isStatusBold
            self.box = box
            self.code = code
        }
    }

    package let title: String
    /// When it was made, in words; the page's number follows.
    package let made: String
    /// What to do with it, on each page.
    package let note: String
    package let rows: [Row]

    package init(title: String, made: String, note: String, rows: [Row]) {
        self.title = title
        self.made = made
        self.note = note
        self.rows = rows
    }
}

extension BadgeRenderer {
    /// The roster as pages of PDF; without anybody on it, one page says so.
    package func roster(_ sheet: RosterSheet, on paper: RosterSheet.Paper) throws -> [UInt8] {
        let layout = RosterLayout(paper)
        let count = layout.pageCount(rows: sheet.rows.count)
        let page = PDFPage(width: layout.width, height: layout.height)
        for number in 0..<count {
            if number > 0 { page.next(width: layout.width, height: layout.height) }
            draw(header: sheet, "page \(number + 1) of \(count)", layout, on: page.cairo)
            let first = number * layout.rowsPerPage
            for (index, row) in sheet.rows.dropFirst(first).prefix(layout.rowsPerPage).enumerated() {
                draw(row, at: layout.top + Double(index) * RosterLayout.rowHeight, index, layout, on: page.cairo)
            }
        }
        return try page.finish()
    }

    private func draw(
        header sheet: RosterSheet, _ number: String, _ layout: RosterLayout, on cairo: OpaquePointer
    ) {
        let lines = [
            (sheet.title, 14.0, 700, 7.0.points, 1), ("\(sheet.made) · \(number)", 9.5, 400, 5.0.points, 1),
            (sheet.note, 8.5, 400, 8.0.points, 2),
        ]
        var y = RosterLayout.margin
        for (words, size, weight, height, count) in lines {
            let box = Artwork.Box(x: layout.left, y: y, width: layout.width - 2 * layout.left, height: height)
            line(words, in: box, size: size, weight: weight, lines: count, on: cairo)
            y += height
        }
        rule(layout, at: layout.top, on: cairo)
    }

    private func draw(
        _ row: RosterSheet.Row, at y: Double, _ index: Int, _ layout: RosterLayout, on cairo: OpaquePointer
    ) {
        let boxes = RosterLayout.Boxes(layout, at: y, isEven: index.isMultiple(of: 2))
        draw(row.box, in: boxes.tick, on: cairo)
        line(row.name, in: boxes.name, size: 13, weight: 700, on: cairo)
        line(row.sortedName, in: boxes.sortedName, size: 9, weight: 400, on: cairo)
        line(row.affiliation, in: boxes.affiliation, size: 9, weight: 400, lines: 2, on: cairo)
        line(row.status, in: boxes.status, size: 9, weight: row.isStatusBold ? 700 : 400, lines: 2, on: cairo)
        row.code.draw(in: boxes.code, on: cairo)
        rule(layout, at: y + RosterLayout.rowHeight, on: cairo)
    }

    private func draw(_ box: RosterSheet.Row.Box, in place: Artwork.Box, on cairo: OpaquePointer) {
        guard box != .none else { return }
        cairo_save(cairo)
        cairo_set_source_rgb(cairo, 0, 0, 0)
        cairo_set_line_width(cairo, 1)
        cairo_rectangle(cairo, place.x, place.y, place.width, place.height)
        cairo_stroke(cairo)
        if box == .ticked {
            cairo_set_line_width(cairo, 2)
            cairo_move_to(cairo, place.x + place.width * 0.2, place.y + place.height * 0.55)
            cairo_line_to(cairo, place.x + place.width * 0.42, place.y + place.height * 0.8)
            cairo_line_to(cairo, place.x + place.width * 0.82, place.y + place.height * 0.2)
            cairo_stroke(cairo)
        }
        cairo_restore(cairo)
    }

    private func rule(_ layout: RosterLayout, at y: Double, on cairo: OpaquePointer) {
        cairo_save(cairo)
        cairo_set_source_rgb(cairo, 0.6, 0.6, 0.6)
        cairo_set_line_width(cairo, 0.4)
        cairo_move_to(cairo, layout.left, y)
        cairo_line_to(cairo, layout.width - layout.left, y)
        cairo_stroke(cairo)
        cairo_restore(cairo)
    }

    private func line(
        _ words: String, in box: Artwork.Box, size: Double, weight: Int, lines: Int = 1, on cairo: OpaquePointer
    ) {
        guard !words.isEmpty else { return }
        var style = TextStyle()
        style.largestSize = size
        style.smallestSize = min(size, 6)
        style.weight = weight
        style.lines = lines
        self.words(words, in: box, style: style, on: cairo)
    }
}

/// Where things stand on a page of the roster, in points.
struct RosterLayout {
    let width: Double
    let height: Double
    /// Where the first row begins.
    let top = margin + 21.0.points
    let left = 12.0.points

    static let margin = 10.0.points
    /// A symbol of 25 modules with its quiet zone of four: 12.1 mm of symbol, modules of 0.48 mm.
    static let rowHeight = 16.0.points

    init(_ paper: RosterSheet.Paper) {
        width = paper.size.width.points
        height = paper.size.height.points
    }

    /// What misses by a hair fits.
    var rowsPerPage: Int { Int((height - top - Self.margin) / Self.rowHeight + 0.001) }

    func pageCount(rows: Int) -> Int { max(1, (rows + rowsPerPage - 1) / rowsPerPage) }

    /// One row's places.
    ///
    /// Codes of neighbours stand apart to the left and to the right, so that a scanner meets one of them.
    struct Boxes {
        let tick: Artwork.Box
        let name: Artwork.Box
        let sortedName: Artwork.Box
        let affiliation: Artwork.Box
        let status: Artwork.Box
        let code: Artwork.Box

        init(_ layout: RosterLayout, at y: Double, isEven: Bool) {
            let row = RosterLayout.rowHeight
            let gap = 3.0.points
            let box = 8.0.points
            tick = Artwork.Box(x: layout.left, y: y + (row - box) / 2, width: box, height: box)
            let names = layout.left + box + gap
            let right = layout.width - layout.left
            let codes = right - 2 * row - 2.0.points
            let status = codes - gap - 27.0.points
            let affiliation = status - gap - 42.0.points
            name = Artwork.Box(x: names, y: y + 1, width: affiliation - gap - names, height: row * 0.58)
            sortedName = Artwork.Box(x: names, y: y + row * 0.6, width: name.width, height: row * 0.32)
            self.affiliation = Artwork.Box(x: affiliation, y: y, width: 42.0.points, height: row)
            self.status = Artwork.Box(x: status, y: y, width: 27.0.points, height: row)
            code = Artwork.Box(x: isEven ? right - row : codes, y: y, width: row, height: row)
        }
    }
}
