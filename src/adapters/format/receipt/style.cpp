#include "adapters/format/receipt/receipt.h"

namespace heed::receipt {
namespace {

// Why a sheet of its own: these pages are printed, and what is right for a telephone in the hand is wrong on paper.
// Colours have a contrast of at least 4.5 to 1 in both schemes, and none says anything that a word does not say too.
constexpr std::string_view STYLESHEET = R"css(:root {
  color-scheme: light dark;
  --page: #ffffff; --text: #14171a; --quiet: #4d565e; --line: #c9d0d6; --soft: #f3f5f7; --link: #0b4fa8;
  --strong: #17672c; --open: #8a4b00; --exercise: #4b2e9e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #101214; --text: #eef1f3; --quiet: #b0b9c1; --line: #3b444c; --soft: #1a1e22; --link: #8cbcff;
    --strong: #7fd694; --open: #ffc166; --exercise: #bda7ff;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 48rem; margin: 0 auto; padding: 1rem 1rem 3rem; }
a { color: var(--link); text-underline-offset: .15em; overflow-wrap: anywhere; }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
p { margin: 0 0 .5rem; overflow-wrap: break-word; }
h1, h2 { line-height: 1.2; margin: 0; }
h1 { font-size: 1.75rem; }
h2 { font-size: 1.125rem; margin: 0 0 .5rem; padding-top: .5rem; border-top: 2px solid var(--text); }
section { margin: 1.5rem 0 0; }
.from { font-weight: 600; color: var(--quiet); margin: 0 0 .25rem; }
.from span { font-weight: 400; }
figure { float: inline-end; margin: 0 0 1rem 1.5rem; text-align: center; }
.check::after { content: ""; display: block; clear: both; }
.qr { display: block; width: 10rem; height: 10rem; }
figcaption { font-size: .875rem; color: var(--quiet); margin-top: .25rem; }
dl { margin: 0 0 .75rem; }
dl div { display: grid; grid-template-columns: 7.5rem 1fr; gap: 0 1rem; padding: .25rem 0;
  border-bottom: 1px solid var(--line); }
dt { color: var(--quiet); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
dd ul { list-style: none; margin: 0; padding: 0; }
code { font: .9375em/1.4 ui-monospace, "SFMono-Regular", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  overflow-wrap: anywhere; }
blockquote { margin: 0 0 .5rem; padding: .625rem 1rem; background: var(--soft);
  border-inline-start: 4px solid var(--quiet); }
blockquote p:last-child { margin: 0; }
.headline { font-weight: 700; font-size: 1.125rem; margin: 0 0 .25rem; }
.exact { white-space: pre-line; margin: 0 0 .5rem; }
.verdict { border-inline-start: 6px solid var(--quiet); padding: .125rem 0 .125rem .875rem; }
.verdict.strong { border-color: var(--strong); } .verdict.strong strong { color: var(--strong); }
.verdict.open { border-inline-start-style: double; border-color: var(--open); }
.verdict.open strong { color: var(--open); }
.drill { background: var(--exercise); color: var(--page); padding: .375rem .75rem; margin: 0 0 1rem; }
.note { color: var(--quiet); font-size: .9375rem; }
ol, ul { padding-inline-start: 1.25rem; margin: 0 0 .75rem; }
li { margin: 0 0 .25rem; }
@media (max-width: 34rem) {
  figure { float: none; margin: 0 0 1rem; text-align: start; }
  h1 { font-size: 1.5rem; }
  dl div { display: block; }
  dt { font-size: .875rem; }
}
@media (prefers-contrast: more) { :root { --quiet: var(--text); --line: var(--text); } }
@page { size: A4; margin: 11mm 16mm; }
@media print {
  :root { --page: #fff; --text: #000; --quiet: #333; --line: #999; --soft: #fff; --link: #000; --strong: #000;
    --open: #000; --exercise: #fff; }
  html { color-scheme: light; }
  body { font-size: 9.25pt; line-height: 1.32; }
  main { max-width: none; padding: 0; }
  .screen { display: none; }
  h1 { font-size: 18pt; }
  h2 { font-size: 11.5pt; padding-top: 1.5mm; margin-bottom: 1.5mm; break-after: avoid; }
  section { margin-top: 3mm; break-inside: avoid; }
  .qr { width: 34mm; height: 34mm; }
  figure { float: inline-end; margin: 0 0 0 6mm; text-align: center; }
  figcaption { font-size: 8pt; margin: 0; }
  dl { margin-bottom: 1.5mm; }
  dl div { display: grid; grid-template-columns: 27mm 1fr; padding: .5mm 0; }
  p { margin-bottom: 1.5mm; }
  blockquote { padding: 2mm 3.5mm; border: .3mm solid #777; border-inline-start: 1.2mm solid #000; }
  .headline { font-size: 11pt; }
  .note { font-size: 8.5pt; margin-bottom: 1mm; }
  .exact { margin-bottom: 1mm; }
  figcaption { color: #000; }
  .drill { color: #000; border: .6mm solid #000; margin-bottom: 3mm; padding: 1mm 3mm; }
  .verdict, .verdict.strong { border-color: #000; }
  a { text-decoration: none; }
  ol { margin-bottom: 1.5mm; }
  li { margin-bottom: .5mm; }
}
)css";

}  // namespace

std::string_view stylesheet() { return STYLESHEET; }

}  // namespace heed::receipt
