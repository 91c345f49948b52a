/// @file
/// The request parser, given bytes whole and in two pieces: it must not crash, and where they are
/// cut must not change which requests come out. The first byte says where.

#include "http/request_parser.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using fingerpost::http::ParserSettings;
using fingerpost::http::RequestParser;

/// Every request of `bytes` as text; a cut comes after `first` of them.
std::string requests_of(std::string_view bytes, std::size_t first) {
    ParserSettings settings;
    settings.header_bytes = 1024;
    settings.body_bytes = 1024;
    settings.proxy_count = 1;
    RequestParser parser(settings, {"192.0.2.1", false});
    std::string seen;
    auto given = bytes.substr(0, first);
    for (std::size_t used = 0;;) {
        const auto step = parser.feed(given.substr(used));
        if (step.consumed > given.size() - used) std::abort();
        used += step.consumed;
        if (step.progress == RequestParser::Progress::refused) return seen;
        if (step.progress == RequestParser::Progress::complete) {
            const auto request = parser.request();
            seen += request.method + " " + request.scheme + " " + request.host + " " +
                    request.path + " " + request.query + " " + request.content_type + " " +
                    request.body + " " + request.remote + (parser.keep_alive() ? "\n" : ".\n");
            if (request.path.empty()) std::abort();
            continue;
        }
        parser.wants_continue();
        if (given.size() == bytes.size() && step.consumed == 0) return seen;
        given = bytes;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto cut = bytes.size() * data[0] / 256;
    if (requests_of(bytes, cut) != requests_of(bytes, bytes.size())) std::abort();
    return 0;
}
