#include "adapters/format/public_page/subscribe.h"

namespace heed::public_page {
namespace {

// Why four decimals: 11 metres are enough to know which warnings are for somebody, and no door is kept.
// Why the button is hidden until this runs: without a script, or on a page that may not ask, it would do nothing.
constexpr std::string_view SCRIPT = R"js('use strict';
(() => {
  const button = document.getElementById('locate');
  const said = document.getElementById('locate-said');
  const place = document.getElementById('place');
  if (!button || !window.isSecureContext || !navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    said.textContent = 'Asking this device…';
    navigator.geolocation.getCurrentPosition(
      (found) => {
        place.value = `${found.coords.latitude.toFixed(4)}, ${found.coords.longitude.toFixed(4)}`;
        said.textContent = 'The place is filled in. It is sent only with the form.';
      },
      (problem) => {
        said.textContent = problem.code === 1
          ? 'Your browser does not let this page ask for the position. Enter the place yourself.'
          : 'This device does not know where it is. Enter the place yourself.';
      },
      { timeout: 15000, maximumAge: 60000 });
  });
})();
)js";

}  // namespace

std::string_view subscribe_script() { return SCRIPT; }

}  // namespace heed::public_page
