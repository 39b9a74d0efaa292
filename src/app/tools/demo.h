#pragma once
// The demonstration: a case study played into a fresh record, then looked at.

#include "cli/program.h"

namespace heed::tools {

struct Demo {
  std::string data;
  std::string address;
  std::uint16_t port = 8440;
  std::string web_root;
  std::string scenario;
  bool once = false;
};

/// Plays the scenario unless the folder holds it already, prints the summary, and serves with the clock going on from
/// the drill's end. Fresh tokens are made for every run and printed as sign-in links.
[[nodiscard]] cli::Exit run_demo(const Demo& demo, const cli::Arguments& arguments);

/// console/dist, where it stands beside the program or in the source tree.
[[nodiscard]] std::string default_web_root();

}  // namespace heed::tools
