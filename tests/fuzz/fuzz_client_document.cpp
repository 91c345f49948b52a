/// @file
/// What a domain's web servers send, read as each client does. The first byte chooses the reader.

#include "http/signed_content.hpp"
#include "trace/autoconfig_reader.hpp"
#include "trace/client.hpp"
#include "trace/profile_reader.hpp"

using namespace fingerpost;

namespace {

void check(const Result<trace::Settings>& found) {
    if (!found) {
        if (found.error().what.empty()) __builtin_trap();
        return;
    }
    for (const auto* server : {&found->incoming, &found->outgoing})
        if (*server && ((*server)->port == 0 || (*server)->host.empty())) __builtin_trap();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    if (size == 0) return 0;
    const Address jane{"jane", "example.com"};
    const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
    const auto all = trace::clients();
    const auto choice = data[0] % (all.size() + 3);
    if (choice == all.size()) check(trace::read_profile(text, jane));
    if (choice == all.size() + 1) (void)trace::read_principal(text);
    if (choice == all.size() + 2) (void)http::signed_content(text);
    if (choice >= all.size()) return 0;
    const auto& client = all[choice];
    if (client.documents) check(trace::read_autoconfig(*client.documents, "text/xml", text, jane));
    if (!client.pox) return 0;
    const auto answer = trace::read_pox(*client.pox, "text/xml", text, jane);
    if (answer && !answer->settings.empty()) check(answer->settings);
    return 0;
}
