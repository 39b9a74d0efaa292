#include <cstdio>

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "adapters/system/random.h"
#include "app/init.h"
#include "app/serve.h"
#include "app/tools/demo.h"
#include "app/tools/tools.h"
#include "app/webhook_secret.h"
#include "lib/digest/base64.h"
#include "lib/json/json.h"

namespace heed::tools {

using cli::Arguments;
using cli::Exit;
using cli::OptionKind;

Exit refuse(const Error& error, const Arguments& arguments) {
  cli::print_error(error, arguments);
  return cli::exit_of(error.code);
}

namespace {

Result<warning::Status> status_of(const Arguments& arguments) {
  return core::parse_word<warning::Status>(arguments.text("--status"));
}

Exit init(const Arguments& arguments) {
  const auto status = status_of(arguments);
  if (!status) return refuse(status.error(), arguments);
  app::Initial initial;
  initial.origin = arguments.text("--origin");
  initial.status = *status;
  initial.port = static_cast<std::uint16_t>(arguments.number("--port"));
  const app::DataFolder data{arguments.text("--data")};
  const auto issued = app::init(data, initial);
  if (!issued) return refuse(issued.error(), arguments);
  if (arguments.json()) {
    const Value answer =
        core::Object{{"data", data.path}, {"verifier", data.verifier()}, {"accounts", to_value(*issued)}};
    std::printf("%s\n", json::write_pretty(answer).c_str());
    return Exit::done;
  }
  std::printf("The hub's folder is %s. Its log key is public in %s.\n\nTokens, shown this once:\n", data.path.c_str(),
              data.verifier().c_str());
  for (const auto& account : *issued) std::printf("  %-16s %s\n", account.name.c_str(), account.token.c_str());
  std::printf("\nNext: heed serve --data %s\n", data.path.c_str());
  return Exit::done;
}

Exit add_account(const Arguments& arguments) {
  const auto role = core::parse_word<record::Role>(arguments.text("ROLE"));
  if (!role) return refuse(role.error(), arguments);
  server::Account account{arguments.text("NAME"), *role, {}, {}};
  if (const auto recipient = arguments.find("--recipient")) account.recipient = RecipientId{*recipient};
  const auto issued = app::add_account({arguments.text("--data")}, std::move(account));
  if (!issued) return refuse(issued.error(), arguments);
  if (arguments.json()) {
    std::printf("%s\n", json::write_pretty(to_value(*issued)).c_str());
  } else {
    std::printf("%s (%s): %s\nThe token is shown this once. A running hub reads it at its next start.\n",
                issued->name.c_str(), std::string(word(issued->role)).c_str(), issued->token.c_str());
  }
  return Exit::done;
}

/// What a recipient's developers need to check the hub's signatures: the secret in the form of Standard Webhooks.
Exit webhook_secret(const Arguments& arguments) {
  const auto key = app::load_link_key({arguments.text("--data")});
  if (!key) return refuse(key.error(), arguments);
  const auto secret = "whsec_" + digest::to_base64(app::webhook_secret(*key, arguments.text("URL")));
  if (arguments.json()) {
    std::printf("%s\n", json::write(core::Object{{"url", arguments.text("URL")}, {"secret", secret}}).c_str());
  } else {
    std::printf("%s\n", secret.c_str());
  }
  return Exit::done;
}

Exit serve(const Arguments& arguments) {
  app::Serving serving;
  serving.data = arguments.text("--data");
  serving.web_root = arguments.text("--web-root");
  if (const auto listen = arguments.find("--listen"); listen && !listen->empty()) {
    const auto parsed = read_listen(*listen);
    if (!parsed) return refuse(parsed.error(), arguments);
    serving.listen_address = parsed->first;
    serving.port = parsed->second;
  }
  serving.ready = [](const std::string& url) {
    std::printf("Heed serves %s (console: %s/console/). Ctrl-C stops it.\n", url.c_str(), url.c_str());
    std::fflush(stdout);
  };
  const auto served = app::serve(serving);
  if (!served) return refuse(served.error(), arguments);
  return Exit::done;
}

Exit demo(const Arguments& arguments) {
  const auto listen = read_listen(arguments.text("--listen"));
  if (!listen) return refuse(listen.error(), arguments);
  return run_demo({arguments.text("--data"), listen->first, listen->second, arguments.text("--web-root"),
                   arguments.text("--scenario"), arguments.flag("--once")},
                  arguments);
}

}  // namespace

Result<std::pair<std::string, std::uint16_t>> read_listen(const std::string& text) {
  const auto colon = text.rfind(':');
  std::uint16_t port = 0;
  if (colon != std::string::npos) {
    const auto [end, error] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), port);
    if (error == std::errc{} && end == text.data() + text.size()) return std::pair{text.substr(0, colon), port};
  }
  return fail(Code::malformed, cat("\"", text, "\" is not an address; write it as 127.0.0.1:8440"), "--listen");
}

std::vector<cli::Tool> hub_tools() {
  const cli::Option data{"--data", "the hub's folder", OptionKind::text, false, "data"};
  const cli::Option web{"--web-root", "the console's files", OptionKind::text, false, default_web_root()};
  return {
      {"init",
       "Make a hub: its folder, its keys, an empty record, and one account for each role.",
       {data,
        {"--origin", "the name of its log, a URL without scheme; it never changes", OptionKind::text, false,
         "heed.example/log"},
        {"--status", "actual, exercise or test: printed in every message", OptionKind::text, false, "actual"},
        {"--port", "the port that it will listen on", OptionKind::number, false, "8440"}},
       init},
      {"serve",
       "Serve the API, the console and the public pages until Ctrl-C.",
       {data, web, {"--listen", "address:port, instead of the configuration's", OptionKind::text, false, ""}},
       serve},
      {"account add",
       "Add an account; its token is shown once.",
       {{"NAME", "the account's name", OptionKind::text, true},
        {"ROLE", "reporter, analyst, senior_officer, releaser, …", OptionKind::text, true},
        data,
        {"--recipient", "for the role recipient: for whom it speaks", OptionKind::text}},
       add_account},
      {"webhook secret",
       "Show the secret with which messages to one webhook address are signed.",
       {{"URL", "the address exactly as it is registered", OptionKind::text, true}, data},
       webhook_secret,
       "The secret is derived from the hub's link key and kept nowhere. Give it to the recipient by a safe way."},
      {"demo",
       "Play a case study, print its after-action summary, and serve what came of it.",
       {data,
        web,
        {"--listen", "address:port", OptionKind::text, false, "127.0.0.1:8440"},
        {"--scenario", "the case study", OptionKind::text, false, "examples/crocus-2024/scenario.toml"},
        {"--once", "play and print, do not serve", OptionKind::flag}},
       demo},
  };
}

}  // namespace heed::tools
