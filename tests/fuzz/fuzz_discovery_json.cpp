/// @file
/// Discovery documents in JSON, as strangers' web servers send them.

#include "check/discovery_json.hpp"

using namespace fingerpost;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto url = check::read_autodiscover_json(text);
    if (url ? url->find("://") == url->npos : url.error().what.empty()) __builtin_trap();
    const auto told = check::read_pacc(text);
    if (!told && told.error().what.empty()) __builtin_trap();
    return 0;
}
