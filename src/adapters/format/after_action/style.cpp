#include "adapters/format/after_action/after_action.h"

namespace heed::after_action {

namespace {

// Colours have a contrast of at least 4.5 to 1 in both schemes, and none says anything that a word or a shape does not.
constexpr std::string_view STYLESHEET = R"css(:root {
  color-scheme: light dark;
  --page: #ffffff; --text: #14171a; --quiet: #4d565e; --line: #c9d0d6; --soft: #f3f5f7; --link: #0b4fa8;
  --good: #17672c; --good-soft: #eaf6ed; --bad: #a8071a; --bad-soft: #fdf0f0; --open: #8a4b00; --open-soft: #fff6e5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #101214; --text: #eef1f3; --quiet: #b0b9c1; --line: #3b444c; --soft: #1a1e22; --link: #8cbcff;
    --good: #7fd694; --good-soft: #12251a; --bad: #ff8a8a; --bad-soft: #2a1416; --open: #ffc166; --open-soft: #2a2010;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 84rem; padding: 1rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, .wide:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
p { margin: 0 0 .75rem; max-width: 46rem; }
h1, h2 { line-height: 1.25; margin: 0; overflow-wrap: break-word; text-wrap: balance; }
h1 { font-size: 1.625rem; margin-bottom: .5rem; max-width: 46rem; }
h2 { font-size: 1.25rem; margin: 0 0 .75rem; padding-top: .5rem; border-top: 2px solid var(--text); }
section { margin: 2.5rem 0 0; }
.over { margin: 0; color: var(--quiet); font-weight: 600; }
header strong { color: var(--bad); }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .125rem 1.25rem; padding: 0; margin: 0; }
nav a { display: inline-block; padding: .25rem 0; }
.summary { margin: 0 0 1.25rem; padding-left: 1.25rem; max-width: 46rem; }
.delays { display: grid; gap: 1px; margin: 0; border: 1px solid var(--line); background: var(--line); }
.delays div { background: var(--page); padding: .75rem 1rem; }
.delays dt { font-weight: 600; }
.delays dd { margin: 0; color: var(--quiet); font-size: .9375rem; }
.delays strong { font-size: 1.25rem; color: var(--text); }
.wide { overflow-x: auto; margin: 0 0 1rem; }
table { border-collapse: collapse; font-size: .9375rem; line-height: 1.4; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line);
  min-width: 4rem; overflow-wrap: break-word; }
thead th { border-bottom: 2px solid var(--quiet); vertical-align: bottom; font-size: .875rem; }
tbody th { font-weight: 600; }
.words { min-width: 16rem; max-width: 40rem; white-space: pre-line; }
time { white-space: nowrap; }
.entry { font-variant-numeric: tabular-nums; white-space: nowrap; }
.quiet, .none { color: var(--quiet); }
.marking { font-weight: 400; color: var(--quiet); }
.matrix :is(th, td), .acknowledgements :is(th, td) { padding-left: .75rem; min-width: 9rem; max-width: 15rem; }
.matrix tbody th, .matrix thead th:first-child, .acknowledgements tbody th, .acknowledgements thead th:first-child {
  position: sticky; left: 0; background: var(--page); padding-left: 0; min-width: 7rem; max-width: 9rem; z-index: 1;
  border-right: 1px solid var(--line); }
.acknowledgements .words { min-width: 16rem; }
.told.good { background: var(--good-soft); } .told.good strong { color: var(--good); }
.told.bad { background: var(--bad-soft); } .told.bad strong { color: var(--bad); }
.told.open { background: var(--open-soft); } .told.open strong { color: var(--open); }
.claims th { min-width: 8rem; }
.entries th { font-variant-numeric: tabular-nums; }
tr:target { background: var(--open-soft); outline: 2px solid var(--open); }
.remarks { list-style: none; padding: 0; margin: 0; }
.remarks li { border-left: 4px solid var(--line); padding: 0 0 0 1rem; margin: 0 0 1.25rem; }
.remarks p { margin: 0 0 .5rem; white-space: pre-line; overflow-wrap: break-word; }
.answer { border-left: 4px solid var(--good); padding-left: .75rem; }
details { border-bottom: 1px solid var(--line); max-width: 46rem; }
summary { cursor: pointer; padding: .5rem 0; font-weight: 600; }
.exact { white-space: pre-wrap; unicode-bidi: plaintext; overflow-wrap: break-word; background: var(--soft);
  border-inline-start: 3px solid var(--line); padding: .75rem 1rem; margin: 0 0 1rem; }
.drawing { display: flex; }
.drawing .wide { flex: 1; min-width: 0; border-left: 1px solid var(--line); }
svg { display: block; flex: none; font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
svg text { fill: var(--text); }
.day { font-weight: 600; font-size: 13px; }
svg .time, .more, .gap-text { fill: var(--quiet); font-size: 12px; }
.rule { stroke: var(--line); }
.mark { fill: var(--link); stroke: var(--page); stroke-width: 1.5; }
.grave { fill: var(--bad); stroke: var(--page); stroke-width: 1.5; }
.gap { fill: var(--soft); }
.inner { display: none; }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; color: var(--quiet); }
@media (min-width: 48rem) {
  body { padding: 1.5rem 2rem; }
  h1 { font-size: 2rem; }
  .delays { grid-template-columns: repeat(3, 1fr); }
}
@media print {
  @page { size: A4 landscape; margin: 14mm; }
  :root { --page: #fff; --text: #000; --quiet: #333; --line: #999; --soft: #f2f2f2; --link: #000;
    --good: #000; --good-soft: #fff; --bad: #000; --bad-soft: #fff; --open: #000; --open-soft: #fff; }
  html { font-size: 9pt; }
  body { max-width: none; padding: 0; }
  nav { display: none; }
  .wide { overflow: visible; }
  table { width: 100%; }
  .matrix th, .matrix td, .acknowledgements th, .acknowledgements td, .words { min-width: 0; position: static; }
  time { white-space: normal; }
  tr, .remarks li { break-inside: avoid; }
  h2 { break-after: avoid; }
  .story { width: 100%; height: auto; max-height: 12cm; }
  .lanes { display: none; }
  .inner { display: inline; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
}
)css";

}  // namespace

std::string_view stylesheet() { return STYLESHEET; }

}  // namespace heed::after_action
