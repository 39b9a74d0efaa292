#include "lib/xmlsign/engine/engine.h"

#include <array>
#include <memory>
#include <xmlsec/base64.h>
#include <xmlsec/errors.h>
#include <xmlsec/io.h>
#include <xmlsec/openssl/crypto.h>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/transforms.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlsec.h>
#include <xmlsec/xmltree.h>

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/valid.h>
#include <libxml/xmlerror.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include "core/assert.h"

namespace heed::engine {
namespace {

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
struct FreeParser {
  void operator()(xmlParserCtxt* parser) const { xmlFreeParserCtxt(parser); }
};
struct FreeContext {
  void operator()(xmlSecDSigCtx* context) const { xmlSecDSigCtxDestroy(context); }
};
using Tree = std::unique_ptr<xmlDoc, FreeDocument>;
using Context = std::unique_ptr<xmlSecDSigCtx, FreeContext>;

void say_no_word(void*, const char*, ...) {}
void say_no_error(void*, xmlError*) {}

/// Once for the process, but for the silence. Nothing of the libraries is ever shut down again.
void start() {
  static const bool is_started = [] {
    xmlInitParser();
    const bool is_ready = xmlSecInit() == 0 && xmlSecOpenSSLInit() == 0;
    xmlSecErrorsSetCallback(nullptr);
    // Second to the kinds of references below: no handler is left that could open a file or a connection.
    xmlSecIOCleanupCallbacks();
    return is_ready;
  }();
  HEED_ASSERT(is_started);
  // libxml2 keeps these for each thread.
  xmlSetGenericErrorFunc(nullptr, say_no_word);
  xmlSetStructuredErrorFunc(nullptr, say_no_error);
}

Tree parse(std::string_view source) {
  constexpr int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC;
  const std::unique_ptr<xmlParserCtxt, FreeParser> parser(xmlNewParserCtxt());
  if (!parser) return nullptr;
  Tree tree(xmlCtxtReadMemory(parser.get(), source.data(), static_cast<int>(source.size()), nullptr, "UTF-8", options));
  // Neither can be after our own scanner, which reads no document types; a check costs nothing.
  if (!tree || parser->wellFormed == 0 || tree->intSubset != nullptr || tree->extSubset != nullptr) return nullptr;
  return tree;
}

xmlNode* child_at(xmlNode* parent, std::uint32_t place) {
  for (auto* child = xmlFirstElementChild(parent); child != nullptr; child = xmlNextElementSibling(child)) {
    if (place-- == 0) return child;
  }
  return nullptr;
}

/// Takes elements out of the tree. Returns false when one of them is not there.
bool set_aside(xmlNode* parent, const std::vector<std::uint32_t>& places) {
  std::vector<xmlNode*> nodes;
  nodes.reserve(places.size());
  for (const auto place : places) nodes.push_back(child_at(parent, place));
  for (auto* node : nodes) {
    if (node == nullptr) return false;
    xmlUnlinkNode(node);
    xmlFreeNode(node);
  }
  return true;
}

const char* text_of(const xmlChar* text) { return reinterpret_cast<const char*>(text); }

/// Makes the root's ID known, so that a reference finds it. No other element's is.
bool name_root(xmlDoc* tree, xmlNode* root, std::string_view id) {
  if (id.empty()) return true;
  for (auto* each = root->properties; each != nullptr; each = each->next) {
    const std::string_view name = text_of(each->name);
    if (name != "Id" && name != "ID" && name != "id") continue;
    const std::unique_ptr<xmlChar, decltype(xmlFree)> value(xmlNodeListGetString(tree, each->children, 1), xmlFree);
    if (!value || text_of(value.get()) != id) continue;
    // xml:id is known to libxml2 already.
    return each->atype == XML_ATTRIBUTE_ID || xmlAddID(nullptr, tree, value.get(), each) != nullptr;
  }
  return false;
}

/// A context in which nothing works but what is on the white list.
Context context_with(evp_pkey_st* key) {
  Context context(xmlSecDSigCtxCreate(nullptr));
  if (!context || EVP_PKEY_up_ref(key) != 1) return nullptr;
  auto* data = xmlSecOpenSSLEvpKeyAdopt(key);
  if (data == nullptr) {
    EVP_PKEY_free(key);
    return nullptr;
  }
  context->signKey = xmlSecKeyCreate();
  if (context->signKey == nullptr || xmlSecKeySetValue(context->signKey, data) < 0) {
    xmlSecKeyDataDestroy(data);
    return nullptr;
  }
  context->flags |= XMLSEC_DSIG_FLAGS_IGNORE_MANIFESTS;
  context->enabledReferenceUris = xmlSecTransformUriTypeEmpty | xmlSecTransformUriTypeSameDocument;
  const std::array forms = {xmlSecTransformInclC14NId,   xmlSecTransformInclC14NWithCommentsId,
                            xmlSecTransformInclC14N11Id, xmlSecTransformInclC14N11WithCommentsId,
                            xmlSecTransformExclC14NId,   xmlSecTransformExclC14NWithCommentsId};
  const std::array digests = {xmlSecOpenSSLTransformSha1Id, xmlSecOpenSSLTransformSha256Id,
                              xmlSecOpenSSLTransformSha384Id, xmlSecOpenSSLTransformSha512Id};
  const std::array methods = {xmlSecOpenSSLTransformRsaSha1Id,     xmlSecOpenSSLTransformRsaSha256Id,
                              xmlSecOpenSSLTransformRsaSha384Id,   xmlSecOpenSSLTransformRsaSha512Id,
                              xmlSecOpenSSLTransformEcdsaSha256Id, xmlSecOpenSSLTransformEcdsaSha384Id,
                              xmlSecOpenSSLTransformEcdsaSha512Id};
  bool is_good = xmlSecDSigCtxEnableReferenceTransform(context.get(), xmlSecTransformEnvelopedId) == 0;
  for (auto* each : forms) {
    is_good &= xmlSecDSigCtxEnableReferenceTransform(context.get(), each) == 0;
    is_good &= xmlSecDSigCtxEnableSignatureTransform(context.get(), each) == 0;
  }
  for (auto* each : digests) is_good &= xmlSecDSigCtxEnableReferenceTransform(context.get(), each) == 0;
  for (auto* each : methods) is_good &= xmlSecDSigCtxEnableSignatureTransform(context.get(), each) == 0;
  return is_good ? std::move(context) : nullptr;
}

/// The document as libxml2 has it, and in it the signature, with the rest set aside.
struct Prepared {
  Tree tree;
  xmlNode* signature = nullptr;
};

Prepared prepared(const Task& task) {
  start();
  Prepared out{parse(task.source), nullptr};
  auto* root = out.tree ? xmlDocGetRootElement(out.tree.get()) : nullptr;
  auto* signature = root == nullptr ? nullptr : child_at(root, task.signature);
  if (signature == nullptr || std::string_view(text_of(signature->name)) != "Signature") return out;
  if (!set_aside(signature, task.foreign) || !set_aside(root, task.others)) return out;
  if (name_root(out.tree.get(), root, task.root_id)) out.signature = signature;
  return out;
}

/// The first reference that was not computed or does not fit, from 1; 0 when all fit.
std::size_t first_misfit(xmlSecDSigCtx& context) {
  const auto count = xmlSecPtrListGetSize(&context.signedInfoReferences);
  for (xmlSecSize i = 0; i < count; ++i) {
    const auto* reference =
        static_cast<const xmlSecDSigReferenceCtx*>(xmlSecPtrListGetItem(&context.signedInfoReferences, i));
    if (reference == nullptr || reference->status != xmlSecDSigStatusSucceeded) return i + 1;
  }
  return count == 0 ? 1 : 0;
}

std::string without_blanks(xmlNode* node) {
  std::string out;
  const std::unique_ptr<xmlChar, decltype(xmlFree)> text(node == nullptr ? nullptr : xmlNodeGetContent(node), xmlFree);
  for (const char c : std::string_view(text ? text_of(text.get()) : "")) {
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') out += c;
  }
  return out;
}

}  // namespace

Computed verify(const Task& task, evp_pkey_st* key) {
  const auto document = prepared(task);
  if (document.signature == nullptr) return {Outcome::unprocessed};
  const auto context = context_with(key);
  const bool is_processed = context && xmlSecDSigCtxVerify(context.get(), document.signature) == 0;
  ERR_clear_error();
  if (!is_processed) return {Outcome::unprocessed};
  if (const auto misfit = first_misfit(*context); misfit > 0) return {Outcome::digest, misfit};
  return {context->status == xmlSecDSigStatusSucceeded ? Outcome::fits : Outcome::value};
}

Result<Values> compute(const Task& task, evp_pkey_st* key) {
  const auto document = prepared(task);
  const auto context = document.signature == nullptr ? nullptr : context_with(key);
  const bool is_signed = context && xmlSecDSigCtxSign(context.get(), document.signature) == 0 &&
                         context->status == xmlSecDSigStatusSucceeded;
  ERR_clear_error();
  if (!is_signed) return fail(Code::internal, "the signature could not be computed");
  const auto named = [](xmlNode* parent, const char* name) {
    return xmlSecFindNode(parent, BAD_CAST name, xmlSecDSigNs);
  };
  return Values{without_blanks(named(document.signature, "DigestValue")),
                without_blanks(named(document.signature, "SignatureValue"))};
}

}  // namespace heed::engine
