#include "cli/dns.hpp"

namespace fingerpost::cli {

zone::HostSettings host_settings(const app::Settings& settings) {
    return {settings.public_hostname, settings.public_addresses, settings.dns_ttl};
}

Result<zone::Records>
desired_records(const Catalog& catalog, const std::string& domain, const zone::HostSettings& host) {
    const auto* offer = catalog.find(domain);
    if (!offer)
        return Error{Errc::not_found, domain + " is not served; see: fingerpost domain list"};
    return zone::desired({domain, *offer, host, catalog.held_document(*offer)});
}

} // namespace fingerpost::cli
