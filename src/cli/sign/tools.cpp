#include "cli/sign/tools.h"

#include <iostream>

#include "cli/input.h"
#include "core/text.h"
#include "flow/response/statement.h"
#include "lib/digest/base64.h"
#include "lib/json/json.h"
#include "lib/jws/jws.h"
#include "lib/jws/key.h"
#include "lib/merkle/tree.h"
#include "lib/proof/examine.h"
#include "lib/proof/proof.h"

namespace heed::sign {

using cli::Arguments;
using cli::Exit;
using cli::Option;
using cli::OptionKind;
using cli::read_input;
using cli::Tool;

namespace {

/// "https://hub.example/a/TOKEN" in its parts.
struct Link {
  api::Access access;
  std::string path;      ///< "/a/TOKEN"
  std::string delivery;  ///< which the token names
};
Result<Link> read_link(std::string text) {
  while (text.ends_with('/')) text.pop_back();
  constexpr std::string_view before = "/a/";
  const auto at = text.rfind(before);
  const auto token = at == std::string::npos ? std::string_view{} : std::string_view(text).substr(at + before.size());
  const auto delivery = digest::from_base64url(token.substr(0, token.find('.')));
  if (token.empty() || !delivery) {
    return fail(Code::malformed, "this is no link to a warning; give it as it was sent: https://…/a/…", "LINK");
  }
  return Link{{text.substr(0, at), {}}, text.substr(at), *delivery};
}

/// What the log holds of what was told.
struct Told {
  std::string origin;
  std::string leaf;  ///< the leaf hash
};

/// Verifies the proof where keys are given: then what is signed is what the log holds, whatever the hub says.
Result<Told> read_proof(const std::string& text, const std::vector<std::string>& keys) {
  TRY(const auto proof, proof::parse_proof(text));
  if (!keys.empty()) {
    proof::Trust trust;
    for (const auto& key : keys) {
      TRY(const auto file, read_input(key));
      for (const auto line : core::split(file, '\n')) TRY(proof::add_key(trust, line));
    }
    TRY(proof::examine(text, trust));
  }
  if (!proof.extra) return fail(Code::invalid, "the hub's proof shows nothing");
  TRY(const auto note, merkle::parse_note(proof.checkpoint));
  TRY(auto checkpoint, merkle::parse_checkpoint(note.text));
  const std::string_view leaf = *proof.extra;
  return Told{std::move(checkpoint.origin), merkle::leaf_hash(leaf.substr(0, leaf.find('~')))};
}

Result<Told> fetch_told(const api::Wire& wire, const Link& link, const Arguments& arguments) {
  api::Request request;
  request.path = link.path + "/proof/told";
  TRY(const auto reply, wire(link.access, request));
  if (reply.status == 200) return read_proof(reply.body, arguments.list("--vkey"));
  if (reply.status == 409) return fail(Code::conflict, "no checkpoint covers this message yet; try again in a second");
  return fail(Code::not_found, cat("the hub does not know this link (HTTP status ", reply.status, ")"), "LINK");
}

Result<digest::KeyPair> secret_key(const Arguments& arguments) {
  TRY(const auto pem, read_input(arguments.text("--key")));
  auto pair = jws::read_secret_key(pem);
  if (!pair) return fail(core::within(arguments.text("--key"), std::move(pair).error()));
  return pair;
}

Result<Value> post(const api::Wire& wire, const Link& link, std::string_view below, const Value& body) {
  api::Request request;
  request.method = "POST";
  request.path = cat(link.path, below);
  request.body = json::write(body);
  return api::ask(wire, link.access, request);
}

Result<Value> sign(const api::Wire& wire, const Arguments& arguments) {
  TRY(const auto link, read_link(arguments.text("LINK")));
  TRY(const auto pair, secret_key(arguments));
  TRY(const auto told, fetch_told(wire, link, arguments));
  const response::Said said{told.origin,
                            digest::to_base64url(told.leaf),
                            link.delivery,
                            arguments.text("--who"),
                            arguments.text("--capacity"),
                            arguments.text("--target"),
                            arguments.text("--window"),
                            arguments.text("--action")};
  const auto statement = jws::write(to_value(said), response::statement_type, pair.public_key,
                                    [&](std::string_view message) { return digest::sign(pair, message); });
  const Value body = core::Object{{"statement", statement}};
  if (arguments.flag("--print")) return body;
  return post(wire, link, "/signed", body);
}

Result<Value> register_key(const api::Wire& wire, const Arguments& arguments) {
  TRY(const auto link, read_link(arguments.text("LINK")));
  TRY(auto text, read_input(arguments.text("--key")));
  if (text.contains("PRIVATE KEY")) {
    // Only the public half leaves this machine.
    TRY(const auto pair, secret_key(arguments));
    text = jws::to_pem(pair.public_key);
  }
  return post(wire, link, "/key", core::Object{{"public_key", text}, {"who", arguments.text("--who")}});
}

using Deed = Result<Value> (*)(const api::Wire& wire, const Arguments& arguments);

std::function<Exit(const Arguments&)> runner(const api::Wire& wire, Deed deed) {
  return [wire, deed](const Arguments& arguments) {
    const auto answer = deed(wire, arguments);
    if (!answer) return cli::failed(answer.error(), arguments);
    std::cout << json::write(*answer) << "\n";
    return Exit::done;
  };
}

}  // namespace

std::vector<Tool> sign_tools(const api::Wire& wire) {
  const Option link{"LINK", "the link that came with the warning: https://…/a/…", OptionKind::text, true};
  const Option key{"--key", "a file with an Ed25519 key: openssl genpkey -algorithm ed25519 -out key.pem",
                   OptionKind::text, true};
  const Option who{"--who", "your name", OptionKind::text, true};
  return {{"ack sign",
           "Acknowledge a warning with your own signature, by a key that was registered before it was sent.",
           {link,
            key,
            who,
            {"--capacity", "your function", OptionKind::text, true},
            {"--target", "what or who is threatened, in your words", OptionKind::text, true},
            {"--window", "until when the warning stands, in your words", OptionKind::text, true},
            {"--action", "what you will do", OptionKind::text, true},
            {"--vkey", "the log's verifier key and the issuer's: what the hub shows is verified before it is signed",
             OptionKind::list},
            {"--print", "print the signed statement, and send nothing", OptionKind::flag}},
           runner(wire, sign),
           "The secret key never leaves this machine. What is signed: the leaf hash of the entry that says what was\n"
           "told to you, and your read-back. Anybody can check it with the public key in the record.\n"},
          {"ack register-key",
           "Register your key through the link of a warning; it counts for the next one.",
           {link, key, who},
           runner(wire, register_key),
           "Of a secret key only the public half is sent.\n"}};
}

}  // namespace heed::sign
