// SPDX-License-Identifier: Apache-2.0
// A place's last half hour as a small line: the full minutes that the daemon tells, then the figure now.

const svgNamespace = "http://www.w3.org/2000/svg";
const [width, height] = [120, 28];
/** So many people fill the height at least, so that one coming or going is no cliff. */
const fewest = 5;

/** The line, which repeats what figures say and is hidden from screen readers. */
export function makeTrend() {
  const svg = document.createElementNS(svgNamespace, "svg");
  svg.setAttribute("class", "trend");
  svg.setAttribute("viewBox", `-2 -2 ${width + 4} ${height + 4}`);
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(svgNamespace, "polyline");
  svg.append(line);
  return {
    element: svg,
    draw({ lately, inside }) {
      const figures = [...(lately?.trend ?? []), inside];
      const top = Math.max(fewest, ...figures);
      const points = figures.map((figure, index) => {
        const x = figures.length > 1 ? (index / (figures.length - 1)) * width : width;
        return `${x.toFixed(1)},${(height * (1 - figure / top)).toFixed(1)}`;
      });
      line.setAttribute("points", points.join(" "));
    },
  };
}
