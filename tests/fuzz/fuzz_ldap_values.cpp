/// @file
/// What the entry of a directory says of a user, value by value ('\n' between them): whatever it
/// is, the documents stay well-formed and hold no control character.

#include "base/text.hpp"
#include "directory/person.hpp"
#include "protocol/autoconfig.hpp"
#include "protocol/autodiscover.hpp"
#include "protocol/mobileconfig.hpp"
#include "protocol/xml.hpp"
#include "support/sample.hpp"

#include <cstdlib>
#include <vector>

using namespace fingerpost;

namespace {

std::vector<std::string_view> values_of(std::string_view bytes) {
    std::vector<std::string_view> values;
    while (!bytes.empty()) {
        const auto end = std::min(bytes.find('\n'), bytes.size());
        values.push_back(bytes.substr(0, end));
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
    return values;
}

void expect_fit(const std::string& text, std::size_t bytes_max) {
    if (text.size() > bytes_max || !is_utf8(text)) std::abort();
    for (const char c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) std::abort();
}

void expect_well_formed(const Result<Response>& response) {
    if (!response) std::abort();
    const auto& body = response->body;
    const auto start = body.find("<plist"); // our reader takes no DOCTYPE
    if (!protocol::parse_xml(start == std::string::npos ? body : body.substr(start))) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const auto values = values_of(bytes);
    const auto login = directory::first_text(values, directory::login_bytes_max);
    const auto name = directory::first_text(values, directory::name_bytes_max);
    expect_fit(login, directory::login_bytes_max);
    expect_fit(name, directory::name_bytes_max);
    static const auto offer = test::full_offer();
    const Address jane{"jane", "example.com"};
    AccountSettings settings{offer, jane.domain, jane, name};
    settings.login = login;
    protocol::Question question;
    question.address = jane;
    const protocol::Found found = std::move(settings);
    for (const auto* path :
         {"/mail/config-v1.1.xml", "/autodiscover/autodiscover.xml", "/mobileconfig"})
        expect_well_formed(protocol::find("GET", path)->render(question, {&found, 1}));
    return 0;
}
