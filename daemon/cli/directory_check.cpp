#include "catalog/domain.hpp"
#include "cli/database_check.hpp"
#include "directory/directory.hpp"

#include <map>

namespace fingerpost::cli {

namespace {

struct Used {
    const LdapServer* server = nullptr;
    std::size_t domains = 0;
};

std::map<std::int64_t, Used> used_servers(const Catalog& catalog) {
    std::map<std::int64_t, Used> used;
    catalog.for_each([&](std::string_view, const Offer& offer) {
        if (!offer.directory) return;
        auto& one = used[offer.directory->id];
        one.server = offer.directory.get();
        ++one.domains;
    });
    return used;
}

/// "" when it can be asked.
std::string fault_of(const LdapServer& server, const directory::Protection& protection) {
    const auto deadline = std::chrono::steady_clock::now() + directory::Directory::budget;
    auto session = directory::Session::open(server, protection, deadline);
    if (!session) return session.error().what;
    const auto found = session->find(server, "nobody@example.invalid", deadline);
    return found ? "" : found.error().what;
}

bool is_this_machine(const std::string& host) {
    return host == "localhost" || host == "::1" ||
           (host.starts_with("127.") && is_ip_address(host));
}

bool tells_password_to_all(const LdapServer& server, const directory::Protection& protection) {
    return server.bind_password && !server.use_ssl && !protection.starttls &&
           !is_this_machine(server.name);
}

} // namespace

std::vector<std::string>
directory_findings(const Catalog& catalog, const directory::Protection& protection) {
    std::vector<std::string> findings;
    const auto used = used_servers(catalog);
    if (!used.empty() && !protection.verify)
        findings.emplace_back("ldap_verify = no: whoever answers for an LDAP server is believed");
    for (const auto& [id, one] : used) {
        const auto fault = fault_of(*one.server, protection);
        if (!fault.empty())
            findings.push_back(
                fault + "; answered without it: " + std::to_string(one.domains) +
                (one.domains == 1 ? " domain" : " domains")
            );
        if (tells_password_to_all(*one.server, protection))
            findings.push_back(
                "ldapserver " + std::to_string(id) +
                ": its bind password is sent without TLS; set ldap_starttls = yes, or use_ssl"
            );
    }
    return findings;
}

} // namespace fingerpost::cli
