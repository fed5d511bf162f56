/** Style of everything on a page but the drawings, by the custom properties of `tokenStyle`. */
export function pageStyle(): string {
  return [...base, ...headings, ...tables, ...lists, ...figures, ...wide, ...paper].join('\n');
}

const base = [
  '*{box-sizing:border-box}',
  'body{margin:0;background:var(--page);color:var(--text);font:var(--prose) var(--family);font-variant-numeric:tabular-nums;overflow-wrap:anywhere}',
  'main{padding:var(--space-4) 12px var(--space-7);max-width:1120px;margin:0 auto;outline:0}',
  'p{margin:0 0 var(--space-3);max-width:68ch}a{color:var(--accent)}code{font-family:var(--mono);font-size:13px}',
  ':focus-visible{outline:2px solid var(--accent);outline-offset:2px}',
  '.aside{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}',
  '.skip{position:absolute;left:-999px}.skip:focus{left:var(--space-2);top:var(--space-2);background:var(--surface);padding:var(--space-2);z-index:2}',
  '.stated{color:var(--text-2);font:var(--interface) var(--family)}.cut code{white-space:nowrap}.cut{border-left:2px solid var(--edge);padding-left:var(--space-3)}',
  'button{font:var(--interface) var(--family);color:var(--accent);background:none;border:1px solid var(--edge);border-radius:4px;padding:2px 10px;min-height:26px;cursor:pointer}',
];

const headings = [
  '.page-title{color:var(--text-2);font:var(--interface) var(--family);margin-bottom:var(--space-2)}',
  'h1{font:620 var(--sentence) var(--family);max-width:34em;margin:var(--space-2) 0 var(--space-3);text-wrap:pretty}',
  'h2{font:620 var(--section) var(--family);margin:0 0 var(--space-2)}h3{font:620 var(--prose) var(--family);margin:0 0 var(--space-2)}',
  'section{margin-top:var(--space-7);scroll-margin-top:var(--space-4)}section:has(>h3){margin-top:var(--space-5)}section:has(>.folded){margin-top:var(--space-2)}',
  'h2 .glyph,h3 .glyph{margin-right:var(--space-2)}.summary{color:var(--text-2)}',
  '.folded>summary{cursor:pointer;padding:var(--space-2) 0;border-top:1px solid var(--hairline)}.folded>summary>*{display:inline}.folded>summary span{color:var(--text-2);font:var(--interface) var(--family);margin-left:var(--space-3)}.folded[open]>summary{margin-bottom:var(--space-3)}',
  'footer{margin-top:var(--space-7);padding-top:var(--space-3);border-top:1px solid var(--hairline);color:var(--text-2);font:var(--interface) var(--family)}footer p{margin:0 0 4px;max-width:none}',
];

const tables = [
  '.scroll{overflow-x:auto;max-width:100%;margin-bottom:var(--space-3)}',
  'table{border-collapse:collapse;font:var(--interface) var(--family)}caption{text-align:left;color:var(--text-2);padding:var(--space-2) 0}',
  'th,td{text-align:left;vertical-align:middle;padding:5px var(--space-3) 5px 0;border-bottom:1px solid var(--hairline);max-width:26em}',
  'th{font-weight:560}thead th{color:var(--text-2);border-bottom-color:var(--edge);vertical-align:bottom;white-space:nowrap}',
  'td,.num{text-align:right;white-space:nowrap}td.t{text-align:left;white-space:normal;overflow-wrap:normal}tbody th[scope=row]{min-width:9em;position:sticky;left:0;background:var(--page)}',
  'th button{border:0;padding:0;color:inherit;font-weight:560;min-height:24px}th button::after{content:"\\2195";opacity:.45;margin-left:4px}th[aria-sort=ascending] button::after{content:"\\2191";opacity:1}th[aria-sort=descending] button::after{content:"\\2193";opacity:1}',
];

