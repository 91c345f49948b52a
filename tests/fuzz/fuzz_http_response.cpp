/// @file
/// What a web server may send, cut in two where the first byte says. The cut changes nothing.

#include "http/response_parser.hpp"

#include <algorithm>
#include <string>

using fingerpost::http::ResponseParser;

namespace {

std::string read(std::string_view first, std::string_view second) {
    ResponseParser parser;
    for (const auto part : {first, second}) {
        const auto fed = parser.feed(part);
        if (!fed) return "no reply";
        if (*fed) return parser.take().body;
    }
    if (!parser.end()) return "no reply";
    return parser.take().body;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    const auto cut = std::min<std::size_t>(data[0], bytes.size());
    if (read(bytes.substr(0, cut), bytes.substr(cut)) != read(bytes, {})) __builtin_trap();
    return 0;
}
