#include "bench/cap/peer.h"

#include <dlfcn.h>

#include "core/text.h"

namespace heed::cap {
namespace {

/// XML_PARSE_NOERROR, XML_PARSE_NOWARNING, XML_PARSE_NONET: entities are not replaced unless one asks for it.
constexpr int hardened = (1 << 5) | (1 << 6) | (1 << 11);

void keep_quiet(void*, const char*, ...) {}
void keep_quiet_too(void*, void*) {}

template <class Function>
bool find(void* library, const char* name, Function*& function) {
  function = reinterpret_cast<Function*>(::dlsym(library, name));
  return function != nullptr;
}

}  // namespace

/// The functions that are used, as libxml2's headers declare them; what they point to stays closed.
struct Peer::Calls {
  void* (*read_memory)(const char*, int, const char*, const char*, int) = nullptr;
  void (*free_document)(void*) = nullptr;
  void* (*new_schema_parser)(const char*) = nullptr;
  void* (*parse_schema)(void*) = nullptr;
  void (*free_schema_parser)(void*) = nullptr;
  void (*free_schema)(void*) = nullptr;
  void* (*new_validator)(void*) = nullptr;
  int (*validate)(void*, void*) = nullptr;
  void (*free_validator)(void*) = nullptr;
  void (*set_errors)(void*, void (*)(void*, const char*, ...)) = nullptr;
  void (*set_structured_errors)(void*, void (*)(void*, void*)) = nullptr;

  bool load(void* library) {
    return find(library, "xmlReadMemory", read_memory) && find(library, "xmlFreeDoc", free_document) &&
           find(library, "xmlSchemaNewParserCtxt", new_schema_parser) &&
           find(library, "xmlSchemaParse", parse_schema) &&
           find(library, "xmlSchemaFreeParserCtxt", free_schema_parser) &&
           find(library, "xmlSchemaFree", free_schema) && find(library, "xmlSchemaNewValidCtxt", new_validator) &&
           find(library, "xmlSchemaValidateDoc", validate) && find(library, "xmlSchemaFreeValidCtxt", free_validator) &&
           find(library, "xmlSetGenericErrorFunc", set_errors) &&
           find(library, "xmlSetStructuredErrorFunc", set_structured_errors);
  }
};

Peer::Peer(std::unique_ptr<Calls> calls) : calls_(std::move(calls)) {}

Peer::~Peer() {
  if (schema_ != nullptr) calls_->free_schema(schema_);
}

Result<std::unique_ptr<Peer>> Peer::load(const std::string& schema) {
  // Why it is never closed: libxml2 keeps state of its own until the process ends.
  void* library = ::dlopen("libxml2.so.2", RTLD_NOW | RTLD_LOCAL);
  auto calls = std::make_unique<Calls>();
  if (library == nullptr || !calls->load(library)) {
    return fail(Code::unavailable, "libxml2.so.2 is not here; it is the peer of this benchmark (apt install libxml2)");
  }
  calls->set_errors(nullptr, keep_quiet);
  calls->set_structured_errors(nullptr, keep_quiet_too);
  std::unique_ptr<Peer> peer(new Peer(std::move(calls)));
  if (schema.empty()) return peer;
  void* parser = peer->calls_->new_schema_parser(schema.c_str());
  if (parser != nullptr) {
    peer->schema_ = peer->calls_->parse_schema(parser);
    peer->calls_->free_schema_parser(parser);
  }
  if (peer->schema_ == nullptr) return fail(Code::not_found, "this is no schema that libxml2 can read", schema);
  return peer;
}

bool Peer::parse(std::string_view bytes) const {
  void* document = calls_->read_memory(bytes.data(), static_cast<int>(bytes.size()), "alert.xml", nullptr, hardened);
  if (document != nullptr) calls_->free_document(document);
  return document != nullptr;
}

bool Peer::validate(std::string_view bytes) const {
  void* document = calls_->read_memory(bytes.data(), static_cast<int>(bytes.size()), "alert.xml", nullptr, hardened);
  if (document == nullptr) return false;
  void* validator = calls_->new_validator(schema_);
  const bool is_valid = validator != nullptr && calls_->validate(validator, document) == 0;
  if (validator != nullptr) calls_->free_validator(validator);
  calls_->free_document(document);
  return is_valid;
}

}  // namespace heed::cap
