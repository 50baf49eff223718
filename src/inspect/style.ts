/** How the panel looks: built by script, which a content security policy without styles allows. */
const CSS = `
:host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; display: block; height: min(440px, 62vh);
  contain: strict; color-scheme: light dark;
  --ground: #fff; --raised: #f4f5f7; --line: #d9dce1; --text: #1b1f24; --quiet: #57606a; --accent: #0b57d0;
  --in: #0f6b36; --in-ground: #dff3e5; --out: #57606a; --out-ground: #eceef1; --bad: #b3261e; --chosen: #dce8fc; }
@media (prefers-color-scheme: dark) { :host {
  --ground: #16181c; --raised: #1f2227; --line: #363b43; --text: #e8eaed; --quiet: #a6aebb; --accent: #8ab4f8;
  --in: #7fdca0; --in-ground: #163a25; --out: #a6aebb; --out-ground: #2b2f36; --bad: #ff9a91; --chosen: #263a5c; } }
* { box-sizing: border-box; }
.panel { height: 100%; display: flex; flex-direction: column; background: var(--ground); color: var(--text);
  border-top: 1px solid var(--line); box-shadow: 0 -6px 24px rgb(0 0 0 / .16);
  font: 13px/1.45 system-ui, sans-serif; container-type: inline-size; }
.top { display: flex; align-items: center; gap: 4px; background: var(--raised); border-bottom: 1px solid var(--line);
  padding: 0 8px; min-height: 38px; }
.brand { font-weight: 650; padding: 0 10px 0 4px; white-space: nowrap; }
.tabs { display: flex; flex: 1; overflow-x: auto; scrollbar-width: none; }
button, input, textarea, select { font: inherit; color: inherit; }
.tabs button { background: none; border: 0; border-bottom: 2px solid transparent; padding: 9px 11px 8px; color: var(--quiet);
  white-space: nowrap; cursor: pointer; }
.tabs button[aria-selected=true] { color: var(--text); border-color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
.close { background: none; border: 0; border-radius: 6px; min-width: 30px; min-height: 30px; cursor: pointer; font-size: 18px; }
.body { flex: 1; min-height: 0; }
.body > * { height: 100%; }
[hidden] { display: none !important; }
.split { display: grid; grid-template-columns: minmax(240px, 36%) minmax(0, 1fr); }
.split > * { min-width: 0; min-height: 0; }
.master { display: flex; flex-direction: column; border-right: 1px solid var(--line); }
.tools { display: flex; gap: 8px; align-items: center; padding: 6px 8px; }
.detail .tools, .page .tools { padding: 4px 0; }
.tools label { display: flex; align-items: center; white-space: nowrap; }
.tools > input[type=search], .tools > input[list], .tools > input[type=range] { flex: 1; min-width: 60px; }
.count { color: var(--quiet); white-space: nowrap; font-variant-numeric: tabular-nums; }
input:not([type=range], [type=checkbox]), textarea, select { background: var(--ground); border: 1px solid var(--line); border-radius: 6px; padding: 4px 8px; min-height: 28px; }
textarea { width: 100%; resize: vertical; font: 12px/1.45 ui-monospace, monospace; }
select { max-width: 100%; margin-bottom: 6px; }
[aria-invalid=true] { border-color: var(--bad) !important; }
.tools button, .page > button { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 3px 10px; min-height: 28px; cursor: pointer; white-space: nowrap; }
.tools button:hover { border-color: var(--accent); }
.rows { flex: 1; min-height: 0; overflow-y: auto; position: relative; overscroll-behavior: contain; }
.rows-inner { position: relative; contain: strict; }
.rows[data-empty]::after { content: 'Nothing to show.'; color: var(--quiet); padding: 6px 10px; display: block; }
.row { position: absolute; inset: 0 0 auto; height: 32px; display: flex; align-items: center; gap: 8px; padding: 0 10px; cursor: default; contain: strict; }
.row:hover { background: var(--raised); }
.row[aria-selected=true] { background: var(--chosen); }
.text { flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.row .state { color: var(--quiet); font-size: 12px; max-width: 55%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.row[aria-selected=true] .state, .row[aria-selected=true] time { color: var(--text); }
.row time { color: var(--quiet); font-variant-numeric: tabular-nums; }
.dot { width: 8px; height: 8px; border-radius: 50%; border: 1.5px solid var(--out); flex: none; }
.row[data-state=in] .dot { background: var(--in); border-color: var(--in); }
.row[data-state=in] .text { font-weight: 600; }
.row[data-state=in] .state { color: var(--in); }
.detail, .page { overflow: auto; padding: 10px 14px 20px; overscroll-behavior: contain; }
.split > .page { border-right: 1px solid var(--line); }
.detail header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 10px; }
h2 { font-size: 16px; margin: 0; } h3, .page h2 { font-size: 12px; margin: 16px 0 4px; color: var(--quiet); font-weight: 600; } .page > h2:first-child { margin-top: 0; }
p { margin: 4px 0; } .quiet { color: var(--quiet); } .summary { font-weight: 500; }
code, pre { font: 12px/1.5 ui-monospace, monospace; color: var(--quiet); overflow-wrap: anywhere; white-space: pre-wrap; margin: 0; }
.badge { display: inline-block; border-radius: 9px; padding: 0 8px; font-size: 12px; background: var(--out-ground); color: var(--out); }
.badge.in { background: var(--in-ground); color: var(--in); }
.hint { background: var(--raised); border-left: 3px solid var(--accent); border-radius: 0 6px 6px 0; padding: 6px 10px; margin: 8px 0; }
.hint ul { margin: 2px 0 0; padding-left: 18px; }
.tree, .tree ul, .changes, .chips, .refused, .faults { list-style: none; margin: 0; padding: 0; }
.tree li { display: flex; gap: 8px; margin-top: 6px; }
.condition { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.mark { flex: none; width: 16px; height: 16px; margin-top: 1px; border-radius: 50%; border: 1.5px solid var(--quiet); position: relative; }
.held > .mark { background: var(--in); border-color: var(--in); }
.held > .mark::after { content: ''; position: absolute; left: 4px; top: 1px; width: 3.5px; height: 7px; border: solid var(--ground); border-width: 0 2px 2px 0; transform: rotate(42deg); }
.turns { color: var(--accent); }
.bar { display: block; height: 6px; border-radius: 3px; background: var(--out-ground); overflow: hidden; margin: 4px 0; max-width: 280px; }
.bar-fill { display: block; height: 100%; background: var(--accent); } .bar-fill.minus { background: var(--bad); }
.measure { display: grid; grid-template-columns: minmax(0, 2fr) minmax(60px, 3fr) 5em; max-width: 720px; gap: 10px; align-items: center; }
.measure .bar { max-width: none; } .measure .text { white-space: normal; overflow-wrap: anywhere; } .figure { text-align: right; font-variant-numeric: tabular-nums; }
.timeline { position: relative; height: 12px; border-radius: 6px; background: var(--out-ground); overflow: hidden; }
.timeline span { position: absolute; inset: 0 auto 0 0; background: var(--in); }
.ends { display: flex; justify-content: space-between; font-size: 12px; }
.changes .badge { min-width: 48px; text-align: center; } .changes li { margin-top: 3px; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; } .chips { display: inline-flex; flex-wrap: wrap; gap: 4px; }
.outcome { margin: 8px 0; display: flex; flex-wrap: wrap; gap: 4px 8px; }
.refused { max-height: 30%; overflow: auto; padding: 0 10px; } .refused li { padding: 4px 0; border-top: 1px solid var(--line); } .refused code, .faults li { color: var(--bad); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px; margin: 0 0 10px; } dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; } th, td { text-align: left; padding: 2px 18px 2px 0; font-weight: 400; } td.figure, th:nth-child(2) { text-align: right; } th { color: var(--quiet); }
@container (width < 620px) {
  .split { grid-template-columns: minmax(0, 1fr); grid-template-rows: 42% minmax(0, 1fr); }
  .master, .split > .page { border-right: 0; border-bottom: 1px solid var(--line); }
  .brand { display: none; }
  .tabs button { padding: 9px 9px 8px; }
}
@media (width < 620px) { :host { height: 74vh; } }
@media print { :host { display: none; } }
`;

export const createStyle = (): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  return sheet;
};
