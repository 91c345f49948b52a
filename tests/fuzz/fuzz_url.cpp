/// @file
/// URLs and Locations: what is accepted is a URL that reads as the same again.

#include "http/url.hpp"

using namespace fingerpost::http;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const Url here{true, "example.com", 8443, "/a/b?c"};
    for (const auto& url : {parse_url(text), follow(here, text)}) {
        if (!url) continue;
        const auto again = parse_url(url->str());
        if (!again || *again != *url) __builtin_trap();
        if (url->target.find_first_of(" \r\n#") != std::string::npos) __builtin_trap();
    }
    return 0;
}
