import { divergingSteps, sequentialSteps } from '../tokens/token-style.ts';

/** Style of everything in a drawing, by the custom properties of `tokenStyle`. */
export function chartStyle(): string {
  return [
    // A drawing may shrink to 336 px of its 360, where its text is still 12 px; what is wider scrolls.
    '.chart{display:block;width:100%;max-width:calc(var(--w)*1px);min-width:calc(var(--w)*.93px);height:auto;overflow:visible;font:13px/18px var(--family);font-variant-numeric:tabular-nums;print-color-adjust:exact;-webkit-print-color-adjust:exact}',
    '.chart.spark{width:auto;min-width:0;display:inline-block;vertical-align:middle}',
    '.chart text{fill:var(--text)}.chart .tick,.chart .quiet{fill:var(--text-2)}.chart .strong{font-weight:620}',
    '.chart .middle{text-anchor:middle}.chart .end{text-anchor:end}',
    '.chart path{fill:none}.chart .axis{stroke:var(--edge)}.chart .grid{stroke:var(--hairline)}',
    '.chart .hatch{stroke:var(--text-3);stroke-width:1.2;pointer-events:none}',
    '.chart .empty{fill:var(--unknown-tint);stroke:var(--edge);stroke-dasharray:3 2}',
    '.chart .plate{fill:var(--page)}.chart .ground{fill:var(--sunken)}.chart .hit{fill:transparent}',
    '.chart .bar{fill:var(--c,var(--series-1))}.chart .soft{fill:var(--c,var(--series-1));fill-opacity:.45;stroke:var(--c,var(--series-1))}',
    '.chart path.count{fill:var(--edge);fill-opacity:.45}',
    '.chart .line{stroke:var(--c,var(--series-1));stroke-width:2;stroke-linejoin:round}.chart .thick{stroke:var(--c,var(--series-1));stroke-width:2.5}',
    '.chart .dot{fill:var(--c,var(--series-1));stroke:var(--page)}.chart .hollow{fill:var(--page);stroke:var(--c,var(--series-1));stroke-width:2}',
    '.chart path.band{fill:var(--c,var(--series-1));opacity:.16}.chart rect.band{fill:var(--text-3);opacity:.14}',
    '.chart .base{stroke:var(--text-3);stroke-width:1.5;stroke-dasharray:5 3}.chart .mark-line{stroke:var(--text);stroke-width:1.5}',
    '.chart .join{stroke:var(--c);stroke-width:1;opacity:.7}.chart .unknown{stroke:var(--edge);stroke-width:2}',
    '.chart .hollow-base{fill:var(--page);stroke:var(--text-3);stroke-width:2}.chart .halo{paint-order:stroke;stroke:var(--page);stroke-width:4px;stroke-linejoin:round}',
    '.chart .box{fill:var(--series-1);fill-opacity:.35;stroke:var(--series-1)}.chart .median{stroke:var(--series-1);stroke-width:3}',
    '.chart .torn{stroke:var(--page);stroke-width:3}.chart .tree{stroke:var(--text-2);stroke-width:1.5}',
    ...[1, 2, 3, 4, 5].map((i) => `.chart .s${i}{--c:var(--series-${i})}`),
    '.chart .s2 .line{stroke-dasharray:7 3}.chart .s3 .line{stroke-dasharray:2 3}.chart .s4 .line{stroke-dasharray:9 3 2 3}.chart .s5 .line{stroke-dasharray:1 4;stroke-linecap:round}',
    '.chart .target{--c:var(--series-4)}.chart .target .line{stroke-dasharray:none}',
    ...[...sequentialSteps, ...divergingSteps].map(
      (name) => `.chart .${name}{fill:var(--${name})}.chart .on-${name}{fill:var(--on-${name})}`,
    ),
    '.chart .cell-edge{stroke:var(--page);stroke-width:1}',
    '.chart .m:hover,.chart .m.on{filter:brightness(1.15);outline:2px solid var(--accent);outline-offset:1px}',
    '@media (forced-colors:active){.chart{forced-color-adjust:none}.chart .cell-edge{stroke:CanvasText}}',
  ].join('\n');
}
