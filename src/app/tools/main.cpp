// The heed command: tools that hold a hub, and a client of the API.

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "adapters/system/large_pages.h"
#include "app/configuration.h"
#include "app/tools/tools.h"
#include "cli/cap/tools.h"
#include "cli/heard/tools.h"
#include "cli/sign/tools.h"
#include "lib/pages/pages.h"

int main(int argc, char** argv) {
  // Logs go to the error stream: what a command answers stands alone on standard output.
  spdlog::set_default_logger(spdlog::stderr_color_mt("heed"));
  heed::pages::advise_large_memory(heed::system::use_large_pages);
  auto tools = heed::tools::hub_tools();
  for (auto more :
       {heed::tools::drill_tools(), heed::tools::record_tools(), heed::tools::log_tools(), heed::tools::bench_tools(),
        heed::cli::client_tools(), heed::cap::cap_tools(), heed::heard::heard_tools(), heed::sign::sign_tools(),
        heed::cli::geocodes_tools(heed::app::share_folder())}) {
    tools.insert(tools.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return heed::cli::run(argc, argv, std::move(tools));
}
