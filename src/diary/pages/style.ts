/**
 * The diary's one style sheet: a column that is whole at 320 px, targets of at least 48 px, contrast of at least 7 to 1, a focus
 * that is seen, light and dark, paper. Sizes are in rem, so that larger text makes everything larger.
 */
export const STYLE = `
:root { color-scheme: light dark; --ink: #14181f; --paper: #ffffff; --quiet: #3d4654; --line: #5b6675; --face: #f2f5f9; --act: #0b4a8f; --on-act: #ffffff; --wrong: #9b1c1c; --focus: #0b4a8f; }
@media (prefers-color-scheme: dark) { :root { --ink: #f3f5f8; --paper: #12161c; --quiet: #c6cdd8; --line: #97a3b4; --face: #1e252f; --act: #a9d0ff; --on-act: #0b1420; --wrong: #ffb4ab; --focus: #ffd54a; } }
* { box-sizing: border-box; }
html { font-size: 112.5%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
html.large { font-size: 150%; }
body { margin: 0; background: var(--paper); color: var(--ink); font-family: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; line-height: 1.5; overflow-wrap: break-word; }
header, main, footer { max-width: 34rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 0.5rem; display: flex; flex-wrap: wrap; gap: 0 0.75rem; justify-content: space-between; border-bottom: 1px solid var(--line); }
header a { display: inline-flex; align-items: center; min-height: 3rem; padding: 0 0.25rem; }
main { padding-top: 1.25rem; padding-bottom: 2rem; }
footer { padding-bottom: 2rem; color: var(--quiet); }
h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 0.75rem; }
h2 { font-size: 1.1rem; line-height: 1.35; margin: 1.75rem 0 0.5rem; }
p { margin: 0 0 1rem; }
a { color: var(--act); text-underline-offset: 0.15em; }
.quiet { color: var(--quiet); margin-bottom: 0.5rem; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
legend { padding: 0; width: 100%; }
form { margin: 0; }
button { font: inherit; color: var(--ink); background: var(--face); border: 2px solid var(--line); border-radius: 0.5rem; width: 100%; min-height: 3rem; padding: 0.6rem 0.9rem; margin: 0 0 0.6rem; text-align: left; cursor: pointer; }
button:hover { border-color: var(--act); }
button.act { background: var(--act); color: var(--on-act); border-color: var(--act); font-weight: 700; text-align: center; }
button.plain { background: transparent; }
button.chosen { border-color: var(--act); border-width: 4px; }
button.score { display: flex; align-items: baseline; }
button .number { flex: none; width: 2.4rem; font-size: 1.25rem; font-weight: 700; }
button .mark { font-weight: 700; }
:focus-visible { outline: 4px solid var(--focus); outline-offset: 3px; }
.birth { display: flex; flex-wrap: wrap; gap: 0 0.75rem; }
.birth > div { flex: 1 1 5rem; margin-bottom: 1rem; }
.birth > div.wide { flex-basis: 100%; }
label { display: block; font-weight: 700; margin-bottom: 0.25rem; }
input, select { font: inherit; color: var(--ink); background: var(--paper); border: 2px solid var(--line); border-radius: 0.5rem; width: 100%; min-height: 3rem; padding: 0.5rem 0.6rem; }
[aria-invalid="true"] { border-color: var(--wrong); border-width: 3px; }
.wrong { color: var(--wrong); font-weight: 700; border-left: 0.3rem solid var(--wrong); padding-left: 0.75rem; margin: 0 0 1rem; }
dl { margin: 0 0 1.5rem; }
dl > div { border-bottom: 1px solid var(--line); padding: 0.6rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; align-items: center; font-weight: 700; }
dd a { display: inline-flex; align-items: center; min-height: 3rem; font-weight: 400; }
.go { display: inline-flex; align-items: center; min-height: 3rem; white-space: nowrap; }
@media print { header, button, .go { display: none; } }
`;