const lists = [
  '.glyph{width:16px;height:16px;flex:none;vertical-align:-3px;fill:none}.glyph .full{fill:currentColor}.glyph .sign{stroke:var(--page);stroke-width:1.8;stroke-linecap:round}.glyph .sign.own{stroke:currentColor}.glyph .ring{stroke:currentColor;stroke-width:1.5}.glyph .dashed{stroke:currentColor;stroke-width:1.5;stroke-dasharray:2.6 1.9}',
  ...['fails', 'unknown', 'warns', 'passes'].map(
    (state) =>
      `.${state}.glyph,.${state}>.glyph,.badge.${state}{color:var(--${state})}.badge.${state}{background:var(--${state}-tint)}`,
  ),
  '.note.glyph,.badge.note{color:var(--text-2)}.badge.note{background:var(--sunken)}',
  '.badge{display:inline-block;border-radius:4px;padding:2px 8px 2px 6px;font:560 var(--interface) var(--family);white-space:nowrap}',
  '.strip{list-style:none;display:flex;flex-wrap:wrap;gap:var(--space-2) var(--space-5);margin:var(--space-4) 0;padding:var(--space-3) 0;border-block:1px solid var(--hairline);font:var(--interface) var(--family)}.strip b{font-weight:620}.strip .glyph{margin-right:4px}.strip a{color:inherit}',
  '.findings{list-style:none;margin:0;padding:0}.finding{display:grid;grid-template-columns:9em minmax(0,1fr);gap:var(--space-2) var(--space-3);border-bottom:1px solid var(--hairline);padding:var(--space-3) 0}.finding p{margin-bottom:4px}.finding>.badge{justify-self:start;align-self:start}.finding>.picture{grid-column:2/-1;min-width:0}.finding figure{margin-bottom:var(--space-2)}',
  '.finding .folded>summary{border-top:0;padding:0;color:var(--accent);font:var(--interface) var(--family);min-height:24px;width:max-content}',
  '@media (max-width:560px){.finding{grid-template-columns:1fr}.finding>.picture{grid-column:1}}@media (min-width:960px){.finding{grid-template-columns:9em minmax(0,1fr) 376px;column-gap:var(--space-4)}.finding>.picture:not(.broad){grid-column:3}}',
];

const figures = [
  'figure{margin:0 0 var(--space-5);min-width:0}figcaption{margin-bottom:var(--space-3);max-width:68ch}figcaption strong{display:block;font:620 var(--prose) var(--family);text-wrap:pretty}figcaption span{color:var(--text-2);font:var(--interface) var(--family)}',
  '.drawing{overflow-x:auto;overflow-y:hidden;padding:2px 5px 2px 2px}.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,336px),1fr));gap:var(--space-3) var(--space-5)}',
  '.twin summary{color:var(--accent);cursor:pointer;font:var(--interface) var(--family);min-height:24px;width:max-content}.twin .scroll{max-height:420px;overflow:auto}.twin figure{margin:0}',
  '.drawing.wide{display:none}@media (min-width:900px){.drawing.wide{display:block}.drawing.narrow{display:none}}',
  '.walk{font:var(--interface) var(--family);color:var(--text-2);min-height:20px;margin:0}',
];

const wide = [
  '.contents{padding:var(--space-4) 12px 0;font:var(--interface) var(--family)}.contents ol{list-style:none;margin:0;padding:0}.contents li{padding:3px 0}.contents a{text-decoration:none;color:var(--text-2)}.contents a:hover{color:var(--accent);text-decoration:underline}.contents .glyph{margin-right:6px}.contents .below{padding-left:var(--space-4)}.contents-title{display:none}',
  '@media (max-width:1099px){.contents{display:none}}',
  '@media (min-width:1100px){body{display:grid;grid-template-columns:208px minmax(0,1fr);align-items:start}.contents{position:sticky;top:0;max-height:100vh;overflow-y:auto;padding:var(--space-6) 0 var(--space-4) var(--space-5)}.contents-title{display:block;font-weight:620}main{padding:var(--space-6) var(--space-6) var(--space-7);width:100%}}',
];

const paper = [
  '@page{size:A4;margin:16mm 14mm 18mm;@bottom-right{content:"page " counter(page) " of " counter(pages);font:9pt sans-serif;color:#524E45}}',
  '@media print{:root{--page:#fff}.folded>summary{break-after:avoid}body{display:block;font-size:10.5pt}.contents,.skip,button,.twin,.walk{display:none!important}main{padding:0;max-width:none}section{break-inside:auto}figure,tr,.strip,.finding{break-inside:avoid}.chart{min-width:0}h1,h2,h3{break-after:avoid}section{margin-top:var(--space-5)}.scroll,.drawing{overflow:visible}thead{display:table-header-group}a{color:inherit;text-decoration:none}.figures{grid-template-columns:1fr 1fr}.finding,.finding:has(>.picture){grid-template-columns:minmax(0,1fr) 340px;row-gap:0}.finding>*{grid-column:1}.finding>.picture:not(.broad){grid-column:2;grid-row:1/span 3}th button{display:inline!important;font:inherit}th button::after{content:none!important}details::details-content{content-visibility:visible;block-size:auto}}',
];
