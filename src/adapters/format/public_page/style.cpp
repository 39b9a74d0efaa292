#include "adapters/format/public_page/site.h"

namespace heed::public_page {

namespace {

// Why system fonts and no images: people read this on a bad connection, in a hurry. Colours have a contrast of at
// least 4.5 to 1 in both schemes, and none of them says anything that a word does not say too.
constexpr std::string_view STYLESHEET = R"css(:root {
  color-scheme: light dark;
  --page: #ffffff; --text: #14171a; --quiet: #4d565e; --line: #c9d0d6; --soft: #f3f5f7; --link: #0b4fa8;
  --in-force: #a8071a; --in-force-soft: #fdf0f0; --window-over: #8a4b00; --window-over-soft: #fff6e5;
  --ended: #5b656e; --exercise: #4b2e9e; --exercise-soft: #f4f1fd; --wrong: #a8071a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #101214; --text: #eef1f3; --quiet: #b0b9c1; --line: #3b444c; --soft: #1a1e22; --link: #8cbcff;
    --in-force: #ff8a8a; --in-force-soft: #2a1416; --window-over: #ffc166; --window-over-soft: #2a2010;
    --ended: #a3adb5; --exercise: #bda7ff; --exercise-soft: #1d1830; --wrong: #ff8a8a;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 1.0625rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main, footer { max-width: 46rem; margin: 0 auto; padding: 1rem; }
main { padding-bottom: 2rem; }
footer { border-top: 1px solid var(--line); color: var(--quiet); font-size: .9375rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, button:focus-visible, input:focus-visible, textarea:focus-visible, select:focus-visible,
summary:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--page); padding: .5rem; }
h1, h2, h3 { line-height: 1.25; margin: 0; overflow-wrap: break-word; text-wrap: balance; }
h1 { font-size: 1.625rem; margin: .5rem 0 .75rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1.1875rem; }
p { margin: 0 0 .75rem; overflow-wrap: break-word; }
.summary, .intro { max-width: 40rem; }
.summary strong { display: block; font-size: 1.1875rem; }
.intro { color: var(--quiet); }
.warning { border: 1px solid var(--line); border-left: .5rem solid var(--ended); border-radius: 2px;
  padding: 1rem 1rem .5rem; margin: 0 0 1.25rem; }
.warning.in-force { border-left-color: var(--in-force); background: var(--in-force-soft); }
.warning.window-over { border-left-color: var(--window-over); background: var(--window-over-soft); }
.warning.exercise { border: 2px dashed var(--exercise); background: var(--exercise-soft); }
.warning h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
.warning h3 { margin-bottom: .5rem; }
.state { font-size: 1rem; }
.state strong { display: block; font-size: 1.0625rem; color: var(--ended); }
.in-force .state strong { color: var(--in-force); }
.window-over .state strong { color: var(--window-over); }
.exercise .state strong { color: var(--exercise); }
.drill { background: var(--exercise); color: var(--page); padding: .375rem .75rem; margin: 0 0 .75rem; }
.drill strong { letter-spacing: .04em; }
.lead + .lead { border-top: 1px solid var(--line); padding-top: .75rem; }
.label { margin: 0; font-size: .875rem; color: var(--quiet); font-weight: 600; }
time { white-space: nowrap; }
.do, .news { white-space: pre-line; }
.do { font-size: 1.125rem; font-weight: 600; }
.ended .do { font-weight: 400; }
.meta { color: var(--quiet); font-size: .9375rem; }
.back { margin: 0 0 .75rem; }
.facts { margin: 1.25rem 0; border-top: 1px solid var(--line); }
.facts div { border-bottom: 1px solid var(--line); padding: .5rem 0; }
.facts dt { color: var(--quiet); font-size: .9375rem; }
.facts dd { margin: 0; overflow-wrap: break-word; }
.languages { list-style: none; padding: 0; margin: 0 0 1rem; display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; }
.languages a { display: inline-block; padding: .375rem 0; }
.edition { margin: 0 0 1.75rem; }
.edition .meta { margin-bottom: .5rem; }
.exact { white-space: pre-wrap; unicode-bidi: plaintext; overflow-wrap: break-word; background: var(--soft);
  border-inline-start: 3px solid var(--line); padding: .75rem 1rem; margin: 0 0 .75rem; }
form { margin: 1.5rem 0; }
fieldset { border: 1px solid var(--line); border-radius: 2px; padding: .5rem 1rem 0; margin: 0 0 1.5rem; }
legend { font-weight: 600; padding: 0 .375rem; margin-left: -.375rem; }
.field { margin: 0 0 1.5rem; }
.field label { display: block; font-weight: 600; margin-bottom: .125rem; }
.hint { margin: 0 0 .375rem; color: var(--quiet); font-size: .9375rem; }
input, textarea, select {
  width: 100%; font: inherit; color: inherit; background: var(--page); border: 2px solid var(--quiet);
  border-radius: 2px; padding: .625rem .75rem; min-height: 3rem; }
textarea { min-height: 5.5rem; resize: vertical; }
.field.wrong { border-left: 4px solid var(--wrong); padding-left: .75rem; }
.field.wrong input, .field.wrong textarea,
.field.wrong select { border-color: var(--wrong); }
.fault { color: var(--wrong); font-weight: 600; margin: 0 0 .375rem; }
.problem { border: 3px solid var(--wrong); padding: .75rem 1rem; margin: 0 0 1rem; }
.problem p { margin: 0; }
button { font: inherit; font-weight: 600; width: 100%; min-height: 3.25rem; padding: .75rem 1rem; border-radius: 2px;
  border: 2px solid var(--link); background: var(--link); color: var(--page); cursor: pointer; }
button.second { background: var(--page); color: var(--text); border-color: var(--quiet); }
button.small { min-height: 2.75rem; padding: .5rem 1rem; margin-top: .5rem; }
.kept { background: var(--soft); border-inline-start: 3px solid var(--line); padding: .75rem 1rem .25rem;
  margin: 0 0 1.5rem; }
.kept h2 { margin: 0 0 .5rem; font-size: 1.0625rem; }
.kept ul { margin: 0; padding-inline-start: 1.25rem; }
.kept li { margin: 0 0 .5rem; }
.offer { font-size: 1.0625rem; }
.address { overflow-wrap: anywhere; }
summary { cursor: pointer; padding: .75rem 0; font-weight: 600; }
.refuse { border-top: 1px solid var(--line); margin-top: 2rem; }
.done { border-left: .5rem solid #1a7f37; padding: .25rem 1rem; margin: 0 0 1rem; }
@media (min-width: 40rem) {
  main, footer { padding-left: 1.5rem; padding-right: 1.5rem; }
  h1 { font-size: 2rem; }
  .warning { padding: 1.25rem 1.5rem .75rem; }
  .warning h1 { font-size: 1.875rem; }
  .facts div { display: grid; grid-template-columns: 9rem 1fr; gap: 1rem; }
  button { width: auto; min-width: 16rem; }
  button.small { min-width: 0; }
  .days { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1rem; }
}
@media (prefers-contrast: more) { :root { --quiet: var(--text); --line: var(--text); } }
@media print {
  :root { --page: #fff; --text: #000; --quiet: #333; --line: #999; --soft: #fff; --link: #000; }
  body { font-size: 11pt; }
  main, footer { max-width: none; padding: 0; }
  .skip, .back, .languages, form { display: none; }
  .warning, .edition { break-inside: avoid; }
  .drill { background: none; color: #000; border: 2px solid #000; }
  .warning, .warning.in-force, .warning.window-over { background: none; }
}
)css";

}  // namespace

std::string_view stylesheet() { return STYLESHEET; }

}  // namespace heed::public_page
