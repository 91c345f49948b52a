/// @file
/// The query string and the host of a request, as every GET form reads them.

#include "protocol/autoconfig.hpp"
#include "protocol/autodiscover.hpp"
#include "protocol/mobileconfig.hpp"
#include "protocol/xml.hpp"
#include "support/sample.hpp"

#include <cstdlib>

using namespace fingerpost;
using namespace fingerpost::protocol;

namespace {

void answer(const Protocol& protocol, const Request& request, const Offer& offer) {
    const auto question = protocol.parse(request);
    if (!question) return;
    const auto domain = question->address ? question->address->domain : question->host_domain;
    std::vector<Found> found;
    found.emplace_back(AccountSettings{offer, domain, question->address, question->display_name});
    for (const auto& other : question->others)
        found.emplace_back(AccountSettings{offer, other.domain, other, question->display_name});
    const auto response = protocol.render(*question, found);
    // whatever was asked, what is answered is XML (a profile's DOCTYPE is left out for our reader)
    if (!response || response->body.empty() || response->body.front() != '<') return;
    const auto start = response->body.find("<plist");
    const auto body = start == std::string::npos ? response->body : response->body.substr(start);
    if (body.size() < xml_bytes_max && !parse_xml(body)) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const auto line = std::min(bytes.find('\n'), bytes.size());
    Request request;
    request.host = bytes.substr(0, line);
    request.query = bytes.substr(std::min(line + 1, bytes.size()));
    static const auto offer = test::full_offer();
    for (const auto& protocol : all()) {
        request.path = protocol.path;
        answer(protocol, request, offer);
    }
    return 0;
}
