/** The look of a written document: Lathe's own, with the fonts of the device; the print part keeps rows and figures whole. */
export const STYLE = `
:root { color-scheme: light dark; --paper: light-dark(#faf9f6, #151614); --line: light-dark(#e2dfd6, #31342f); --ink: light-dark(#1d1e1b, #eceae3);
  --soft: light-dark(#55574f, #aeb0a6); --accent: light-dark(#0b6b5d, #5cc2ae); --rest: light-dark(#8d8a80, #7d8078); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 ui-sans-serif, system-ui, sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 3rem 1.25rem 4rem; }
h1 { font: 500 2rem/1.2 ui-serif, Georgia, serif; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.125rem; margin: 2.5rem 0 .5rem; padding-top: 1rem; border-top: 1px solid var(--line); break-after: avoid; }
p, li, dd { max-width: 68ch; margin: .5rem 0; overflow-wrap: anywhere; }
.lead { font: 400 1.25rem/1.45 ui-serif, Georgia, serif; margin: 0 0 1rem; }
.made { color: var(--soft); font-size: .875rem; }
dl { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .25rem 1.25rem; margin: .75rem 0; }
dt { color: var(--soft); overflow-wrap: anywhere; }
dd { margin: 0; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; min-width: 60%; }
caption { text-align: left; color: var(--soft); padding-bottom: .35rem; }
th, td { padding: .35rem 1rem .35rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
td { max-width: 26rem; overflow-wrap: break-word; }
th { font-weight: 500; color: var(--soft); }
.number { text-align: right; white-space: nowrap; }
figure { margin: 1rem 0; break-inside: avoid; }
figcaption { color: var(--soft); font-size: .875rem; max-width: 68ch; }
details { font-size: .875rem; color: var(--soft); }
summary { cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
svg { display: block; width: 100%; max-width: 40rem; height: auto; margin: .5rem 0; }
svg text { font: 12px ui-sans-serif, system-ui, sans-serif; fill: var(--ink); font-variant-numeric: tabular-nums; }
svg .soft { fill: var(--soft); }
svg .on { fill: var(--paper); }
svg .line { stroke: var(--accent); stroke-width: 2; }
svg .dot { fill: var(--accent); }
svg .axis { stroke: var(--line); }
svg .mark { stroke: var(--rest); stroke-dasharray: 4 4; }
@media (max-width: 32rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
@media print { :root { color-scheme: light; --paper: #fff; } main { max-width: none; padding: 0; } body { font-size: 9pt; line-height: 1.35; }
  h1 { font-size: 18pt; } .lead { font-size: 12pt; margin-bottom: .5rem; } h2 { margin: .7rem 0 .2rem; padding-top: .35rem; } p, li { margin: .25rem 0; }
  svg { max-width: 30rem; } figure { margin: .5rem 0; } tr, li, dl { break-inside: avoid; }
  .scroll { overflow: visible; } details { display: none; } @page { margin: 15mm; } }
`;
