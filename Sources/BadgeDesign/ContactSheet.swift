// SPDX-License-Identifier: Apache-2.0

import CRender
package import QRCode

/// One badge of a contact sheet or a book, with a line about it.
package struct BadgeEntry: Sendable {
    package let template: BadgeTemplate
    package let text: BadgeText
    package let code: QRSymbol
    package let caption: String

    package init(template: BadgeTemplate, text: BadgeText, code: QRSymbol, caption: String = "") {
        self.template = template
        self.text = text
        self.code = code
        self.caption = caption
    }
}

/// Many badges on one sheet, to be looked at before an event.
package struct ContactSheet: Equatable, Sendable {
    package let bytes: [UInt8]
    /// For each entry what a person should look at.
    package let remarks: [[BadgeRemark]]

    package enum Form: Equatable, Sendable {
        /// Pages of A4.
        case pdf
        /// One picture, however long.
        case png(dotsPerInch: Int)
    }
}

/// Where the badges of a contact sheet lie: rows of three, from top to bottom, in points.
struct ContactSheetLayout {
    private(set) var cells: [Cell] = []
    private(set) var pageCount = 1
    /// Where the last row ends.
    private(set) var bottom = margin

    struct Cell: Equatable {
        let page: Int
        let x: Double
        let y: Double
        let width: Double
        let height: Double
    }

    static let pageWidth = 210.0.points
    static let pageHeight = 297.0.points
    static let captionHeight = 9.0.points
    private static let margin = 10.0.points
    private static let gap = 4.0.points
    private static let columns = 3

    /// A row holds badges of one size; rows go on a new page when `isPaged` and this one is full.
    init(_ sizes: [PhysicalSize], isPaged: Bool) {
        let width = (Self.pageWidth - 2 * Self.margin - Double(Self.columns - 1) * Self.gap) / Double(Self.columns)
        var column = 0
        var y = Self.margin
        var rowHeight = 0.0
        for (index, size) in sizes.enumerated() {
            let height = width * size.height / size.width
            if column == Self.columns || (index > 0 && size != sizes[index - 1]) {
                y += rowHeight
                column = 0
            }
            rowHeight = height + Self.captionHeight + Self.gap
            if isPaged, column == 0, y + rowHeight > Self.pageHeight - Self.margin, index > 0 {
                pageCount += 1
                y = Self.margin
            }
            cells.append(
                Cell(
                    page: pageCount - 1, x: Self.margin + Double(column) * (width + Self.gap), y: y, width: width,
                    height: height))
            column += 1
        }
        bottom = y + rowHeight + Self.margin
    }
}

extension BadgeRenderer {
    /// Badges side by side, each with its caption and what is wrong with it.
    package func contactSheet(_ entries: [BadgeEntry], as form: ContactSheet.Form) throws -> ContactSheet {
        switch form {
        case .pdf:
            let layout = ContactSheetLayout(entries.map(\.template.size), isPaged: true)
            let page = PDFPage(width: ContactSheetLayout.pageWidth, height: ContactSheetLayout.pageHeight)
            var remarks: [[BadgeRemark]] = []
            var number = 0
            for (entry, cell) in zip(entries, layout.cells) {
                if cell.page != number {
                    page.next(width: ContactSheetLayout.pageWidth, height: ContactSheetLayout.pageHeight)
                    number = cell.page
                }
                remarks.append(try draw(entry, in: cell, on: page.cairo))
            }
            return ContactSheet(bytes: try page.finish(), remarks: remarks)
        case .png(let dotsPerInch):
            let layout = ContactSheetLayout(entries.map(\.template.size), isPaged: false)
            let picture = Picture(
                width: ContactSheetLayout.pageWidth, height: layout.bottom, dotsPerInch: dotsPerInch)
            var remarks: [[BadgeRemark]] = []
            for (entry, cell) in zip(entries, layout.cells) {
                remarks.append(try draw(entry, in: cell, on: picture.cairo))
            }
            return ContactSheet(bytes: try picture.finish(), remarks: remarks)
        }
    }

    /// One badge a page, each page of its badge's size.
    package func book(_ entries: [BadgeEntry]) throws -> ContactSheet {
        guard let first = entries.first?.template.size else {
            throw RenderError(message: "There is no badge to render.")
        }
        let page = PDFPage(width: first.width.points, height: first.height.points)
        var remarks: [[BadgeRemark]] = []
        for (index, entry) in entries.enumerated() {
            let size = entry.template.size
            if index > 0 { page.next(width: size.width.points, height: size.height.points) }
            remarks.append(try draw(entry.template, entry.text, entry.code, on: page.cairo))
        }
        return ContactSheet(bytes: try page.finish(), remarks: remarks)
    }

    private func draw(
        _ entry: BadgeEntry, in cell: ContactSheetLayout.Cell, on cairo: OpaquePointer
    ) throws -> [BadgeRemark] {
        cairo_save(cairo)
        cairo_translate(cairo, cell.x, cell.y)
        let scale = cell.width / entry.template.size.width.points
        cairo_scale(cairo, scale, scale)
        let remarks = try draw(entry.template, entry.text, entry.code, on: cairo)
        cairo_restore(cairo)
        frame(cell, on: cairo)
        let words = ([entry.caption] + remarks.map(\.description)).filter { !$0.isEmpty }.joined(separator: "; ")
        caption(
            words,
            in: Artwork.Box(
                x: cell.x, y: cell.y + cell.height, width: cell.width, height: ContactSheetLayout.captionHeight),
            on: cairo)
        return remarks
    }

    private func frame(_ cell: ContactSheetLayout.Cell, on cairo: OpaquePointer) {
        cairo_save(cairo)
        cairo_set_source_rgb(cairo, 0.6, 0.6, 0.6)
        cairo_set_line_width(cairo, 0.4)
        cairo_rectangle(cairo, cell.x, cell.y, cell.width, cell.height)
        cairo_stroke(cairo)
        cairo_restore(cairo)
    }
}
