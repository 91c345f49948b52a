/// @file
/// The query of a profile, which strangers write, and the profile made of it.

#include "protocol/mobileconfig.hpp"
#include "protocol/xml.hpp"
#include "support/sample.hpp"

#include <algorithm>
#include <cstdlib>

using namespace fingerpost;
using namespace fingerpost::protocol;

namespace {

Offer offer() {
    auto all = test::full_offer();
    all.attributes.set({AttributeId::activesync, "", "https://eas.%EMAILDOMAIN%/"});
    all.attributes.set({AttributeId::ldap, "", "ldap://ldap.example.com/o=%EMAILLOCALPART%"});
    return all;
}

void insist(bool holds) {
    if (!holds) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const auto everything = offer();
    Request request;
    request.query.assign(reinterpret_cast<const char*>(data), size);
    const auto question = parse_mobileconfig(request);
    if (!question) return 0;
    insist(question->others.size() < profile_addresses_max);
    std::vector<Found> found;
    found.emplace_back(AccountSettings{
        everything, question->address->domain, question->address, question->display_name});
    for (const auto& other : question->others)
        found.emplace_back(AccountSettings{everything, other.domain, other, question->display_name}
        );
    const auto response = render_mobileconfig(*question, found);
    if (!response) return 0;
    insist(response->body == render_mobileconfig(*question, found)->body);
    const auto body = response->body.substr(response->body.find("<plist"));
    insist(body.size() >= xml_bytes_max || parse_xml(body).has_value());
    for (const auto& [name, value] : response->headers)
        insist(std::ranges::none_of(value, [](char c) {
            return static_cast<unsigned char>(c) < 0x20;
        }));
    return 0;
}
