/** The look of an exported page: Lathe's own, with the fonts of the device. */
export const STYLE = `
:root { color-scheme: light dark; --paper: light-dark(#faf9f6, #151614); --surface: light-dark(#ffffff, #1d1f1c); --line: light-dark(#d5d1c6, #41443e);
  --ink: light-dark(#1d1e1b, #eceae3); --soft: light-dark(#55574f, #aeb0a6); --accent: light-dark(#0b6b5d, #5cc2ae); --on-accent: light-dark(#ffffff, #07201b);
  --bad: light-dark(#a3271b, #f0897c); --warn: light-dark(#8a5300, #e0a84f); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 ui-sans-serif, system-ui, sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font: 500 2rem/1.2 ui-serif, Georgia, serif; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.125rem; margin: 2.5rem 0 .5rem; }
p { margin: .25rem 0; overflow-wrap: anywhere; }
.hint { color: var(--soft); font-size: .875rem; }
.wrong { color: var(--bad); font-size: .875rem; }
.odd { color: var(--warn); font-size: .875rem; }
.both { display: grid; grid-template-columns: 1fr; gap: 2rem; margin-top: 1.5rem; }
@media (min-width: 48rem) { .both { grid-template-columns: 3fr 2fr; } #answer { position: sticky; top: 1rem; } }
#form { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 1rem; align-content: start; }
label { display: block; font-weight: 500; overflow-wrap: anywhere; }
input, select, textarea, button { font: inherit; color: inherit; }
input, select, textarea { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
[aria-invalid=true] { border-color: var(--bad); }
button, .save { display: inline-block; min-height: 2.75rem; padding: .6rem 1.25rem; margin: .75rem .75rem 0 0; border: 0; border-radius: 8px; background: var(--accent); color: var(--on-accent); text-decoration: none; cursor: pointer; }
.save[hidden] { display: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
#answer { align-self: start; padding: 1.25rem; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; }
.headline { font: 500 2rem/1.2 ui-serif, Georgia, serif; font-variant-numeric: tabular-nums; }
.bars { list-style: none; margin: 1rem 0 0; padding: 0; }
.bars li { display: grid; grid-template-columns: minmax(4rem, 1fr) 2fr 4.5rem; gap: .75rem; align-items: center; overflow-wrap: anywhere; }
meter { width: 100%; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; margin-top: 1rem; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { padding: .35rem .75rem; text-align: left; border-bottom: 1px solid var(--line); white-space: nowrap; }
`;
